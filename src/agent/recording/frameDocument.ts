/**
 * The caller's side of a document's messages: joins what main saw with what the document itself reports, by order alone.
 * The k-th call that a document reports is the k-th message that main got from it; kind and channel must agree. Where
 * they don't, the order is not what it is taken for, and the document's timing is given up: a phase that was not observed
 * is absent, never guessed.
 */

import { type DeliveryTime, MESSAGE_KINDS, type MessageKind } from '../../shared/journal/entries';
import {
  ANSWER_FIELDS,
  CALL_FIELDS,
  type FrameHello,
  type FrameReport,
  PUSH_FIELDS,
} from '../../shared/link/frameReport';
import { nowUs } from '../base/clock';
import { FirstInFirstOut } from '../base/firstInFirstOut';
import { dateNow } from '../base/primordials';
import { setBounded } from '../base/setBounded';
import { FrameClockAlignment } from './frameClockAlignment';
import type { MessageRecord } from './messageRecord';
import type { PortEnd } from './ports';

/** More that is seen on one side only means that the other has stopped telling. */
const MAX_UNMATCHED = 20_000;
/** Calls whose answer is awaited; the oldest are given up. */
const MAX_AWAITING = 10_000;
/** Calls that were announced. */
const MAX_ANNOUNCED = 1000;
/** Messages whose ports are followed. */
const MAX_FOLLOWED = 1000;

/** A message as main saw it. */
interface SeenMessage {
  /** Undefined if it could not be recorded; it counts all the same. */
  readonly record: MessageRecord | undefined;
  readonly channel: string;
  /** When it arrived from the document, or was sent to it. */
  readonly atUs: number;
}

interface SeenCall extends SeenMessage {
  readonly kind: MessageKind;
}

interface ReportedCall {
  readonly number: number;
  readonly kind: MessageKind | undefined;
  readonly channel: string | undefined;
  readonly sentAtUs: number;
  readonly answeredAtUs: number;
  readonly stack: string;
}

/** Gets a call as main received it. */
type AnnouncedCall = (call: Pick<SeenCall, 'record' | 'kind' | 'channel'>) => void;

interface ReportedPush {
  readonly channel: string | undefined;
  readonly receivedAtUs: number;
}

/** A message whose times are known on the frame's clock. NaN: not known. */
interface FrameTimes {
  readonly seq: number;
  readonly sentAtUs: number;
  readonly receivedAtUs: number;
}

export interface Deliveries {
  /** By how much the times may be wrong, either way. */
  readonly clockErrorUs: number;
  readonly times: readonly DeliveryTime[];
}

export interface FrameDocumentListener {
  /** The document has sent its first message. */
  onFirstCall(): void;
  /** Times are known. */
  onDeliveries(deliveries: Deliveries): void;
  /** It is known where a message was sent. */
  onStack(seq: number, stack: string): void;
  /** The document's messages can't be matched any more. Called once. */
  onLost(): void;
}

export class FrameDocument {
  private readonly clock: FrameClockAlignment;
  private readonly calls = {
    seen: new FirstInFirstOut<SeenCall>(),
    reported: new FirstInFirstOut<ReportedCall>(),
  };
  private readonly pushes = {
    seen: new FirstInFirstOut<SeenMessage>(),
    reported: new FirstInFirstOut<ReportedPush>(),
  };
  private nextCall = 0;
  private readonly awaiting = new Map<number, MessageRecord>();
  /** Times that wait until the clock is aligned. */
  private unaligned: FrameTimes[] = [];
  private isMatched = true;
  private isMarked = false;
  /** When its settings were first sent to it. */
  private greetedAtUs: number | undefined;
  private readonly helloAt: { readonly us: number; readonly wallMs: number };
  private pushCount = 0;
  private callCount = 0;
  /** By number of the call; the oldest are given up. */
  private readonly announced = new Map<number, AnnouncedCall>();
  /** By number of the message that brought them; the oldest are given up. */
  private readonly portsOfPushes = new Map<number, readonly PortEnd[]>();

  /** @param listener gets what becomes known */
  constructor(
    private readonly hello: FrameHello,
    private readonly listener: FrameDocumentListener,
  ) {
    this.clock = new FrameClockAlignment(hello.clock);
    this.helloAt = { us: nowUs(), wallMs: dateNow() };
  }

