import { describe, expect, test } from 'vitest';
import { byTimeRange } from '../../../../src/shared/filter/columnPredicates';
import { FilteredRows } from '../../../../src/shared/filter/filteredRows';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { foldOf } from '../../../support/filtering';
import { randomTraffic } from '../../../support/randomTraffic';

const message = (seq: number, at: number, more: Partial<MessageEntry> = {}): JournalEntry => ({
  type: 'message',
  seq,
  at,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'c',
  from: 2,
  to: 1,
  size: 1,
  args: [],
  ...more,
});

function rowsIn(entries: readonly JournalEntry[], fromUs: number, untilUs: number): number[] {
  const { table } = foldOf(entries);
  const view = new FilteredRows(table, { predicate: byTimeRange({ fromUs, untilUs }), isMet: () => false });
  return Array.from({ length: view.length }, (_, i) => view.at(i) as number);
}

describe('a range of time', () => {
  const answered = [message(1, 100, { outcome: { at: 300, status: 'ok' } })];

  test.each([
    ['ends before it', 0, 100, []],
    ['begins while it is handled', 200, 250, [0]],
    ['begins as it is answered', 300, 400, [0]],
    ['begins after its answer', 301, 400, []],
  ])('that %s', (_name, fromUs, untilUs, expected) => {
    expect(rowsIn(answered, fromUs, untilUs)).toEqual(expected);
  });

  test('holds what is not answered yet, as long as it is not', () => {
    expect(rowsIn([message(1, 100)], 5000, 6000)).toEqual([0]);
    expect(rowsIn([message(1, 100)], 0, 50)).toEqual([]);
  });

  test('counts the way to main and back as part of a message', () => {
    const timed: JournalEntry[] = [...answered, { type: 'delivery', clockErrorUs: 1, times: [[1, 60, 350]] }];
    expect(rowsIn(timed, 0, 70)).toEqual([0]);
    expect(rowsIn(timed, 340, 360)).toEqual([0]);
  });

  test('from the first to the last moment holds every message', () => {
    const entries = [...randomTraffic(3, 500)];
    const { table } = foldOf(entries);
    expect(rowsIn(entries, 0, Number.POSITIVE_INFINITY)).toHaveLength(table.length);
  });
});
