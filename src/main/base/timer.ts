/** A timer of any length: `setTimeout` takes at most 24.8 days, and fires at once beyond. */

const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** @returns cancels it */
export function startTimer(ms: number, done: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (leftMs: number) => {
    const step = Math.min(leftMs, MAX_TIMEOUT_MS);
    timer = setTimeout(() => (leftMs > step ? wait(leftMs - step) : done()), step);
  };
  wait(ms);
  return () => clearTimeout(timer);
}
