/** Times functions of a few microseconds against each other. */

import { median } from '../statistics';

/** One pass; called with a rising number, so that it can take another value each time. */
export type Pass = (number: number) => unknown;

export interface MeasureSettings {
  /** Stops earlier when the time is up, but not before three. */
  readonly samples: number;
  readonly limitMs: number;
}

/** One sample lasts at least this long, so that the clock's own cost does not count. */
const SAMPLE_MS = 1.5;

/** Where results go, so that no compiler finds them unused. */
let sink: unknown;

/**
 * Takes turns, a sample of each at a time, so that all meet the same noise.
 *
 * @returns microseconds per pass of every function, in samples side by side; NaN for one that throws
 */
export function measureInTurns(passes: readonly Pass[], { samples, limitMs }: MeasureSettings): readonly number[][] {
  const lengths = passes.map(sampleLength);
  const durationsUs: number[][] = passes.map(() => []);
  const deadline = performance.now() + limitMs;
  for (let i = 0; i < samples && (i < 3 || performance.now() < deadline); i++) {
    for (const [k, pass] of passes.entries()) {
      const length = lengths[k];
      durationsUs[k]?.push(length === undefined ? Number.NaN : sampleUs(pass, length));
    }
  }
  return durationsUs;
}

/** Median over the samples of one series divided by another. */
export function medianRatio(numerators: readonly number[], denominators: readonly number[]): number {
  return median(numerators.map((numerator, i) => numerator / (denominators[i] ?? Number.NaN)));
}

/** Passes that make a sample, once they run compiled; undefined for what throws. */
function sampleLength(pass: Pass): number | undefined {
  try {
    let length = 1;
    while (sampleUs(pass, length) * length < SAMPLE_MS * 1000) length *= 2;
    return length;
  } catch {
    return undefined;
  }
}

function sampleUs(pass: Pass, length: number): number {
  const startedAt = performance.now();
  for (let i = 0; i < length; i++) sink = pass(i);
  return ((performance.now() - startedAt) * 1000) / length;
}

export function lastResult(): unknown {
  return sink;
}
