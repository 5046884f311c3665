/**
 * Collects what the hooks see and turns it into journal lines, a batch at a time.
 *
 * A message that main receives is written at once, before the app handles it: its handler may be the last thing that runs. That
 * costs some 25 µs, so it is done up to 200 times a second, and for bursts. Any other line waits up to 20 ms, and then also says what
 * is known by then (its listeners returned, it was answered). Records hold copies only: never an event, port, frame or WebContents.
 */

import type {
  AgentEntry,
  DeliveryEntry,
  DispatchedEntry,
  ListenerCounts,
  PortEntry,
  StackEntry,
} from '../../shared/journal/entries';
import { maskEntryTexts } from '../../shared/journal/maskEntryTexts';
import type { AgentEnd } from '../../shared/link/handshake';
import type { EncodeLimits, Encoder } from '../../shared/value/encode';
import { sizeOnly } from '../../shared/value/encoding';
import { stringify } from '../../shared/value/stringify';
import { nowUs } from '../base/clock';
import type { CostMeter } from '../base/costMeter';
import { clearTimeout, setImmediate, setTimeout } from '../base/nodePrimordials';
import { withoutOwnFolder } from '../base/ownFiles';
import { ownBytes } from '../base/ownMemory';
import { TokenBucket } from '../base/tokenBucket';
import { BatchWriter } from '../link/batchWriter';
import type { Outbox } from '../link/outbox';
import { MAIN_ENDPOINT } from './endpoints';
import { writeMessage, writeOutcome } from './messageLines';
import { type MessageEnd, type MessageFacts, MessageRecord, sealableError, sizeOfError } from './messageRecord';
import { PayloadEncoder } from './payloadEncoder';
import type { RecordingSettings } from './recordingSettings';

type Pending = MessageRecord | AgentEntry | { readonly type: 'outcomeOf'; readonly record: MessageRecord };

const FLUSH_DELAY_MS = 20;
/** Above this, a batch is written as soon as the current task ends: large payloads should not wait in memory. */
const EARLY_FLUSH_BYTES = 64 * 1024;
/** Above this, a batch is written at once: the app may be sending in a loop that leaves no room for timers. */
const IMMEDIATE_FLUSH_BYTES = 2 * 1024 * 1024;
/** This many entries are written at once, for the same reason: most of what an app sends before a sudden end is then there. */
const IMMEDIATE_FLUSH_ENTRIES = 256;
/** How many messages that main receives are written at once in a row; one more may be after each period. */
const PROMPT_ARRIVALS = 64;
/** The same of those that main sends, which are written once the call has returned. */
const PROMPT_CALLS = 20;
const PROMPT_PERIOD_US = 5000;
/** A large message counts for several, as it keeps the app waiting for longer. */
const BYTES_PER_TOKEN = 1024;
const MAX_FAULTS = 20;
/** Bytes of a line apart from its payload. */
const LINE_OVERHEAD_BYTES = 200;
const DELIVERY_TIME_BYTES = 30;

export class Recorder {
  private nextSeq = 1;
  private pending: Pending[] = [];
  private pendingBytes = 0;
  private timer: NodeJS.Timeout | undefined;
  private immediateIsDue = false;
  private gap: { at: number; until: number; messages: number; portEvents?: number } | undefined;
  private faults = 0;
  private closed = false;
  /** The process is about to end: nothing may wait. */
  private ending: Pick<AgentEnd, 'exitCode'> | undefined;
  private readonly promptArrivals = new TokenBucket(PROMPT_ARRIVALS, PROMPT_PERIOD_US);
  private readonly promptCalls = new TokenBucket(PROMPT_CALLS, PROMPT_PERIOD_US);
  /** Written while the app's code was running, before their end was known. */
  private writtenOpen: MessageRecord[] = [];
  private readonly batch = new BatchWriter();
  private readonly payloads: PayloadEncoder;
  /** Called when messages were written. */
  onFlush: (() => void) | undefined;
  /** Called for each message; only while somebody waits for one. */
  onMessage: ((facts: MessageFacts, seq: number, wasRecorded: boolean) => void) | undefined;

