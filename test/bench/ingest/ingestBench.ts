/** How fast the inspector takes in what an agent sends, and what it keeps in memory of it. */

import { progress } from '../progress';
import { runNode } from '../runNode';
import { renderTable } from '../table';
import type { IngestFigures, IngestSettings } from './ingestReport';

export async function benchIngest(sizes: readonly IngestSettings[]): Promise<readonly IngestFigures[]> {
  const figures: IngestFigures[] = [];
  for (const settings of sizes) {
    progress(`ingest: ${settings.messages.toLocaleString('en')} messages`);
    figures.push(await runNode<IngestFigures>(process.execPath, 'ingest.mjs', settings, ['--expose-gc']));
  }
  return figures;
}

export function ingestTable(figures: readonly IngestFigures[]): string {
  return `Ingest: lines from memory → journal on disk and message table (Node ${process.versions.node})
Memory: what the session keeps per message; payloads stay on disk.

${renderTable(['messages', 'journal', 'duration', 'messages/s', 'MB/s', 'memory per message'], figures.map(row))}
`;
}

function row({ messages, journalBytes, durationMs, heldBytesPerMessage }: IngestFigures): string[] {
  const megabytes = journalBytes / 1e6;
  return [
    messages.toLocaleString('en'),
    `${megabytes.toFixed(1)} MB`,
    `${durationMs.toFixed(0)} ms`,
    Math.round((messages / durationMs) * 1000).toLocaleString('en'),
    ((megabytes / durationMs) * 1000).toFixed(0),
    `${heldBytesPerMessage.toFixed(0)} B`,
  ];
}
