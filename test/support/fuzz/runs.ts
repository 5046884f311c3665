/**
 * How many inputs a fuzz test tries, and which: always the same in CI, so that a failure is of the change that is tested. `npm run
 * fuzz` tries many more, others each time.
 */

const { FUZZ_SCALE, FUZZ_SEED } = process.env;
const SCALE = Number(FUZZ_SCALE ?? 1);
const SEED = Number(FUZZ_SEED ?? 20_261_130);

/** Settings for fast-check, which tells the seed with a failure. */
export function runs(count: number): {
  readonly numRuns: number;
  readonly seed: number;
  readonly endOnFailure: boolean;
} {
  return { numRuns: Math.ceil(count * SCALE), seed: SEED, endOnFailure: false };
}

/** A time limit for `runs`, in milliseconds. */
export function fuzzTimeout(seconds: number): number {
  return seconds * 1000 * Math.max(1, SCALE);
}
