/**
 * Plays a sequence of messages: when each is sent, what is awaited, and what answered differently. It knows neither
 * clock nor target; both are given to it, so that window and command line use the same one.
 */

import type { MessageKind } from '../journal/entries';
import type { MessageRef } from '../journal/messageRef';
import { type Answer, type Difference, differencesOf, hasEnded, isCompared } from './answer';
import type { ReplayOutcome, ReplayRequest } from './request';

export interface PlayStep {
  readonly request: ReplayRequest;
  /** How the original ended; without it nothing is compared. */
  readonly expected?: Answer;
}

/** The messages, in the order in which they are played. */
export interface PlaySource {
  readonly length: number;
  /** When the original was sent, on any clock. */
  atUs(index: number): number;
  /** When the original was answered, or its listeners had returned, on the same clock; Infinity: never, as far as it was seen. */
  endedUs(index: number): number;
  /** Is called shortly before it is sent. @returns why it can't be made, instead of a step */
  load(index: number): Promise<PlayStep | { readonly refused: ReplayOutcome & { status: 'refused' } }>;
}

export interface PlayerIo {
  send(request: ReplayRequest): Promise<ReplayOutcome>;
  /** Resolves when the message has ended; with `undefined` if that takes too long, or the target is gone. */
  answerOf(message: MessageRef): Promise<Answer | undefined>;
  /** Where answers are compared otherwise than by `differencesOf`. */
  differences?(request: ReplayRequest, expected: Answer, actual: Answer): readonly Difference[];
  nowMs(): number;
  /** @returns cancels it */
  setTimer(work: () => void, delayMs: number): () => void;
}

/**
 * `recorded`: with the distances of the originals, divided by `speed`; `answers`: each as soon as those are answered that were
 * answered before it in the recording. What overlapped there overlaps again: an answer may depend on a later message.
 */
export type PlayPace = { readonly type: 'recorded'; readonly speed: number } | { readonly type: 'answers' };

export interface PlayOptions {
  readonly pace: PlayPace;
  /** Pauses after a message that was refused, not answered, or answered differently. */
  readonly pausesOnDifference: boolean;
}

export interface StepResult {
  readonly index: number;
  readonly outcome: ReplayOutcome;
  readonly expected?: Answer;
  /** Absent: it was refused, is still awaited, or never came. */
  readonly answer?: Answer;
  /** `unanswered`: the original was answered, and this not in time. */
  readonly differences: readonly (Difference | 'refused' | 'unanswered')[];
}

/** `same`: what was compared is equal; `sent`: there was nothing to compare. */
export type PlayVerdict = 'same' | 'different' | 'refused' | 'unanswered' | 'sent';

/** @param kind of the message */
export function verdictOf({ outcome, expected, answer, differences }: StepResult, kind: MessageKind): PlayVerdict {
  if (outcome.status === 'refused') return 'refused';
  if (differences.includes('unanswered')) return 'unanswered';
  if (differences.length > 0) return 'different';
  return isCompared(kind, expected, answer) ? 'same' : 'sent';
}

/** `paused` also before the first message; `ended`: everything was played and answered, or it was stopped. */
export type PlayPhase = 'paused' | 'playing' | 'ended';

export interface PlayProgress {
  readonly phase: PlayPhase;
  readonly total: number;
  /** Index of the message that is sent next. */
  readonly next: number;
  /** Sent, and not yet answered. */
  readonly awaited: number;
  readonly different: number;
  readonly wasStopped: boolean;
}

export class Player {
  private phase: PlayPhase = 'paused';
  private next = 0;
  private readonly awaited = new Set<number>();
  private different = 0;
  private wasStopped = false;
  /** Sends one at a time. */
  private isBusy = false;
  private cancelTimer: (() => void) | undefined;
  /** When the clock of the originals would have been at 0. */
  private zeroMs = Number.NaN;
  private resolveEnded: () => void = () => {};
  /** By index. */
  readonly results: StepResult[] = [];
  readonly ended: Promise<void>;

  /** @param onChange is called after each change of progress or results */
  constructor(
    private readonly source: PlaySource,
    private readonly io: PlayerIo,
    private options: PlayOptions,
    private readonly onChange: () => void = () => {},
  ) {
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
  }

  get progress(): PlayProgress {
    const { phase, next, awaited, different, wasStopped, source } = this;
    return { phase, total: source.length, next, awaited: awaited.size, different, wasStopped };
  }

