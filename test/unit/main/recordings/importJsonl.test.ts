import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import type { FlatMessage } from '../../../../src/shared/export/flatMessage';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { captureText } from '../../../support/captureFiles';
import { exportFile, exportText } from '../../../support/exporting';
import { randomTraffic } from '../../../support/randomTraffic';
import { temporaryFolder } from '../../../support/temporaryFolder';

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
    // The copy of a line is a message, too; its number says that something is wrong.
    expect(session.fold.table.length).toBe(11);
    expect(session.damage.describe()).toMatch(/^line 5: .*\nline 6: .*yesterday\nline \d+: its number 1 is not above/);
    expect(session.damage.count).toBe(3);
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

describe('jsonl that went through other programs', () => {
  const text = [
    '{"seq":1,"time":"2026-11-20T10:00:00.000000Z","kind":"invoke","direction":"to-main","channel":"notes:list","status":"ok","from":"Notes","to":"main","args":[],"size":2,"durationMs":4,"phases":{"handlerMs":4}}',
    '{"seq":2,"time":"2026-11-20T10:00:00.005000Z","kind":"invoke","direction":"to-main","channel":"notes:save","status":"ok","from":"Notes","to":"main","args":["Größe “größer” 🎉"],"size":40,"durationMs":9,"phases":{"handlerMs":9}}',
    '{"seq":3,"time":"2026-11-20T10:00:00.009000Z","kind":"invoke","direction":"to-main","channel":"notes:delete","status":"error","from":"Notes","to":"main","args":[],"error":{"name":"TypeError","message":"no such note"},"size":2,"durationMs":1,"phases":{"handlerMs":1}}',
    '',
  ].join('\n');
  const lines = text.trimEnd().split('\n');
  const sorted = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, member]) => [key, sorted(member)]),
        );
  const utf16be = (content: string) => Buffer.from(content, 'utf16le').swap16();

  test.each<[string, string | Uint8Array]>([
    ['as it was', text],
    ['with sorted keys', lines.map((line) => `${JSON.stringify(sorted(JSON.parse(line)))}\n`).join('')],
    ['with spaces', lines.map((line) => `${line.replaceAll(/([:,])(?=["[{])/g, '$1 ')}\n`).join('')],
    ['with Windows line ends', text.replaceAll('\n', '\r\n')],
    ['with blank lines', `\n \r\n${text.replaceAll('\n', '\n\n')}`],
    ['with a mark', `\ufeff${text}`],
    ['with a mark and blank lines', `\ufeff\r\n${text}`],
    ['in UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['in UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['in UTF-16, big end first', utf16be(`\ufeff${text}`)],
    ['in UTF-16, compressed', gzipSync(Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le'))],
    ['by duration', `${[lines[1], lines[0], lines[2]].join('\n')}\n`],
    ['the other way round, in UTF-16 and compressed', gzipSync(Buffer.from(lines.toReversed().join('\n'), 'utf16le'))],
  ])('%s is opened as it was exported', async (_name, content) => {
    const path = file('notes.jsonl', content);
    const session = await OpenedSession.open(path);
    expect(session.damage.describe()).toBe('');
    await session.close();
    expect(await exportFile(path, 'jsonl')).toBe(text);
  });

  test('of several apps is put in the order of time', async () => {
    const two = (await exportText(randomTraffic(5, 300, 2), 'jsonl')).trimEnd().split('\n');
    const session = await OpenedSession.open(file('two.jsonl', two.toReversed().join('\n')));
    expect(session.damage.count).toBe(0);
    expect(session.fold.table.length).toBe(300);
    const times = two.map((_, row) => session.fold.table.columns.get(row, 'atUs'));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    await session.close();
  });

  test('one list, or spread over lines, is refused with the way to make lines of it', async () => {
    const list = lines.map((line) => JSON.parse(line));
    for (const content of [
      JSON.stringify(list),
      JSON.stringify(list, undefined, 2),
      JSON.stringify(list[0], undefined, 1),
    ])
      await expect(OpenedSession.open(file('list.json', content))).rejects.toMatchObject({
        code: 'not-a-capture',
        remedy: expect.stringContaining('jq -c'),
      });
  });

  test('a damaged line leaves nothing behind that the others could refer to', async () => {
    const bad = ['{"seq":"x"}', '{"seq":{}}', lines[0]?.replace('"seq":1', '"seq":null'), '{"time":1,"channel":"c"}'];
    const session = await OpenedSession.open(file('bad.jsonl', [...bad, ...lines, '{"error":null}'].join('\n')));
    expect(session.fold.table.length).toBe(3);
    expect(session.damage.lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, 8]);
    expect(session.fold.facts.targets).toHaveLength(1);
    await session.close();
  });

  test('an error of any kind is kept as a text', async () => {
    const odd = ['null', '7', '{"message":1}', '[]'].map((error, i) =>
      lines[2]?.replace(/"error":\{.*?\}/, `"error":${error}`).replace('"seq":3', `"seq":${i + 1}`),
    );
    const session = await OpenedSession.open(file('odd.jsonl', odd.join('\n')));
    expect(session.fold.table.length).toBe(4);
    await session.close();
  });
});

test.each<[string, (content: string) => Uint8Array]>([
  ['with a mark', (content) => Buffer.from(`\ufeff${content}`)],
  ['in UTF-16', (content) => Buffer.from(`\ufeff${content}`, 'utf16le')],
])('a capture %s is opened', async (_name, encoded) => {
  const path = file('x.escope', encoded(captureText(randomTraffic(6, 40))));
  const session = await OpenedSession.open(path);
  expect(session.fold.table.length).toBe(40);
  expect(session.damage.count).toBe(0);
  expect((await session.readMessage(39)).message).toMatch(/^\{"type":"message"/);
  await session.close();
});
