/** Lines of an export as messages again: which are refused and why, and what is told besides. */

import { expect, test } from 'vitest';
import { FlatEntries } from '../../../../src/shared/export/flatEntries';
import type { JournalEntry } from '../../../../src/shared/journal/entries';

const LINE = {
  ...{ seq: 1, time: '2026-11-18T11:06:40.001234Z', kind: 'invoke', direction: 'to-main', channel: 'c', status: 'ok' },
  ...{ from: 'Notes', to: 'main', size: 10, phases: {}, args: [] },
};

function entriesOf(...lines: readonly object[]): readonly JournalEntry[] {
  const flat = new FlatEntries();
  return lines.flatMap((line) => {
    const entries = flat.entriesOf(JSON.stringify(line));
    if ('fault' in entries) throw new Error(entries.fault);
    return entries;
  });
}

const ofType = (entries: readonly JournalEntry[], type: JournalEntry['type']) =>
  entries.filter((entry) => entry.type === type);

test.each([
  ['{', /JSON/],
  ['', /JSON/],
  ['5', /^not an object$/],
  ['null', /^not an object$/],
  ['"text"', /^not an object$/],
  ['{}', /^not a message: its time is undefined$/],
  [JSON.stringify({ ...LINE, time: '2026-11-18' }), /its time is 2026-11-18$/],
  [JSON.stringify({ ...LINE, time: {} }), /its time is an object$/],
  [JSON.stringify({ ...LINE, time: 'x'.repeat(1000) }), /its time is x{40}$/],
  [JSON.stringify({ ...LINE, target: 0 }), /^not a message: its target is 0$/],
  [JSON.stringify({ ...LINE, target: 1.5 }), /its target is 1\.5$/],
  [JSON.stringify({ ...LINE, target: 'a' }), /its target is a$/],
  [JSON.stringify({ ...LINE, seq: -1 }), /seq/],
  [JSON.stringify({ ...LINE, kind: 'call' }), /kind/],
])('%s is refused', (line, fault) => {
  const flat = new FlatEntries();
  const entries = flat.entriesOf(line);
  expect('fault' in entries && entries.fault).toMatch(fault);
  // Nothing of it remains.
  expect(flat.entriesOf(JSON.stringify(LINE))).toEqual(new FlatEntries().entriesOf(JSON.stringify(LINE)));
});

test('a message has its app, its ends and its times', () => {
  const entries = entriesOf({ ...LINE, phases: { blockingMs: 0.5, handlerMs: 2.5 }, listeners: 2, resultSize: 7 });
  expect(entries.map(({ type }) => type)).toEqual(['target', 'source', 'endpoint', 'endpoint', 'message']);
  expect(entries[0]).toMatchObject({ target: 1, timeOrigin: 1_795_000_000_001_234 });
  expect(ofType(entries, 'endpoint')).toEqual([
    { type: 'endpoint', id: 1, kind: 'main' },
    { type: 'endpoint', id: 2, kind: 'frame', title: 'Notes' },
  ]);
  expect(entries[4]).toMatchObject({
    ...{ seq: 1, at: 0, from: 2, to: 1, outcome: { at: 2500, status: 'ok', size: 7 } },
    dispatched: { at: 500, listeners: { ipcMain: 2 } },
  });
});

test('apps and ends are told once, and which app messages are of as often as it changes', () => {
  const entries = entriesOf(LINE, { ...LINE, seq: 2 }, { ...LINE, target: 2 }, { ...LINE, seq: 3 });
  expect(ofType(entries, 'target')).toHaveLength(2);
  expect(ofType(entries, 'source')).toEqual([1, 2, 1].map((target) => ({ type: 'source', target })));
  expect(ofType(entries, 'endpoint')).toHaveLength(4);
});

test('a pending message has no outcome, and marks stand as they were', () => {
  const marks = { internal: true, replayed: true, truncated: true, payloadDropped: true, port: 3, ports: [4] };
  const [message] = ofType(entriesOf({ ...LINE, ...marks, status: 'pending' }), 'message');
  expect(message).toMatchObject(marks);
  expect(message).not.toHaveProperty('outcome');
  expect(message).not.toHaveProperty('dispatched');
  const [plain] = ofType(entriesOf(LINE), 'message');
  for (const key of Object.keys(marks)) expect(plain).not.toHaveProperty(key);
});

test.each([
  ['to-main', { transitMs: 1, handlerMs: 2, returnMs: 3 }, -1000, 5000],
  ['to-main', { transitMs: 1 }, -1000, null],
  ['to-main', { returnMs: 3 }, null, 3000],
  ['to-renderer', { transitMs: 1 }, null, 1000],
])('%s with %j is sent and received at its times', (direction, phases, sentAt, receivedAt) => {
  expect(ofType(entriesOf({ ...LINE, direction, phases }), 'delivery')).toEqual([
    { type: 'delivery', clockErrorUs: 0, times: [[1, sentAt, receivedAt]] },
  ]);
});

test('what is found by its number is told of the first message with it only', () => {
  const line = { ...LINE, seq: 5, replayed: true, replayOf: { seq: 2 }, synthetic: true, phases: { transitMs: 1 } };
  const entries = entriesOf(line, { ...line, channel: 'again' }, { ...line, seq: 4 });
  expect(ofType(entries, 'message')).toHaveLength(3);
  expect(ofType(entries, 'delivery')).toHaveLength(1);
  expect(ofType(entries, 'replayed')).toEqual([
    { type: 'replayed', seq: 5, originTarget: 1, originSeq: 2, isSynthetic: true },
  ]);
});

test('what a message was replayed from is left out if it is no message', () => {
  const entries = entriesOf({ ...LINE, replayed: true, replayOf: { seq: 'x' } });
  expect(entries.map(({ type }) => type)).toEqual(['target', 'source', 'endpoint', 'endpoint', 'message']);
  expect(entries.at(-1)).toMatchObject({ seq: 1, replayed: true });
});

test.each([
  [{ name: 'TypeError', message: 'no' }, { value: { $: 'error', name: 'TypeError', message: 'no' } }],
  [
    { name: 'TypeError', message: 'no', stack: 'at x' },
    { value: { $: 'error', name: 'TypeError', message: 'no', stack: 'at x' } },
  ],
  [{ message: 'no' }, { text: 'no' }],
  ['no', { text: 'no' }],
  [null, { text: 'null' }],
])('the error %j is an error again', (error, expected) => {
  const [message] = ofType(entriesOf({ ...LINE, status: 'error', error }), 'message');
  expect(message).toMatchObject({ error: expected });
});
