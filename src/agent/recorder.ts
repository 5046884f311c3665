/**
 * Collects what the hooks see and turns it into journal lines, a batch at a time.
 *
 * A message stays open until its line is written, some 20 ms later: what is learned by then (that its listeners
 * returned, what it was answered) goes into the same line. Records hold copies only: never an event, a port, a frame or
 * a WebContents.
 */

import type {
  AgentEntry,
  DeliveryEntry,
  DispatchedEntry,
  ListenerCounts,
  PortEntry,
  StackEntry,
} from '../shared/journal/entries';
import { maskEntryTexts } from '../shared/redaction/maskEntryTexts';
import type { ValueRoot } from '../shared/redaction/pathRules';
import type { Encoder, ValueOrigin } from '../shared/value/encode';
import type { Encoding } from '../shared/value/encoding';
import { stringify } from '../shared/value/stringify';
import { BatchWriter } from './batchWriter';
import { nowUs } from './clock';
import type { CostMeter } from './costMeter';
import { messageHead, outcomeHead, writePayload } from './messageLines';
import { type MessageEnd, type MessageFacts, MessageRecord } from './messageRecord';
import type { Outbox } from './outbox';
import { namesOwnPreload, withoutOwnFolder, withoutOwnPreload } from './ownFiles';
import { ownCopy } from './ownMemory';
import type { RecordingSettings } from './recordingSettings';

type Pending = MessageRecord | AgentEntry | { readonly type: 'outcomeOf'; readonly record: MessageRecord };

const FLUSH_DELAY_MS = 20;
/** Above this, a batch is written as soon as the current task ends: large payloads should not wait in memory. */
const EARLY_FLUSH_BYTES = 64 * 1024;
/** Above this, a batch is written at once: the app may be sending in a loop that leaves no room for timers. */
const IMMEDIATE_FLUSH_BYTES = 2 * 1024 * 1024;
const MAX_FAULTS = 20;
/** Bytes of a line apart from its payload. */
const LINE_OVERHEAD_BYTES = 200;
const DELIVERY_TIME_BYTES = 30;

const { setTimeout, setImmediate, clearTimeout } = globalThis;

export class Recorder {
  private nextSeq = 1;
  private pending: Pending[] = [];
  private pendingBytes = 0;
  private timer: NodeJS.Timeout | undefined;
  private immediateIsDue = false;
  private gap: { at: number; until: number; messages: number; portEvents?: number } | undefined;
  private faults = 0;
  private closed = false;
  private readonly batch = new BatchWriter();
  /** Is told that messages were written. */
  onFlush: (() => void) | undefined;
  /** Is told of each message; only while somebody waits for one. */
  onMessage: ((facts: MessageFacts, seq: number, wasRecorded: boolean) => void) | undefined;

  constructor(
    private readonly encoder: Encoder,
    private readonly outbox: Outbox,
    private readonly settings: RecordingSettings,
    private readonly cost: CostMeter,
    /** Runs before a batch is written; returns a line to put before it. */
    private readonly preamble: () => string | undefined,
  ) {}

  /** How many frames of the stack are to be recorded with what main sends. */
  get stackFrames(): number {
    return this.settings.stackFrames;
  }

  /** False: what is not a message should wait. */
  get hasRoom(): boolean {
    return !this.outbox.isFull;
  }

