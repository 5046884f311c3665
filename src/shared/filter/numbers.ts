/** The numbers that filters compare, read from columns a run of rows at a time. */

import { UNKNOWN_LISTENERS } from '../columns/columns';
import { durationUs } from '../columns/messageTable';
import type { ReadNumbers } from './columnJudges';

export type PhaseColumn = 'transitUs' | 'blockingUs' | 'handlerUs' | 'returnUs';

/** Microseconds. */
export function readPhase(column: PhaseColumn): ReadNumbers {
  return (columns, start, end, values) => {
    const phase = columns[column];
    for (let i = start; i < end; i++) values[i] = phase[i] as number;
  };
}

/** Microseconds. */
export const readDurations: ReadNumbers = (columns, start, end, values) => {
  for (let i = start; i < end; i++) values[i] = durationUs(columns, i);
};

/** Bytes of arguments and result. */
export const readSizes: ReadNumbers = ({ sizeBytes, resultBytes }, start, end, values) => {
  for (let i = start; i < end; i++) values[i] = (sizeBytes[i] as number) + (resultBytes[i] as number);
};

export const readListeners: ReadNumbers = ({ listeners }, start, end, values) => {
  for (let i = start; i < end; i++) {
    values[i] = listeners[i] === UNKNOWN_LISTENERS ? Number.NaN : (listeners[i] as number);
  }
};