  /** Goes on from where it is. */
  play(): void {
    if (this.phase !== 'paused') return;
    this.phase = 'playing';
    this.zeroMs = Number.NaN;
    this.onChange();
    this.schedule();
  }

  pause(): void {
    if (this.phase !== 'playing') return;
    this.phase = 'paused';
    this.clearTimer();
    this.onChange();
  }

  /** Sends the next one alone. */
  step(): void {
    if (this.phase === 'paused') void this.sendNext();
  }

  /** Stops waiting for the pending messages. */
  stop(): void {
    if (this.phase === 'ended') return;
    this.wasStopped = true;
    this.end();
  }

  /** Pauses before the next message. */
  change(options: PlayOptions): void {
    this.options = options;
    this.zeroMs = Number.NaN;
    if (this.phase !== 'playing') return;
    this.clearTimer();
    this.schedule();
  }

  private schedule(): void {
    if (this.phase !== 'playing' || this.isBusy || this.cancelTimer !== undefined) return;
    const { pace } = this.options;
    if (this.next >= this.source.length) {
      if (this.awaited.size === 0) this.end();
      return;
    }
    if (pace.type === 'answers') {
      if (this.isDue(this.next)) void this.sendNext();
      return;
    }
    const atMs = this.source.atUs(this.next) / 1000 / pace.speed;
    if (Number.isNaN(this.zeroMs)) this.zeroMs = this.io.nowMs() - atMs;
    const delayMs = this.zeroMs + atMs - this.io.nowMs();
    if (delayMs <= 0) {
      void this.sendNext();
      return;
    }
    this.cancelTimer = this.io.setTimer(() => {
      this.cancelTimer = undefined;
      this.schedule();
    }, delayMs);
  }

  /** Whether all are answered that were so before it was sent in the recording. */
  private isDue(index: number): boolean {
    const atUs = this.source.atUs(index);
    return ![...this.awaited].some((awaited) => this.source.endedUs(awaited) <= atUs);
  }

  private async sendNext(): Promise<void> {
    if (this.isBusy || this.next >= this.source.length) return;
    this.isBusy = true;
    const index = this.next++;
    this.onChange();
    const loaded = await this.source.load(index);
    if ('refused' in loaded) {
      this.note({ index, outcome: loaded.refused, differences: ['refused'] });
    } else if (!this.wasStopped) {
      await this.send(index, loaded);
    }
    this.isBusy = false;
    this.schedule();
    this.endIfPlayed();
  }

  private async send(index: number, { request, expected }: PlayStep): Promise<void> {
    const outcome = await this.io.send(request);
    const facts = { index, outcome, ...(expected === undefined ? {} : { expected }) };
    if (outcome.status === 'refused') {
      this.note({ ...facts, differences: ['refused'] });
      return;
    }
    const { target, seq } = outcome;
    // A message that was never answered may stay unanswered.
    if (seq === undefined || !hasEnded(expected)) {
      this.note({ ...facts, differences: [] });
      return;
    }
    this.awaited.add(index);
    this.note({ ...facts, differences: [] });
    void this.io.answerOf({ target, seq }).then((answer) => {
      if (!this.awaited.delete(index) || this.wasStopped) return;
      if (answer === undefined) this.note({ ...facts, differences: ['unanswered'] });
      else this.note({ ...facts, answer, differences: this.compare(request, expected, answer) });
      this.schedule();
      this.endIfPlayed();
    });
  }

  private compare(request: ReplayRequest, expected: Answer, actual: Answer): readonly Difference[] {
    return this.io.differences?.(request, expected, actual) ?? differencesOf(expected, actual);
  }

  private note(result: StepResult): void {
    if (this.wasStopped) return;
    this.results[result.index] = result;
    if (result.differences.length > 0) {
      this.different++;
      if (this.options.pausesOnDifference) this.pause();
    }
    this.onChange();
  }

  /** Also when it was stepped to its end. */
  private endIfPlayed(): void {
    if (this.next >= this.source.length && this.awaited.size === 0 && !this.isBusy) this.end();
  }

  private end(): void {
    if (this.phase === 'ended') return;
    this.phase = 'ended';
    this.clearTimer();
    this.awaited.clear();
    this.onChange();
    this.resolveEnded();
  }

  private clearTimer(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }
}
