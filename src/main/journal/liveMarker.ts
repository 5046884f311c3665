/**
 * A file beside the journal of a live session, which names the writing process. If that process is gone but the file exists, the
 * inspector ended without closing the session. The next start then offers to open it.
 */

import { rmSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { processExists } from '../base/processExists';
import { windowsStartMs } from '../base/systemTools';

const SUFFIX = '.live';

export interface UnfinishedSession {
  readonly journalPath: string;
  /** Of the app that was watched. */
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly bytes: number;
}

/** Marks that this process writes a journal. */
export async function markLive(journalPath: string, name: string): Promise<void> {
  const marker = { pid: process.pid, name, startedAt: new Date().toISOString() };
  await writeFile(journalPath + SUFFIX, JSON.stringify(marker), { mode: 0o600 });
}

/** Removes the marker, once the session is closed or the user was asked about it. */
export async function unmarkLive(journalPath: string): Promise<void> {
  await rm(journalPath + SUFFIX, { force: true });
}

/** As `unmarkLive`, for when the system ends this process at once. */
export function unmarkLiveSync(journalPath: string): void {
  rmSync(journalPath + SUFFIX, { force: true });
}

/** Whether a process writes this journal. */
export async function isBeingRecorded(journalPath: string): Promise<boolean> {
  const marker = await readMarker(journalPath + SUFFIX);
  return marker !== undefined && (await isRunning(marker));
}

/** The journals of a folder that their inspector did not close. */
export async function findUnfinished(folder: string, startMsOf?: StartMsOf): Promise<UnfinishedSession[]> {
  const names = await readdir(folder).catch(() => []);
  const found: UnfinishedSession[] = [];
  for (const name of names.filter((it) => it.endsWith(SUFFIX)).sort()) {
    const journalPath = join(folder, name.slice(0, -SUFFIX.length));
    const marker = await readMarker(journalPath + SUFFIX);
    if (marker !== undefined && (await isRunning(marker, startMsOf))) continue;
    const stats = await stat(journalPath).catch(() => undefined);
    if (stats === undefined || marker === undefined) await unmarkLive(journalPath);
    else found.push({ journalPath, name: marker.name, startedAt: marker.startedAt, bytes: stats.size });
  }
  return found;
}

/** The journals of a folder that are being written. */
export async function findLive(folder: string): Promise<Set<string>> {
  const names = await readdir(folder).catch(() => []);
  const live = new Set<string>();
  for (const name of names.filter((it) => it.endsWith(SUFFIX))) {
    const marker = await readMarker(join(folder, name));
    if (marker !== undefined && (await isRunning(marker))) live.add(join(folder, name.slice(0, -SUFFIX.length)));
  }
  return live;
}

interface Marker {
  readonly pid: number;
  readonly name: string;
  readonly startedAt: string;
}

async function readMarker(path: string): Promise<Marker | undefined> {
  try {
    const marker: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!isObject(marker)) return undefined;
    const { pid, name, startedAt } = marker;
    return isCount(pid) && typeof name === 'string' && typeof startedAt === 'string'
      ? { pid, name, startedAt }
      : undefined;
  } catch {
    return undefined;
  }
}

/** When a process began; undefined if the system does not report it, or it does not matter. */
type StartMsOf = (pid: number) => Promise<number | undefined>;

/** Windows gives numbers again soon, and its uptime goes on through a shutdown. */
const startMsOnWindows: StartMsOf = async (pid) =>
  process.platform === 'win32' && pid !== process.pid ? windowsStartMs(pid) : undefined;

/** Numbers of processes are given again: after a restart of the system, or to a process that began after the session, it means another one. */
async function isRunning({ pid, startedAt }: Marker, startMsOf = startMsOnWindows): Promise<boolean> {
  const startedMs = Date.parse(startedAt);
  const systemStartMs = Date.now() - uptime() * 1000;
  if (pid === 0 || startedMs < systemStartMs || !processExists(pid)) return false;
  const processStartMs = await startMsOf(pid);
  return processStartMs === undefined || processStartMs <= startedMs;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
