/** Messages of a recording as steps of a player. */

import { expect, test } from 'vitest';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { withOutcome } from '../../../../src/shared/journal/recordedMessage';
import { RecordedSource, type RecordedSourceIo } from '../../../../src/shared/replay/recordedSource';
import { foldOf } from '../../../support/filtering';

const message: MessageEntry = {
  type: 'message',
  seq: 5,
  at: 1000,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'notes:save',
  from: 2,
  to: 1,
  size: 1,
  args: ['a'],
  dispatched: { at: 1000 },
};
const outcome = { type: 'outcome', seq: 5, at: 5000, status: 'ok', result: 'saved' } as const;
const endpoint = { type: 'endpoint', id: 2, kind: 'frame', url: 'file:///app/notes.html' } as const;
const entries: JournalEntry[] = [{ type: 'source', target: 3 }, endpoint, message, outcome];

const io: RecordedSourceIo = {
  read: async () => withOutcome(message, outcome),
  place: async (request) => ({ ...request, target: 4, endpoint: 9 }),
};

function sourceWith(more: Partial<RecordedSourceIo>): RecordedSource {
  return new RecordedSource(foldOf(entries).table, Uint32Array.of(0), { ...io, ...more });
}

test('a step has the request at its place, and the recorded answer', async () => {
  const source = sourceWith({});
  expect([source.length, source.rowOf(0), source.atUs(0), source.endedUs(0)]).toEqual([1, 0, 1000, 5000]);
  expect(await source.load(0)).toMatchObject({
    request: { target: 4, endpoint: 9, channel: 'notes:save', args: ['a'], origin: { target: 3, seq: 5 } },
    expected: { status: 'ok', result: 'saved', durationUs: 4000 },
  });
});

test('the place is looked for with the request of the original and its frame', async () => {
  const asked: unknown[] = [];
  const place: RecordedSourceIo['place'] = async (request, frame) => {
    asked.push([request.target, request.endpoint, frame?.url]);
    return 'There is no such frame.';
  };
  const loaded = await sourceWith({ place }).load(0);
  expect(asked).toEqual([[3, 2, endpoint.url]]);
  expect(loaded).toEqual({
    refused: { status: 'refused', reason: 'frame-gone', message: 'There is no such frame.' },
  });
});

test('a line that cannot be read is refused', async () => {
  expect(await sourceWith({ read: async () => undefined }).load(0)).toMatchObject({ refused: { reason: 'not-whole' } });
});
