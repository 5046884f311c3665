import { appendFileSync, closeSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JournalFile } from '../../../src/main/session/journalFile';
import { decodeHead } from '../../../src/main/session/lineHead';
import { OpenedSession } from '../../../src/main/session/openedSession';
import { UserError } from '../../../src/main/userError';
import { SessionFold } from '../../../src/shared/columns/sessionFold';
import type { JournalEntry } from '../../../src/shared/journal/entries';
import { decodeLine, encodeLine, isFault } from '../../../src/shared/journal/lineCodec';
import { captureText, HEADER } from '../../support/captureFiles';
import { messageEntry } from '../../support/faults/entries';
import { randomTraffic } from '../../support/randomTraffic';
import { temporaryFolder } from '../../support/temporaryFolder';

/** The inputs of the fuzzing below: 100,000 lines and 500 files. */
const LINES = 100_000;
const FILES = 500;

const entries = [...randomTraffic(21, 40, 2), ...everyKind()];
const text = captureText(entries);
const bytes = Buffer.from(text);
const lines = text.trimEnd().split('\n');

test('cut at every byte of its last kilobyte, a file opens with every whole line', async () => {
  const path = join(temporaryFolder(), 'f.escope');
  for (let cut = bytes.length; cut > bytes.length - 1024; cut--) {
    writeFileSync(path, bytes.subarray(0, cut));
    const wholeLines = bytes.toString('utf8', 0, cut).split('\n').length - 1;
    const { entryLines, damage } = await readBoth(path, cut % 16 === 0);
    // A last line without its newline may happen to be whole.
    expect([wholeLines, wholeLines + 1], `cut at ${cut}`).toContain(entryLines);
    expect(damage.count).toBe(0);
  }
}, 60_000);

test(`whatever is changed in a file, it opens without the lines concerned or is refused (${FILES} files)`, async () => {
  const path = join(temporaryFolder(), 'f.escope');
  const headerBytes = lines[0]?.length ?? 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change(), { minLength: 1, maxLength: 4 }), async (changes) => {
      let changed: Buffer = bytes;
      for (const apply of changes) changed = apply(changed);
      writeFileSync(path, changed);
      const result = await readBoth(path).catch((error: unknown) => error);
      if (result instanceof UserError) {
        expect(changed.subarray(0, headerBytes + 1).equals(bytes.subarray(0, headerBytes + 1))).toBe(false);
        return;
      }
      if (result instanceof Error) throw result;
      const { entryLines } = result as Awaited<ReturnType<typeof readBoth>>;
      const original = new Set(lines);
      const untouched = changed
        .toString('utf8')
        .split('\n')
        .filter((line) => original.has(line)).length;
      expect(entryLines).toBeGreaterThanOrEqual(untouched);
    }),
    { numRuns: FILES },
  );
}, 120_000);

test(`no line is too strange to be read, folded or refused (${LINES} lines)`, () => {
  let fold = new SessionFold();
  let applied = 0;
  fc.assert(
    fc.property(changedLine(), (line) => {
      const head = decodeHead(Buffer.from(line));
      const whole = decodeLine(line);
      if (isFault(head)) {
        expect(isFault(whole)).toBe(true);
        return;
      }
      fold.apply(head);
      if (!isFault(whole)) fold.apply(whole);
      // A fold grows; a new one now and then keeps the test quick.
      if (++applied % 5000 === 0) {
        const copy = new SessionFold();
        copy.restore(JSON.parse(JSON.stringify(fold.saveState())), fold.table.columns);
        expect(copy.facts).toEqual(JSON.parse(JSON.stringify(fold.facts)));
        fold = new SessionFold();
      }
    }),
    { numRuns: LINES },
  );
}, 120_000);

test('a line of 1 GB costs neither memory nor the lines around it', async () => {
  const path = join(temporaryFolder(), 'f.escope');
  writeFileSync(path, `${encodeLine(HEADER)}${encodeLine(messageEntry(1, []))}{"type":"message","seq":`);
  // Zeros that take no room on the disk.
  truncateSync(path, statSync(path).size + 1024 ** 3);
  appendFileSync(path, `\n${encodeLine(messageEntry(2, []))}`);
  let mostBytes = 0;
  const before = process.memoryUsage().rss;
  const session = await OpenedSession.open(path, {
    onProgress() {
      mostBytes = Math.max(mostBytes, process.memoryUsage().rss - before);
    },
  });
  expect(session.fold.table.length).toBe(2);
  expect(session.damage.lines).toMatchObject([{ line: 3, problem: expect.stringContaining('bytes long') }]);
  expect(mostBytes).toBeLessThan(400 * 1024 * 1024);
  await session.close();
}, 60_000);