  /** @returns undefined if it had to be dropped, which is counted */
  message(facts: MessageFacts): MessageRecord | undefined {
    if (this.closed) return undefined;
    const at = facts.atUs ?? nowUs();
    const seq = this.nextSeq++;
    if (this.outbox.isFull) {
      this.countDropped(at);
      this.onMessage?.(facts, seq, false);
      return undefined;
    }
    if (this.gap !== undefined) this.reportGap();
    const encoding = this.encode(facts.args, facts.origin, 'args', facts.channel);
    const { leftOutBytes } = facts;
    const payloadOmitted = this.omitsPayload(facts) ? true : undefined;
    const args = payloadOmitted
      ? sizeOf(encoding)
      : leftOutBytes === undefined
        ? encoding
        : { ...encoding, sizeBytes: leftOutBytes, truncated: true };
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
        payloadOmitted,
      },
      args,
    );
    record.stack = facts.stack;
    this.add(record, args.sizeBytes + (facts.stack?.length ?? 0));
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
    record.thrown = this.encode(error, 'app', 'error', record.facts.channel);
  }

  /**
   * Notes a result that could not be sent, and why, for the outcome that will follow.
   *
   * @param place as `OutcomeError.place`
   */
  refused(record: MessageRecord, result: unknown, error: unknown, place?: string): void {
    if (record.outcome !== undefined) return;
    if (!record.facts.payloadOmitted) record.result = this.encodeResult(record, result);
    record.place = place;
    this.thrown(record, error);
  }

  /** The message was answered, failed, or is known never to be answered. Only the first end counts. */
  end(record: MessageRecord, end: MessageEnd): void {
    if (this.closed || record.outcome !== undefined) return;
    // With no room left the payload is given up, not the fact.
    const hasRoom = !this.outbox.isFull;
    const { channel, payloadOmitted } = record.facts;
    const encoded = hasRoom && 'result' in end ? this.encodeResult(record, end.result) : record.result;
    const result = payloadOmitted && encoded ? sizeOf(encoded) : encoded;
    const error =
      hasRoom && 'error' in end && !payloadOmitted ? this.encode(end.error, 'app', 'error', channel) : record.thrown;
    if (!payloadOmitted && (error !== undefined || end.errorText !== undefined))
      record.error = { value: error, text: end.errorText, place: end.place ?? record.place };
    record.thrown = undefined;
    record.beforeWrittenOpen = undefined;
    record.result = result;
    record.outcome = {
      at: end.atUs ?? nowUs(),
      status: end.status,
      size: result?.sizeBytes,
      truncated: result?.truncated || !hasRoom ? true : undefined,
    };
    const bytes = (result?.sizeBytes ?? 0) + (error?.sizeBytes ?? 0);
    if (record.written) this.add({ type: 'outcomeOf', record }, bytes);
    else this.grow(bytes);
  }

  /** Any other entry, such as an endpoint. Never dropped: messages refer to it. */
  entry(entry: AgentEntry): void {
    if (!this.closed) this.add(entry, 0);
  }

  /** What became of a port. Dropped and counted as messages are: an app can create ports without end. */
  port(entry: PortEntry): void {
    if (this.closed) return;
    if (this.outbox.isFull) {
      const gap = this.openGap(entry.at);
      gap.portEvents = (gap.portEvents ?? 0) + 1;
      return;
    }
    if (this.gap !== undefined) this.reportGap();
    this.add(entry, 0);
  }

  /** What a frame told of its side. With no room left it is given up: those phases stay unknown. */
  delivery(entry: DeliveryEntry): void {
    if (!this.closed && !this.outbox.isFull) this.add(entry, entry.times.length * DELIVERY_TIME_BYTES);
  }

  /** Where a frame sent a message. With no room left it is given up. */
  stack(entry: StackEntry): void {
    if (!this.closed && !this.outbox.isFull) this.add(entry, entry.stack.length);
  }

  /** Something in the agent itself failed. The first few are told; more of the same would only be noise. */
  fault(where: string, error: unknown): void {
    if (this.closed || this.faults >= MAX_FAULTS) return;
    this.faults++;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.entry({ type: 'fault', at: nowUs(), where, message: withoutOwnFolder(message) });
  }

  /** Writes what is pending to the outbox. */
  flush(): void {
    this.cost.measureBatch(() => this.write());
  }

  private write(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.timer = undefined;
    if (this.gap !== undefined) {
      // It must be reported even if no message follows.
      if (this.outbox.isFull) this.schedule();
      else this.reportGap();
    }
    const { pending } = this;
    if (pending.length === 0) return;
    const cost = this.cost.report(this.nextSeq - 1);
    if (cost !== undefined) pending.push(cost);
    this.pending = [];
    this.pendingBytes = 0;
    const preamble = this.preamble();
    if (preamble !== undefined) this.batch.text(`${preamble}\n`);
    for (const item of pending) this.writeLine(item);
    // A copy, because what waits in the outbox may wait for long.
    this.outbox.push(ownCopy(this.batch.take()));
    this.onFlush?.();
  }

  /** Stops recording and forgets what is pending. */
  close(): void {
    this.closed = true;
    this.pending = [];
    if (this.timer !== undefined) clearTimeout(this.timer);
  }

  /** Electron's own messages carry the app's environment and its preloads, and, where ours fails, its path. */
  private omitsPayload({ internal, args }: MessageFacts): boolean {
    return internal === true && (!this.settings.internalPayloads || namesOwnPreload(args));
  }

  private encodeResult({ facts: { internal, channel } }: MessageRecord, result: unknown): Encoding {
    return this.encode(internal ? withoutOwnPreload(result) : result, 'app', 'result', channel);
  }

  private encode(value: unknown, origin: ValueOrigin, root: ValueRoot, channel: string): Encoding {
    const { limits, redactor } = this.settings;
    return this.encoder.encode(value, origin, limits, redactor.of(root, channel));
  }

  private writeLine(item: Pending): void {
    const { redactor } = this.settings;
    if (item instanceof MessageRecord) {
      if (item.outcome === undefined) item.beforeWrittenOpen?.();
      writePayload(messageHead(item), item, this.batch, redactor);
      item.written = true;
    } else if (item.type === 'outcomeOf') {
      writePayload(outcomeHead(item.record), item.record, this.batch, redactor);
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
    if (this.pendingBytes > IMMEDIATE_FLUSH_BYTES) {
      this.flush();
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

  private countDropped(at: number): void {
    this.openGap(at).messages++;
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

/** What is left of an encoding whose content is not to be recorded. */
function sizeOf({ sizeBytes, mayRepeat }: Encoding): Encoding {
  return {
    node: null,
    sizeBytes,
    mayRepeat,
    truncated: false,
    redacted: false,
    blobs: [],
    texts: undefined,
    cutTexts: [],
  };
}
