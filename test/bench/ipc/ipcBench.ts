/** What the agent costs the app it is in: every workload with and without it, alternating. */

import type { TargetDescription } from '../../../src/shared/journal/entries';
import { progress } from '../progress';
import { median, quantile } from '../statistics';
import { type Alternation, BenchPair, type RoundFigures } from './pair';
import type { Workload } from './workloads';

export interface WorkloadResult {
  readonly name: string;
  readonly title: string;
  readonly calls: number;
  readonly targetRatio: number | undefined;
  /** Medians over the rounds. */
  readonly without: RoundFigures;
  readonly with: RoundFigures;
  /** Median over the alternations of with / without, by the mean time of a call. */
  readonly ratio: number;
  /** The middle half of these ratios. */
  readonly ratioQuartiles: readonly [number, number];
  /** The same by the median time of a call: without what falls between calls, such as writing a batch. */
  readonly p50Ratio: number;
  readonly p95Ratio: number;
  readonly captured: number;
  readonly dropped: number;
  readonly alternations: readonly Alternation[];
}

export interface IpcResult {
  readonly target: TargetDescription;
  /** How often both apps were restarted. */
  readonly pairs: number;
  readonly workloads: readonly WorkloadResult[];
}

export interface IpcBenchSettings {
  readonly workloads: readonly Workload[];
  readonly pairs: number;
  /** Rounds of each workload per pair. */
  readonly rounds: number;
}

/** Rounds before the first that counts: the first ones compile. */
const WARM_UP_ROUNDS = 2;

export async function benchIpc({ workloads, pairs, rounds }: IpcBenchSettings): Promise<IpcResult> {
  const alternations = new Map<Workload, Alternation[]>(workloads.map((workload) => [workload, []]));
  let target: TargetDescription | undefined;
  for (let pairNumber = 1; pairNumber <= pairs; pairNumber++) {
    progress(`ipc: apps ${pairNumber} of ${pairs}, ${rounds} rounds`);
    const pair = await BenchPair.start();
    try {
      target = await pair.describe();
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (const [workload, list] of alternations) {
          const isWatchedFirst = (round + pairNumber) % 2 === 0;
          const alternation = await pair.alternate(workload, workload.calls, isWatchedFirst);
          if (round >= 0) list.push(alternation);
        }
      }
    } finally {
      await pair.stop();
    }
  }
  if (target === undefined) throw new Error('There must be at least one pair.');
  return { target, pairs, workloads: [...alternations].map(([workload, list]) => summarize(workload, list)) };
}

function summarize(
  { name, title, calls, targetRatio }: Workload,
  alternations: readonly Alternation[],
): WorkloadResult {
  const ratios = (figure: keyof RoundFigures): number[] =>
    alternations.map((it) => it.with[figure] / it.without[figure]);
  return {
    name,
    title,
    calls,
    targetRatio,
    without: medians(alternations.map((it) => it.without)),
    with: medians(alternations.map((it) => it.with)),
    ratio: median(ratios('meanUs')),
    ratioQuartiles: [quantile(ratios('meanUs'), 0.25), quantile(ratios('meanUs'), 0.75)],
    p50Ratio: median(ratios('p50Us')),
    p95Ratio: median(ratios('p95Us')),
    captured: alternations.reduce((sum, it) => sum + it.captured, 0),
    dropped: alternations.reduce((sum, it) => sum + it.dropped, 0),
    alternations,
  };
}

function medians(rounds: readonly RoundFigures[]): RoundFigures {
  const of = (figure: keyof RoundFigures): number => median(rounds.map((round) => round[figure]));
  return { meanUs: of('meanUs'), p50Us: of('p50Us'), p95Us: of('p95Us'), processorUs: of('processorUs') };
}