  constructor(
    encoder: Encoder,
    private readonly outbox: Outbox,
    private readonly settings: RecordingSettings,
    private readonly cost: CostMeter,
    /** Runs before a batch is written, unless the app's code is running; returns a line to put before it. */
    private readonly preamble: () => string | undefined,
  ) {
    this.payloads = new PayloadEncoder(encoder, settings);
  }

  /** How many frames of the stack are to be recorded with what main sends. */
  get stackFrames(): number {
    return this.settings.stackFrames;
  }

  /** False: what is not a message should wait, and payloads are given up. */
  get hasRoom(): boolean {
    return !this.outbox.isFull;
  }

  /** @returns undefined if it had to be dropped, which is counted */
  message(facts: MessageFacts): MessageRecord | undefined {
    if (this.closed) return undefined;
    const at = facts.atUs ?? nowUs();
    const seq = this.nextSeq++;
    if (this.outbox.isFullOfHeads) {
      this.openGap(at).messages++;
      this.onMessage?.(facts, seq, false);
      return undefined;
    }
    if (this.gap !== undefined) this.reportGap();
    const { hasRoom } = this;
    const isPrompt = facts.isArriving === true && this.promptArrivals.take(at);
    const isOmitted = this.payloads.omits(facts);
    const args = this.payloads.args(facts, isOmitted, facts.isArriving === true && !isPrompt);
    const record = new MessageRecord(
      seq,
      {
        at,
        kind: facts.kind,
        direction: facts.direction,
        channel: facts.channel,
        from: facts.from,
        to: facts.to,
        port: facts.port,
        ports: facts.ports,
        internal: facts.internal ? true : undefined,
        payloadOmitted: isOmitted ? true : undefined,
      },
      args,
      !hasRoom && !isOmitted,
    );
    record.stack = hasRoom ? facts.stack : undefined;
    const bytes = hasRoom ? args.sizeBytes + (facts.stack?.length ?? 0) : 0;
    if (isPrompt) {
      this.promptArrivals.spend(bytes / BYTES_PER_TOKEN);
      this.pending.push(record);
      this.flushWithinCall();
    } else this.add(record, bytes);
    this.onMessage?.(facts, seq, true);
    return record;
  }

  /** The synchronous part of the dispatch is over. */
  dispatched(record: MessageRecord, listeners: ListenerCounts | undefined, atUs: number): void {
    if (record.written) {
      const entry: DispatchedEntry = { type: 'dispatched', seq: record.seq, at: atUs, listeners };
      this.add(entry, 0);
    } else {
      record.dispatched = { at: atUs, listeners };
    }
  }

  /** Notes what a handler threw, for the outcome that will follow. */
  thrown(record: MessageRecord, error: unknown): void {
    if (record.facts.payloadOmitted) return;
    record.thrown = this.payloads.error(record.facts, error, this.briefLimits);
  }

  /**
   * Notes a result that could not be sent, and why, for the outcome that will follow.
   *
   * @param place as `OutcomeError.place`
   */
  refused(record: MessageRecord, result: unknown, error: unknown, place?: string): void {
    if (record.outcome !== undefined) return;
    if (!record.facts.payloadOmitted) record.result = this.payloads.result(record.facts, result, this.briefLimits);
    record.place = place;
    this.thrown(record, error);
  }

