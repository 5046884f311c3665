/**
 * What a filter says of rows by their columns alone: yes, no, or that the payload must be read. Verdicts are computed a run
 * of rows at a time into bytes, because loops over typed arrays are what makes a million rows take milliseconds.
 */

import { CHUNK_ROWS, type Columns } from '../columns/columns';

/** As bits, so that AND and OR are the operators of the processor: a branch on data that is random costs more than all else. */
export const Verdict = { no: 0, maybe: 1, yes: 3 } as const;

/** By verdict. */
const COMPLEMENT = Uint8Array.of(Verdict.yes, Verdict.maybe, Verdict.maybe, Verdict.no);

/** One verdict a row of a chunk. */
export type Verdicts = Uint8Array;

/** Which payload conditions a row meets, a bit each; or that its payload has not been read. */
export type MetConditions = number;
export const UNREAD = -1;

/** Fills `verdicts` from `start` to `end` (exclusive) for those rows of a chunk. */
export type Judge = (columns: Columns, start: number, end: number, verdicts: Verdicts, met: MetConditions) => void;

export function createVerdicts(): Verdicts {
  return new Uint8Array(CHUNK_ROWS);
}

/** Matches everything. */
export const everything: Judge = (_columns, start, end, verdicts) => {
  verdicts.fill(Verdict.yes, start, end);
};

export function and([first = everything, ...rest]: readonly Judge[]): Judge {
  if (rest.length === 0) return first;
  const others = createVerdicts();
  return (columns, start, end, verdicts, met) => {
    first(columns, start, end, verdicts, met);
    for (const judge of rest) {
      judge(columns, start, end, others, met);
      for (let i = start; i < end; i++) verdicts[i] = (verdicts[i] as number) & (others[i] as number);
    }
  };
}

export function or([first = everything, ...rest]: readonly Judge[]): Judge {
  if (rest.length === 0) return first;
  const others = createVerdicts();
  return (columns, start, end, verdicts, met) => {
    first(columns, start, end, verdicts, met);
    for (const judge of rest) {
      judge(columns, start, end, others, met);
      for (let i = start; i < end; i++) verdicts[i] = (verdicts[i] as number) | (others[i] as number);
    }
  };
}

export function not(judge: Judge): Judge {
  return (columns, start, end, verdicts, met) => {
    judge(columns, start, end, verdicts, met);
    for (let i = start; i < end; i++) verdicts[i] = COMPLEMENT[verdicts[i] as number] as number;
  };
}
