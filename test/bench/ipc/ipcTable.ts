import { renderTable, showRatio, showTarget, showUs } from '../table';
import type { IpcResult, WorkloadResult } from './ipcBench';

export function ipcTables({ workloads, pairs, target }: IpcResult): string {
  const rounds = workloads[0]?.alternations.length ?? 0;
  return `IPC of an app with and without the agent (Electron ${target.electron})
${rounds} alternations, apps started ${pairs}×. Mean time of a call; ratio: median over the alternations, and their middle half.
Dropped: messages that the agent could not record; none should be.

${renderTable(
  ['workload', 'without', 'with', 'ratio', 'middle half', 'target', 'captured', 'dropped'],
  workloads.map(ratioRow),
)}

Single calls, and processor time of the app’s main process per call (all threads, everything recorded).

${renderTable(
  ['workload', 'p50 without', 'with', 'ratio', 'p95 without', 'with', 'ratio', 'cpu without', 'with'],
  workloads.map(detailRow),
)}
`;
}

function ratioRow({
  title,
  without,
  with: watched,
  ratio,
  ratioQuartiles,
  targetRatio,
  ...it
}: WorkloadResult): string[] {
  return [
    title,
    showUs(without.meanUs),
    showUs(watched.meanUs),
    showRatio(ratio),
    ratioQuartiles.map((quartile) => quartile.toFixed(2)).join('–'),
    showTarget(ratio, targetRatio, showRatio),
    it.captured.toLocaleString('en'),
    it.dropped === 0 ? '0' : `${it.dropped.toLocaleString('en')} MISSED`,
  ];
}

function detailRow({ title, without, with: watched, p50Ratio, p95Ratio }: WorkloadResult): string[] {
  return [
    title,
    showUs(without.p50Us),
    showUs(watched.p50Us),
    showRatio(p50Ratio),
    showUs(without.p95Us),
    showUs(watched.p95Us),
    showRatio(p95Ratio),
    showUs(without.processorUs),
    showUs(watched.processorUs),
  ];
}
