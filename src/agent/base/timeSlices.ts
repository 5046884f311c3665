import { setTimeout } from './nodePrimordials';

/** Some microseconds each: well under a millisecond in all. */
const ITEMS_A_STEP = 50;
const STEP_DELAY_MS = 2;

/**
 * Does something with each of many things, a bounded number at a time, with the app's turns in between. The first step is taken at
 * once. The process may end meanwhile.
 *
 * @param items may change while this goes on, if their iterator copes with it
 * @param work must not throw
 * @param done is called after the last one
 * @returns takes no further step
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
