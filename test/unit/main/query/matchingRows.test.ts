import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FilterScan } from '../../../../src/main/query/filterScan';
import type { LineBatch } from '../../../../src/main/query/lineBatch';
import { type LineScanner, LocalScanner } from '../../../../src/main/query/lineScanner';
import { matchingRows } from '../../../../src/main/query/matchingRows';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import { Session } from '../../../../src/main/recordings/session';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { encodeLine } from '../../../../src/shared/journal/lineCodec';
import { compiled, matchingRows as expectedRows } from '../../../support/filtering';
import { randomTraffic } from '../../../support/randomTraffic';
import { temporaryFolder } from '../../../support/temporaryFolder';

const HEADER: JournalEntry = {
  type: 'header',
  format: 'electroscope',
  version: 1,
  createdAt: '2026-11-21T00:00:00Z',
  writer: 'test',
};

function writeCapture(path: string, entries: readonly JournalEntry[]): void {
  writeFileSync(path, encodeLine(HEADER));
  appendFileSync(path, entries.map(encodeLine).join(''));
}

async function search(path: string, text: string): Promise<number[]> {
  const session = await OpenedSession.open(path);
  const filter = compiled(text, session.fold.table);
  const scanner = new LocalScanner(session.journalPath, filter.conditions);
  const rows: number[] = [];
  for await (const step of matchingRows(session, filter, scanner)) rows.push(...step.rows);
  await scanner.close();
  await session.close();
  return rows;
}

const base: MessageEntry = {
  type: 'message',
  seq: 0,
  at: 0,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'c',
  from: 2,
  to: 1,
  size: 100,
  args: [],
};

