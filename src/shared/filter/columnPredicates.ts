/** Predicates over single columns, each a tight loop. */

import type { Columns } from '../columns/columns';
import { endUs, startUs, type TimeRange } from '../columns/timeRange';
import type { ComparisonSign } from './ast';
import { type Predicate, ROWS_A_WORD, Verdict, type Verdicts, wordOf } from './verdict';

/** Columns of indexes into a growing list of texts or endpoints. */
type IndexColumn = 'channel' | 'from' | 'to';
/** Columns of a byte a row. */
type ByteColumn = 'kind' | 'direction' | 'status' | 'portCount';

/** A number in each byte of a word. */
const EACH_BYTE = 0x01010101;
const LOW_BITS = 0x7f7f7f7f;
/** Looking at values that are wanted one by one is faster than a table only if they are few. */
const MAX_COMPARED_VALUES = 4;

/**
 * Matches columns of indexes into a growing list, looking at each of its elements only once.
 *
 * @param columnNames a row matches if the element of one of them does
 * @param list its elements never change, only more come
 */
export function byIndex<T>(
  columnNames: readonly IndexColumn[],
  list: readonly T[],
  matches: (element: T) => boolean,
): Predicate {
  let answers = new Uint8Array(64);
  let learned = 0;
  const learn = () => {
    if (list.length > answers.length) {
      const larger = new Uint8Array(Math.max(list.length, answers.length * 2));
      larger.set(answers);
      answers = larger;
    }
    for (; learned < list.length; learned++) {
      answers[learned] = matches(list[learned] as T) ? Verdict.yes : Verdict.no;
    }
  };
  return {
    cost: 3 * columnNames.length,
    narrow(columns, firstWord, endWord, verdicts) {
      learn();
      const [first, second] = columnNames.map((name) => columns[name]) as [Uint32Array, Uint32Array | undefined];
      if (second === undefined) narrowByIndex(first, answers, firstWord, endWord, verdicts);
      else narrowByIndexes(first, second, answers, firstWord, endWord, verdicts);
    },
  };
}

function narrowByIndex(
  indexes: Uint32Array,
  answers: Uint8Array,
  firstWord: number,
  endWord: number,
  { words }: Verdicts,
): void {
  for (let w = firstWord; w < endWord; w++) {
    const word = words[w] as number;
    if (word === 0) continue;
    const i = w * ROWS_A_WORD;
    const a = answers[indexes[i] as number] as number;
    const b = answers[indexes[i + 1] as number] as number;
    const c = answers[indexes[i + 2] as number] as number;
    const d = answers[indexes[i + 3] as number] as number;
    words[w] = word & wordOf(a, b, c, d);
  }
}

/** The same for two columns of which one is enough. */
function narrowByIndexes(
  first: Uint32Array,
  second: Uint32Array,
  answers: Uint8Array,
  firstWord: number,
  endWord: number,
  { bytes, words }: Verdicts,
): void {
  for (let w = firstWord; w < endWord; w++) {
    if (words[w] === 0) continue;
    for (let i = w * ROWS_A_WORD; i < (w + 1) * ROWS_A_WORD; i++) {
      const answer = (answers[first[i] as number] as number) | (answers[second[i] as number] as number);
      bytes[i] = (bytes[i] as number) & answer;
    }
  }
}

/** @param wanted by value of the column: whether it matches */
export function byValue(column: ByteColumn, wanted: readonly boolean[]): Predicate {
  const values = [...wanted.keys()].filter((value) => wanted[value]);
  return values.length > MAX_COMPARED_VALUES ? byValueTable(column, values) : byFewValues(column, values);
}

function byFewValues(column: ByteColumn, values: readonly number[]): Predicate {
  const patterns = Int32Array.from(values, (value) => value * EACH_BYTE);
  return {
    cost: patterns.length,
    narrow(columns, firstWord, endWord, { words }) {
      const rows = wordsOf(columns[column]);
      for (let w = firstWord; w < endWord; w++) {
        let equal = 0;
        for (let p = 0; p < patterns.length; p++) equal |= zeroBytes((rows[w] as number) ^ (patterns[p] as number));
        words[w] = (words[w] as number) & (equal * Verdict.yes);
      }
    },
  };
}

