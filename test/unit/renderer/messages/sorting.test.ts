import { describe, expect, test } from 'vitest';
import { nextSortOrder } from '../../../../src/renderer/messages/sorting';
import type { SortOrder } from '../../../../src/shared/bridge/windowPreferences';

/** The orders that clicks on a title make, one after the other; `<` is ascending. */
function clicks(column: string, count: number): string[] {
  let order: SortOrder | undefined;
  return Array.from({ length: count }, () => {
    order = nextSortOrder(column, order);
    return order === undefined ? 'as they came' : `${order.column} ${order.isDescending ? '>' : '<'}`;
  });
}

describe('clicks on the title of a column', () => {
  test('of names: ascending, descending, as they came', () => {
    expect(clicks('channel', 4)).toEqual(['channel <', 'channel >', 'as they came', 'channel <']);
  });

  test.each(['size', 'argsSize', 'resultSize', 'duration', 'transit', 'blocking', 'handler', 'return'])(
    'of %s: the largest first',
    (column) => {
      expect(clicks(column, 3)).toEqual([`${column} >`, `${column} <`, 'as they came']);
    },
  );

  test.each(['time', 'number'])('of %s: the newest first, or as they came, which is ascending', (column) => {
    expect(clicks(column, 3)).toEqual([`${column} >`, 'as they came', `${column} >`]);
    // A menu may have sorted it in ascending order.
    expect(nextSortOrder(column, { column, isDescending: false })).toBeUndefined();
  });

  test('of another column begin again', () => {
    const order = { column: 'channel', isDescending: true };
    expect(nextSortOrder('kind', order)).toEqual({ column: 'kind', isDescending: false });
    expect(nextSortOrder('time', order)).toEqual({ column: 'time', isDescending: true });
    expect(nextSortOrder('size', order)).toEqual({ column: 'size', isDescending: true });
  });
});
