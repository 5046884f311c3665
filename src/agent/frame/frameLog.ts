/** What happened in a frame since the last report. */

import { MESSAGE_KINDS, type MessageKind } from '../../shared/journal/entries';
import type { FrameFailure, FrameReport } from '../../shared/link/frameReport';

/** A call of a method of ipcRenderer. */
export interface FrameCall {
  readonly kind: number;
  readonly channel: string;
  readonly sentAtUs: number;
  /** Empty where it was not asked for. */
  readonly stack: string;
  /** NaN while there is none. */
  answeredAtUs: number;
  /** False once it is known that it never left the frame. */
  wasSent: boolean;
  /** Undefined until it is reported. */
  number: number | undefined;
}

export interface NewCall {
  readonly kind: MessageKind;
  readonly channel: string;
  readonly sentAtUs: number;
  readonly stack: string;
  readonly answeredAtUs?: number;
}

export class FrameLog {
  private calls: FrameCall[] = [];
  private answered: FrameCall[] = [];
  private pushes: number[] = [];
  private failures: FrameFailure[] = [];
  /** Of the next report, with their indices. */
  private channels = new Map<string, number>();
  private greetedAtUs: number | undefined;
  private isMarked = false;
  private nextNumber = 0;
  private nextPush = 0;

  /** How much there is to report. */
  get size(): number {
    const { calls, answered, pushes, failures } = this;
    return calls.length + answered.length + pushes.length + failures.length + (this.greetedAtUs === undefined ? 0 : 1);
  }

  /** Number of the next call, once all before it are reported. */
  get nextCall(): number {
    return this.nextNumber;
  }

  /** To be called once the message is sent, so that the order is that of sending. */
  addCall({ kind, channel, sentAtUs, stack, answeredAtUs = Number.NaN }: NewCall): FrameCall {
    const call: FrameCall = {
      kind: MESSAGE_KINDS.indexOf(kind),
      channel,
      sentAtUs,
      stack,
      answeredAtUs,
      wasSent: true,
      number: undefined,
    };
    this.calls.push(call);
    return call;
  }

  addFailure(failure: FrameFailure): void {
    this.failures.push(failure);
  }

  answer(call: FrameCall, atUs: number): void {
    call.answeredAtUs = atUs;
    if (call.number !== undefined) this.answered.push(call);
  }

  /**
   * A message from main has come. Those before the marker can't be distinguished from those for an earlier document.
   *
   * @returns its number since the marker; undefined before
   */
  addPush(channel: string, receivedAtUs: number): number | undefined {
    if (!this.isMarked) return undefined;
    this.pushes.push(this.channelIndex(channel), receivedAtUs);
    return this.nextPush++;
  }

  /** The marker has come. */
  mark(): void {
    this.isMarked = true;
  }

  /** The agent has answered the hello. */
  greeted(atUs: number): void {
    this.greetedAtUs = atUs;
  }

  /** Takes what there is to report. */
  take(): FrameReport {
    const calls: number[] = [];
    const stacks: string[] = [];
    for (const call of this.calls) {
      if (!call.wasSent) continue;
      call.number = this.nextNumber++;
      calls.push(call.kind, this.channelIndex(call.channel), call.sentAtUs, call.answeredAtUs);
      stacks.push(call.stack);
    }
    const answers = this.answered.flatMap(({ number = 0, answeredAtUs }) => [number, answeredAtUs]);
    const report = {
      calls: new Float64Array(calls),
      answers: new Float64Array(answers),
      pushes: new Float64Array(this.pushes),
      stacks: stacks.some((stack) => stack !== '') ? stacks : undefined,
      channels: [...this.channels.keys()],
      greetedAtUs: this.greetedAtUs,
      failures: this.failures.length > 0 ? this.failures : undefined,
    };
    this.calls = [];
    this.answered = [];
    this.pushes = [];
    this.failures = [];
    this.channels = new Map();
    this.greetedAtUs = undefined;
    return report;
  }

  private channelIndex(channel: string): number {
    let index = this.channels.get(channel);
    if (index === undefined) {
      index = this.channels.size;
      this.channels.set(channel, index);
    }
    return index;
  }
}
