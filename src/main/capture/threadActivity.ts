/** Why a main thread does not respond, from samples of what it does. */

import type { NotRespondingCause } from '../../shared/session/notResponding';
import type { ThreadSample } from '../targets/processes/mainThread';

interface TimedSample extends ThreadSample {
  readonly atMs: number;
}

/** Samples over less time prove too little. */
const MIN_SPAN_MS = 700;
const MAX_SPAN_MS = 1500;
/** A dialog that is open uses next to nothing; a loop uses all it gets, which is less on a busy machine. */
const COMPUTING_SHARE = 0.2;
const STOPPED_STATES = new Set(['T', 't']);

export class ThreadActivity {
  private samples: TimedSample[] = [];

  /** @param sample undefined: the system does not report it */
  add(sample: ThreadSample | undefined, atMs: number): void {
    if (sample === undefined) this.samples = [];
    else this.samples = [...this.samples.filter((known) => atMs - known.atMs <= MAX_SPAN_MS), { ...sample, atMs }];
  }

  /** @returns undefined as long as the cause is not known */
  cause(): NotRespondingCause | undefined {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    if (STOPPED_STATES.has(last.state)) return 'stopped';
    const spanMs = last.atMs - first.atMs;
    if (spanMs < MIN_SPAN_MS) return undefined;
    const share = (last.cpuMs - first.cpuMs) / spanMs;
    const running = this.samples.filter(({ state }) => state === 'R').length;
    return share > COMPUTING_SHARE || running * 2 > this.samples.length ? 'computes' : 'waits';
  }
}
