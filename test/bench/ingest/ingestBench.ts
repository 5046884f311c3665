/** How fast the inspector takes in what an agent sends, and what it keeps in memory of it. */

import { progress } from '../progress';
import { runNode } from '../runNode';
import { renderTable, showTarget } from '../table';
import type { IngestFigures, IngestSettings } from './ingestReport';

/** Of the issue that asked for it. */
const MESSAGES_PER_SECOND = 100_000;
const MAX_BYTES = 100;

export async function benchIngest(sizes: readonly IngestSettings[]): Promise<readonly IngestFigures[]> {
  const figures: IngestFigures[] = [];
  for (const settings of sizes) {
    progress(`ingest: ${settings.messages.toLocaleString('en')} messages`);
    figures.push(await runNode<IngestFigures>(process.execPath, 'ingest.mjs', settings, ['--expose-gc']));
  }
  return figures;
}

export function ingestTable(figures: readonly IngestFigures[]): string {
  return `Ingest: socket → journal on disk and message table (Node ${process.versions.node})

${renderTable(['messages', 'journal', 'duration', 'messages/s', 'best', 'target', 'MB/s'], figures.map(row))}

Memory per message, payloads apart: what the session keeps, and the window's copy of the table with the list of rows

${renderTable(['messages', 'session', 'target', 'window', 'target'], figures.map(memoryRow))}
`;
}

function row({ messages, journalBytes, durationMs, bestMs }: IngestFigures): string[] {
  const megabytes = journalBytes / 1e6;
  const best = (messages / bestMs) * 1000;
  return [
    messages.toLocaleString('en'),
    `${megabytes.toFixed(1)} MB`,
    `${durationMs.toFixed(0)} ms`,
    Math.round((messages / durationMs) * 1000).toLocaleString('en'),
    Math.round(best).toLocaleString('en'),
    `≥ 100,000${best < MESSAGES_PER_SECOND ? ' MISSED' : ''}`,
    ((megabytes / durationMs) * 1000).toFixed(0),
  ];
}

function memoryRow({ messages, heldBytesPerMessage, windowBytesPerMessage }: IngestFigures): string[] {
  // A table has room for whole chunks of 65,536 messages: with few, it is mostly empty.
  const target = (bytes: number) => (messages < 1_000_000 ? '' : showTarget(bytes, MAX_BYTES, (value) => `${value} B`));
  return [
    messages.toLocaleString('en'),
    `${heldBytesPerMessage.toFixed(0)} B`,
    target(heldBytesPerMessage),
    `${windowBytesPerMessage.toFixed(0)} B`,
    target(windowBytesPerMessage),
  ];
}
