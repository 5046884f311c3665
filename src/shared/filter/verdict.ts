/**
 * What a filter says of rows by their columns alone: yes, no, or that the payload must be read. A verdict is a byte, and
 * four rows are evaluated at a time, as one word, because loops over typed arrays without branches are what makes a million
 * rows take milliseconds. Words are put together as processors that run Electron order their bytes, the lowest first.
 */

import { CHUNK_ROWS, type Columns } from '../columns/columns';

/** As bits, so that AND and OR are the operators of the processor. */
export const Verdict = { no: 0, maybe: 1, yes: 3 } as const;

export const ROWS_A_WORD = 4;
const ALL_YES = 0x03030303;
const ALL_MAYBE = 0x01010101;

/** One verdict a row of a chunk. */
export interface Verdicts {
  readonly bytes: Uint8Array;
  /** The same memory, four rows a word. */
  readonly words: Int32Array;
}

/** Which payload conditions a row meets, a bit each; or that its payload has not been read. */
export type MetConditions = number;
export const UNREAD = -1;

/**
 * Narrows verdicts down: what it says of a row is joined by AND with what was said before, so that rows that are out already
 * need not be looked at.
 */
export interface Predicate {
  /** About how long it takes, compared with others; the cheapest are asked first. */
  readonly cost: number;
  /**
   * @param firstWord of a chunk's rows, four a word
   * @param endWord exclusive
   */
  narrow(columns: Columns, firstWord: number, endWord: number, verdicts: Verdicts, met: MetConditions): void;
}

export function createVerdicts(): Verdicts {
  const words = new Int32Array(CHUNK_ROWS / ROWS_A_WORD);
  return { bytes: new Uint8Array(words.buffer), words };
}

/** Evaluates rows of a chunk from `start` to `end` (exclusive); verdicts of their neighbours are changed too. */
export function evaluateRows(
  predicate: Predicate,
  columns: Columns,
  start: number,
  end: number,
  verdicts: Verdicts,
  met: MetConditions,
): void {
  const firstWord = Math.floor(start / ROWS_A_WORD);
  const endWord = Math.ceil(end / ROWS_A_WORD);
  verdicts.words.fill(ALL_YES, firstWord, endWord);
  predicate.narrow(columns, firstWord, endWord, verdicts, met);
}

/** Matches everything. */
export const everything: Predicate = { cost: 0, narrow() {} };

/** What the payload conditions with these bits tell. */
export function byMet(bits: MetConditions): Predicate {
  return {
    cost: 0,
    narrow(_columns, firstWord, endWord, { words }, met) {
      if (met === UNREAD) for (let w = firstWord; w < endWord; w++) words[w] = (words[w] as number) & ALL_MAYBE;
      else if ((met & bits) === 0) words.fill(0, firstWord, endWord);
    },
  };
}

export function and(predicates: readonly Predicate[]): Predicate {
  const [first = everything, ...others] = [...predicates].sort((a, b) => a.cost - b.cost);
  if (others.length === 0) return first;
  return {
    cost: totalCost(predicates),
    narrow(columns, firstWord, endWord, verdicts, met) {
      first.narrow(columns, firstWord, endWord, verdicts, met);
      for (const predicate of others) {
        if (areAllOut(verdicts, firstWord, endWord)) return;
        predicate.narrow(columns, firstWord, endWord, verdicts, met);
      }
    },
  };
}

export function or(predicates: readonly Predicate[]): Predicate {
  const [first = everything, ...others] = [...predicates].sort((a, b) => a.cost - b.cost);
  if (others.length === 0) return first;
  const [each, joined] = [createVerdicts(), createVerdicts()];
  return {
    cost: totalCost(predicates),
    narrow(columns, firstWord, endWord, { words }, met) {
      const before = words.subarray(firstWord, endWord);
      joined.words.set(before, firstWord);
      first.narrow(columns, firstWord, endWord, joined, met);
      for (const predicate of others) {
        // What is in already need not be looked at.
        for (let w = firstWord; w < endWord; w++) each.words[w] = (words[w] as number) & ~(joined.words[w] as number);
        predicate.narrow(columns, firstWord, endWord, each, met);
        for (let w = firstWord; w < endWord; w++)
          joined.words[w] = (joined.words[w] as number) | (each.words[w] as number);
      }
      before.set(joined.words.subarray(firstWord, endWord));
    },
  };
}

export function not(predicate: Predicate): Predicate {
  const inner = createVerdicts();
  return {
    cost: predicate.cost + 1,
    narrow(columns, firstWord, endWord, { words }, met) {
      inner.words.fill(ALL_YES, firstWord, endWord);
      predicate.narrow(columns, firstWord, endWord, inner, met);
      for (let w = firstWord; w < endWord; w++) {
        const word = inner.words[w] as number;
        // Yes and no change places, maybe stays: both bits are turned over, and change places.
        const swapped = ((word & ALL_MAYBE) << 1) | ((word >>> 1) & ALL_MAYBE);
        words[w] = (words[w] as number) & ~swapped;
      }
    },
  };
}

/** The verdicts of four rows as a word. */
export function wordOf(a: number, b: number, c: number, d: number): number {
  return a | (b << 8) | (c << 16) | (d << 24);
}

/** Whether a payload must be read to decide on one of the rows of a word. */
export function hasMaybe(word: number): boolean {
  return (word & ~(word >>> 1) & ALL_MAYBE) !== 0;
}

function areAllOut({ words }: Verdicts, firstWord: number, endWord: number): boolean {
  for (let w = firstWord; w < endWord; w++) if (words[w] !== 0) return false;
  return true;
}

function totalCost(predicates: readonly Predicate[]): number {
  return predicates.reduce((sum, { cost }) => sum + cost, 1);
}
