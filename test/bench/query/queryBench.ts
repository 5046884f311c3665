/** How fast a capture is filtered, searched and exported. */

import { progress } from '../progress';
import { runNode } from '../runNode';
import { renderTable } from '../table';
import type { ExportFigures, FilterFigures, QueryFigures, QuerySettings } from './queryReport';

/** Of the issue that asked for it, for a million messages. */
const MAX_FILTER_MS = 20;
const MIN_SCAN_MB_A_SECOND = 200;

export async function benchQuery(sizes: readonly QuerySettings[]): Promise<readonly QueryFigures[]> {
  const figures: QueryFigures[] = [];
  for (const settings of sizes) {
    progress(`query: ${settings.messages.toLocaleString('en')} messages`);
    figures.push(await runNode<QueryFigures>(process.execPath, 'query.mjs', settings, ['--expose-gc']));
  }
  return figures;
}

export function queryTables(figures: readonly QueryFigures[]): string {
  const columnRows = figures.flatMap((it) => it.columns.map((filter) => columnRow(it, filter)));
  const payloadRows = figures.flatMap((it) => it.payloads.map((filter) => payloadRow(it, filter)));
  const exportRows = figures.flatMap((it) => it.exports.map((format) => exportRow(it, format)));
  return `Filters over columns: every row evaluated, those that match listed

${renderTable(['filter', 'messages', 'found', 'duration', 'best', 'target'], columnRows)}

Search of payloads, file in the system's cache: in the program's own thread, and in threads of their own

${renderTable(['filter', 'messages', 'found', 'threads', 'duration', 'MB/s', 'best', 'target', 'MB/s cpu'], payloadRows)}

Exports of all messages to a file; memory above that of the open session

${renderTable(['format', 'messages', 'file', 'duration', 'messages/s', 'cpu', 'memory'], exportRows)}
`;
}

function columnRow({ messages }: QueryFigures, { filter, found, durationMs, bestMs }: FilterFigures): string[] {
  const target = `≤ ${MAX_FILTER_MS} ms${bestMs > MAX_FILTER_MS ? ' MISSED' : ''}`;
  return [filter, count(messages), count(found), `${durationMs.toFixed(1)} ms`, `${bestMs.toFixed(1)} ms`, target];
}

function payloadRow(
  { messages, journalBytes }: QueryFigures,
  { filter, found, threads, durationMs, bestMs, cpuMs }: FilterFigures,
): string[] {
  const megabytesIn = (milliseconds: number) => journalBytes / 1000 / milliseconds;
  return [
    filter,
    count(messages),
    count(found),
    threads === 0 ? 'own' : String(threads),
    `${durationMs.toFixed(0)} ms`,
    megabytesIn(durationMs).toFixed(0),
    megabytesIn(bestMs).toFixed(0),
    `≥ ${MIN_SCAN_MB_A_SECOND}${megabytesIn(bestMs) < MIN_SCAN_MB_A_SECOND ? ' MISSED' : ''}`,
    megabytesIn(cpuMs).toFixed(0),
  ];
}

function exportRow(
  { messages }: QueryFigures,
  { format, bytes, durationMs, cpuMs, peakBytes }: ExportFigures,
): string[] {
  return [
    format,
    count(messages),
    megabytes(bytes),
    `${durationMs.toFixed(0)} ms`,
    count(Math.round((messages / durationMs) * 1000)),
    `${cpuMs.toFixed(0)} ms`,
    megabytes(peakBytes),
  ];
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
