/** A process that was started here: its output, its end, and how it is ended with everything it started. */

import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { AgentConnection } from './agentServer';
import { LineFilter } from './lineFilter';
import { outputEnd } from './outputRelay';
import { askToEnd, endLeft, GRACE_MS, groupEvents, seenBelow } from './processGroup';
import { type ProcessStart, type StartedProcess, signalGroup, spawnProcess } from './spawnProcess';
import type { TargetExit } from './targetExit';
import { TargetOutput } from './targetOutput';

/** Where what a process prints goes as well, as it comes. */
export interface OutputStreams {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** What was printed last is read within milliseconds; a process in the background may keep the output open. */
const OUTPUT_END_MS = 500;
/** Maximum time from the start of a process until this object exists. */
const START_TIME_MS = 1000;

export class LaunchedProcess {
  readonly output: TargetOutput;
  /** Its inspector port was opened for the agent, and is to be closed once that has connected. */
  readonly hasOpenedInspector: boolean = false;

  /** Resolves as soon as the process has ended. */
  readonly ended: Promise<TargetExit>;
  /** Resolves when the process has ended, and what it printed is known. */
  readonly exited: Promise<TargetExit>;
  protected readonly child: ChildProcess;
  protected readonly stderr: Readable | null;
  private readonly processEnd: Promise<void>;
  private hasExited = false;
  private endedAtMs = Number.POSITIVE_INFINITY;
  /** A time shortly before the process began. */
  private readonly startedAtMs = Date.now() - START_TIME_MS;

  protected constructor(
    /** What to call it until it tells its own name. */
    readonly name: string,
    readonly executable: string,
    { child, stdout, stderr }: StartedProcess,
    streams?: OutputStreams,
    /** Lines that are not the target's own. */
    private readonly hidesLine?: (line: string) => boolean,
  ) {
    this.child = child;
    this.stderr = stderr;
    this.output = new TargetOutput(hidesLine);
    this.ended = new Promise<TargetExit>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    this.processEnd = this.ended.then(() => {
      this.hasExited = true;
      this.endedAtMs = Date.now();
    });
    this.exited = this.processEnd
      .then(() => outputEnd([stdout, stderr], OUTPUT_END_MS))
      .then(() => {
        this.output.end();
        return this.ended;
      });
    stdout?.on('data', (chunk: Buffer) => this.output.add('stdout', chunk));
    stderr?.on('data', (chunk: Buffer) => this.output.add('stderr', chunk));
    if (streams === undefined) return;
    this.passOn(stdout, streams.stdout);
    this.passOn(stderr, streams.stderr);
  }

  /** Reports in place of an agent, where none can be let in. */
  get observer(): AgentConnection | undefined {
    return undefined;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** @throws UserError if it can't be started */
  static async start(name: string, start: ProcessStart, streams?: OutputStreams): Promise<LaunchedProcess> {
    return new LaunchedProcess(name, start.executable, await spawnProcess(start), streams);
  }

  /** Asks it to end, and makes it. Resolves when it and the processes it started are gone. */
  async stop(): Promise<void> {
    const { pid, startedAtMs } = this;
    const below = pid === undefined || this.hasExited ? [] : await seenBelow(pid);
    if (!this.hasExited) {
      const timer = setTimeout(() => this.signal('SIGKILL'), GRACE_MS);
      if (pid !== undefined) await askToEnd(pid, () => !this.hasExited);
      await this.processEnd;
      clearTimeout(timer);
    }
    // Helpers that outlived their parent.
    this.signal('SIGKILL');
    if (pid !== undefined) await endLeft([...below, { pid, startedAtMs, endedAtMs: this.endedAtMs }]);
    this.release();
    await this.exited;
  }

  /** Nobody ends it any more when this process is gone: it has ended, or is to run on. */
  release(): void {
    if (this.pid !== undefined) groupEvents.emit({ type: 'released', pid: this.pid });
  }

  private signal(signal: NodeJS.Signals): void {
    signalGroup(this.child, signal);
  }

  private passOn(from: Readable | null, to: Writable): void {
    const { hidesLine } = this;
    const own = hidesLine === undefined ? from : from?.pipe(new LineFilter(hidesLine));
    own?.pipe(to, { end: false });
  }
}
