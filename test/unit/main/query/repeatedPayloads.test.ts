import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chosenRows } from '../../../../src/main/query/matchingRows';
import { findRepeatedPayloads } from '../../../../src/main/query/repeatedPayloads';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { encodeLine } from '../../../../src/shared/journal/lineCodec';
import { HEADER } from '../../../support/captureFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

let seq = 0;
function send(channel: string, args: unknown[], more: Partial<MessageEntry> = {}): MessageEntry {
  const from = { kind: 'send', direction: 'to-main', from: 2, to: 1 } as const;
  // What is payload stands last in a line.
  return { type: 'message', seq: ++seq, at: seq, ...from, channel, size: 10, ...more, args } as MessageEntry;
}

function invoke(args: unknown[], result: unknown): MessageEntry {
  const outcome = { at: seq + 1, status: 'ok', size: 7 } as const;
  return { ...send('call', args, { kind: 'invoke', outcome }), result } as MessageEntry;
}

async function repeatsOf(entries: readonly JournalEntry[], rows?: Uint32Array, signal = new AbortController().signal) {
  const path = join(temporaryFolder(), 'c.escope');
  writeFileSync(path, encodeLine(HEADER));
  appendFileSync(path, entries.map((entry) => encodeLine(entry)).join(''));
  const session = await OpenedSession.open(path);
  const progress: number[] = [];
  try {
    const options = { signal, onProgress: (done: number) => void progress.push(done) };
    const found = await findRepeatedPayloads(session, chosenRows(session, rows, signal), options);
    expect(progress.at(-1)).toBe(session.fold.table.length);
    return found;
  } finally {
    await session.close();
  }
}

test('counts what a channel had sent before, with its bytes', async () => {
  const entries = [
    send('a', [{ id: 1 }]),
    send('a', [{ id: 2 }]),
    send('a', [{ id: 1 }]),
    send('b', [{ id: 1 }]),
    send('a', [{ id: 1 }]),
    send('a', [{ id: 1 }], { direction: 'to-renderer', from: 1, to: 2 }),
  ];
  expect(await repeatsOf(entries)).toEqual([{ channel: 'a', messages: 2, bytes: 20 }]);
  expect(await repeatsOf(entries, Uint32Array.of(0, 1, 2, 3))).toEqual([{ channel: 'a', messages: 1, bytes: 10 }]);
});

test('a call repeats another only with the same answer, whenever that came', async () => {
  const late = send('call', [1], { kind: 'invoke' });
  const outcome: JournalEntry = { type: 'outcome', seq: late.seq, at: 99, status: 'ok', size: 7, result: 'x' };
  const found = await repeatsOf([late, outcome, invoke([1], 'x'), invoke([1], 'y'), invoke([2], 'x')]);
  expect(found).toEqual([{ channel: 'call', messages: 1, bytes: 17 }]);
});

test('what was cut, or is not answered yet, repeats nothing', async () => {
  const cut = () => send('a', ['x'], { truncated: true });
  const open = () => send('call', [], { kind: 'invoke' });
  expect(await repeatsOf([cut(), cut(), open(), open()])).toEqual([]);
});

test('goes over any number of messages, and ends when it is cancelled', async () => {
  const many = Array.from({ length: 70_000 }, (_, i) => send('many', [i % 1000]));
  expect(await repeatsOf(many)).toEqual([{ channel: 'many', messages: 69_000, bytes: 690_000 }]);
  await expect(repeatsOf(many, undefined, AbortSignal.abort())).rejects.toThrow(/abort/i);
});
