import type { SortOrder } from '../../shared/bridge/windowPreferences';
import { messageColumn } from './messageColumns';

/** What another click on a column's title makes of the order: one way, the other, and as they came. */
export function nextSortOrder(column: string, current: SortOrder | undefined): SortOrder | undefined {
  const clicks = messageColumn(column).sort ?? [];
  if (current?.column !== column) return order(column, clicks[0]);
  const last = clicks.indexOf(current.isDescending ? 'descending' : 'ascending');
  return last === -1 ? undefined : order(column, clicks[last + 1]);
}

function order(column: string, direction: 'ascending' | 'descending' | undefined): SortOrder | undefined {
  return direction && { column, isDescending: direction === 'descending' };
}
