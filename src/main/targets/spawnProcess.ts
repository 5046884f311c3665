/**
 * Starts a program in its own process group. It inherits none of this process's sockets, and its output outlives this
 * process.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { processExists } from '../base/processExists';
import { isSystemError, UserError } from '../base/userError';
import { type StdioEntry, sharesSocket, withoutInheritedSockets } from './inheritedSockets';
import { OutputRelay } from './outputRelay';
import { groupEvents, groupExists, sendGroupSignal } from './processGroup';
import { foreignFormat } from './programFormat';
import { usableInput } from './standardInput';
import { windowsCommand } from './windowsCommand';

export interface ProcessStart {
  readonly executable: string;
  readonly args: readonly string[];
  readonly workingDirectory: string;
  readonly variables: NodeJS.ProcessEnv;
  /** What to check if it can't be started. */
  readonly remedy: string;
  /** It is a command of a user: looked up on the path. */
  readonly isCommand?: boolean;
  /** It gets two pipes more, on which it is written to (3) and read from (4). */
  readonly hasPipes?: boolean;
  /** Ends it at once, as long as nobody else can. */
  readonly signal?: AbortSignal | undefined;
}

export interface StartedProcess {
  readonly child: ChildProcess;
  /** What it prints. */
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
}

/** One in twenty starts needs one, if it comes while Chromium starts its own processes; hardly any needs two. */
const MAX_SPAWNS_AGAIN = 10;
/** How often a group that has lost its leader is checked. */
const GROUP_LOOK_MS = 1000;

/** @throws UserError if it can't be started */
export async function spawnProcess(start: ProcessStart): Promise<StartedProcess> {
  const { executable, args, workingDirectory, variables, remedy } = start;
  // Otherwise the system would take it for a script of the shell.
  const foreign = foreignFormat(executable);
  if (foreign !== undefined) {
    throw new UserError(
      'launch-failed',
      `${executable} was built for another kind of computer (${foreign}; this one is ${process.platform}, ${process.arch}).`,
      'Use a build for this kind of computer.',
    );
  }
  // On Windows npm and its like are scripts of the shell.
  const begin =
    start.isCommand && process.platform === 'win32'
      ? windowsCommand(executable, args, { variables, workingDirectory })
      : { file: executable, args, isVerbatim: false };
  const spawnOnce = (): StartedProcess => {
    const relays = [OutputRelay.start(), OutputRelay.start()] as const;
    const [out, err] = relays;
    const wanted: StdioEntry[] = [usableInput(), out?.input ?? 'pipe', err?.input ?? 'pipe'];
    if (start.hasPipes) wanted.push('pipe', 'pipe');
    try {
      const child = withoutInheritedSockets(wanted, (stdio) =>
        spawn(begin.file, begin.args, {
          cwd: workingDirectory,
          env: variables,
          stdio,
          // A separate process group, so that it can be ended with everything it started.
          detached: process.platform !== 'win32',
          windowsVerbatimArguments: begin.isVerbatim,
        }),
      );
      return { child, stdout: out?.output ?? child.stdout, stderr: err?.output ?? child.stderr };
    } finally {
      for (const relay of relays) relay?.release();
    }
  };
  const spawnOrExplain = (): StartedProcess => {
    try {
      return spawnOnce();
    } catch (error) {
      // Node throws most codes of the system, and reports a few by an event.
      throw isSystemError(error) ? cannotStart(executable, error, remedy) : error;
    }
  };
  let started = spawnOrExplain();
  // An app has been there for a millisecond, and has not come to its first line; a command may have done what it does.
  const maxAgain = start.isCommand ? 0 : MAX_SPAWNS_AGAIN;
  const given = start.hasPipes ? 5 : 3;
  for (let again = 0; again < maxAgain && sharesSocket(started.child.pid ?? 0, given); again++) {
    signalGroup(started.child, 'SIGKILL');
    started = spawnOrExplain();
  }
  const { child } = started;
  announce(child);
  const kill = () => signalGroup(child, 'SIGKILL');
  if (start.signal?.aborted) kill();
  start.signal?.addEventListener('abort', kill, { once: true });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error: NodeJS.ErrnoException) => reject(cannotStart(executable, error, remedy)));
  });
  return started;
}

/** Tells a process and those that it started. */
export function signalGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  const hasExited = exitCode !== null || signalCode !== null;
  // A number that is in use after its process has ended was given to another, which is not ours to end.
  const isOurs = !hasExited || (process.platform !== 'win32' && !processExists(pid));
  if (isOurs) sendGroupSignal(pid, signal);
}

/** Processes that it has started may outlive it in its group. Once the group is empty, the system may reuse its number. */
function announce(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  groupEvents.emit({ type: 'started', pid });
  const releaseIfEmpty = () => {
    if (groupExists(pid)) setTimeout(releaseIfEmpty, GROUP_LOOK_MS).unref();
    else groupEvents.emit({ type: 'released', pid });
  };
  child.once('exit', releaseIfEmpty);
}

function cannotStart(executable: string, error: NodeJS.ErrnoException, remedy: string): UserError {
  return new UserError('launch-failed', `${executable} can’t be started: ${whyNotStarted(error)}.`, remedy);
}

/** Explains the system's error codes, which users would not understand. */
export function whyNotStarted(
  { code = '', message }: Pick<NodeJS.ErrnoException, 'code' | 'message'>,
  { platform, arch }: { readonly platform: string; readonly arch: string } = process,
): string {
  const isWindows = platform === 'win32';
  // EBADARCH of macOS, which libuv has no name for.
  if (['ENOEXEC', 'EFTYPE', 'UNKNOWN', 'Unknown system error -86'].includes(code))
    return `it is not a program for this computer (${platform}, ${arch})`;
  if (code === 'ENOENT') return 'there is no such program';
  // Node refuses .cmd and .bat files, such as node_modules/.bin/electron.cmd.
  if (code === 'EINVAL' && isWindows) return 'it is a script of the shell; name the .exe that it starts';
  if (code === 'EACCES')
    return isWindows ? 'it may have to be run as administrator, or is not a program' : 'it is not executable';
  return message;
}
