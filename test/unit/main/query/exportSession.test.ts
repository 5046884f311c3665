/** What an export tells while it runs and at its end, and what it leaves out of Electron's own messages. */

import { afterEach, describe, expect, test } from 'vitest';
import { exportChunks } from '../../../../src/main/query/exportSession';
import { LocalScanner } from '../../../../src/main/query/lineScanner';
import { matchingRows } from '../../../../src/main/query/matchingRows';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import type { ExportFormat } from '../../../../src/shared/export/formats';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { NO_REDACTION } from '../../../../src/shared/redaction/rules';
import { captureFile, exportText } from '../../../support/exporting';
import { compiled } from '../../../support/filtering';
import { randomTraffic } from '../../../support/randomTraffic';

const closings: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closings.splice(0).map((close) => close())));

async function open(entries: Iterable<JournalEntry>, filterText: string) {
  const session = await OpenedSession.open(captureFile(entries));
  const filter = compiled(filterText, session.fold.table);
  const scanner = new LocalScanner(session.journalPath, filter.conditions);
  closings.push(async () => {
    await scanner.close();
    await session.close();
  });
  const start = (
    format: ExportFormat,
    more: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void },
  ) =>
    exportChunks(session, {
      ...{ format, writer: { name: 'electroscope', version: '1' }, ...more },
      matches: matchingRows(session, filter, scanner, undefined),
    });
  return { start, total: session.fold.table.length };
}

const entries = [...randomTraffic(3, 6000)];

describe.each(['jsonl', 'escope'] as const)('an export as %s', (format) => {
  test('tells its progress up to the end, and how many messages are in it', async () => {
    for (const filterText of ['', 'kind:invoke']) {
      const { start, total } = await open(entries, filterText);
      const told: number[] = [];
      const chunks = start(format, {
        onProgress(done, of) {
          expect(of).toBe(total);
          told.push(done);
        },
      });
      let text = '';
      let step = await chunks.next();
      for (; !step.done; step = await chunks.next()) text += step.value.toString();
      const lines = text.trimEnd().split('\n');
      expect(lines.filter((line) => format === 'jsonl' || line.startsWith('{"type":"message"'))).toHaveLength(
        step.value,
      );
      expect(step.value).toBeGreaterThan(100);
      expect(told).toEqual([...told].sort((a, b) => a - b));
      expect(told[0]).toBeGreaterThan(0);
      expect(told.at(-1)).toBeCloseTo(total, 0);
    }
  });
});

test.each([
  ['escope', 0],
  ['escope', 0.6],
] as const)('an export as %s ends when it is cancelled (at %d of its way)', async (format, share) => {
  const { start } = await open(entries, '');
  const controller = new AbortController();
  const chunks = start(format, {
    signal: controller.signal,
    onProgress: (done, total) => done >= total * share && controller.abort(),
  });
  const take = async () => {
    for await (const _ of chunks);
  };
  await expect(take()).rejects.toThrow('aborted');
});

test('text comes in pieces of a bounded size', async () => {
  const { start } = await open(entries, '');
  const sizes: number[] = [];
  for await (const chunk of start('jsonl', {})) sizes.push(chunk.length);
  expect(sizes.length).toBeGreaterThan(3);
  for (const size of sizes.slice(0, -1)) expect(size).toBeGreaterThanOrEqual(256 * 1024);
  expect(Math.max(...sizes)).toBeLessThan(2 * 1024 * 1024);
});

const TARGET = {
  ...{ type: 'target', pid: 7, name: 'Notes', electron: '45', chrome: '1', node: '24', platform: 'linux', arch: 'x64' },
  ...{ timeOrigin: 1_795_000_000_000_000, hooks: [] },
} as const;

/** Two apps, of which the second was recorded with the payloads of Electron's own messages. */
const TWO_APPS = [
  { ...TARGET, target: 1 },
  {
    ...TARGET,
    target: 2,
    capture: { maxPayloadBytes: 1000, redactionRules: 0, stackFrames: 0, internalPayloads: true },
  },
  ...[1, 2].flatMap((target) => [
    { type: 'source', target },
    { type: 'endpoint', id: 1, kind: 'main' },
    { type: 'endpoint', id: 2, kind: 'frame', url: 'file:///home/ada/app/index.html', title: 'Bearer abcDEF123456' },
    {
      ...{ type: 'message', seq: 1, at: 5, kind: 'invoke', direction: 'to-main', channel: 'GUEST', from: 2, to: 1 },
      ...{
        size: 9,
        internal: true,
        outcome: { at: 9, status: 'ok' },
        args: [`asked${target}`],
        result: `got${target}`,
      },
    },
  ]),
] as unknown as JournalEntry[];

test('payloads of Electron’s own messages are in it where they were asked for, and never where it is sanitised', async () => {
  const whole = await exportText(TWO_APPS, 'jsonl');
  expect(whole).not.toMatch(/asked1|got1/);
  expect(whole).toMatch(/asked2.*got2/);
  const rules = { ...NO_REDACTION, patterns: [{ name: 'bearer', source: 'Bearer \\w+', flags: '' }] };
  const sanitised = await exportText(TWO_APPS, 'jsonl', '', { redaction: rules });
  expect(sanitised).not.toMatch(/asked|got/);
});

test('names of endpoints are sanitised in every format of text', async () => {
  const rules = { ...NO_REDACTION, patterns: [{ name: 'bearer', source: 'Bearer \\w+', flags: '' }] };
  for (const format of ['jsonl', 'csv', 'har', 'trace'] as const) {
    expect(await exportText(TWO_APPS, format, '', { redaction: rules })).not.toMatch(/abcDEF123456|\/ada\//);
  }
  expect(await exportText(TWO_APPS, 'jsonl')).toContain('abcDEF123456');
  const untitled = TWO_APPS.map((entry) => (entry.type === 'endpoint' ? { ...entry, title: undefined } : entry));
  const json = await exportText(untitled as JournalEntry[], 'jsonl', '', { redaction: rules });
  expect(json).not.toContain('/ada/');
  expect(json).toContain('app/index.html');
  // Without a title, the last part of the address is the name.
  const url = 'https://notes.test/Bearer abcDEF123456';
  const named = untitled.map((entry) => (entry.type === 'endpoint' ? { ...entry, url } : entry)) as JournalEntry[];
  expect(await exportText(named, 'jsonl')).toContain('abcDEF123456');
  expect(await exportText(named, 'jsonl', '', { redaction: rules })).not.toContain('abcDEF123456');
});

test('a capture says whether messages were left out', async () => {
  for (const [filterText, isTrimmed] of [
    ['', false],
    ['kind:invoke', true],
    ['channel:none', true],
  ] as const) {
    const [header = ''] = (await exportText(entries, 'escope', filterText)).split('\n');
    expect(JSON.parse(header).trimmed ?? false).toBe(isTrimmed);
  }
});

test('a capture is sanitised as well', async () => {
  const rules = { ...NO_REDACTION, keys: ['pin'] };
  const entries = TWO_APPS.map((entry) =>
    entry.type === 'message' ? { ...entry, internal: undefined, args: [{ pin: 'hunter2' }] } : entry,
  ) as JournalEntry[];
  for (const filterText of ['', 'app:Notes', 'status:ok']) {
    expect(await exportText(entries, 'escope', filterText, { redaction: rules })).not.toContain('hunter2');
    expect(await exportText(entries, 'escope', filterText)).toContain('hunter2');
  }
});