describe('a search of a capture file', () => {
  test.each([
    'args.0<500',
    'args.0=777',
    '77 | kind:sendSync',
    'result=1 -args.0>3000',
    '-(args:1 | status:ok)',
    'error:* | args:/^9\\d\\d$/',
  ])('%s finds the rows that matching every payload finds', async (text) => {
    const entries = [...randomTraffic(3, 5000, 2)];
    const path = join(temporaryFolder(), 'c.escope');
    writeCapture(path, entries);
    const rows = await search(path, text);
    expect(rows).toEqual(expectedRows(text, entries));
    expect(rows.length).toBeGreaterThan(0);
  });

  test('passes over no line that matches, whatever the text and the payload', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.escope');
    const text = fc.oneof(
      fc.string({
        unit: fc.constantFrom(
          'a',
          'B',
          'n',
          'r',
          'u',
          'é',
          'Ж',
          '"',
          '\\',
          '/',
          '\n',
          '\u0001',
          ' ',
          '7',
          '-',
          '.',
          '{',
          ',',
        ),
      }),
      fc.constantFrom('42', 'args', 'id', 'true', 'null', 'undefined', 'NaN', '2026-11', 'T00:00', '/a/g', 'Invalid'),
    );
    const leaf = fc.oneof(
      text,
      fc.integer(),
      fc.constantFrom<unknown>(true, null, { $: 'undefined' }, { $: 'date', v: 1.7952192e12 }, { $: 'date', v: null }),
      fc.constantFrom<unknown>({ $: 'regexp', source: 'a', flags: 'g' }, { $: 'number', v: 'NaN' }),
    );
    const payload = fc.array(fc.oneof(leaf, fc.dictionary(text, leaf)), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(payload, { minLength: 1, maxLength: 6 }), text, async (payloads, wanted) => {
        const entries = payloads.flatMap((args, i): JournalEntry[] => {
          const seq = i + 1;
          const message = { ...base, seq, args } as MessageEntry;
          const outcome = { type: 'outcome', seq, at: 1, status: 'error', result: args, error: { text: wanted } };
          return i % 3 === 0 ? [message, outcome as JournalEntry] : [message];
        });
        writeCapture(path, entries);
        const quoted = `"${wanted.replace(/["\\]/g, '\\$&')}"`;
        for (const filter of [
          quoted,
          `args:${quoted}`,
          `result.*=${quoted}`,
          `args.0.id:${quoted}`,
          `-error:${quoted}`,
        ]) {
          expect(await search(path, filter), filter).toEqual(expectedRows(filter, entries));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('tells its steps in their order, in whatever order they are answered', async () => {
    const entries = [...randomTraffic(5, 40_000)];
    const path = join(temporaryFolder(), 'c.escope');
    writeCapture(path, entries);
    const session = await OpenedSession.open(path);
    const filter = compiled('result:1', session.fold.table);
    const local = new LocalScanner(session.journalPath, filter.conditions);
    const answers: number[] = [];
    let asked = 0;
    const scanner: LineScanner = {
      concurrency: 4,
      async scan(batch) {
        const number = asked++;
        const met = await local.scan(batch);
        // The first of each four is the last to answer.
        for (let turns = 40 * (3 - (number % 4)); turns > 0; turns--)
          await new Promise((resolve) => setImmediate(resolve));
        answers.push(number);
        return met;
      },
      close: () => local.close(),
    };
    const rows: number[] = [];
    for await (const step of matchingRows(session, filter, scanner)) rows.push(...step.rows);
    expect(answers).not.toEqual([...answers].sort((a, b) => a - b));
    expect(rows).toEqual(expectedRows('result:1', entries));
    await scanner.close();
    await session.close();
  });

  test('finds escapes of other writers', async () => {
    const path = join(temporaryFolder(), 'c.escope');
    const line = encodeLine({ ...base, seq: 1, args: ['TITLE'] });
    writeFileSync(path, encodeLine(HEADER) + line.replace('TITLE', '\\u0061 path \\/ there'));
    expect(await search(path, '"a path / there"')).toEqual([0]);
  });
});

/** Answers of a scanner that were read, but are not handed out before the gate is opened. */
class GatedScanner implements LineScanner {
  readonly concurrency = 1;
  private open = () => {};
  private readonly gate = new Promise<void>((resolve) => (this.open = resolve));
  private answered = () => {};
  /** The first batch was read. */
  readonly hasRead = new Promise<void>((resolve) => (this.answered = resolve));

  constructor(private readonly scanner: LineScanner) {}

  openGate(): void {
    this.open();
  }

  async scan(batch: LineBatch): Promise<Uint32Array> {
    const met = await this.scanner.scan(batch);
    this.answered();
    await this.gate;
    return met;
  }

  close(): Promise<void> {
    return this.scanner.close();
  }
}

/** A live session and a search in it, with the rows that the search says match. */
async function liveSearch(text: string, wrap: (scanner: LineScanner) => LineScanner = (scanner) => scanner) {
  const session = await Session.create(join(temporaryFolder(), 's.escope'), 'test');
  session.onJournal.on((error) => {
    throw error;
  });
  const shown = new Set<number>();
  let wake = () => {};
  return {
    session,
    ingest: (entry: JournalEntry) => session.ingest(1, Buffer.from(encodeLine(entry).trimEnd())),
    start(): FilterScan {
      const filter = compiled(text, session.fold.table);
      const scanner = wrap(new LocalScanner(session.journalPath, filter.conditions));
      const scan = new FilterScan(session, filter, scanner);
      scan.onFound.on(({ matched, unmatched }) => {
        for (const row of matched) shown.add(row);
        for (const row of unmatched) shown.delete(row);
        wake();
      });
      scan.onCaughtUp.on(() => wake());
      scan.onFailure.on((error) => {
        throw error;
      });
      session.onRow.on((row) => scan.touch(row));
      return scan;
    },
    /** Resolves when these rows are shown, in this order. */
    async until(expected: readonly number[]) {
      while ([...shown].sort((a, b) => a - b).join() !== expected.join())
        await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

describe('a search that goes on', () => {
  test('tells of what comes and what changes until it is stopped', async () => {
    const { session, ingest, start, until } = await liveSearch('result:yes | args:first');
    const scan = start();
    ingest({ ...base, seq: 1, args: ['first'] });
    ingest({ ...base, seq: 2, args: ['second'] });
    await until([0]);
    ingest({ type: 'outcome', seq: 2, at: 5, status: 'ok', result: 'yes' });
    await until([0, 1]);
    scan.stop();
    await session.close();
  });

  test('misses no answer that comes while the row is being examined', async () => {
    let gated: GatedScanner | undefined;
    const { session, ingest, start, until } = await liveSearch('result:yes', (scanner) => {
      gated = new GatedScanner(scanner);
      return gated;
    });
    ingest({ ...base, seq: 1, args: ['first'] });
    const scan = start();
    await gated?.hasRead;
    ingest({ type: 'outcome', seq: 1, at: 5, status: 'ok', result: 'yes' });
    gated?.openGate();
    await until([0]);
    scan.stop();
    await session.close();
  });

  test('ends with the rows that matching every payload finds, whatever comes while it catches up', async () => {
    const text = 'result:1 (args:3 | -status:ok)';
    const entries = [...randomTraffic(11, 30_000)].filter(({ type }) => type !== 'target' && type !== 'source');
    const { session, ingest, start, until } = await liveSearch(text);
    const half = Math.floor(entries.length / 2);
    for (const entry of entries.slice(0, half)) ingest(entry);
    const scan = start();
    for (let i = half; i < entries.length; i++) {
      ingest(entries[i] as JournalEntry);
      if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const expected = expectedRows(text, entries);
    expect(expected.length).toBeGreaterThan(1000);
    await until(expected);
    scan.stop();
    await session.close();
  });
});
