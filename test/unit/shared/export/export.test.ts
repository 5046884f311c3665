import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalEntry, MessageEntry, TargetEntry } from '../../../../src/shared/journal/entries';
import { decodeLine } from '../../../../src/shared/journal/lineCodec';
import { DEFAULT_RULES } from '../../../../src/shared/redaction/defaultRules';
import { captureFile, exportFile, exportText } from '../../../support/exporting';
import { foldOf, matchingRows } from '../../../support/filtering';
import { randomTraffic } from '../../../support/randomTraffic';

const base: MessageEntry = {
  type: 'message',
  seq: 0,
  at: 0,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'c',
  from: 2,
  to: 1,
  size: 10,
  args: [],
};

const ENTRIES: JournalEntry[] = [
  {
    type: 'target',
    target: 1,
    pid: 77,
    name: 'Notes',
    electron: '45',
    chrome: '1',
    node: '24',
    platform: 'linux',
    arch: 'x64',
    timeOrigin: 1_795_000_000_000_000,
    hooks: [],
  },
  { type: 'source', target: 1 },
  { type: 'endpoint', id: 1, kind: 'main', pid: 77 },
  { type: 'endpoint', id: 2, kind: 'frame', title: 'Notes', isMainFrame: true, pid: 78 },
  {
    ...base,
    seq: 1,
    at: 1234,
    channel: 'notes:list',
    ports: [5],
    dispatched: { at: 1300, listeners: { ipcMain: 1 } },
    outcome: { at: 3734, status: 'ok', size: 30 },
    args: [{ $: 'map', v: [[1, 2]] }, '=1+1', { password: 'hunter2' }],
    result: { ok: true },
  },
  { ...base, seq: 2, at: 5000, channel: '=cmd|x', args: ['a "quote"\r\nand more'] },
  { type: 'outcome', seq: 2, at: 6000, status: 'error', error: { text: 'TypeError: no, really' } },
  {
    ...base,
    seq: 3,
    at: 7000,
    kind: 'send',
    channel: 'push',
    from: 1,
    to: 2,
    direction: 'to-renderer',
    internal: true,
  },
];

describe('jsonl', () => {
  test('is a flat object a line', async () => {
    const [first, second, third] = (await exportText(ENTRIES, 'jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toEqual({
      seq: 1,
      time: '2026-11-18T11:06:40.001234Z',
      kind: 'invoke',
      direction: 'to-main',
      channel: 'notes:list',
      status: 'ok',
      from: 'Notes',
      to: 'main',
      args: [{ $: 'map', v: [[1, 2]] }, '=1+1', { password: 'hunter2' }],
      result: { ok: true },
      size: 10,
      resultSize: 30,
      durationMs: 2.5,
      phases: { blockingMs: 0.066, handlerMs: 2.5 },
      listeners: 1,
      ports: [5],
    });
    expect(second).toMatchObject({ status: 'error', error: { name: 'TypeError', message: 'no, really' } });
    expect(third).toMatchObject({ status: 'pending', internal: true, phases: {} });
    expect(third).not.toHaveProperty('durationMs');
  });

  test('holds the messages that match the filter, and hides what the rules hide', async () => {
    const text = await exportText(ENTRIES, 'jsonl', 'args:hunter', { redaction: DEFAULT_RULES });
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(text).not.toContain('hunter2');
    expect(text).toContain('"redacted"');
  });
});

