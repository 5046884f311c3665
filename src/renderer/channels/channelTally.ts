/** Statistics of each channel's messages, of those in the view. */

import { CHUNK_MASK } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';
import { ChannelStats, sampleOf } from '../../shared/stats/channelStats';
import { CountedRows } from '../../shared/stats/countedRows';
import { SumSeries, TimeAxis } from '../../shared/stats/timeSeries';
import type { RowTally } from '../session/rowTally';

/** Of a sparkline: it has some 90 pixels. */
const RATE_BUCKETS = 90;
/** Maximum number of endpoints by name. Of others, only their existence is known. */
const MAX_ENDPOINTS = 64;

export interface ChannelSummary {
  readonly stats: ChannelStats;
  /** A bit for each of MESSAGE_KINDS and DIRECTIONS. */
  kinds: number;
  directions: number;
  /** Indexes in the table's endpoints. */
  readonly from: Set<number>;
  readonly to: Set<number>;
  /** NaN where no duration is known. */
  maxDurationUs: number;
  /** Of arguments and result together. */
  largestBytes: number;
  readonly rate: SumSeries;
}

export class ChannelTally implements RowTally {
  /** Common to the rates of all channels. */
  readonly axis = new TimeAxis(RATE_BUCKETS);
  /** By index of the channel in the table. */
  readonly summaries = new Map<number, ChannelSummary>();
  private counted = new CountedRows();

  constructor(private readonly table: MessageTable) {}

  clear(): void {
    this.axis.clear();
    this.summaries.clear();
    this.counted = new CountedRows();
  }

  add(row: number): void {
    const columns = this.table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    const summary = this.summaryOf(columns.channel[i] as number);
    summary.kinds |= 1 << (columns.kind[i] as number);
    summary.directions |= 1 << (columns.direction[i] as number);
    if (summary.from.size < MAX_ENDPOINTS) summary.from.add(columns.from[i] as number);
    if (summary.to.size < MAX_ENDPOINTS) summary.to.add(columns.to[i] as number);
    summary.rate.add(columns.atUs[i] as number);
    this.count(row, summary);
  }

  change(row: number): void {
    const columns = this.table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    const summary = this.summaryOf(columns.channel[i] as number);
    summary.stats.remove(this.counted.get(row, columns.atUs[i] as number));
    this.count(row, summary);
  }

  private count(row: number, summary: ChannelSummary): void {
    const sample = sampleOf(this.table.columns.chunkOf(row), row & CHUNK_MASK);
    summary.stats.add(sample);
    this.counted.set(row, sample);
    if (sample.durationUs >= 0 && !(sample.durationUs <= summary.maxDurationUs)) {
      summary.maxDurationUs = sample.durationUs;
    }
    if (sample.bytes > summary.largestBytes) summary.largestBytes = sample.bytes;
  }

  private summaryOf(channel: number): ChannelSummary {
    let summary = this.summaries.get(channel);
    if (summary === undefined) {
      summary = {
        stats: new ChannelStats(),
        kinds: 0,
        directions: 0,
        from: new Set(),
        to: new Set(),
        maxDurationUs: Number.NaN,
        largestBytes: 0,
        rate: new SumSeries(this.axis),
      };
      this.summaries.set(channel, summary);
    }
    return summary;
  }
}
