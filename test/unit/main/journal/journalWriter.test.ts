/** What a journal keeps while it is written; crash.test kills the process, fullDisk.spec fills a real disk. */

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { JournalWriter } from '../../../../src/main/journal/journalWriter';
import { fullDevice, onlyWhere, posix } from '../../../support/conditions';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function create(path: string, overwrites = false) {
  const told: string[] = [];
  const writer = await JournalWriter.create(path, overwrites);
  writer.onFailure.on((error) => told.push(error?.message ?? 'recovered'));
  return { writer, told };
}

/** As long as the numbers say, each different. */
const lines = (...lengths: readonly number[]) =>
  lengths.map((length, i) => Buffer.alloc(length, String.fromCharCode(97 + (i % 26))));

test('lines are in the file in their order, and can be read before and after they are', async () => {
  const path = join(temporaryFolder(), 'sessions', 'journal');
  const { writer, told } = await create(path);
  const all = lines(5, 0, 300_000, 262_143, 262_144, 1, 700_000, 9, 100_000, 200_000);
  const places = all.map((line) => writer.append(line));
  expect(writer.lines).toBe(all.length);
  expect(writer.bytes).toBe(all.reduce((sum, line) => sum + line.length + 1, 0));
  expect([writer.isWritten, writer.fileBytes]).toEqual([false, 0]);
  for (const [i, place] of places.entries()) {
    expect((await writer.read(place ?? { offset: -1, length: 0 })).equals(all[i] as Buffer)).toBe(true);
  }
  await writer.flush();
  expect([writer.isWritten, writer.fileBytes]).toEqual([true, writer.bytes]);
  expect(readFileSync(path, 'latin1')).toBe(all.map((line) => `${line.toString('latin1')}\n`).join(''));
  if (posix.holds()) expect(statSync(path).mode & 0o777).toBe(0o600);
  await writer.close();
  expect(told).toEqual([]);
});

test('lines stay as they are while blocks of written ones are used again', async () => {
  const path = join(temporaryFolder(), 'journal');
  const { writer } = await create(path);
  const all = Array.from({ length: 400 }, (_, i) =>
    Buffer.alloc((i * 7919) % 120_000, String.fromCharCode(97 + (i % 26))),
  );
  for (const [i, line] of all.entries()) {
    writer.append(line);
    // Parts of a block are written while it is filled, and while the next one is.
    if (i % 3 === 0) void writer.flush();
    if (i % 5 === 0) await writer.flush();
    else if (i % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await writer.close();
  expect(readFileSync(path, 'latin1') === all.map((line) => `${line.toString('latin1')}\n`).join('')).toBe(true);
});

test('a block of which a part still waits is not used again', async () => {
  const path = join(temporaryFolder(), 'journal');
  const { writer } = await create(path);
  const all = lines(10, 200_000, 200_000, 200_000, 210_000, 220_000, 230_000, 240_000);
  const append = (some: readonly Buffer[]) => {
    for (const line of some) writer.append(line);
  };
  // The first part of the block is being written while the rest of it waits.
  append(all.slice(0, 1));
  void writer.flush();
  append(all.slice(1, 3));
  await writer.flush();
  append(all.slice(3));
  await writer.close();
  expect(readFileSync(path, 'latin1') === all.map((line) => `${line.toString('latin1')}\n`).join('')).toBe(true);
});

test('a full block is written at once, without waiting for more', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { writer } = await create(join(temporaryFolder(), 'journal'));
  for (const line of lines(200_000, 200_000)) writer.append(line);
  // `expect.poll` would let the time pass.
  for (const endsAtMs = performance.now() + 5000; writer.fileBytes === 0 && performance.now() < endsAtMs; )
    await new Promise((resolve) => setImmediate(resolve));
  expect(writer.fileBytes).toBeGreaterThan(200_000);
  await writer.close();
});

test('while the disk takes lines, any number of them may wait for it', async () => {
  const { writer, told } = await create(join(temporaryFolder(), 'journal'));
  const [large = Buffer.alloc(0)] = lines(9 * 1024 * 1024);
  for (let i = 0; i < 8; i++)
    expect(writer.append(large)).toEqual({ offset: i * (large.length + 1), length: large.length });
  await writer.close();
  expect(statSync(writer.path).size).toBe(8 * (large.length + 1));
  expect(told).toEqual([]);
});

test('what is appended is in the file soon, without a flush', async () => {
  const path = join(temporaryFolder(), 'journal');
  const { writer } = await create(path);
  onTestFinished(() => writer.close());
  const line = Buffer.from('first');
  writer.append(line);
  // It was copied.
  line.fill(0);
  await expect.poll(() => readFileSync(path, 'utf8')).toBe('first\n');
  writer.append(Buffer.from('second'));
  await expect.poll(() => writer.isWritten).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('first\nsecond\n');
});

test('an existing file is left alone, unless it is to be overwritten', async () => {
  const path = join(temporaryFolder(), 'journal');
  const { writer } = await create(path);
  writer.append(Buffer.from('old, and longer'));
  await writer.close();
  await expect(create(path)).rejects.toThrow('EEXIST');
  expect(readFileSync(path, 'utf8')).toBe('old, and longer\n');
  const again = await create(path, true);
  again.writer.append(Buffer.from('new'));
  await again.writer.close();
  expect(readFileSync(path, 'utf8')).toBe('new\n');
});

test(
  'while a disk takes nothing, lines are held and can be read; that is told once',
  onlyWhere(fullDevice, 'it writes to it'),
  async () => {
    const { writer, told } = await create('/dev/full', true);
    const all = lines(10, 300_000, 20);
    const places = all.map((line) => writer.append(line));
    await writer.flush();
    await writer.flush();
    expect(told).toEqual([expect.stringContaining('ENOSPC')]);
    expect([writer.isWritten, writer.fileBytes]).toEqual([false, 0]);
    for (const [i, place] of places.entries()) {
      expect((await writer.read(place ?? { offset: -1, length: 0 })).equals(all[i] as Buffer)).toBe(true);
    }
    const [large] = lines(8 * 1024 * 1024 - 1);
    let kept = 0;
    while (writer.append(large as Buffer) !== undefined) kept++;
    // Up to 64 MB wait.
    expect(kept).toBe(7);
    expect(writer.append(Buffer.from('small'))).toBeDefined();
    await writer.close();
  },
);
