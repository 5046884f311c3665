/** The stretch of time that the rows in sight cover, onto which their waterfall bars are drawn. */

import { startOf } from '../session/phases';
import type { MessageRow } from '../session/readMessageRow';

export interface TimeSpan {
  readonly startUs: number;
  readonly endUs: number;
}

/** At least this much, so that a lone short message is not stretched over the whole width. */
const MIN_SPAN_US = 10_000;

export function timeSpanOf(rows: readonly MessageRow[]): TimeSpan {
  let startUs = Number.POSITIVE_INFINITY;
  let endUs = 0;
  for (const row of rows) {
    const rowStartUs = startOf(row);
    startUs = Math.min(startUs, rowStartUs);
    endUs = Math.max(endUs, rowStartUs + (Number.isNaN(row.durationUs) ? 0 : row.durationUs));
  }
  if (rows.length === 0) return { startUs: 0, endUs: MIN_SPAN_US };
  return { startUs, endUs: Math.max(endUs, startUs + MIN_SPAN_US) };
}

/** Place of a time in the span, from 0 to 1. */
export function fractionOf({ startUs, endUs }: TimeSpan, atUs: number): number {
  return Math.max(0, Math.min(1, (atUs - startUs) / (endUs - startUs)));
}