  /** Its first settings are being sent to it. */
  greeted(atUs: number): void {
    this.greetedAtUs ??= atUs;
  }

  get isGreeted(): boolean {
    return this.greetedAtUs !== undefined;
  }

  /** The marker was sent to it: messages to it count from the next one on. */
  marked(): void {
    this.isMarked = true;
  }

  /** Whether it has to be marked before the next message to it. */
  get awaitsMarker(): boolean {
    return this.isMatched && !this.isMarked;
  }

  /** The number in its hello, which the marker brings. */
  get number(): number {
    return this.hello.document;
  }

  /** Main got a message from the document. */
  arrived(record: MessageRecord | undefined, kind: MessageKind, channel: string, atUs: number): void {
    this.see(this.calls.seen, { record, kind, channel, atUs });
    const number = this.callCount++;
    if (number === 0) this.listener.onFirstCall();
    // A report comes another way, and may overtake the message.
    if (this.calls.reported.length > 0) {
      this.matchCalls();
      // Once for all that a report had told too early.
      if (this.calls.reported.length === 0) this.tellTimes();
    }
    if (this.announced.size === 0) return;
    const announced = this.announced.get(number);
    this.announced.delete(number);
    announced?.({ record, kind, channel });
  }

  /**
   * The document has announced one of its calls: of those that it has reported, and those after them.
   *
   * @param number of the call in the document
   * @param onArrived is called with it, at once if it has arrived already
   * @returns false if the document's calls can no longer be distinguished
   */
  announce(number: number, onArrived: AnnouncedCall): boolean {
    if (!this.isMatched) return false;
    const { seen } = this.calls;
    const arrived = seen.at(number - (this.callCount - seen.length));
    if (arrived !== undefined) onArrived(arrived);
    else setBounded(this.announced, number, onArrived, MAX_ANNOUNCED);
    return true;
  }

  /** How the document knows a port that main sent to it; undefined: it does not, or it is long ago. */
  pushOfPort(id: number): { readonly push: number; readonly port: number } | undefined {
    if (!this.isMatched) return undefined;
    for (const [push, ends] of this.portsOfPushes) {
      const port = ends.findIndex((end) => end.id === id);
      if (port !== -1) return { push, port };
    }
    return undefined;
  }

  /** Main sent a message to the document, after the marker. */
  pushed(record: MessageRecord | undefined, channel: string, atUs: number, ports: readonly PortEnd[]): void {
    if (!this.isMarked) return;
    this.see(this.pushes.seen, { record, channel, atUs });
    if (ports.length > 0) setBounded(this.portsOfPushes, this.pushCount, ports, MAX_FOLLOWED);
    this.pushCount++;
  }

  /**
   * The end that a message from main brought.
   *
   * @param push number of the message since the marker
   * @param port which of its ports
   */
  portOfPush(push: number, port: number): PortEnd | undefined {
    return this.isMatched ? this.portsOfPushes.get(push)?.[port] : undefined;
  }

  /** A time of the document on main's clock; now, while that is not aligned. */
  toMainUs(timeUs: number): number {
    return this.clock.isBounded ? this.clock.toMainUs(timeUs) : nowUs();
  }

  /** The document tells what it did. */
  report(report: FrameReport): void {
    if (!this.isMatched) return;
    if (report.greetedAtUs !== undefined && this.greetedAtUs !== undefined)
      this.clock.reachedFrame(this.greetedAtUs, report.greetedAtUs);
    this.readCalls(report);
    this.readPushes(report);
    this.matchCalls();
    this.matchPushes();
    this.readAnswers(report.answers);
    if (this.calls.reported.length > MAX_UNMATCHED || this.pushes.reported.length > MAX_UNMATCHED) this.giveUp();
    this.tellTimes();
  }

  /** Neither the document nor its messages will arrive any more: what is known of its clock must suffice. */
  end(): void {
    const { hello, helloAt } = this;
    if (!this.clock.isBounded) this.clock.wallClock(hello.atUs, hello.wallMs, helloAt.us, helloAt.wallMs);
    this.tellTimes();
  }

