import { describe, expect, test } from 'vitest';
import {
  columnOrder,
  columnVisibility,
  movedBefore,
  nextSortOrder,
  shifted,
  sortingOf,
  sortOrderOf,
  withVisibility,
} from '../../../../src/renderer/messages/columnLayout';
import { MESSAGE_COLUMNS } from '../../../../src/renderer/messages/messageColumns';
import {
  type ColumnLayout,
  DEFAULT_PREFERENCES,
  type SortOrder,
} from '../../../../src/shared/bridge/windowPreferences';

const DEFAULT = DEFAULT_PREFERENCES.columns;
const ORDER = columnOrder(DEFAULT);

function visibleIn(layout: ColumnLayout, hasApps = false): string[] {
  const visibility = columnVisibility(layout, hasApps);
  return columnOrder(layout).filter((key) => visibility[key]);
}

/** As the table library changes it. */
function toggled(layout: ColumnLayout, key: string, isShown: boolean, hasApps = false): ColumnLayout {
  const before = columnVisibility(layout, hasApps);
  return withVisibility(layout, before, { ...before, [key]: isShown });
}

test('without choices, columns follow their defaults', () => {
  expect(ORDER).toEqual(MESSAGE_COLUMNS.map(({ key }) => key));
  expect(visibleIn(DEFAULT)).toEqual(
    MESSAGE_COLUMNS.filter(({ hiddenUntil }) => hiddenUntil === undefined).map(({ key }) => key),
  );
});

test('an older layout keeps its order, and gets later columns where they belong', () => {
  const order = columnOrder({ ...DEFAULT, order: ['waterfall', 'channel', 'gone', 'channel', 'number'] });
  expect([...order].sort()).toEqual([...ORDER].sort());
  expect(order.indexOf('waterfall')).toBeLessThan(order.indexOf('channel'));
  expect(order.indexOf('from')).toBe(order.indexOf('channel') + 1);
  expect(order.indexOf('time')).toBe(order.indexOf('number') + 1);
});

test('a column moves before another, or to the end', () => {
  expect(movedBefore(ORDER, 'status', 'time').slice(0, 3)).toEqual(['number', 'status', 'time']);
  expect(movedBefore(ORDER, 'time', undefined).at(-1)).toBe('time');
  expect(movedBefore(ORDER, 'time', 'time')).toEqual(ORDER);
});

test('a column moves one place among the visible ones, and not over the ends', () => {
  const visible = visibleIn(DEFAULT);
  const right = shifted(ORDER, visible, 'size', 1);
  if (right === undefined) throw new Error('size is not the last');
  const afterwards = right.filter((key) => visible.includes(key));
  expect(afterwards.indexOf('size')).toBe(visible.indexOf('size') + 1);
  const left = shifted(right, afterwards, 'size', -1);
  expect(left?.filter((key) => visible.includes(key))).toEqual(visible);
  expect(shifted(ORDER, visible, 'time', -1)).toBeUndefined();
  expect(shifted(ORDER, visible, 'waterfall', 1)).toBeUndefined();
});

test('with several apps, the column of apps is one of the places', () => {
  const visible = visibleIn(DEFAULT, true);
  expect(visible.indexOf('target')).toBe(visible.indexOf('waterfall') - 1);
  const left = shifted(ORDER, visible, 'waterfall', -1);
  expect(left?.slice(-2)).toEqual(['waterfall', 'target']);
});

test('persists only what the user changed', () => {
  const layout = toggled(toggled(DEFAULT, 'blocking', true, true), 'size', false, true);
  expect(layout.shown).toEqual({ blocking: true, size: false });
  expect(visibleIn(layout, false)).not.toContain('target');
  expect(visibleIn(layout, true)).toContain('target');
});

test('the last column cannot be hidden', () => {
  let layout = DEFAULT;
  for (const key of visibleIn(DEFAULT)) layout = toggled(layout, key, false);
  expect(visibleIn(layout)).toEqual(['waterfall']);
});

test('the sorting of the table library stands for a sort order', () => {
  for (const order of [undefined, { column: 'size', isDescending: true }, { column: 'kind', isDescending: false }]) {
    expect(sortOrderOf(sortingOf(order))).toEqual(order);
  }
});

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
