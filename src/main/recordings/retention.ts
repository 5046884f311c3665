/** Which earlier sessions are kept. Nothing is deleted before the user has agreed. */

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RetentionSettings } from '../../shared/session/retentionSettings';
import { isSystemError } from '../base/userError';
import { findLive, findUnfinished, unmarkLive } from '../journal/liveMarker';
import { removeIndex } from './sessionIndex';

export interface StoredSession {
  readonly path: string;
  readonly bytes: number;
  /** Time of the last write, in milliseconds since the epoch. */
  readonly endedMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Chooses the sessions to delete: those that are too old, then the oldest, until the rest is within the limits.
 *
 * @returns the oldest first
 */
export function planRetention(
  sessions: readonly StoredSession[],
  { maxSessions, maxBytes, maxAgeDays }: RetentionSettings,
  nowMs: number,
): StoredSession[] {
  const newestFirst = [...sessions].sort((a, b) => b.endedMs - a.endedMs);
  let bytes = 0;
  const firstToGo = newestFirst.findIndex((session, i) => {
    bytes += session.bytes;
    const isTooOld = maxAgeDays > 0 && nowMs - session.endedMs > maxAgeDays * DAY_MS;
    return isTooOld || (maxSessions > 0 && i >= maxSessions) || (maxBytes > 0 && bytes > maxBytes);
  });
  return firstToGo === -1 ? [] : newestFirst.slice(firstToGo).reverse();
}

/** The sessions of a folder that are not being written, and that need no question to the user. */
export async function storedSessions(folder: string): Promise<StoredSession[]> {
  const names = await readdir(folder).catch(() => []);
  const kept = await findLive(folder);
  for (const { journalPath } of await findUnfinished(folder)) kept.add(journalPath);
  const sessions: StoredSession[] = [];
  for (const name of names.filter((it) => it.endsWith('.escope'))) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => undefined);
    if (stats?.isFile() && !kept.has(path)) sessions.push({ path, bytes: stats.size, endedMs: stats.mtimeMs });
  }
  return sessions;
}

/**
 * Deletes sessions with the files that belong to them. If one can't be deleted, such as an open file on Windows, the others still
 * are.
 *
 * @returns those that are still there
 */
export async function deleteSessions(
  sessions: readonly StoredSession[],
  indexFolder: string,
  remove: (path: string) => Promise<void> = removeFile,
): Promise<StoredSession[]> {
  const left: StoredSession[] = [];
  for (const session of sessions) {
    try {
      await remove(session.path);
      await unmarkLive(session.path);
      await removeIndex(indexFolder, session.path);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      left.push(session);
    }
  }
  return left;
}

/** Node retries only for folders. */
function removeFile(path: string): Promise<void> {
  return rm(path, { force: true, recursive: true, maxRetries: 5 });
}
