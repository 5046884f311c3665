/** A process that was started here: its output, its end, and how it is ended with everything it started. */

import { type ChildProcess, spawn } from 'node:child_process';
import { UserError } from '../userError';
import type { AgentConnection } from './agentServer';
import { keepingSockets, sharesSocket } from './keptSockets';
import { processExists } from './processes/processExists';
import { foreignFormat } from './programFormat';
import { TargetOutput } from './targetOutput';

export interface TargetExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ProcessStart {
  readonly executable: string;
  readonly args: readonly string[];
  readonly workingDirectory: string;
  readonly variables: NodeJS.ProcessEnv;
  /** What to check if it can't be started. */
  readonly remedy: string;
  /** It is a command of a user: looked up on the path, and its output goes to this process's as well. */
  readonly isCommand?: boolean;
  /** It gets two pipes more, on which it is written to (3) and read from (4). */
  readonly hasPipes?: boolean;
  /** Ends it at once, as long as nobody else can. */
  readonly signal?: AbortSignal | undefined;
}

/** How long a target may take to end by itself before it is killed. */
const GRACE_MS = 3000;
/** One in twenty starts needs one, if it comes while Chromium starts its own processes; hardly any needs two. */
const MAX_SPAWNS_AGAIN = 10;

export class LaunchedProcess {
  readonly output: TargetOutput;
  /** Its inspector port was opened for the agent, and is to be closed once that has connected. */
  readonly hasOpenedInspector: boolean = false;

  /** Resolves when the process has ended. */
  readonly exited: Promise<TargetExit>;
  private hasExited = false;

  protected constructor(
    /** What to call it until it tells its own name. */
    readonly name: string,
    readonly executable: string,
    protected readonly child: ChildProcess,
    /** Lines that are not the target's own. */
    hidesLine?: (line: string) => boolean,
  ) {
    this.output = new TargetOutput(hidesLine);
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.hasExited = true;
        resolve({ code, signal });
      });
    });
    child.stdout?.on('data', (chunk: Buffer) => this.output.add('stdout', chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.output.add('stderr', chunk));
  }

  /** Reports in place of an agent, where none can be let in. */
  get observer(): AgentConnection | undefined {
    return undefined;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** @throws UserError if it can't be started */
  static async start(name: string, start: ProcessStart): Promise<LaunchedProcess> {
    const child = await spawnProcess(start);
    if (start.isCommand) {
      child.stdout?.pipe(process.stdout, { end: false });
      child.stderr?.pipe(process.stderr, { end: false });
    }
    return new LaunchedProcess(name, start.executable, child);
  }

  /** Asks it to end, and makes it. Resolves when it and the processes it started are gone. */
  async stop(): Promise<void> {
    if (!this.hasExited) {
      this.signal('SIGTERM');
      const timer = setTimeout(() => this.signal('SIGKILL'), GRACE_MS);
      await this.exited;
      clearTimeout(timer);
    }
    // Helpers that outlived their parent.
    this.signal('SIGKILL');
  }

  private signal(signal: NodeJS.Signals): void {
    signalGroup(this.child, signal);
  }
}

/** Tells a process and those that it started. */
function signalGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  const hasExited = exitCode !== null || signalCode !== null;
  try {
    if (process.platform === 'win32') {
      if (!hasExited) spawn('taskkill', ['/pid', String(pid), '/T', ...(signal === 'SIGKILL' ? ['/F'] : [])]);
    } else if (!hasExited || !processExists(pid)) {
      // A number that is in use after its process has ended was given to another, which is not ours to end.
      process.kill(-pid, signal);
    }
  } catch {
    // ESRCH: nothing of the group is left.
  }
}

/** @throws UserError if it can't be started */
export async function spawnProcess(start: ProcessStart): Promise<ChildProcess> {
  const { executable, args, workingDirectory, variables, remedy } = start;
  // Otherwise the system would take it for a script of the shell.
  const foreign = foreignFormat(executable);
  if (foreign !== undefined) {
    throw new UserError(
      'launch-failed',
      `${executable} was built for another kind of computer (${foreign}; this one is ${process.platform}, ${process.arch}).`,
      'Use one that was built for this computer.',
    );
  }
  const wanted = ['ignore', 'pipe', 'pipe', ...(start.hasPipes ? (['pipe', 'pipe'] as const) : [])] as const;
  const spawnOnce = () =>
    keepingSockets(wanted, (stdio) =>
      spawn(executable, args, {
        cwd: workingDirectory,
        env: variables,
        stdio,
        // A process group of its own, so that it can be ended with everything it started.
        detached: process.platform !== 'win32',
        // On Windows npm and its like are scripts of the shell.
        shell: start.isCommand === true && process.platform === 'win32',
      }),
    );
  let child = spawnOnce();
  // An app has been there for a millisecond, and has not come to its first line; a command may have done what it does.
  const maxAgain = start.isCommand ? 0 : MAX_SPAWNS_AGAIN;
  for (let again = 0; again < maxAgain && child.pid !== undefined && sharesSocket(child.pid); again++) {
    signalGroup(child, 'SIGKILL');
    child = spawnOnce();
  }
  const kill = () => signalGroup(child, 'SIGKILL');
  if (start.signal?.aborted) kill();
  start.signal?.addEventListener('abort', kill, { once: true });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(new UserError('launch-failed', `${executable} can’t be started: ${whyNot(error)}.`, remedy));
    });
  });
  return child;
}

/** The system's codes that a user would not understand. */
function whyNot({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOEXEC':
    case 'EFTYPE':
    case 'UNKNOWN':
      return `it is no program for this computer (${process.platform}, ${process.arch})`;
    case 'ENOENT':
      return 'there is no such program';
    case 'EACCES':
      return 'it is not executable';
    default:
      return message;
  }
}
