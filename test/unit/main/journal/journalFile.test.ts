import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { UserError } from '../../../../src/main/base/userError';
import { type EntryLine, JournalFile, type ReadOptions } from '../../../../src/main/journal/journalFile';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { encodeLine } from '../../../../src/shared/journal/lineCodec';
import { captureText, HEADER, writeCapture } from '../../../support/captureFiles';
import { randomTraffic } from '../../../support/randomTraffic';
import { temporaryFolder } from '../../../support/temporaryFolder';

const traffic = [...randomTraffic(3, 3000, 2)];

test.each([false, true])('gives every entry with its line and place (compressed: %s)', async (isCompressed) => {
  const path = join(temporaryFolder(), 'no-extension-needed');
  const text = writeCapture(path, traffic, { isCompressed });
  const { lines, damage } = await readAll(path);
  expect(lines.map((it) => it.entry)).toEqual(JSON.parse(JSON.stringify([HEADER, ...traffic])));
  const bytes = Buffer.from(text);
  for (const [i, { line, place, text: lineText }] of lines.entries()) {
    expect(line).toBe(i + 1);
    expect(bytes.toString('utf8', place.offset, place.offset + place.length)).toBe(lineText);
  }
  expect(damage).toMatchObject({ count: 0, tornBytes: 0 });
});

test('damaged lines are told with their numbers, and the others are read', async () => {
  const path = join(temporaryFolder(), 'f.escope');
  const good = captureText(traffic).trimEnd().split('\n');
  const lines = [...good];
  lines[4] = lines[4]?.slice(0, 10) as string;
  lines[9] = '{"type":"invented"}';
  lines[20] = '';
  writeFileSync(path, `${lines.join('\n')}\n{"type":"mess`);
  const read = await readAll(path);
  expect(read.damage.lines.map((it) => it.line)).toEqual([5, 10]);
  expect(read.damage.tornBytes).toBe(13);
  expect(read.lines).toHaveLength(good.length - 3);
});

test('a last line without a newline counts if it is whole', async () => {
  const path = join(temporaryFolder(), 'f.escope');
  writeFileSync(path, captureText(traffic).trimEnd());
  const { lines, damage } = await readAll(path);
  expect(lines).toHaveLength(traffic.length + 1);
  expect(damage.tornBytes).toBe(0);
});

test('a header alone, and one that comes in pieces, is a whole one', async () => {
  const path = join(temporaryFolder(), 'f.escope');
  const line = encodeLine(HEADER);
  const half = line.length >> 1;
  for (const bytes of [
    Buffer.from(line),
    Buffer.from(line.trimEnd()),
    Buffer.concat([gzipSync(line.slice(0, half)), gzipSync(line.slice(half))]),
  ]) {
    writeFileSync(path, bytes);
    const { lines, damage } = await readAll(path);
    expect(lines.map(({ entry }) => entry)).toEqual([HEADER]);
    expect(damage).toMatchObject({ count: 0, tornBytes: 0 });
  }
});

test('a line of 100 MB is passed over, and told', async () => {
  const path = join(temporaryFolder(), 'f.escope');
  const gzip = createGzip({ level: 1 });
  const file = gzip.pipe(createWriteStream(path));
  gzip.write(encodeLine(HEADER));
  for (let i = 0; i < 100; i++) gzip.write(Buffer.alloc(1024 * 1024, '['));
  gzip.end(`\n${encodeLine({ type: 'source', target: 1 })}`);
  await finished(file);
  const { lines, damage } = await readAll(path);
  expect(lines.map((it) => it.line)).toEqual([1, 3]);
  expect(damage.lines).toEqual([{ line: 2, problem: '104857600 bytes long, which no message is' }]);
});

test('what precedes damage of the compressed data is read', async () => {
  const path = join(temporaryFolder(), 'f.escope');
  const packed = gzipSync(captureText(traffic));
  const half = Math.floor(packed.length / 2);
  writeFileSync(path, packed.subarray(0, half));
  const cut = await readAll(path);
  expect(cut.lines.length).toBeGreaterThan(traffic.length / 3);
  expect(cut.damage.lines[0]?.problem).toContain('can’t be unpacked any further');
  packed.fill(0xff, half, half + 40);
  writeFileSync(path, packed);
  const flipped = await readAll(path);
  expect(flipped.damage.count).toBeGreaterThan(0);
});

