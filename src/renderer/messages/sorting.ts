import type { SortOrder } from '../../shared/bridge/windowPreferences';

/** These stand in ascending order anyway. */
const USUAL_COLUMNS = ['time', 'number'];
/** Of these, the largest are what one looks for. */
const LARGEST_FIRST = ['size', 'argsSize', 'resultSize', 'duration', 'transit', 'blocking', 'handler', 'return'];

/** What another click on a column's title makes of the order: one way, the other, and as they came. */
export function nextSortOrder(column: string, current: SortOrder | undefined): SortOrder | undefined {
  if (USUAL_COLUMNS.includes(column)) return current?.column === column ? undefined : { column, isDescending: true };
  const isDescendingFirst = LARGEST_FIRST.includes(column);
  if (current?.column !== column) return { column, isDescending: isDescendingFirst };
  return current.isDescending === isDescendingFirst ? { column, isDescending: !isDescendingFirst } : undefined;
}
