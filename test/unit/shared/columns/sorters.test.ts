import { expect, test } from 'vitest';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import { SORTERS, sortKeys } from '../../../../src/shared/columns/sorters';
import { sortByKeys } from '../../../../src/shared/columns/sortRows';
import { randomTraffic } from '../../../support/randomTraffic';

function randomTable() {
  const fold = new SessionFold();
  for (const entry of randomTraffic(3, 400, 2)) fold.apply(entry);
  return { table: fold.table, rows: Uint32Array.from({ length: fold.table.length }, (_, row) => row) };
}

test('every sorter distinguishes rows', () => {
  const { table, rows } = randomTable();
  // This traffic goes to main only, and carries no ports.
  for (const key of Object.keys(SORTERS).filter((name) => name !== 'to' && name !== 'ports')) {
    expect(new Set(sortKeys(table, key, rows)).size, key).toBeGreaterThan(1);
  }
});

test('sorts texts by the alphabet', () => {
  const { table, rows } = randomTable();
  const byChannel = sortByKeys(rows, sortKeys(table, 'channel', rows), false);
  const names = [...byChannel].map((row) => table.channelOf(row));
  expect(names).toEqual([...names].sort());
});

test.each(['gone', 'toString'])('a persisted column %s without a sorter leaves rows as they are', (column) => {
  const { table, rows } = randomTable();
  expect(sortByKeys(rows, sortKeys(table, column, rows), true)).toEqual(rows);
});
