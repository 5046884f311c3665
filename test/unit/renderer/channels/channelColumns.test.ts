import { describe, expect, test } from 'vitest';
import { CHANNEL_COLUMNS, channelColumn, sortChannels } from '../../../../src/renderer/channels/channelColumns';
import { type ChannelRow, readChannelRow } from '../../../../src/renderer/channels/channelRow';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';

const EMPTY = readChannelRow(new SessionFold().table, '', undefined, undefined, 0, undefined);

function rowsOf(...parts: Partial<ChannelRow>[]): ChannelRow[] {
  return parts.map((part) => ({ ...EMPTY, ...part }));
}

function namesSortedBy(key: string, isDescending: boolean, rows: ChannelRow[]): string {
  sortChannels(rows, channelColumn(key), isDescending);
  return rows.map(({ name }) => name).join(' ');
}

describe.each(CHANNEL_COLUMNS)('the column $key', (column) => {
  test('has a label of its own, and reads of every row what it is sorted by', () => {
    expect(CHANNEL_COLUMNS.filter(({ key, label }) => key === column.key || label === column.label)).toEqual([column]);
    expect(column.isSortable).toBe(true);
    expect(typeof column.sort.read(EMPTY)).toBe(column.sort.type === 'text' ? 'string' : 'number');
  });
});

test('sorts numbers in both directions, unknown ones last, and equal rows by name', () => {
  const rows = rowsOf(
    { name: 'unknown', p50Us: Number.NaN },
    { name: 'slow', p50Us: 900 },
    { name: 'fast-b', p50Us: 10 },
    { name: 'fast-a', p50Us: 10 },
  );
  expect(namesSortedBy('p50', false, rows)).toBe('fast-a fast-b slow unknown');
  expect(namesSortedBy('p50', true, rows)).toBe('slow fast-a fast-b unknown');
});

test('sorts texts in both directions', () => {
  const rows = rowsOf({ name: 'b' }, { name: 'c' }, { name: 'a' });
  expect(namesSortedBy('name', false, rows)).toBe('a b c');
  expect(namesSortedBy('name', true, rows)).toBe('c b a');
});
