import { expect, test } from 'vitest';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { endedUs, isPlayed } from '../../../../src/shared/replay/recorded';
import { foldOf } from '../../../support/filtering';

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

test.each<[string, Partial<MessageEntry>, boolean]>([
  ['what a frame called', {}, true],
  ['what a guest sent its host', { kind: 'sendToHost', direction: 'to-host' }, true],
  ['what was itself sent again', { replayed: true }, false],
  ['Electron’s own', { internal: true }, false],
  ['what main sent', { kind: 'send', direction: 'to-renderer' }, false],
  ['what came on a port', { kind: 'port', direction: 'port' }, false],
  ['what a utility process sent', { kind: 'utility', direction: 'to-main' }, false],
])('%s is played: %j %s', (_, more, played) => {
  expect(isPlayed(foldOf([{ ...base, ...more }]).table, 0)).toBe(played);
});

test.each<[string, JournalEntry[], number]>([
  ['a call ends with its answer', [{ ...base, outcome: { at: 5000, status: 'ok' } }], 5000],
  ['one that failed, too', [{ ...base, dispatched: { at: 1100 }, outcome: { at: 5000, status: 'error' } }], 5000],
  ['one that is open never does', [{ ...base, dispatched: { at: 1100 } }], Number.POSITIVE_INFINITY],
  ['nor one that was lost', [{ ...base, outcome: { at: 5000, status: 'lost' } }], Number.POSITIVE_INFINITY],
  ['a message ends with its listeners', [{ ...base, kind: 'send', dispatched: { at: 1300 } }], 1300],
  ['one of which nothing is known, at once', [{ ...base, kind: 'send' }], 1000],
])('%s', (_, entries, ended) => {
  expect(endedUs(foldOf(entries).table, 0)).toBe(ended);
});
