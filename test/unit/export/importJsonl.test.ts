import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { OpenedSession } from '../../../src/main/session/openedSession';
import type { FlatMessage } from '../../../src/shared/export/flatMessage';
import type { JournalEntry } from '../../../src/shared/journal/entries';
import { exportFile, exportText } from '../../support/exporting';
import { randomTraffic } from '../../support/randomTraffic';
import { temporaryFolder } from '../../support/temporaryFolder';

function file(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

describe('jsonl that we wrote', () => {
  test.each([1, 2])('is opened, and exported again says the same (seed %i)', async (seed) => {
    const traffic = [...randomTraffic(seed, 1500, 2)].flatMap((entry): JournalEntry[] => {
      // The format does not tell how an app recorded: what Electron's own messages carry would be gone the second time.
      if (entry.type === 'target') return [{ ...entry, capture: undefined }];
      if (entry.type !== 'message' || entry.seq % 2 === 0) return [entry];
      // What frames tell of their side: when it was sent, and when it, or the answer, arrived.
      const { seq, at, direction, outcome } = entry;
      const [sentAt, receivedAt] =
        direction === 'to-renderer' ? [null, at + 40] : [at - 30, outcome ? outcome.at + 20 : null];
      const replayed: JournalEntry = { type: 'replayed', seq, originTarget: 1, originSeq: 1 };
      const made: JournalEntry = { type: 'replayed', seq, isSynthetic: true };
      const sent = seq % 7 === 0 ? [replayed] : seq % 11 === 0 ? [made] : [];
      return [entry, ...sent, { type: 'delivery', clockErrorUs: 0, times: [[seq, sentAt, receivedAt]] }];
    });
    const text = await exportText(traffic, 'jsonl');
    expect(text).toContain('"returnMs":0.02');
    expect(text).toContain('"replayOf":{"seq":1');
    expect(text).toContain('"synthetic":true');
    const again = await exportFile(file('notes.jsonl', text), 'jsonl');
    expect(
      again
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as FlatMessage),
    ).toEqual(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as FlatMessage),
    );
  });

  test('is opened compressed, and without the last line’s end', async () => {
    const text = await exportText(randomTraffic(3, 50), 'jsonl', '', {});
    const session = await OpenedSession.open(file('notes.jsonl.gz', gzipSync(text.trimEnd())));
    expect(session.fold.table.length).toBe(50);
    await session.close();
  });

  test('with lines that are none tells which, and opens the rest', async () => {
    const lines = (await exportText(randomTraffic(3, 10), 'jsonl')).trimEnd().split('\n');
    lines.splice(4, 0, '{"seq":', '{"seq":1,"time":"yesterday"}', lines[0] as string);
    const session = await OpenedSession.open(file('notes.jsonl', lines.join('\n')));
    expect(session.fold.table.length).toBe(10);
    expect(session.damage.describe()).toMatch(
      /3 of the imported lines left out:\nline 5: .*\nline 6: .*yesterday\nline 7: its number/,
    );
    await session.close();
  });
});

test.each([
  ['{"some":"json"}\n', 'not-a-capture'],
  ['seq,time\r\n1,2\r\n', 'not-a-capture'],
  ['{"log":{"version":"1.2","entries":[]}}', 'not-a-capture'],
  ['', 'empty-capture'],
])('anything else is refused: %j', async (content, code) => {
  await expect(OpenedSession.open(file('other', content))).rejects.toMatchObject({ code });
});