  private see<Message>(seen: FirstInFirstOut<Message>, message: Message): void {
    if (!this.isMatched) return;
    seen.push(message);
    if (seen.length > MAX_UNMATCHED) this.giveUp();
  }

  private readCalls({ calls: fields, channels, stacks = [] }: FrameReport): void {
    for (let i = 0; i < fields.length; i += CALL_FIELDS) {
      this.calls.reported.push({
        number: this.nextCall++,
        kind: MESSAGE_KINDS[fields[i] as number],
        channel: channels[fields[i + 1] as number],
        sentAtUs: fields[i + 2] as number,
        answeredAtUs: fields[i + 3] as number,
        stack: stacks[i / CALL_FIELDS] ?? '',
      });
    }
  }

  private readPushes({ pushes: fields, channels }: FrameReport): void {
    for (let i = 0; i < fields.length; i += PUSH_FIELDS) {
      const channel = channels[fields[i] as number];
      this.pushes.reported.push({ channel, receivedAtUs: fields[i + 1] as number });
    }
  }

  private readAnswers(fields: Float64Array): void {
    for (let i = 0; i < fields.length; i += ANSWER_FIELDS) {
      const number = fields[i] as number;
      const record = this.awaiting.get(number);
      this.awaiting.delete(number);
      if (record !== undefined) this.know(record, Number.NaN, fields[i + 1] as number);
    }
  }

  private matchCalls(): void {
    const { seen, reported } = this.calls;
    while (seen.length > 0 && reported.length > 0) {
      const { record, kind, channel, atUs } = seen.take() as SeenCall;
      const call = reported.take() as ReportedCall;
      if (call.kind !== kind || call.channel !== channel) {
        this.giveUp();
        return;
      }
      this.clock.reachedMain(call.sentAtUs, atUs);
      if (record === undefined) continue;
      this.know(record, call.sentAtUs, call.answeredAtUs);
      if (call.stack !== '') this.listener.onStack(record.seq, call.stack);
      if (kind === 'invoke' && Number.isNaN(call.answeredAtUs)) {
        setBounded(this.awaiting, call.number, record, MAX_AWAITING);
      }
    }
  }

  private matchPushes(): void {
    const { seen, reported } = this.pushes;
    while (seen.length > 0 && reported.length > 0) {
      const { record, channel, atUs } = seen.take() as SeenMessage;
      const push = reported.take() as ReportedPush;
      if (push.channel !== channel) {
        this.giveUp();
        return;
      }
      this.clock.reachedFrame(atUs, push.receivedAtUs);
      if (record !== undefined) this.unaligned.push({ seq: record.seq, sentAtUs: Number.NaN, ...push });
    }
  }

  private know(record: MessageRecord, sentAtUs: number, receivedAtUs: number): void {
    const { outcome } = record;
    // The time at which a missing reply was noticed does not show when the caller was notified.
    if (outcome !== undefined && outcome.status !== 'lost' && !Number.isNaN(receivedAtUs)) {
      this.clock.reachedFrame(outcome.at, receivedAtUs);
    }
    this.unaligned.push({ seq: record.seq, sentAtUs, receivedAtUs });
  }

  private tellTimes(): void {
    const { clock, unaligned } = this;
    if (unaligned.length === 0 || !clock.isBounded) {
      if (unaligned.length > MAX_UNMATCHED) this.giveUp();
      return;
    }
    this.unaligned = [];
    const convert = (timeUs: number) => (Number.isNaN(timeUs) ? null : clock.toMainUs(timeUs));
    const times = unaligned.map(
      ({ seq, sentAtUs, receivedAtUs }): DeliveryTime => [seq, convert(sentAtUs), convert(receivedAtUs)],
    );
    this.listener.onDeliveries({ clockErrorUs: clock.errorUs, times });
  }

  private giveUp(): void {
    if (!this.isMatched) return;
    this.isMatched = false;
    for (const { seen, reported } of [this.calls, this.pushes]) {
      seen.clear();
      reported.clear();
    }
    this.awaiting.clear();
    this.portsOfPushes.clear();
    this.announced.clear();
    this.unaligned = [];
    this.listener.onLost();
  }
}
