import { setTimeout } from './nodePrimordials';

/** Some microseconds each: well under a millisecond in all. */
const ITEMS_A_STEP = 50;
const STEP_DELAY_MS = 2;

/**
 * Processes many items, a bounded number at a time, and lets the app run in between. The first step runs at once. The
 * process may end before the last one.
 *
 * @param items may change during the work, if their iterator allows it
 * @param work must not throw
 * @param done is called after the last item
 * @returns a function that cancels the remaining steps
 */
export function forEachInSlices<Item>(
  items: Iterable<Item>,
  work: (item: Item) => void,
  done?: () => void,
): () => void {
  const iterator = items[Symbol.iterator]();
  let isCancelled = false;
  const step = (): void => {
    if (isCancelled) return;
    for (let i = 0; i < ITEMS_A_STEP; i++) {
      const next = iterator.next();
      if (next.done) {
        done?.();
        return;
      }
      work(next.value);
    }
    setTimeout(step, STEP_DELAY_MS).unref?.();
  };
  step();
  return () => {
    isCancelled = true;
  };
}
