/** How fast a capture is filtered, searched and exported. */

import { progress } from '../progress';
import { runNode } from '../runNode';
import { renderTable } from '../table';
import type { ExportFigures, FilterFigures, QueryFigures, QuerySettings } from './queryReport';

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
  return `Filters over columns: every row judged, those that match listed

${renderTable(['filter', 'messages', 'found', 'duration', 'cpu'], columnRows)}

Search of payloads: in one thread, file in the system's cache

${renderTable(['filter', 'messages', 'found', 'journal', 'duration', 'MB/s', 'cpu', 'MB/s cpu'], payloadRows)}

Exports of all messages to a file; memory above that of the open session

${renderTable(['format', 'messages', 'file', 'duration', 'messages/s', 'cpu', 'memory'], exportRows)}
`;
}

function columnRow({ messages }: QueryFigures, { filter, found, durationMs, cpuMs }: FilterFigures): string[] {
  return [filter, count(messages), count(found), `${durationMs.toFixed(1)} ms`, `${cpuMs.toFixed(1)} ms`];
}

function payloadRow(
  { messages, journalBytes }: QueryFigures,
  { filter, found, durationMs, cpuMs }: FilterFigures,
): string[] {
  return [
    filter,
    count(messages),
    count(found),
    megabytes(journalBytes),
    `${durationMs.toFixed(0)} ms`,
    (journalBytes / 1000 / durationMs).toFixed(0),
    `${cpuMs.toFixed(0)} ms`,
    (journalBytes / 1000 / cpuMs).toFixed(0),
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
