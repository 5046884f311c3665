/** A stretch of the session, and which messages were under way in it. */

import type { Columns } from '../columns/columns';
import { durationUs } from '../columns/messageTable';
import { DIRECTIONS, STATUSES } from '../journal/entries';
import { type Judge, ROWS_A_WORD, Verdict } from './verdict';

/** Microseconds since the Unix epoch. */
export interface TimeRange {
  readonly fromUs: number;
  /** Infinity: until now, whenever that is. */
  readonly untilUs: number;
}

const PENDING = STATUSES.indexOf('pending');
const TO_MAIN = DIRECTIONS.indexOf('to-main');
const TO_HOST = DIRECTIONS.indexOf('to-host');

/** When a message set out, as far as that is known. */
export function startUs(columns: Columns, i: number): number {
  const atUs = columns.atUs[i] as number;
  const direction = columns.direction[i];
  // What goes to main is dated by its arrival.
  if (direction !== TO_MAIN && direction !== TO_HOST) return atUs;
  const transitUs = columns.transitUs[i] as number;
  return Number.isNaN(transitUs) ? atUs : atUs - transitUs;
}

/** When nothing more came of it; Infinity while it awaits its answer. */
export function endUs(columns: Columns, i: number): number {
  if (columns.status[i] === PENDING) return Number.POSITIVE_INFINITY;
  const duration = durationUs(columns, i);
  return startUs(columns, i) + (duration > 0 ? duration : 0);
}

/** Messages that were under way at some time of the range. */
export function byTimeRange({ fromUs, untilUs }: TimeRange): Judge {
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