  /** The message was answered, failed, or is known never to be answered. Only the first end counts. */
  end(record: MessageRecord, end: MessageEnd): void {
    if (this.closed || record.outcome !== undefined) return;
    const { hasRoom } = this;
    const { payloadOmitted } = record.facts;
    const encoded = 'result' in end ? this.payloads.result(record.facts, end.result) : record.result;
    const result = payloadOmitted && encoded ? sizeOnly(encoded) : encoded;
    const error =
      'error' in end && !payloadOmitted
        ? this.payloads.error(record.facts, end.error, this.briefLimits)
        : record.thrown;
    const { errorText: text, place = record.place } = end;
    if (!payloadOmitted && (error !== undefined || text !== undefined))
      record.error = sealableError({ value: error, text, place }, this.briefLimits.maxBytes);
    record.thrown = undefined;
    record.whenWrittenOpen = undefined;
    // With no room left the result is dropped, but not the fact, nor an error, which is small.
    record.result = hasRoom ? result : undefined;
    const isDropped = !hasRoom && result !== undefined && !payloadOmitted;
    record.outcome = {
      at: end.atUs ?? nowUs(),
      status: end.status,
      size: result?.sizeBytes,
      truncated: result?.truncated || isDropped || record.error?.isTextCut ? true : undefined,
      payloadDropped: isDropped ? true : undefined,
    };
    const bytes = (hasRoom ? (result?.sizeBytes ?? 0) : 0) + sizeOfError(record.error);
    if (record.written) this.add({ type: 'outcomeOf', record }, bytes);
    else if (record.facts.from === MAIN_ENDPOINT && this.promptCalls.take(record.outcome.at)) this.flushWithinCall();
    else this.grow(bytes);
  }

  /** Any other entry, such as an endpoint. Never dropped: messages refer to it. */
  entry(entry: AgentEntry): void {
    if (!this.closed) this.add(entry, 0);
  }

  /** What became of a port. Dropped and counted as messages are: an app can create ports without end. */
  port(entry: PortEntry): void {
    if (this.closed) return;
    if (this.outbox.isFullOfHeads) {
      const gap = this.openGap(entry.at);
      gap.portEvents = (gap.portEvents ?? 0) + 1;
      return;
    }
    if (this.gap !== undefined) this.reportGap();
    this.add(entry, 0);
  }

  /** What a frame reported of its side. With no room left it is given up: those phases stay unknown. */
  delivery(entry: DeliveryEntry): void {
    if (!this.closed && !this.outbox.isFull) this.add(entry, entry.times.length * DELIVERY_TIME_BYTES);
  }

  /** Where a frame sent a message. With no room left it is given up. */
  stack(entry: StackEntry): void {
    if (!this.closed && !this.outbox.isFull) this.add(entry, entry.stack.length);
  }

  /** Something in the agent itself failed. The first few are reported; more of the same would only be noise. */
  fault(where: string, error: unknown): void {
    if (this.closed || this.faults >= MAX_FAULTS) return;
    this.faults++;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.entry({ type: 'fault', at: nowUs(), where, message: withoutOwnFolder(message) });
  }

  /** Writes what is pending to the outbox, in a task of its own. */
  flush(): void {
    this.cost.measureBatch(() => {
      if (this.timer !== undefined) clearTimeout(this.timer);
      this.timer = undefined;
      this.ending = undefined;
      if (this.gap !== undefined) {
        // It must be reported even if no message follows.
        if (this.outbox.isFullOfHeads) this.schedule();
        else this.reportGap();
      }
      this.write(true);
      this.lookAtWrittenOpen();
    });
  }

  /** The process may end now: what is pending goes to the system or into the spill file. */
  keepFromLoss(): void {
    this.flush();
    this.outbox.keepFromLoss();
  }

  /**
   * The process is about to end: everything goes out, and a line says that this is all. What may still follow goes out at once.
   *
   * @param exitCode of the process, if it is known
   */
  finish(exitCode?: number): void {
    if (this.closed) return;
    if (this.gap !== undefined) this.reportGap();
    this.flush();
    this.ending = { exitCode };
    this.tellEnd(this.ending);
  }

