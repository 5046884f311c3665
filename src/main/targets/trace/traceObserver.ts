/** Reports what Electron's trace tells of an app, in place of an agent: as lines of a journal, like any other. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { EndpointEntry, MessageEntry, TargetDescription } from '../../../shared/journal/entries';
import { encodeLine } from '../../../shared/journal/lineCodec';
import type { AgentConnection } from '../agentServer';
import { InspectorError } from '../nodeInspector/devtoolsCalls';
import type { DebuggingPipe } from './debuggingPipe';
import { TraceClock } from './traceClock';
import { readTracedMessages, type TracedMessage } from './tracedMessages';

/** A trace is reported only when it ends; the next one begins about 30 ms later. */
const READ_EVERY_MS = 3000;
const TRACE = {
  traceConfig: { includedCategories: ['electron'], excludedCategories: ['*'], recordMode: 'recordUntilFull' },
  transferMode: 'ReportEvents',
};
const MAIN = 1;
const SOMEBODY = 2;

/** What is not in the trace: shown as what can’t be seen. */
const UNSEEN = [
  ['arguments and results', 'Electron’s trace has channels and times only'],
  ['what became of a message', 'the trace has how long main’s listeners took, not what they answered, or when'],
  ['senders', 'the trace does not tell which window sent a message'],
  ['messages from main', 'the trace has only those to main; before Electron 36 not postMessage'],
  [
    'a moment every 3 s',
    'the trace has to be ended to be read; what comes in the next 30 ms or so, and in the last 3 s before the app ends by itself, is missing',
  ],
] as const;

type Described = Pick<TargetDescription, 'pid' | 'name' | 'electron' | 'chrome'>;

export class TraceObserver implements AgentConnection {
  readonly token = '';
  readonly answersPing = false;
  readonly target: TargetDescription;
  private onEntry: (line: Buffer) => void = () => {};
  private readonly early: Buffer[] = [];
  private hasReader = false;
  private readonly collected: TracedMessage[] = [];
  private readonly clock = new TraceClock();
  private nextSeq = 1;
  private isClosed = false;
  private complete: () => void = () => {};
  private ended: () => void = () => {};
  private isFinishing = false;
  private finishNow: () => void = () => {};
  private readonly finishing = new Promise<void>((resolve) => {
    this.finishNow = resolve;
  });
  private readonly end = new Promise<void>((resolve) => {
    this.ended = resolve;
  });

  private constructor(
    private readonly pipe: DebuggingPipe,
    described: Described,
    /** When the trace was asked to begin. */
    private traceStartUs: number,
  ) {
    this.target = {
      ...described,
      node: '',
      platform: process.platform,
      arch: process.arch,
      timeOrigin: monotonicOriginUs(),
      observedBy: 'trace',
      hooks: UNSEEN.map(([name, unavailable]) => ({ name, unavailable })),
    };
    pipe.on('Tracing.dataCollected', (params) => {
      this.collected.push(...readTracedMessages((params as { readonly value?: unknown } | null)?.value));
    });
    pipe.on('Tracing.tracingComplete', () => this.complete());
    this.write({ type: 'endpoint', id: MAIN, kind: 'main', pid: described.pid });
    this.write({ type: 'endpoint', id: SOMEBODY, kind: 'frame', title: 'not known', isMainFrame: true });
  }

  /**
   * Begins to observe.
   *
   * @throws InspectorError if the app does not let itself be traced
   */
  static async start(pipe: DebuggingPipe, described: Omit<Described, 'chrome'>): Promise<TraceObserver> {
    const traceStartUs = monotonicUs();
    await pipe.send('Tracing.start', TRACE);
    const { product } = (await pipe.send('Browser.getVersion')) as { readonly product?: unknown };
    const chrome = String(product ?? '').replace(/^.*\//, '');
    const observer = new TraceObserver(pipe, { ...described, chrome }, traceStartUs);
    void observer.run();
    return observer;
  }

  onLine(onLine: (line: Buffer) => void): void {
    this.onEntry = onLine;
    this.hasReader = true;
    for (const line of this.early.splice(0)) onLine(line);
  }

  onClose(onClose: () => void): void {
    void this.end.then(onClose);
  }

  /** There is no agent to send anything to. */
  send(): boolean {
    return true;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    // The app is left as it was, unless it has ended.
    this.pipe.send('Tracing.end').catch(() => {});
    this.ended();
  }

  /** Resolves once everything up to now is reported. */
  async finish(): Promise<void> {
    this.isFinishing = true;
    this.finishNow();
    await this.end;
  }

  private async run(): Promise<void> {
    try {
      while (!this.isClosed) {
        await Promise.race([sleep(READ_EVERY_MS), this.finishing, this.end]);
        if (this.isClosed) break;
        const completed = new Promise<void>((resolve) => {
          this.complete = resolve;
        });
        await this.pipe.send('Tracing.end');
        await Promise.race([completed, this.end]);
        const isLast = this.isFinishing || this.isClosed;
        const endUs = monotonicUs();
        const messages = this.collected.splice(0);
        this.clock.observe(
          this.traceStartUs,
          endUs,
          messages.map(({ atUs }) => atUs),
        );
        this.traceStartUs = endUs;
        if (!isLast) await this.pipe.send('Tracing.start', TRACE);
        for (const message of messages) this.report(message);
        if (isLast) break;
      }
    } catch (error) {
      // The app has ended.
      if (!(error instanceof InspectorError)) throw error;
    }
    this.close();
  }

  private report({ kind, channel, atUs, durationUs, isInternal }: TracedMessage): void {
    const [at, over] = [atUs, atUs + durationUs].map((us) => Math.round(this.clock.toNodeUs(us))) as [number, number];
    this.write({
      type: 'message',
      seq: this.nextSeq++,
      at,
      kind,
      direction: kind === 'sendToHost' ? 'to-host' : 'to-main',
      channel,
      from: SOMEBODY,
      to: MAIN,
      size: 0,
      ...(isInternal ? { internal: true } : {}),
      dispatched: { at: over },
      outcome: { at: over, status: 'unknown' },
    });
  }

  private write(entry: MessageEntry | EndpointEntry): void {
    const line = Buffer.from(encodeLine(entry)).subarray(0, -1);
    if (this.hasReader) this.onEntry(line);
    else this.early.push(line);
  }
}

/** When Node's monotonic clock began; microseconds since the Unix epoch. */
function monotonicOriginUs(): number {
  return Date.now() * 1000 - Math.round(monotonicUs());
}

function monotonicUs(): number {
  return Number(process.hrtime.bigint()) / 1000;
}
