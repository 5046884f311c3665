/** Finds the inspector of a process; where it is off, switches it on by the signal that Node has for it. */

import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { processExists } from '../../base/processExists';
import { runTool } from '../../base/systemTools';
import { isSystemError, UserError } from '../../base/userError';
import { canListen } from '../canListen';
import { type ElectronBinary, readElectronBinary } from '../electronBinary';
import { listeningPorts } from '../processes/listeningPorts';
import { elapsedSeconds, findProcess, listProcesses, type ProcessInfo, processRole } from '../processes/processList';
import { TRACE_REMEDY } from './injectAgent';
import { lookAtPort, type PortContent } from './inspectorEndpoint';
import { findInspectorPort } from './inspectorPorts';

const OPEN_TIMEOUT_MS = 5000;
const OPEN_STEP_MS = 50;
/** Another app that is being attached to has the port for some tenths of a second. */
const FREE_TIMEOUT_MS = 3000;
const LOOPBACK = '127.0.0.1';
/** Where the system does not tell which signals a process handles, it must have run for this long. */
const MIN_AGE_S = 3;
/** Bit of SIGUSR1 in /proc/<pid>/status. */
const SIGUSR1_BIT = 1n << 9n;
/** Processes that were sent the signal and have not opened their inspector: they are not sent it again. */
const signalled = new Set<number>();
let lastOpening: Promise<void> = Promise.resolve();

export interface OpenedInspector {
  readonly url: string;
  /** It was off, and should be switched off again. */
  readonly isOpened: boolean;
}

/**
 * Sends SIGUSR1 to a process at most once: an app may handle the signal itself, and would then run its handler each
 * time.
 *
 * @throws UserError if there is no such process, or its inspector can't be switched on
 */
export async function openInspector(pid: number): Promise<OpenedInspector> {
  const info = await findProcess(pid);
  if (info === undefined) {
    throw new UserError('no-such-target', `There is no process ${pid}.`, 'Find the app with electroscope list.');
  }
  const place = await findInspectorPort(info);
  if (place.is === 'one of') throw atOneOf(pid, place.ports);
  if (place.is === 'on') return { url: await urlOf(pid, place.port), isOpened: false };
  await refuseUnfit(info);
  const { port } = place;
  // One after the other: all without another setting use the same port.
  const opening = lastOpening.then(() => switchOnAt(port, pid));
  lastOpening = opening.then(
    () => {},
    () => {},
  );
  const opened = await opening;
  return { url: await urlOf(pid, opened), isOpened: true };
}

/** @returns the port on which its inspector then listens */
async function switchOnAt(port: number, pid: number): Promise<number> {
  const before = await listeningPorts(pid);
  if (!signalled.has(pid)) {
    if (port !== 0) await waitUntilFree(port, pid);
    signalled.add(pid);
    sendSignal(pid);
  }
  const deadline = performance.now() + OPEN_TIMEOUT_MS;
  while (performance.now() < deadline && processExists(pid)) {
    const opened = (await listeningPorts(pid)).find((other) => (port === 0 ? !before.includes(other) : other === port));
    if (opened !== undefined) {
      signalled.delete(pid);
      return opened;
    }
    await sleep(OPEN_STEP_MS);
  }
  throw new UserError(
    'attach-failed',
    `Process ${pid} was sent SIGUSR1 once, and did not open its inspector within ${OPEN_TIMEOUT_MS / 1000} s.`,
    'The app may handle SIGUSR1 itself, or be busy. Start it with --inspect=0 and attach to that port, or start it with Electroscope.',
  );
}

async function urlOf(pid: number, port: number): Promise<string> {
  const content = await lookAtPort(LOOPBACK, port);
  if (content.is === 'inspector') return content.url;
  throw new UserError(
    'attach-failed',
    `Process ${pid} listens on port ${port}, but ${whatIsThere(content)}.`,
    'Start the app with --inspect=0 and attach to that port, or start it with Electroscope.',
  );
}

function whatIsThere(content: Exclude<PortContent, { is: 'inspector' }>): string {
  switch (content.is) {
    case 'nothing':
      return `nothing answers there: ${content.reason}`;
    case 'unnamed inspector':
      return 'its inspector does not tell its address (--inspect-publish-uid)';
    default:
      return 'what listens there is not an inspector';
  }
}

function atOneOf(pid: number, ports: readonly number[]): UserError {
  return new UserError(
    'attach-failed',
    `The inspector of process ${pid} is on one of the ports ${ports.join(', ')}; the others are the app’s own.`,
    `Name it, as the app printed it after “Debugger listening on”: --attach ${ports[0]}.`,
  );
}

/** With another process on its port, Node would only say so. */
async function waitUntilFree(port: number, pid: number): Promise<void> {
  const deadline = performance.now() + FREE_TIMEOUT_MS;
  while (!(await canListen(port))) {
    if (performance.now() > deadline) {
      throw new UserError(
        'attach-failed',
        `The inspector of process ${pid} can’t be switched on: another process has its port ${port}.`,
        `Stop the program that listens on port ${port}, or start the app with --inspect=0 or with Electroscope.`,
      );
    }
    await sleep(OPEN_STEP_MS);
  }
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
  if (!(await handlesSignal(pid))) {
    throw new UserError(
      'attach-failed',
      `Process ${pid} does not take the signal that opens its inspector.`,
      'It may just be starting. Try again, or start it with --inspect or with Electroscope.',
    );
  }
}

/**
 * The message for an app whose inspector is permanently switched off.
 *
 * @param canTrace Electron's own trace can be shown instead
 */
export function inspectorFused(name: string, canTrace = false): UserError {
  return new UserError(
    canTrace ? 'agent-kept-out' : 'inspector-fused',
    `The inspector of ${name} is switched off in its binary (the fuse EnableNodeCliInspectArguments), so no agent can come in.`,
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
      'It may belong to another user. Run Electroscope as that user.',
    );
  }
}

async function mainProcessOf(pid: number): Promise<number | undefined> {
  const processes = new Map((await listProcesses()).map((info) => [info.pid, info]));
  let info = processes.get(pid);
  while (info !== undefined && processRole(info.args) !== undefined) info = processes.get(info.parentPid);
  return info?.pid;
}

/** Node handles it from some tenths of a second after the start on. Until then it would end the process. */
async function handlesSignal(pid: number): Promise<boolean> {
  if (process.platform === 'darwin') {
    return elapsedSeconds(await runTool('ps', ['-o', 'etime=', '-p', String(pid)])) >= MIN_AGE_S;
  }
  if (process.platform !== 'linux') return true;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return caught !== undefined && (BigInt(`0x${caught}`) & SIGUSR1_BIT) !== 0n;
}

function sendSignal(pid: number): void {
  try {
    // Uses a signal where the system has signals; on Windows Node has a mechanism of its own.
    if (process.platform === 'win32') (process as unknown as { _debugProcess(pid: number): void })._debugProcess(pid);
    else process.kill(pid, 'SIGUSR1');
  } catch (error) {
    throw new UserError(
      'attach-failed',
      `Process ${pid} cannot be asked to open its inspector: ${error instanceof Error ? error.message : error}.`,
      signalRemedy(),
    );
  }
}

/** Windows lets a process act in another only if both are built for one processor. */
export function signalRemedy(platform = process.platform, arch: string = process.arch): string {
  const asUser = 'It may belong to another user. Run Electroscope as that user.';
  if (platform !== 'win32') return asUser;
  return `${asUser} Or it is not built for ${arch}, as Electroscope is: start the app with Electroscope, or with --inspect.`;
}
