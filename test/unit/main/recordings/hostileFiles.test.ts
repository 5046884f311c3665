import { appendFileSync, closeSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JournalFile } from '../../../../src/main/journal/journalFile';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import { encodeLine } from '../../../../src/shared/journal/lineCodec';
import { captureText, HEADER } from '../../../support/captureFiles';
import { messageEntry } from '../../../support/faults/entries';
import { FUZZ_ENTRIES } from '../../../support/fuzz/entries';
import { temporaryFolder } from '../../../support/temporaryFolder';

const bytes = Buffer.from(captureText(FUZZ_ENTRIES));

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
});

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
});

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
