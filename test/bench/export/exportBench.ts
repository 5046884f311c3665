/** How long exports take, and what memory they need, from few messages to many. */

import { progress } from '../progress';
import { runNode } from '../runNode';
import { renderTable, showTarget, showUs } from '../table';
import type { ExportFigure, ExportSettings } from './exportReport';

/** Of a million messages; memory is to be the same for any number. */
const TARGET_MS = 60_000;
const LARGE = 1_000_000;

export async function benchExport(sizes: readonly ExportSettings[]): Promise<readonly ExportFigure[]> {
  const figures: ExportFigure[] = [];
  for (const settings of sizes) {
    progress(`export: ${settings.messages.toLocaleString('en')} messages`);
    figures.push(...(await runNode<ExportFigure[]>(process.execPath, 'export.mjs', settings, ['--expose-gc'])));
  }
  return figures;
}

export function exportTable(figures: readonly ExportFigure[]): string {
  const headings = ['format', 'calls', 'messages', 'file', 'time', 'target', 'per message', 'memory'];
  const sorted = figures.toSorted((a, b) => a.format.localeCompare(b.format) || b.calls.localeCompare(a.calls));
  return `Export: open session → file, all messages (Node ${process.versions.node})
Calls that overlap are all open at the same time. Memory is above that of the open session.

${renderTable(headings, sorted.map(row))}
`;
}

function row({ format, calls, messages, fileBytes, medianMs, memoryBytes }: ExportFigure): string[] {
  return [
    format,
    calls,
    messages.toLocaleString('en'),
    `${(fileBytes / 1e6).toFixed(1)} MB`,
    showUs(medianMs * 1000),
    messages < LARGE ? '' : showTarget(medianMs * 1000, TARGET_MS * 1000, showUs),
    showUs((medianMs * 1000) / messages),
    `${(memoryBytes / 1e6).toFixed(0)} MB`,
  ];
}
