import { expect, test } from 'vitest';
import { firstEventFrom, SessionEvents } from '../../../../src/shared/columns/sessionEvents';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import type { EndpointEntry, JournalEntry } from '../../../../src/shared/journal/entries';

let seq = 0;
const message = (from: number) =>
  ({
    type: 'message',
    seq: ++seq,
    at: seq,
    kind: 'send',
    direction: 'to-main',
    channel: 'c',
    from,
    to: 1,
    size: 0,
    args: [],
  }) as JournalEntry;
const page = (id: number, url: string, more: Partial<EndpointEntry> = {}): EndpointEntry => ({
  type: 'endpoint',
  id,
  kind: 'frame',
  webContentsId: 7,
  isMainFrame: true,
  title: 'Notes',
  url,
  ...more,
});

test('finds windows, navigations, reloads and starts where they happened, however the rows come', () => {
  const fold = new SessionFold();
  const events = new SessionEvents(fold.table);
  const feed = (...entries: JournalEntry[]) => {
    for (const entry of entries) fold.apply(entry);
    events.extend();
  };
  feed({ type: 'source', target: 1 }, page(2, 'app://a'), message(2));
  feed(page(2, 'app://a', { title: 'Notes (2)' }), message(2));
  feed(page(2, 'app://a#list', { title: 'Notes (2)' }), message(2), message(2));
  feed(page(3, 'app://a#list', { title: 'Notes (2)' }), message(3));
  feed(page(3, 'app://a#list', { documents: 1 }), message(3));
  feed(page(3, 'app://a#list', { documents: 2 }), message(3));
  // The page that was left still sends.
  feed(page(2, 'app://a#list', { title: 'Gone' }), message(2));
  feed(page(4, 'app://sub', { isMainFrame: false }), message(4));
  feed({ type: 'source', target: 2 }, page(2, 'app://a'), message(2));
  expect(events.all.map(({ row, type, url }) => [row, type, url])).toEqual([
    [0, 'opened', 'app://a'],
    [2, 'navigated', 'app://a#list'],
    [4, 'reloaded', 'app://a#list'],
    [6, 'reloaded', 'app://a#list'],
    [9, 'started', undefined],
    [9, 'opened', 'app://a'],
  ]);
  expect([0, 1, 2, 3, 9, 10].map((row) => firstEventFrom(events.all, row))).toEqual([0, 1, 1, 2, 4, 6]);
});
