/** The ways in which columns are looked at, each a tight loop. */

import { CHUNK_ROWS, type Columns } from '../columns/columns';
import type { Comparison } from './ast';
import { type Judge, Verdict, type Verdicts } from './verdict';

/** Columns of indexes into a growing list of texts or endpoints. */
type IndexColumn = 'channel' | 'from' | 'to';

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
): Judge {
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
  return (columns, start, end, verdicts) => {
    learn();
    const [first, second] = columnNames.map((name) => columns[name]) as [Uint32Array, Uint32Array | undefined];
    const known = answers;
    for (let i = start; i < end; i++) verdicts[i] = known[first[i] as number] as number;
    if (second === undefined) return;
    for (let i = start; i < end; i++) verdicts[i] = (verdicts[i] as number) | (known[second[i] as number] as number);
  };
}

/** @param wanted by value of the column: whether it matches */
export function byValue(column: 'kind' | 'direction' | 'status', wanted: readonly boolean[]): Judge {
  const answers = new Uint8Array(256);
  wanted.forEach((isWanted, value) => {
    answers[value] = isWanted ? Verdict.yes : Verdict.no;
  });
  return (columns, start, end, verdicts) => {
    const values = columns[column];
    for (let i = start; i < end; i++) verdicts[i] = answers[values[i] as number] as number;
  };
}

/** @param flag bit of `RowFlag` */
export function byFlag(flag: number): Judge {
  return ({ flags }, start, end, verdicts) => {
    for (let i = start; i < end; i++) verdicts[i] = Number(((flags[i] as number) & flag) !== 0) * Verdict.yes;
  };
}

/** Writes a number of each row to `values`; NaN where it is unknown. */
export type ReadNumbers = (columns: Columns, start: number, end: number, values: Float64Array) => void;

/** An unknown number is neither more nor less than anything, nor equal to it. */
export function byNumber(read: ReadNumbers, comparison: Comparison, wanted: number): Judge {
  const values = new Float64Array(CHUNK_ROWS);
  const compare = comparisonLoop(comparison);
  return (columns, start, end, verdicts) => {
    read(columns, start, end, values);
    compare(values, wanted, start, end, verdicts);
  };
}

type ComparisonLoop = (values: Float64Array, wanted: number, start: number, end: number, verdicts: Verdicts) => void;

/** A loop each, because one that calls a function a row takes many times as long. */
function comparisonLoop(comparison: Comparison): ComparisonLoop {
  switch (comparison) {
    case '>':
      return (values, wanted, start, end, verdicts) => {
        for (let i = start; i < end; i++) verdicts[i] = Number((values[i] as number) > wanted) * Verdict.yes;
      };
    case '>=':
      return (values, wanted, start, end, verdicts) => {
        for (let i = start; i < end; i++) verdicts[i] = Number((values[i] as number) >= wanted) * Verdict.yes;
      };
    case '<':
      return (values, wanted, start, end, verdicts) => {
        for (let i = start; i < end; i++) verdicts[i] = Number((values[i] as number) < wanted) * Verdict.yes;
      };
    case '<=':
      return (values, wanted, start, end, verdicts) => {
        for (let i = start; i < end; i++) verdicts[i] = Number((values[i] as number) <= wanted) * Verdict.yes;
      };
    default:
      return (values, wanted, start, end, verdicts) => {
        for (let i = start; i < end; i++) verdicts[i] = Number(values[i] === wanted) * Verdict.yes;
      };
  }
}

/** Matches what several columns together tell of a row's times. */
export function byTimes(matches: (columns: Columns, i: number) => boolean): Judge {
  return (columns, start, end, verdicts) => {
    for (let i = start; i < end; i++) verdicts[i] = Number(matches(columns, i)) * Verdict.yes;
  };
}