describe('csv', () => {
  test('quotes, and lets no cell become a formula', async () => {
    const text = await exportText(ENTRIES, 'csv');
    expect(text.startsWith('seq,target,time,kind,direction,channel,status,')).toBe(true);
    expect(text).toContain(",'=cmd|x,");
    expect(text).toContain('""a \\""quote\\""');
    expect(text.endsWith('\r\n')).toBe(true);
  });

  test('opens in Excel: with a byte order mark from the window, and no cell longer than it takes', async () => {
    const long = (length: number) => ({ ...base, seq: length, args: ['x'.repeat(length - 4)] });
    const pairs = ['', 'x'].map((start, i) => ({ ...base, seq: 99_999 + i, channel: start + '😀'.repeat(20_000) }));
    const entries = [long(32_767), long(32_768), ...pairs] as JournalEntry[];
    const rows = parseCsv(await exportText(entries, 'csv'));
    const cells = (name: string) => rows.slice(1).map((row) => row[(rows[0] as string[]).indexOf(name)] ?? '');
    expect(cells('args').map(({ length }) => length)).toEqual([32_767, 32_767, 2, 2]);
    expect(cells('args')[0]).toBe(JSON.stringify(['x'.repeat(32_763)]));
    expect(cells('args')[1]).toMatch(/^\["x+ … ‹cut: 32768 characters›$/);
    for (const channel of cells('channel').slice(2)) {
      expect(channel).toMatch(/^x?(😀)+ … ‹cut: 4000[01] characters›$/u);
      expect(channel.length).toBeLessThanOrEqual(32_767);
    }
    expect(await exportText(ENTRIES, 'csv')).not.toContain('\ufeff');
    const forExcel = await exportText(ENTRIES, 'csv', '', { isForSpreadsheet: true });
    expect(forExcel).toBe(`\ufeff${await exportText(ENTRIES, 'csv')}`);
  });

  test('comes apart into the same texts, whatever the channels are', async () => {
    const character = fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', ' ', '\t', 'a', 'é', '＝');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: character }), { minLength: 1 }), async (channels) => {
        const entries = channels.map((channel, i): JournalEntry => ({ ...base, seq: i + 1, channel }));
        const rows = parseCsv(await exportText(entries, 'csv'));
        const column = (rows[0] as string[]).indexOf('channel');
        const cells = rows.slice(1).map((row) => row[column] as string);
        expect(cells.map((cell) => cell.replace(/^'/, ''))).toEqual(channels);
        for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@＝]/);
      }),
      { numRuns: 60 },
    );
  });
});

/** RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new Error(`not RFC 4180: ${text}`);
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('har', () => {
  const require = createRequire(import.meta.url);
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  for (const schema of Object.values(require('har-schema') as Record<string, object>)) ajv.addSchema(schema);
  const isHar = ajv.getSchema('har.json#');

  test.each([
    ['a short session', ENTRIES, ''],
    ['a filtered one', ENTRIES, 'status:error'],
    ['one without a message', [], ''],
    ['a long one of two apps', [...randomTraffic(4, 3000, 2)], '-kind:port'],
  ] as const)('of %s is valid by the published schema', async (_, entries, filter) => {
    const har = JSON.parse(await exportText(entries, 'har', filter));
    expect(isHar?.(har), JSON.stringify(isHar?.errors?.slice(0, 3))).toBe(true);
    expect(har.log.entries).toHaveLength(matchingRows(filter, entries).length);
    for (const { time, timings } of har.log.entries)
      expect(time).toBeCloseTo(timings.send + timings.wait + timings.receive);
  });

  test('a schema that is not met is noticed', async () => {
    const har = JSON.parse(await exportText(ENTRIES, 'har'));
    delete har.log.entries[0].timings.wait;
    expect(isHar?.(har)).toBe(false);
  });

  test('shows a message as a request', async () => {
    const { log } = JSON.parse(await exportText(ENTRIES, 'har'));
    expect(log.creator).toEqual({ name: 'electroscope', version: '1.2.3' });
    expect(log.pages[0]).toMatchObject({ id: 'target_1', title: 'Notes' });
    expect(log.entries[0]).toMatchObject({
      pageref: 'target_1',
      startedDateTime: '2026-11-18T11:06:40.001Z',
      time: 2.5,
      request: { method: 'invoke', url: 'ipc://to-main/notes:list', bodySize: 10 },
      response: { status: 200, content: { size: 30, text: '{"ok":true}' } },
    });
    expect(log.entries[1].response).toMatchObject({ status: 500, statusText: 'error' });
  });
});

describe('trace', () => {
  interface Event {
    readonly ph: string;
    readonly ts: number;
    readonly pid: number;
    readonly tid: number;
    readonly id?: string;
    readonly dur: number;
    readonly name: string;
  }
  const eventsOf = async (entries: Iterable<JournalEntry>): Promise<Event[]> =>
    JSON.parse(await exportText(entries, 'trace')).traceEvents;

  test('has an asynchronous event and a flow for a call, and names for its tracks', async () => {
    const events = await eventsOf(ENTRIES);
    const of = (id: string) => events.filter((event) => event.id === id).map(({ ph, ts }) => [ph, ts]);
    expect(of('1.1')).toEqual([
      ['b', 0],
      ['e', 2500],
      ['s', 0],
      ['f', 0],
    ]);
    // It never ended.
    expect(of('1.3')).toEqual([['b', 5766]]);
    expect(events.filter(({ ph }) => ph === 'M').map(({ name, pid }) => [name, pid])).toEqual([
      ['process_name', 78],
      ['thread_name', 78],
      ['process_name', 77],
      ['thread_name', 77],
      ['thread_name', 77],
    ]);
  });

  test.each([1, 2, 3])('keeps the rules by which viewers read it (seed %i)', async (seed) => {
    const events = await eventsOf(randomTraffic(seed, 3000, 2));
    const begun = new Set<string>();
    for (const event of events) {
      expect(Number.isInteger(event.pid) && Number.isInteger(event.tid)).toBe(true);
      if (event.ph === 'M') continue;
      expect(Number.isInteger(event.ts)).toBe(true);
      // An asynchronous event ends only once, after it began; a flow ends after it started.
      const key = `${event.ph} ${event.id}`;
      if (event.id !== undefined) expect(begun.has(key)).toBe(false);
      begun.add(key);
      if (event.ph === 'e') expect(begun.has(`b ${event.id}`)).toBe(true);
      if (event.ph === 'f') expect(begun.has(`s ${event.id}`)).toBe(true);
    }
    checkNesting(events);
  });

  test('has no event before 0, whatever is filtered and in whatever order messages stand', async () => {
    const late: JournalEntry[] = [
      ...ENTRIES.slice(0, 4),
      { ...base, seq: 1, at: 9000 },
      { ...base, seq: 2, at: 8000 },
      { type: 'delivery', clockErrorUs: 0, times: [[2, 1000, null]] },
    ];
    for (const filter of ['', 'channel:c', 'is:error']) {
      const { traceEvents } = JSON.parse(await exportText(late, 'trace', filter)) as { traceEvents: Event[] };
      for (const { ph, ts } of traceEvents) if (ph !== 'M') expect(ts).toBeGreaterThanOrEqual(0);
    }
    const events = await eventsOf(late);
    expect(events.find(({ ph, id }) => ph === 'b' && id === '1.2')?.ts).toBe(0);
    expect(events.find(({ ph, id }) => ph === 'b' && id === '1.1')?.ts).toBe(8000);
    checkNesting(events);
  });

  test('of calls that overlap takes time in proportion to their number', async () => {
    const cpuMs = async (messages: number): Promise<number> => {
      const entries: JournalEntry[] = [...ENTRIES.slice(0, 4)];
      for (let seq = 1; seq <= messages; seq++) {
        const times = {
          at: seq * 10,
          dispatched: { at: seq * 10 + 1e6 },
          outcome: { at: seq * 10 + 1e7, status: 'ok' },
        };
        entries.push({ ...base, seq, ...times } as MessageEntry);
      }
      const before = process.cpuUsage();
      await exportText(entries, 'trace');
      return process.cpuUsage(before).user / 1000;
    };
    await cpuMs(2000);
    // Linear is 4, with the square of the number 16.
    expect((await cpuMs(24_000)) / (await cpuMs(6000))).toBeLessThan(9);
  });

  /** Slices of one track nest. */
  function checkNesting(events: readonly Event[]): void {
    const slices = new Map<string, Event[]>();
    for (const event of events.filter(({ ph }) => ph === 'X')) {
      const track = `${event.pid} ${event.tid}`;
      slices.set(track, [...(slices.get(track) ?? []), event]);
    }
    expect(slices.size).toBeGreaterThan(1);
    for (const track of slices.values()) {
      const open: number[] = [];
      for (const { ts, dur } of track.sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
        while (open.length > 0 && (open.at(-1) as number) <= ts) open.pop();
        expect(dur).toBeGreaterThanOrEqual(0);
        if (open.length > 0) expect(ts + dur).toBeLessThanOrEqual(open.at(-1) as number);
        open.push(ts + dur);
      }
    }
  }
});

