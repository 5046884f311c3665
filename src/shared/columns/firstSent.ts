/** When a session's messages begin. */

import { DIRECTIONS } from '../journal/entries';
import { CHUNK_ROWS } from './columns';
import type { MessageTable } from './messageTable';

const TO_RENDERER = DIRECTIONS.indexOf('to-renderer');

/**
 * The earliest time at which a message was sent, whatever the order of the rows: messages of an import may come in any, and
 * what goes to main was sent before it arrived there.
 *
 * @returns microseconds since the Unix epoch; 0 without messages
 */
export function firstSentUs({ length, columns }: MessageTable): number {
  let first = Number.POSITIVE_INFINITY;
  for (const [i, { atUs, transitUs, direction }] of columns.chunks.entries()) {
    const rows = Math.min(CHUNK_ROWS, length - i * CHUNK_ROWS);
    for (let row = 0; row < rows; row++) {
      const transit = direction[row] === TO_RENDERER ? 0 : (transitUs[row] as number) || 0;
      first = Math.min(first, (atUs[row] as number) - transit);
    }
  }
  return Number.isFinite(first) ? first : 0;
}
