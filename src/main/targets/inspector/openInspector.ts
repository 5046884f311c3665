/** Finds the inspector of a process; where it is off, switches it on by the signal that Node has for it. */

import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSystemError, UserError } from '../../userError';
import { type ElectronBinary, readElectronBinary } from '../electronBinary';
import { listeningPorts } from '../processes/listeningPorts';
import { findProcess, listProcesses, type ProcessInfo, processRole } from '../processes/processList';
import { TRACE_REMEDY } from './injectAgent';
import { lookAtPort } from './inspectorEndpoint';

const OPEN_TIMEOUT_MS = 5000;
const OPEN_STEP_MS = 50;
/** Node tries its port once for each signal; another app that is being attached to may have it for a moment. */
const SIGNAL_EVERY_MS = 500;
const LOOPBACK = '127.0.0.1';
/** Bit of SIGUSR1 in /proc/<pid>/status. */
const SIGUSR1_BIT = 1n << 9n;

export interface OpenedInspector {
  readonly url: string;
  /** It was off, and should be switched off again. */
  readonly isOpened: boolean;
}

/** @throws UserError if there is no such process, or its inspector can't be switched on */
export async function openInspector(pid: number): Promise<OpenedInspector> {
  const info = await findProcess(pid);
  if (info === undefined) {
    throw new UserError('no-such-target', `There is no process ${pid}.`, 'Find the app with electroscope list.');
  }
  const open = await findOpen(pid);
  if (open !== undefined) return { url: open, isOpened: false };
  await refuseUnfit(info);
  const deadline = performance.now() + OPEN_TIMEOUT_MS;
  let signalledAt = Number.NEGATIVE_INFINITY;
  while (performance.now() < deadline) {
    if (performance.now() > signalledAt + SIGNAL_EVERY_MS) {
      signalledAt = performance.now();
      switchOn(pid);
    }
    const url = await findOpen(pid);
    if (url !== undefined) return { url, isOpened: true };
    if ((await findProcess(pid)) === undefined) break;
    await sleep(OPEN_STEP_MS);
  }
  throw new UserError(
    'attach-failed',
    `Process ${pid} did not open its inspector within ${OPEN_TIMEOUT_MS / 1000} s.`,
    'It may be busy, or port 9229 may be taken by another process. Start the app with --inspect=0 or with Electroscope.',
  );
}

/** @returns the address of the inspector that a process has open */
async function findOpen(pid: number): Promise<string | undefined> {
  for (const port of await listeningPorts(pid)) {
    const content = await lookAtPort(LOOPBACK, port);
    if (content.is === 'inspector') return content.url;
  }
  return undefined;
}

/** A process that does not handle the signal would be ended by it. */
async function refuseUnfit({ pid, args, executable }: ProcessInfo): Promise<void> {
  const role = processRole(args);
  if (role !== undefined) {
    const main = await mainProcessOf(pid);
    throw new UserError(
      'not-an-electron-app',
      `Process ${pid} is a ${role} process of an app, not its main process.`,
      main === undefined ? 'Find the main process with electroscope list.' : `Attach to its main process: ${main}.`,
    );
  }
  const binary = await binaryOf(pid, executable);
  if (binary === undefined) {
    throw new UserError(
      'not-an-electron-app',
      `Process ${pid} (${executable ?? args[0]}) is not an Electron app.`,
      'Find the app with electroscope list.',
    );
  }
  if (binary.fuses?.inspector === false) throw inspectorFused(`process ${pid}`);
  if (process.platform === 'linux' && !(await handlesSignal(pid))) {
    throw new UserError(
      'attach-failed',
      `Process ${pid} does not take the signal that opens its inspector.`,
      'It may just be starting. Try again, or start it with --inspect or with Electroscope.',
    );
  }
}

/**
 * What is to be told of an app whose inspector is switched off for good.
 *
 * @param canTrace Electron's own trace can be shown instead
 */
export function inspectorFused(name: string, canTrace = false): UserError {
  return new UserError(
    canTrace ? 'agent-kept-out' : 'inspector-fused',
    `The inspector of ${name} is switched off in its binary (the fuse EnableNodeCliInspectArguments), so nothing can be let in.`,
    `Run the app’s source or its app.asar with Electroscope instead, or attach to a build without that fuse; see docs/attach.md.${canTrace ? TRACE_REMEDY : ''}`,
  );
}

async function binaryOf(pid: number, executable: string | undefined): Promise<ElectronBinary | undefined> {
  // Of a file that was replaced by an update, Linux still knows the one that runs.
  const file = process.platform === 'linux' ? `/proc/${pid}/exe` : executable;
  if (file === undefined) return undefined;
  try {
    return await readElectronBinary(file);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UserError(
      'attach-failed',
      `Process ${pid} can’t be looked at: ${error.message}.`,
      'It may belong to another user; run Electroscope as that one.',
    );
  }
}

async function mainProcessOf(pid: number): Promise<number | undefined> {
  const processes = new Map((await listProcesses()).map((info) => [info.pid, info]));
  let info = processes.get(pid);
  while (info !== undefined && processRole(info.args) !== undefined) info = processes.get(info.parentPid);
  return info?.pid;
}

async function handlesSignal(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return caught !== undefined && (BigInt(`0x${caught}`) & SIGUSR1_BIT) !== 0n;
}

function switchOn(pid: number): void {
  try {
    // A signal where there are signals; on Windows Node has a way of its own.
    if (process.platform === 'win32') (process as unknown as { _debugProcess(pid: number): void })._debugProcess(pid);
    else process.kill(pid, 'SIGUSR1');
  } catch (error) {
    throw new UserError(
      'attach-failed',
      `Process ${pid} can’t be told to open its inspector: ${error instanceof Error ? error.message : error}.`,
      'It may belong to another user; run Electroscope as that one.',
    );
  }
}