describe('escope', () => {
  test('is a capture of the messages that match', async () => {
    const entries = [...randomTraffic(9, 2000)];
    const lines = (await exportText(entries, 'escope', 'kind:invoke status:error')).trimEnd().split('\n');
    const fold = foldOf(lines.map((line) => decodeLine(line) as JournalEntry));
    expect(fold.table.length).toBe(matchingRows('kind:invoke status:error', entries).length);
    expect(fold.table.length).toBeGreaterThan(10);
  });
});

test('an export can be cancelled', async () => {
  const controller = new AbortController();
  const options = { signal: controller.signal, onProgress: () => controller.abort() };
  await expect(exportText(randomTraffic(1, 40_000), 'csv', '', options)).rejects.toThrow('aborted');
});

test('a payload that was given up is told in every format that tells of payloads', async () => {
  const given: JournalEntry = { ...base, seq: 4, at: 8000, truncated: true, payloadDropped: true };
  const entries = [...ENTRIES.slice(0, 4), given];
  const [line] = (await exportText(entries, 'jsonl')).trimEnd().split('\n');
  expect(JSON.parse(line ?? '')).toMatchObject({ seq: 4, truncated: true, payloadDropped: true });
  const { log } = JSON.parse(await exportText(entries, 'har'));
  expect(log.entries[0]).toMatchObject({ _seq: 4, _truncated: true, _payloadDropped: true });
  const [heads = '', values = ''] = (await exportText(entries, 'csv')).split('\r\n');
  expect(values.split(',')[heads.split(',').indexOf('payloadDropped')]).toBe('true');
});

describe('every format', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const nested = (key: string) =>
    `{"type":"message","seq":1,"at":1,"kind":"invoke","direction":"to-main","channel":"c","from":2,"to":1,"size":1,"outcome":{"at":2,"status":"ok"},"${key}":${key === 'error' ? `{"value":${deep(20_000)}}` : deep(20_000)}}\n`;

  test.each(['jsonl', 'csv', 'har', 'trace', 'escope'] as const)('holds values of any depth: %s', async (format) => {
    for (const key of ['args', 'result', 'error']) {
      const path = captureFile([]);
      appendFileSync(path, nested(key));
      const text = await exportFile(path, format);
      if (format !== 'trace') expect(text).toContain('['.repeat(20_000));
      expect(await exportFile(path, format, '', { redaction: DEFAULT_RULES })).not.toBe('');
    }
  });

  test.each(['har', 'trace'] as const)(
    'has a number wherever a time belongs, whatever times stand in it: %s',
    async (format) => {
      const far = 8.64e18;
      const times: JournalEntry[] = [
        { ...(ENTRIES[0] as TargetEntry), timeOrigin: far },
        ...ENTRIES.slice(1, 4),
        { ...base, seq: 1, at: far, outcome: { at: -far, status: 'ok' } },
        { ...base, seq: 2, at: -far, dispatched: { at: far }, outcome: { at: far, status: 'ok' } },
        { ...base, seq: 3, at: 5, direction: 'to-renderer', outcome: { at: 1, status: 'ok' } },
        {
          type: 'delivery',
          clockErrorUs: 0,
          times: [
            [1, far, -far],
            [2, -far, far],
            [3, null, far],
          ],
        },
      ];
      const text = await exportText(times, format);
      expect(text).not.toMatch(/"(?:time|ts|dur|wait|send|receive|startedDateTime)":(?:null|-)/);
      const { log, traceEvents } = JSON.parse(text);
      expect((log?.entries ?? traceEvents).length).toBeGreaterThan(2);
    },
  );

  test('a time that no date can be is damage', () => {
    expect(decodeLine(JSON.stringify({ ...base, at: 1e308 }))).toEqual({ fault: 'message entry: bad at 1e+308' });
  });

  test('har begins before its first entry', async () => {
    const sent: JournalEntry[] = [...ENTRIES.slice(0, 4), { ...base, seq: 1, at: 5000 }];
    sent.push({ type: 'delivery', clockErrorUs: 0, times: [[1, -3_000_000, null]] });
    const { log } = JSON.parse(await exportText(sent, 'har'));
    expect(Date.parse(log.pages[0].startedDateTime)).toBeLessThanOrEqual(Date.parse(log.entries[0].startedDateTime));
  });
});
