/** Which elements of two lists belong together, so that one that was put in between does not change all after it. */

/** Places in the first and in the second list; where one is absent, the element stands in the other list alone. */
export type Alignment =
  | { readonly from: number; readonly to: number | undefined }
  | { readonly from: undefined; readonly to: number };

/** Lists that are farther apart are aligned by their places. */
const MAX_EDITS = 300;

/**
 * @param textOf is the same for elements that are the same
 * @returns the places in order; what differs at the same place between two common elements belongs together
 */
export function alignLists<T>(before: readonly T[], after: readonly T[], textOf: (element: T) => string): Alignment[] {
  const [a, b] = [before.map(textOf), after.map(textOf)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let common = 0;
  while (common < Math.min(a.length, b.length) - start && a[a.length - 1 - common] === b[b.length - 1 - common])
    common++;
  const [endA, endB] = [a.length - common, b.length - common];
  const pairs = commonPairs(a.slice(start, endA), b.slice(start, endB)).map(
    ([i, j]) => [i + start, j + start] as const,
  );
  const aligned: Alignment[] = [];
  let [i, j] = [0, 0];
  const head = Array.from({ length: start }, (_, at) => [at, at] as const);
  const tail = Array.from({ length: common + 1 }, (_, at) => [endA + at, endB + at] as const);
  for (const [nextA, nextB] of [...head, ...pairs, ...tail]) {
    while (i < nextA && j < nextB) aligned.push({ from: i++, to: j++ });
    while (i < nextA) aligned.push({ from: i++, to: undefined });
    while (j < nextB) aligned.push({ from: undefined, to: j++ });
    if (i < a.length && j < b.length) aligned.push({ from: i++, to: j++ });
  }
  return aligned;
}

/**
 * The longest list of elements that both have in the same order, by Myers' greedy algorithm: the farther apart the lists are,
 * the longer it takes.
 */
function commonPairs(a: readonly string[], b: readonly string[]): [number, number][] {
  const size = MAX_EDITS + 1;
  /** By diagonal (place in `a` minus place in `b`): the farthest place in `a` that a number of edits reaches. */
  const reach = new Int32Array(2 * size + 1);
  const steps: Int32Array[] = [];
  for (let edits = 0; edits <= Math.min(MAX_EDITS, a.length + b.length); edits++) {
    steps.push(reach.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let i = isDown(reach, size, diagonal, edits)
        ? at(reach, size + diagonal + 1)
        : at(reach, size + diagonal - 1) + 1;
      while (i < a.length && i - diagonal < b.length && a[i] === b[i - diagonal]) i++;
      reach[size + diagonal] = i;
      if (i >= a.length && i - diagonal >= b.length) return pairsBack(steps, size, a.length, b.length);
    }
  }
  return [];
}

/** Whether a diagonal is reached by an element of the second list alone. */
function isDown(reach: Int32Array, size: number, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && at(reach, size + diagonal - 1) < at(reach, size + diagonal + 1);
}

function pairsBack(steps: readonly Int32Array[], size: number, lengthA: number, lengthB: number): [number, number][] {
  const pairs: [number, number][] = [];
  let [i, j] = [lengthA, lengthB];
  for (let edits = steps.length - 1; edits >= 0; edits--) {
    const reach = steps[edits] as Int32Array;
    const before = i - j + (isDown(reach, size, i - j, edits) ? 1 : -1);
    const startI = edits === 0 ? 0 : at(reach, size + before);
    const startJ = edits === 0 ? 0 : startI - before;
    while (i > startI && j > startJ) pairs.push([--i, --j]);
    [i, j] = [startI, startJ];
  }
  return pairs.reverse();
}

const at = (array: Int32Array, index: number) => array[index] as number;
