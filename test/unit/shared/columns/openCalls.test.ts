/** How long something took is not known before it is over: nothing may show or count a number then. */

import { describe, expect, test } from 'vitest';
import { rowDurationUs } from '../../../../src/shared/columns/messageTable';
import { flatMessage } from '../../../../src/shared/export/flatMessage';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { statsReport } from '../../../../src/shared/stats/report';
import { SessionStats } from '../../../../src/shared/stats/sessionStats';
import { foldOf, matchingRows } from '../../../support/filtering';

const base: MessageEntry = {
  type: 'message',
  seq: 1,
  at: 1000,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'c',
  from: 2,
  to: 1,
  size: 1,
  args: [],
};
const dispatched = { at: 1400, listeners: { ipcMain: 1 } };

/** What of a message is not over, or was never seen. */
const UNKNOWN: [string, JournalEntry[]][] = [
  ['an open invoke', [{ ...base, dispatched }]],
  [
    'an open invoke whose sender told its time',
    [
      { ...base, dispatched },
      { type: 'delivery', clockErrorUs: 1, times: [[1, 900, null]] },
    ],
  ],
  ['an open sendSync', [{ ...base, kind: 'sendSync', dispatched }]],
  [
    'an invoke of which only the dispatch was seen',
    [{ ...base, dispatched, outcome: { at: 1400, status: 'unknown' } }],
  ],
  [
    'a message between two others, seen on its arrival',
    [{ ...base, kind: 'port', direction: 'port', outcome: { at: 1000, status: 'ok' } }],
  ],
];

describe.each(UNKNOWN)('%s has no duration', (_, entries) => {
  const { table } = foldOf(entries);

  test('in filters', () => {
    for (const filter of ['dur<5ms', 'dur>=0', 'dur=0.4ms']) expect(matchingRows(filter, entries), filter).toEqual([]);
    expect(matchingRows('-dur>0', entries)).toEqual([0]);
  });

  test('in the table, statistics and exports', () => {
    expect(rowDurationUs(table, 0)).toBeNaN();
    const stats = new SessionStats(table);
    stats.add(0);
    expect(statsReport(stats).all).not.toHaveProperty('durationMs');
    const flat = flatMessage(table, 0, entries[0] as MessageEntry);
    expect(flat).not.toHaveProperty('durationMs');
    expect(flat.phases).not.toHaveProperty('handlerMs');
  });
});

test('once it is answered, it has', () => {
  const { table } = foldOf([
    { ...base, dispatched },
    { type: 'outcome', seq: 1, at: 6000, status: 'ok' },
  ]);
  expect(rowDurationUs(table, 0)).toBe(5000);
});
