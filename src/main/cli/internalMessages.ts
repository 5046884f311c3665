import { RowFlag } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';

/** How many of the messages are Electron's own. */
export function countInternal(table: MessageTable): number {
  let count = 0;
  for (let row = 0; row < table.length; row++) {
    if ((table.columns.get(row, 'flags') & RowFlag.internal) !== 0) count++;
  }
  return count;
}
