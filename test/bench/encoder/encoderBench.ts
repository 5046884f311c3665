/** What encoding a payload costs, in this Node and in Electron's. */

import { electronExecutable } from '../../support/paths';
import { progress } from '../progress';
import { runNode } from '../runNode';
import { renderTable, showRatio, showTarget, showUs } from '../table';
import type { EncoderFigures, EncoderReport } from './encoderReport';
import type { MeasureSettings } from './measure';

export async function benchEncoder(settings: MeasureSettings): Promise<readonly EncoderReport[]> {
  const reports: EncoderReport[] = [];
  for (const executable of [process.execPath, electronExecutable()]) {
    progress(`encoder: ${executable === process.execPath ? 'plain Node' : 'Electron as Node'}`);
    reports.push(await runNode<EncoderReport>(executable, 'encoder.mjs', settings));
  }
  return reports;
}

export function encoderTable({ node, electron, v8, figures }: EncoderReport): string {
  const runtime = electron === undefined ? `Node ${node}` : `Electron ${electron} as Node (Node ${node})`;
  return `Encoder in ${runtime}, V8 ${v8}
Snapshot: while the app waits. Deferred: references resolved and JSON written, later. JSON, v8: JSON.stringify and
v8.serialize of the same value in the same run. *: cut to the 256 KB that the agent keeps.

${renderTable(
  ['value', 'from', 'snapshot', 'target', 'deferred', 'JSON', 'v8', 'snapshot/JSON', 'snapshot/v8'],
  figures.map(row),
)}
`;
}

function row({ title, origin, isTruncated, snapshotUs, targetUs, deferredUs, ...it }: EncoderFigures): string[] {
  return [
    `${title}${isTruncated ? ' *' : ''}`,
    origin,
    showUs(snapshotUs),
    showTarget(snapshotUs, targetUs, showUs),
    showUs(deferredUs),
    showUs(it.jsonUs ?? Number.NaN),
    showUs(it.v8Us ?? Number.NaN),
    showRatio(it.snapshotToJson ?? Number.NaN),
    showRatio(it.snapshotToV8 ?? Number.NaN),
  ];
}
