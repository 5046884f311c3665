/** What values the keys of the language have in real traffic, and how often. */

import { expect, test } from 'vitest';
import { vocabularyOf } from '../../../../src/shared/filter/vocabulary';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { foldOf } from '../../../support/filtering';

const base: MessageEntry = {
  ...{
    type: 'message',
    seq: 0,
    at: 0,
    kind: 'send',
    direction: 'to-main',
    channel: 'a',
    from: 2,
    to: 1,
    size: 1,
    args: [],
  },
};

const ENTRIES: JournalEntry[] = [
  { type: 'endpoint', id: 1, kind: 'main', pid: 10 },
  { type: 'endpoint', id: 2, kind: 'frame', title: 'Notes', url: 'app://notes/', isMainFrame: true, pid: 20 },
  { type: 'endpoint', id: 3, kind: 'frame', url: 'app://more/', isMainFrame: true, pid: 20 },
  { ...base, seq: 1, channel: 'REMOTE_BROWSER_GET', kind: 'sendSync', truncated: true },
  { ...base, seq: 2, channel: 'remote_browser_set' },
  { ...base, seq: 3, channel: '__ELECTRON_LOG__', payloadDropped: true },
  { ...base, seq: 4, channel: 'port 12', kind: 'port', direction: 'port' },
  { ...base, seq: 5, channel: 'port 12', from: 3 },
  { ...base, seq: 6, channel: 'import 7', from: 1, to: 2, direction: 'to-renderer' },
];

test.each<[string, readonly [value: string, count: number][]]>([
  [
    'library',
    [
      ['@electron/remote', 2],
      ['electron-log', 1],
    ],
  ],
  ['port', [['12', 2]]],
  [
    'channel',
    [
      ['port 12', 2],
      ['REMOTE_BROWSER_GET', 1],
      ['__ELECTRON_LOG__', 1],
      ['import 7', 1],
      ['remote_browser_set', 1],
    ],
  ],
  [
    'kind',
    [
      ['send', 4],
      ['port', 1],
      ['sendSync', 1],
    ],
  ],
  [
    'dir',
    [
      ['to-main', 4],
      ['port', 1],
      ['to-renderer', 1],
    ],
  ],
  [
    'url',
    [
      ['app://notes/', 5],
      ['app://more/', 1],
    ],
  ],
  ['status', [['pending', 6]]],
  ['window', [['Notes', 5]]],
  [
    'pid',
    [
      ['10', 6],
      ['20', 6],
    ],
  ],
  ['constructor', []],
  ['nothing', []],
])('the values of %s are counted, the most frequent first', (key, expected) => {
  const vocabulary = vocabularyOf(foldOf(ENTRIES).table);
  expect(vocabulary.valuesOf(key).map(({ value, count }) => [value, count])).toEqual(expected);
});

test('properties are counted', () => {
  const counts = new Map(
    vocabularyOf(foldOf(ENTRIES).table)
      .valuesOf('is')
      .map(({ value, count }) => [value, count]),
  );
  expect(Object.fromEntries(counts)).toMatchObject({ sync: 1, library: 3, truncated: 1, 'payload-dropped': 1 });
  expect(counts.has('internal')).toBe(false);
  expect(counts.has('payloadDropped')).toBe(false);
});
