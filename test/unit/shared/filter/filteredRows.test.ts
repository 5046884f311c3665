import { expect, test } from 'vitest';
import { FilteredRows } from '../../../../src/shared/filter/filteredRows';
import type { MessageEntry } from '../../../../src/shared/journal/entries';
import { columnFilter, foldOf } from '../../../support/filtering';

const message = (seq: number): MessageEntry => ({
  type: 'message',
  seq,
  at: seq,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'c',
  from: 2,
  to: 1,
  size: 1,
  args: [],
});

test('what was cleared away does not come back when it changes', () => {
  const fold = foldOf([1, 2, 3, 4].map(message));
  const filter = columnFilter('is:ok', fold.table);
  const view = new FilteredRows(fold.table, filter);
  view.setFilter(filter, 2);
  for (const seq of [1, 2, 3, 4]) fold.apply({ type: 'outcome', seq, at: 10, status: 'ok' });
  view.reexamine([0, 1, 2, 3]);
  expect([...view.toArray()]).toEqual([2, 3]);
  // Until it is brought back.
  view.setFilter(filter);
  expect([...view.toArray()]).toEqual([0, 1, 2, 3]);
});

test('a row that is not examined yet is not let in by a change, and not twice', () => {
  const fold = foldOf([message(1)]);
  const view = new FilteredRows(fold.table, columnFilter('channel:c', fold.table));
  fold.apply(message(2));
  view.reexamine([1, 1]);
  expect([...view.toArray()]).toEqual([0]);
  view.extend();
  expect([...view.toArray()]).toEqual([0, 1]);
});
