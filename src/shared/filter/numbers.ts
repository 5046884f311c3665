/** The numbers that filters compare, each a loop over the columns it is made of. */

import { type Columns, UNKNOWN_LISTENERS } from '../columns/columns';
import { durationUs } from '../columns/messageTable';
import type { NumberColumn } from './columnPredicates';
import { ROWS_A_WORD, Verdict, wordOf } from './verdict';

export type PhaseColumn = 'transitUs' | 'blockingUs' | 'handlerUs' | 'returnUs';

/** Microseconds. */
export function phase(column: PhaseColumn): NumberColumn {
  return {
    cost: 4,
    narrow(columns, firstWord, endWord, { words }, { low, high }) {
      const phases = columns[column];
      for (let w = firstWord; w < endWord; w++) {
        const word = words[w] as number;
        if (word === 0) continue;
        const i = w * ROWS_A_WORD;
        const a = within(phases[i] as number, low, high);
        const b = within(phases[i + 1] as number, low, high);
        const c = within(phases[i + 2] as number, low, high);
        const d = within(phases[i + 3] as number, low, high);
        words[w] = word & wordOf(a, b, c, d);
      }
    },
  };
}

/** Microseconds. */
export const duration: NumberColumn = {
  cost: 8,
  narrow(columns, firstWord, endWord, { words }, { low, high }) {
    for (let w = firstWord; w < endWord; w++) {
      const word = words[w] as number;
      if (word === 0) continue;
      const i = w * ROWS_A_WORD;
      const a = within(durationUs(columns, i), low, high);
      const b = within(durationUs(columns, i + 1), low, high);
      const c = within(durationUs(columns, i + 2), low, high);
      const d = within(durationUs(columns, i + 3), low, high);
      words[w] = word & wordOf(a, b, c, d);
    }
  },
};

/** Bytes of arguments and result. */
export const size: NumberColumn = {
  cost: 4,
  narrow(columns, firstWord, endWord, { words }, { low, high }) {
    for (let w = firstWord; w < endWord; w++) {
      const word = words[w] as number;
      if (word === 0) continue;
      const i = w * ROWS_A_WORD;
      const a = within(bytesOf(columns, i), low, high);
      const b = within(bytesOf(columns, i + 1), low, high);
      const c = within(bytesOf(columns, i + 2), low, high);
      const d = within(bytesOf(columns, i + 3), low, high);
      words[w] = word & wordOf(a, b, c, d);
    }
  },
};

export const listenerCount: NumberColumn = {
  cost: 4,
  narrow({ listeners }, firstWord, endWord, { bytes, words }, { low, high }) {
    for (let w = firstWord; w < endWord; w++) {
      if (words[w] === 0) continue;
      for (let i = w * ROWS_A_WORD; i < (w + 1) * ROWS_A_WORD; i++) {
        const value = listeners[i] as number;
        const isKnown = Number(value !== UNKNOWN_LISTENERS) * Verdict.yes;
        bytes[i] = (bytes[i] as number) & isKnown & within(value, low, high);
      }
    }
  },
};

function bytesOf({ sizeBytes, resultBytes }: Columns, i: number): number {
  return (sizeBytes[i] as number) + (resultBytes[i] as number);
}

function within(value: number, low: number, high: number): number {
  return (Number(value >= low) & Number(value <= high)) * Verdict.yes;
}
