/** Which messages may keep a main process from responding. */

import { CHUNK_MASK, RowFlag } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';
import { DIRECTIONS, MESSAGE_KINDS, STATUSES } from '../../shared/journal/entries';
import type { BlockingMessage, NotResponding } from '../../shared/session/notResponding';

/** Only the last rows are searched, so that a search costs next to nothing. */
const MAX_ROWS = 20_000;
const MAX_OPEN_CALLS = 3;
const TO_MAIN = DIRECTIONS.indexOf('to-main');
const INVOKE = MESSAGE_KINDS.indexOf('invoke');
const PENDING = STATUSES.indexOf('pending');

/**
 * Finds the newest message to main whose listeners have not returned; of nested messages, the innermost. Without one, finds the
 * newest open calls.
 */
export function findBlockingMessages(
  table: MessageTable,
  target: number,
): Pick<NotResponding, 'message' | 'openCalls'> {
  const openCalls: BlockingMessage[] = [];
  const end = Math.max(0, table.length - MAX_ROWS);
  for (let row = table.length - 1; row >= end; row--) {
    const columns = table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    if (columns.target[i] !== target || columns.direction[i] !== TO_MAIN) continue;
    if (Number.isNaN(columns.blockingUs[i])) {
      return { message: { row, channel: table.channelOf(row) }, openCalls: [] };
    }
    const isInternal = ((columns.flags[i] as number) & RowFlag.internal) !== 0;
    const isOpen = columns.kind[i] === INVOKE && columns.status[i] === PENDING && !isInternal;
    if (isOpen && openCalls.length < MAX_OPEN_CALLS) openCalls.push({ row, channel: table.channelOf(row) });
  }
  return { openCalls };
}
