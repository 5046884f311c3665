/** How long a capture takes to open, and a message of it to be read. */

import { progress } from '../progress';
import { runNode } from '../runNode';
import { renderTable, showTarget, showUs } from '../table';
import type { OpenFigures, OpenSettings } from './openReport';

/** Of the issue that asked for it. */
const TARGETS = { rebuildMBperSecond: 100, indexedMs: 2000, readMs: 20, heldBytesPerMessage: 100 };

export async function benchOpen(sizes: readonly OpenSettings[]): Promise<readonly OpenFigures[]> {
  const figures: OpenFigures[] = [];
  for (const settings of sizes) {
    progress(`open: ${settings.messages.toLocaleString('en')} messages`);
    figures.push(await runNode<OpenFigures>(process.execPath, 'open.mjs', settings, ['--expose-gc']));
  }
  return figures;
}

export function openTable(figures: readonly OpenFigures[]): string {
  const headings = [
    'messages',
    'file',
    'without index',
    'MB/s',
    'best',
    'cpu',
    'target',
    'with index',
    'target',
    'index',
    'memory',
    'target',
  ];
  return `Open: file on disk → message table (Node ${process.versions.node})
Memory per message: what the session keeps; payloads stay on disk.

${renderTable(headings, figures.map(row))}

${renderTable(['messages', 'read a message', '99 of 100 within', 'target'], figures.map(readRow))}
`;
}

function row(figures: OpenFigures): string[] {
  const { messages, fileBytes, rebuildMs, rebuildBestMs, rebuildCpuMs, indexedMs, indexBytes, heldBytesPerMessage } =
    figures;
  const megabytesIn = (milliseconds: number) => fileBytes / 1e3 / milliseconds;
  const best = megabytesIn(rebuildBestMs);
  const { rebuildMBperSecond } = TARGETS;
  const hasIndex = indexBytes > 0;
  return [
    messages.toLocaleString('en'),
    showMegabytes(fileBytes),
    showUs(rebuildMs * 1000),
    megabytesIn(rebuildMs).toFixed(0),
    best.toFixed(0),
    showUs(rebuildCpuMs * 1000),
    `≥ ${rebuildMBperSecond}${best < rebuildMBperSecond ? ' MISSED' : ''}`,
    showUs(indexedMs * 1000),
    showTarget(indexedMs * 1000, TARGETS.indexedMs * 1000, showUs),
    hasIndex ? showMegabytes(indexBytes) : '–',
    `${heldBytesPerMessage.toFixed(0)} B`,
    // A table has room for whole chunks of 65,536 messages: with few, it is mostly empty.
    messages < 1_000_000 ? '' : showTarget(heldBytesPerMessage, TARGETS.heldBytesPerMessage, (value) => `${value} B`),
  ];
}

function readRow({ messages, readMs }: OpenFigures): string[] {
  return [
    messages.toLocaleString('en'),
    showUs(readMs.median * 1000),
    showUs(readMs.p99 * 1000),
    showTarget(readMs.p99 * 1000, TARGETS.readMs * 1000, showUs),
  ];
}

function showMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