function byValueTable(column: ByteColumn, values: readonly number[]): Predicate {
  const answers = new Uint8Array(256);
  for (const value of values) answers[value] = Verdict.yes;
  return {
    cost: MAX_COMPARED_VALUES,
    narrow(columns, firstWord, endWord, { bytes }) {
      const rows = columns[column];
      for (let i = firstWord * ROWS_A_WORD; i < endWord * ROWS_A_WORD; i++)
        bytes[i] = (bytes[i] as number) & (answers[rows[i] as number] as number);
    },
  };
}

/** @param flag bit of `RowFlag` */
export function byFlag(flag: number): Predicate {
  const shift = Math.log2(flag);
  return {
    cost: 1,
    narrow({ flags }, firstWord, endWord, { words }) {
      const rows = wordsOf(flags);
      for (let w = firstWord; w < endWord; w++) {
        const isSet = ((rows[w] as number) >>> shift) & EACH_BYTE;
        words[w] = (words[w] as number) & (isSet * Verdict.yes);
      }
    },
  };
}

/** The numbers from `low` to `high`, both included. */
export interface NumberRange {
  readonly low: number;
  readonly high: number;
}

/**
 * Takes the rows out whose number is not within the range, or unknown.
 *
 * A loop each, because one that calls a function a row takes many times as long.
 */
export interface NumberColumn {
  readonly cost: number;
  narrow(columns: Columns, firstWord: number, endWord: number, verdicts: Verdicts, range: NumberRange): void;
}

/** An unknown number is neither more nor less than anything, nor equal to it. */
export function byNumber({ cost, narrow }: NumberColumn, comparison: ComparisonSign, wanted: number): Predicate {
  const range = rangeOf(comparison, wanted);
  return {
    cost,
    narrow(columns, firstWord, endWord, verdicts) {
      narrow(columns, firstWord, endWord, verdicts, range);
    },
  };
}

/** Every comparison as a range, so that columns need one loop and not one for each. */
export function rangeOf(comparison: ComparisonSign, wanted: number): NumberRange {
  switch (comparison) {
    case '>':
      return { low: nextAbove(wanted), high: Number.POSITIVE_INFINITY };
    case '>=':
      return { low: wanted, high: Number.POSITIVE_INFINITY };
    case '<':
      return { low: Number.NEGATIVE_INFINITY, high: -nextAbove(-wanted) };
    case '<=':
      return { low: Number.NEGATIVE_INFINITY, high: wanted };
    default:
      return { low: wanted, high: wanted };
  }
}

/** The next number there is; NaN, which nothing is equal to, if there is none. */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  if (value === Number.POSITIVE_INFINITY) return Number.NaN;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

/** Four rows of a column of bytes a word. */
function wordsOf(column: Uint8Array): Int32Array {
  return new Int32Array(column.buffer, column.byteOffset, column.length / ROWS_A_WORD);
}

/** 1 in each byte that is zero, 0 in the others. */
function zeroBytes(word: number): number {
  return (~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS) >>> 7) & EACH_BYTE;
}

/** Messages that were under way at some time of the range. */
export function byTimeRange({ fromUs, untilUs }: TimeRange): Predicate {
  const isIn = (columns: Columns, i: number, atUs: number): boolean =>
    // Most rows are decided by their date alone: it lies between setting out and the end.
    atUs >= fromUs ? atUs < untilUs || startUs(columns, i) < untilUs : endUs(columns, i) >= fromUs;
  return {
    cost: 4,
    narrow(columns, firstWord, endWord, { bytes, words }) {
      const { atUs } = columns;
      for (let w = firstWord; w < endWord; w++) {
        if (words[w] === 0) continue;
        for (let i = w * ROWS_A_WORD; i < (w + 1) * ROWS_A_WORD; i++) {
          if (!isIn(columns, i, atUs[i] as number)) bytes[i] = Verdict.no;
        }
      }
    },
  };
}
