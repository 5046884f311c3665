/** A stretch of the session, and when a message was under way. */

import { DIRECTIONS, STATUSES } from '../journal/entries';
import type { Columns } from './columns';
import { durationUs } from './messageTable';

/** Microseconds since the Unix epoch. */
export interface TimeRange {
  readonly fromUs: number;
  /** Infinity: until now, whenever that is. */
  readonly untilUs: number;
}

const PENDING = STATUSES.indexOf('pending');
const TO_MAIN = DIRECTIONS.indexOf('to-main');
const TO_HOST = DIRECTIONS.indexOf('to-host');

/** When a message was sent, as far as that is known. */
export function startUs(columns: Columns, i: number): number {
  const atUs = columns.atUs[i] as number;
  const direction = columns.direction[i];
  // What goes to main is dated by its arrival.
  if (direction !== TO_MAIN && direction !== TO_HOST) return atUs;
  const transitUs = columns.transitUs[i] as number;
  return Number.isNaN(transitUs) ? atUs : atUs - transitUs;
}

/** When the message ended; Infinity while it awaits its answer. */
export function endUs(columns: Columns, i: number): number {
  if (columns.status[i] === PENDING) return Number.POSITIVE_INFINITY;
  const duration = durationUs(columns, i);
  return startUs(columns, i) + (duration > 0 ? duration : 0);
}
