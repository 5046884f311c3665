/** Statistics as they are printed: plain numbers with units in their names. */

import type { ChannelStats } from './channelStats';
import type { SessionStats } from './sessionStats';

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface StatsLine {
  readonly count: number;
  /** Messages a second over the whole session; absent where all came at once. */
  readonly ratePerSecond?: number;
  /** Messages that failed, met nobody, or whose answer was lost. */
  readonly errors: number;
  readonly pending: number;
  /** Absent where no duration is known. */
  readonly durationMs?: Percentiles;
  readonly blockingMs?: Percentiles;
  /** How long main was held up in all. */
  readonly blockedMs: number;
  /** Bytes of arguments and results. */
  readonly bytes: number;
}

export interface StatsReport {
  readonly all: StatsLine;
  /** The most frequent first. */
  readonly channels: readonly ({ readonly channel: string } & StatsLine)[];
}

export function statsReport(stats: SessionStats): StatsReport {
  const seconds = (stats.all.lastUs - stats.all.firstUs) / 1e6;
  return {
    all: lineOf(stats.all, seconds),
    channels: [...stats.channels]
      .map(([channel, channelStats]) => ({ channel, ...lineOf(channelStats, seconds) }))
      .sort((a, b) => b.count - a.count || (a.channel < b.channel ? -1 : 1)),
  };
}

function lineOf(stats: ChannelStats, seconds: number): StatsLine {
  return {
    count: stats.count,
    ...(seconds > 0 && { ratePerSecond: rounded(stats.count / seconds) }),
    errors: stats.errors,
    pending: stats.statuses.pending,
    ...percentiles('durationMs', stats.durations),
    ...percentiles('blockingMs', stats.blockings),
    blockedMs: rounded(stats.blockedUs / 1000),
    bytes: stats.bytes,
  };
}

function percentiles(key: 'durationMs' | 'blockingMs', histogram: ChannelStats['durations']): Partial<StatsLine> {
  const at = (part: number) => histogram.quantile(part);
  const [p50, p95, p99] = [at(0.5), at(0.95), at(0.99)];
  if (p50 === undefined || p95 === undefined || p99 === undefined) return {};
  return { [key]: { p50: rounded(p50 / 1000), p95: rounded(p95 / 1000), p99: rounded(p99 / 1000) } };
}

/** Rounds to three places. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