test('entries and heads have the same rows where payloads are damaged or keys stand in another order', async () => {
  const path = join(temporaryFolder(), 'f.escope');
  const message = traffic.find((entry) => entry.type === 'message') as JournalEntry;
  const head = encodeLine(message).slice(0, encodeLine(message).indexOf(',"args"'));
  const large = 'x'.repeat(5000);
  const reordered = `{"args":["${large}"],${head.slice(1)},"args":[]}`;
  const lines = [
    `${head},"args":["${large}"]}`,
    `${head},"args":["${large}]}`,
    `${head},"args":["${large}"],"type":"source","target":1}`,
    reordered,
    `${head},"args":"short}`,
    `${head.replace(/"channel":"[^"]*"/, `"channel":"\\"${'x'.repeat(9_000_000)}"`)},"args":[]}`,
    `${head},"args":[]}`,
  ];
  writeFileSync(path, `${captureText([])}${lines.join('\n')}\n`);
  const { lines: entries, damage } = await readAll(path);
  const heads = await JournalFile.open(path);
  const places: number[] = [];
  await heads.readHeads((entry, place) => {
    if (entry.type === 'message') places.push(place.offset);
  });
  await heads.close();
  const messages = entries.filter((it) => it.entry.type === 'message');
  expect(messages.map((it) => it.place.offset)).toEqual(places);
  // Of two types in a line, the last counts, as for every key.
  expect(messages.map((it) => it.isPayloadDamaged)).toEqual([undefined, true, undefined, true, undefined]);
  expect(damage.lines.map((it) => it.line)).toEqual([3, 6, 7]);
});

test('tells of its progress and can be cancelled', async () => {
  const path = join(temporaryFolder(), 'f.escope');
  const text = writeCapture(path, randomTraffic(1, 20_000));
  const progress: number[] = [];
  await readAll(path, {
    onProgress(readBytes, totalBytes) {
      expect(totalBytes).toBe(text.length);
      progress.push(readBytes);
    },
  });
  expect(progress.length).toBeGreaterThan(3);
  expect(progress.at(-1)).toBe(text.length);
  const controller = new AbortController();
  const cancelled = readAll(path, { signal: controller.signal, onProgress: () => controller.abort() });
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
});

test.each([
  ['empty', '', 'empty-capture'],
  ['nothing but a torn header', encodeLine(HEADER).slice(0, 60), 'empty-capture'],
  ['of another program', '{"log":{"version":"1.2","entries":[]}}', 'not-a-capture'],
  ['text', 'hello\nworld\n', 'not-a-capture'],
  ['a header of another format', '{"type":"header","format":"telescope","version":1}\n', 'not-a-capture'],
  ['of a newer version', encodeLine({ ...HEADER, version: 2 } as JournalEntry), 'newer-capture'],
  ['of a much newer version', encodeLine({ ...HEADER, version: 1e300 } as JournalEntry), 'newer-capture'],
  ['of version 0', encodeLine({ ...HEADER, version: 0 } as JournalEntry), 'not-a-capture'],
  ['of version 1.5', encodeLine({ ...HEADER, version: 1.5 } as JournalEntry), 'not-a-capture'],
  ['of a version in words', '{"type":"header","format":"electroscope","version":"1"}\n', 'not-a-capture'],
  ['with half a header', '{"type":"header","format":"electroscope","version":1}\n', 'not-a-capture'],
  ['a header of null', 'null\n', 'not-a-capture'],
  ['deeply nested', `${'['.repeat(60_000)}\n`, 'not-a-capture'],
  ['one endless line', '{'.repeat(300_000), 'not-a-capture'],
])('a file that is %s is refused in clear words', async (_what, content, code) => {
  const path = join(temporaryFolder(), 'f.escope');
  for (const bytes of [Buffer.from(content), gzipSync(content)]) {
    writeFileSync(path, bytes);
    const error = await failureOf(path);
    expect(error.code).toBe(code);
    expect(error.message).toContain(path);
    expect(error.remedy).not.toBe('');
  }
});

test('a missing file and a folder are refused in clear words', async () => {
  const folder = join(temporaryFolder(), 'folder');
  mkdirSync(folder);
  expect((await failureOf(folder)).message).toContain('is a folder');
  expect((await failureOf(join(folder, 'missing'))).code).toBe('no-such-path');
});

async function failureOf(path: string): Promise<UserError> {
  try {
    await readAll(path);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`${path} was read`);
}

async function readAll(path: string, options?: ReadOptions) {
  const file = await JournalFile.open(path);
  try {
    const lines: (EntryLine & { readonly text: string })[] = [];
    for await (const batch of file.entries(options)) {
      lines.push(...batch.map((it) => ({ ...it, text: it.bytes.toString() })));
    }
    return { lines, damage: file.damage };
  } finally {
    await file.close();
  }
}