  /** Code of the app is running, or about to. */
  private flushWithinCall(): void {
    this.cost.measureBatch(() => this.write(false));
    if (this.writtenOpen.length > 0) this.schedule();
    if (this.ending !== undefined) this.tellEnd(this.ending);
  }

  private write(isOwnTask: boolean): void {
    const { pending } = this;
    if (pending.length === 0) return;
    const cost = this.cost.report(this.nextSeq - 1);
    if (cost !== undefined) pending.push(cost);
    this.pending = [];
    this.pendingBytes = 0;
    const preamble = isOwnTask ? this.preamble() : undefined;
    if (preamble !== undefined) this.batch.text(`${preamble}\n`);
    for (const item of pending) this.writeLine(item);
    this.outbox.push(this.batch.take(), this.batch.hold, isOwnTask);
    this.onFlush?.();
  }

  private tellEnd({ exitCode }: Pick<AgentEnd, 'exitCode'>): void {
    const line: AgentEnd = { type: 'end', seq: this.nextSeq - 1, exitCode };
    this.outbox.push(ownBytes(`${stringify(line)}\n`));
    this.outbox.drain();
  }

  /** What is done for calls that are open when their line is written, and would cost too much while the app waits. */
  private lookAtWrittenOpen(): void {
    const records = this.writtenOpen;
    if (records.length === 0) return;
    this.writtenOpen = [];
    for (const record of records) {
      const look = record.whenWrittenOpen;
      record.whenWrittenOpen = undefined;
      look?.();
    }
  }

  /** Stops recording and forgets what is pending. */
  close(): void {
    this.closed = true;
    // They hold what native code must collect.
    for (const item of this.pending) if (item instanceof MessageRecord) item.whenWrittenOpen = undefined;
    for (const record of this.writtenOpen) record.whenWrittenOpen = undefined;
    this.pending = [];
    this.writtenOpen = [];
    if (this.timer !== undefined) clearTimeout(this.timer);
  }

  /** For what is kept without room, too. */
  private get briefLimits(): EncodeLimits {
    return this.hasRoom ? this.settings.limits : this.settings.briefLimits;
  }

  private writeLine(item: Pending): void {
    const { redactor } = this.settings;
    if (item instanceof MessageRecord) {
      writeMessage(item, this.batch, redactor);
      item.written = true;
      if (item.outcome === undefined) this.writtenOpen.push(item);
    } else if (item.type === 'outcomeOf') {
      writeOutcome(item.record, this.batch, redactor);
    } else {
      this.batch.text(`${stringify(maskEntryTexts(item, redactor))}\n`);
    }
  }

  private add(item: Pending, payloadBytes: number): void {
    this.pending.push(item);
    this.grow(payloadBytes + LINE_OVERHEAD_BYTES);
  }

  private grow(bytes: number): void {
    this.pendingBytes += bytes;
    const isMuch = this.pendingBytes > IMMEDIATE_FLUSH_BYTES || this.pending.length >= IMMEDIATE_FLUSH_ENTRIES;
    if (isMuch || this.ending !== undefined) {
      this.flushWithinCall();
    } else if (this.pendingBytes > EARLY_FLUSH_BYTES) {
      if (this.immediateIsDue) return;
      this.immediateIsDue = true;
      setImmediate(() => {
        this.immediateIsDue = false;
        this.flush();
      });
    } else {
      this.schedule();
    }
  }

  private schedule(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => this.flush(), FLUSH_DELAY_MS);
    this.timer.unref?.();
  }

  private openGap(at: number): { messages: number; portEvents?: number } {
    if (this.gap === undefined) this.gap = { at, until: at, messages: 0 };
    this.gap.until = at;
    this.schedule();
    return this.gap;
  }

  private reportGap(): void {
    if (this.gap === undefined) return;
    const entry: AgentEntry = { type: 'gap', ...this.gap, reason: 'the inspector could not keep up' };
    this.gap = undefined;
    this.add(entry, 0);
  }
}