test('a file that is one line of 1 GB is refused at once', async () => {
  const path = join(temporaryFolder(), 'f.escope');
  const file = openSync(path, 'w');
  writeSync(file, '{');
  closeSync(file);
  truncateSync(path, 1024 ** 3);
  await expect(OpenedSession.open(path)).rejects.toMatchObject({ code: 'not-a-capture' });
});

/** Reads a file entry by entry, and as the window does, which must agree. */
async function readBoth(path: string, asSession = true) {
  const file = await JournalFile.open(path);
  const messages: number[] = [];
  let entryLines = 0;
  for await (const batch of file.entries()) {
    for (const { entry, place } of batch) {
      entryLines++;
      if (entry.type === 'message') messages.push(place.offset);
    }
  }
  await file.close();
  if (!asSession) return { entryLines, damage: file.damage };
  const session = await OpenedSession.open(path);
  expect(session.fold.table.length).toBe(messages.length);
  for (let row = messages.length - 1; row >= 0; row -= 7) {
    const { message } = await session.readMessage(row);
    expect(message.startsWith('{')).toBe(true);
  }
  await session.close();
  return { entryLines, damage: file.damage };
}

type Change = (content: Buffer) => Buffer;

function change(): fc.Arbitrary<Change> {
  const at = fc.integer({ min: 0, max: bytes.length - 1 });
  const flip = fc.tuple(at, fc.integer({ min: 0, max: 7 })).map(
    ([place, bit]): Change =>
      (content) => {
        const copy = Buffer.from(content);
        if (place < copy.length) copy[place] = (copy[place] as number) ^ (1 << bit);
        return copy;
      },
  );
  const insert = fc.tuple(at, fc.uint8Array({ maxLength: 20 })).map(
    ([place, inserted]): Change =>
      (content) =>
        Buffer.concat([content.subarray(0, place), inserted, content.subarray(place)]),
  );
  const remove = fc.tuple(at, fc.nat(300)).map(
    ([place, length]): Change =>
      (content) =>
        Buffer.concat([content.subarray(0, place), content.subarray(place + length)]),
  );
  const zero = fc.tuple(at, fc.nat(600)).map(
    ([place, length]): Change =>
      (content) => {
        const copy = Buffer.from(content);
        copy.fill(0, Math.min(place, copy.length), Math.min(place + length, copy.length));
        return copy;
      },
  );
  const cut = at.map(
    (place): Change =>
      (content) =>
        content.subarray(0, place),
  );
  return fc.oneof({ weight: 4, arbitrary: flip }, insert, remove, zero, cut);
}

function changedLine(): fc.Arbitrary<string> {
  const values = fc.constantFrom('-1', '1e999', '1e15', '4294967296', 'null', '[]', '{}', '"x"', 'true', '0.5', '""');
  const line = fc.constantFrom(...lines);
  const number = /:(-?\d+)/g;
  return fc.oneof(
    fc
      .tuple(line, fc.nat(500), fc.string({ maxLength: 6, unit: 'binary' }), fc.nat(6))
      .map(([base, at, inserted, removed]) => {
        return base.slice(0, at) + inserted + base.slice(at + removed);
      }),
    fc.tuple(line, values, fc.nat(8)).map(([base, value, which]) => {
      let seen = 0;
      return base.replace(number, (whole) => (seen++ === which ? `:${value}` : whole));
    }),
    fc.tuple(line, line, fc.nat(300)).map(([a, b, at]) => a.slice(0, at) + b.slice(at)),
  );
}

/** An entry of each kind that random traffic has not. */
function everyKind(): JournalEntry[] {
  return [
    { type: 'port', at: 1, port: 10, event: 'arrived', peer: 11, from: 2 },
    { type: 'port', at: 2, port: 10, event: 'transferred', from: 1, to: 3, seq: 1 },
    { type: 'port', at: 3, port: 10, event: 'closed', by: 'main' },
    { type: 'channel', at: 1, emitter: 'ipcMain', channel: 'sync', on: 2, handle: 'handle' },
    { type: 'channel', at: 2, emitter: 'webContents', webContentsId: 1, channel: 'sync', refused: true },
    { type: 'gap', at: 1, until: 9, messages: 3, portEvents: 1, reason: 'the inspector could not keep up' },
    { type: 'fault', at: 1, where: 'hook', message: 'it failed' },
    { type: 'mark', target: 1, seq: 3 },
    { type: 'endpointEnd', id: 3, at: 99, exitCode: 1 },
    { type: 'targetEnd', target: 2, endedAt: '2026-11-21T09:31:00.000Z', exitCode: 0 },
  ];
}
