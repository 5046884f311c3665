/** Exports entries as the command line does: through a capture file. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExportOptions, exportChunks } from '../../src/main/query/exportSession';
import { LocalScanner } from '../../src/main/query/lineScanner';
import { matchingRows } from '../../src/main/query/matchingRows';
import { OpenedSession } from '../../src/main/recordings/openedSession';
import type { ExportFormat } from '../../src/shared/export/formats';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { encodeLine } from '../../src/shared/journal/lineCodec';
import { compiled } from './filtering';
import { temporaryFolder } from './temporaryFolder';

const HEADER: JournalEntry = {
  type: 'header',
  format: 'electroscope',
  version: 1,
  createdAt: '2026-11-21T00:00:00Z',
  writer: 'test',
};

/** @returns the path of a capture file with these entries */
export function captureFile(entries: Iterable<JournalEntry>): string {
  const path = join(temporaryFolder(), 'capture.escope');
  writeFileSync(path, [HEADER, ...entries].map((entry) => encodeLine(payloadLast(entry))).join(''));
  return path;
}

/** As the format wants it, whatever order a test wrote the keys in. */
function payloadLast(entry: JournalEntry): JournalEntry {
  if (entry.type !== 'message') return entry;
  const { args, result, error, stack, ...head } = entry;
  return { ...head, args, ...(result !== undefined && { result }), ...(error && { error }), ...(stack && { stack }) };
}

export async function exportText(
  entries: Iterable<JournalEntry>,
  format: ExportFormat,
  filterText = '',
  options: Partial<ExportOptions> = {},
): Promise<string> {
  return exportFile(captureFile(entries), format, filterText, options);
}

/** @param path of a file that can be opened */
export async function exportFile(
  path: string,
  format: ExportFormat,
  filterText = '',
  options: Partial<ExportOptions> = {},
): Promise<string> {
  const session = await OpenedSession.open(path);
  try {
    return await exported(session, format, filterText, options);
  } finally {
    await session.close();
  }
}

async function exported(
  session: OpenedSession,
  format: ExportFormat,
  filterText: string,
  options: Partial<ExportOptions>,
): Promise<string> {
  const filter = compiled(filterText, session.fold.table);
  const scanner = new LocalScanner(session.journalPath, filter.conditions);
  const chunks: Buffer[] = [];
  try {
    const matches = matchingRows(session, filter, scanner, options.signal);
    const writer = { name: 'electroscope', version: '1.2.3' };
    for await (const chunk of exportChunks(session, { format, matches, writer, ...options })) chunks.push(chunk);
  } finally {
    await scanner.close();
  }
  return Buffer.concat(chunks).toString('utf8');
}
