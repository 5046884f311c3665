import { expect, test } from 'vitest';
import {
  columnOrder,
  shownColumns,
  withColumnMoved,
  withColumnShifted,
  withColumnShown,
} from '../../../../src/renderer/messages/columnLayout';
import { MESSAGE_COLUMNS } from '../../../../src/renderer/messages/messageColumns';
import { DEFAULT_PREFERENCES } from '../../../../src/shared/bridge/windowPreferences';

const USUAL = DEFAULT_PREFERENCES.columns;

test('without choices, columns are as usual', () => {
  expect(columnOrder(USUAL)).toEqual(MESSAGE_COLUMNS.map(({ key }) => key));
  expect(shownColumns(USUAL)).toEqual(
    MESSAGE_COLUMNS.filter(({ hiddenUntil }) => hiddenUntil === undefined).map(({ key }) => key),
  );
});

test('a layout of before keeps its order, and gets the columns that came since where they belong', () => {
  const order = columnOrder({ ...USUAL, order: ['waterfall', 'channel', 'gone', 'channel', 'number'] });
  expect([...order].sort()).toEqual(MESSAGE_COLUMNS.map(({ key }) => key).sort());
  expect(order.indexOf('waterfall')).toBeLessThan(order.indexOf('channel'));
  expect(order.indexOf('from')).toBe(order.indexOf('channel') + 1);
  expect(order.indexOf('time')).toBe(order.indexOf('number') + 1);
});

test('a column moves before another, or to the end', () => {
  expect(shownColumns(withColumnMoved(USUAL, 'status', 'time'))[0]).toBe('status');
  expect(shownColumns(withColumnMoved(USUAL, 'time', undefined)).at(-1)).toBe('time');
  expect(withColumnMoved(USUAL, 'time', 'time')).toBe(USUAL);
});

test('a column moves one place among those in sight, and not over the ends', () => {
  const shown = shownColumns(USUAL);
  const right = withColumnShifted(USUAL, 'size', 1);
  // The columns between that are not shown don't count.
  expect(right && shownColumns(right).indexOf('size')).toBe(shown.indexOf('size') + 1);
  const left = right && withColumnShifted(right, 'size', -1);
  expect(left && shownColumns(left)).toEqual(shown);
  expect(withColumnShifted(USUAL, 'time', -1)).toBeUndefined();
  expect(withColumnShifted(USUAL, 'waterfall', 1)).toBeUndefined();
});

test('the last column can’t be hidden', () => {
  let layout = USUAL;
  for (const id of shownColumns(USUAL)) layout = withColumnShown(layout, id, false);
  expect(shownColumns(layout)).toEqual(['waterfall']);
});
