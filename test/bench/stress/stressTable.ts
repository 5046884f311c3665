import { quantile } from '../statistics';
import { renderTable, showUs } from '../table';
import type { StressResult } from './stressRun';

const TITLES = {
  absent: 'without the agent',
  well: 'inspector well',
  killed: 'inspector killed',
  stopped: 'inspector stopped',
  slow: 'inspector takes 1 MB/s',
} as const;

export function stressTable(results: readonly StressResult[], seconds: number): string {
  const heldWithoutBytes = results.find(({ trouble }) => trouble === 'absent')?.heldBytes ?? Number.NaN;
  return `An app under a flood, for ${seconds} s at least. Answer: of an invoke from another window, meanwhile.

${renderTable(
  ['', 'sent/s', 'answers', 'p50', 'p95', 'p99', 'longest', 'held by us', 'captured', 'dropped', 'unaccounted'],
  results.map((result) => row(result, heldWithoutBytes)),
)}
`;
}

function row({ trouble, load, heldBytes, accounted }: StressResult, heldWithoutBytes: number): string[] {
  const count = (value: number | undefined) => (value === undefined ? '–' : value.toLocaleString('en'));
  return [
    TITLES[trouble],
    count(Math.round(load.sent / (load.durationMs / 1000))),
    count(load.answersUs.length),
    ...[0.5, 0.95, 0.99, 1].map((share) => showUs(quantile(load.answersUs, share))),
    trouble === 'absent' ? '–' : `${((heldBytes - heldWithoutBytes) / 1_000_000).toFixed(1)} MB`,
    count(accounted?.captured),
    count(accounted?.dropped),
    count(accounted && accounted.passed - accounted.captured - accounted.dropped),
  ];
}
