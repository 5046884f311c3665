/**
 * Filters, searches and exports a capture of small messages. Needs `--expose-gc`. Its only argument is the settings, as
 * JSON; its output is the result, as JSON.
 */

import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOutputFile } from '../../../src/main/journal/outputFile';
import { exportChunks } from '../../../src/main/query/exportSession';
import { LocalScanner } from '../../../src/main/query/lineScanner';
import { chosenRows, matchingRows } from '../../../src/main/query/matchingRows';
import { ThreadScanner } from '../../../src/main/query/threadScanner';
import { OpenedSession } from '../../../src/main/recordings/openedSession';
import { EXPORT_FORMATS, type ExportFormat } from '../../../src/shared/export/formats';
import { type CompiledFilter, compileFilter } from '../../../src/shared/filter/compile';
import { FilteredRows } from '../../../src/shared/filter/filteredRows';
import { JOURNAL_FORMAT, JOURNAL_VERSION, type JournalEntry } from '../../../src/shared/journal/entries';
import { encodeLine } from '../../../src/shared/journal/lineCodec';
import { agentChunks, TARGET } from '../ingest/agentChunks';
import { median } from '../statistics';
import type { ExportFigures, FilterFigures, QueryFigures, QuerySettings } from './queryReport';

const COLUMN_FILTERS = [
  'kind:invoke',
  'channel:save',
  'dur>50us',
  'channel:save dur>50us -status:error',
  '(channel:save | from:notes) -is:internal size>10',
];
const PAYLOAD_FILTERS = [
  'groceries',
  'shopping',
  '/gro+ceries/',
  '/shop+ing/i',
  'args:shopping',
  'args.0.place.x>1',
  '/\\d{4}-/',
];
/** 0: in this thread, as the command line does. */
const THREADS = [0, Math.min(4, availableParallelism())];

const { messages, rounds } = JSON.parse(process.argv[2] as string) as QuerySettings;

async function writeCapture(path: string): Promise<void> {
  const head: JournalEntry[] = [
    {
      type: 'header',
      format: JOURNAL_FORMAT,
      version: JOURNAL_VERSION,
      createdAt: new Date().toISOString(),
      writer: 'bench',
    },
    { type: 'target', target: 1, ...TARGET },
    { type: 'source', target: 1 },
  ];
  await writeFile(path, head.map(encodeLine).join(''));
  for (const chunk of agentChunks(messages)) await appendFile(path, chunk);
}

function compiled(text: string, session: OpenedSession): CompiledFilter {
  const result = compileFilter(text, session.fold.table);
  if ('error' in result) throw new Error(result.error.message);
  return result.filter;
}

function filterColumns(text: string, session: OpenedSession): FilterFigures {
  const durationsMs: number[] = [];
  const cpusMs: number[] = [];
  let found = 0;
  const view = new FilteredRows(session.fold.table, {
    predicate: compiled(text, session).predicate,
    isMet: () => false,
  });
  for (let round = 0; round < rounds * 4; round++) {
    const startedAt = performance.now();
    const cpuBefore = process.cpuUsage();
    view.setFilter({ predicate: compiled(text, session).predicate, isMet: () => false });
    durationsMs.push(performance.now() - startedAt);
    cpusMs.push(cpuMs(cpuBefore));
    found = view.length;
  }
  return { filter: text, found, ...timesOf(durationsMs, cpusMs) };
}

async function searchPayloads(text: string, threads: number, session: OpenedSession): Promise<FilterFigures> {
  const durationsMs: number[] = [];
  const cpusMs: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    const cpuBefore = process.cpuUsage();
    const filter = compiled(text, session);
    const { journalPath } = session;
    const scanner =
      threads === 0
        ? new LocalScanner(journalPath, filter.conditions)
        : new ThreadScanner(join(import.meta.dirname, 'scanThread.mjs'), journalPath, filter.conditions, threads);
    found = 0;
    for await (const { rows } of matchingRows(session, filter, scanner)) found += rows.length;
    await scanner.close();
    durationsMs.push(performance.now() - startedAt);
    cpusMs.push(cpuMs(cpuBefore));
  }
  return { filter: text, found, threads, ...timesOf(durationsMs, cpusMs) };
}

function timesOf(durationsMs: readonly number[], cpusMs: readonly number[]) {
  return { durationMs: median(durationsMs), bestMs: Math.min(...durationsMs), cpuMs: median(cpusMs) };
}

function cpuMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function memoryBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function exportTo(path: string, format: ExportFormat, session: OpenedSession): Promise<ExportFigures> {
  const durationsMs: number[] = [];
  const cpusMs: number[] = [];
  let bytes = 0;
  let peakBytes = 0;
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.();
    const before = memoryBytes();
    const startedAt = performance.now();
    const cpuBefore = process.cpuUsage();
    bytes = 0;
    const chunks = exportChunks(session, {
      format,
      matches: chosenRows(session, undefined),
      writer: { name: 'bench', version: '0' },
    });
    const watched = async function* () {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        peakBytes = Math.max(peakBytes, memoryBytes() - before);
        yield chunk;
      }
    };
    await writeOutputFile(path, watched(), { overwrites: true });
    durationsMs.push(performance.now() - startedAt);
    cpusMs.push(cpuMs(cpuBefore));
  }
  return { format, durationMs: median(durationsMs), cpuMs: median(cpusMs), bytes, peakBytes };
}

const folder = await mkdtemp(join(tmpdir(), 'electroscope-bench-'));
try {
  const path = join(folder, 'bench.escope');
  await writeCapture(path);
  const session = await OpenedSession.open(path);
  if (session.fold.table.length !== messages) throw new Error(`${session.fold.table.length} of ${messages} messages`);
  const columns = COLUMN_FILTERS.map((text) => filterColumns(text, session));
  const payloads: FilterFigures[] = [];
  for (const text of PAYLOAD_FILTERS)
    for (const threads of THREADS) payloads.push(await searchPayloads(text, threads, session));
  const exports: ExportFigures[] = [];
  for (const format of Object.keys(EXPORT_FORMATS) as ExportFormat[]) {
    exports.push(await exportTo(join(folder, `out.${format}`), format, session));
  }
  const figures: QueryFigures = { messages, journalBytes: session.bytes, columns, payloads, exports };
  await session.close();
  process.stdout.write(JSON.stringify(figures));
} finally {
  await rm(folder, { recursive: true, force: true });
}
