/** The channels' statistics of a session, kept up to date as messages come and change. */

import { CHUNK_MASK } from '../columns/columns';
import type { MessageTable } from '../columns/messageTable';
import { ChannelStats, type Sample, sampleOf } from './channelStats';

/** What was counted of a row, so that it can be taken back. */
interface Counted {
  readonly status: Sample['status'];
  readonly durationUs: number;
  readonly blockingUs: number;
  readonly bytes: number;
}

export class SessionStats {
  /** By index of the channel in the table. */
  private readonly byChannel = new Map<number, ChannelStats>();
  /** Rows that may still change: what was counted of them. */
  private readonly counted = new Map<number, Counted>();
  readonly all = new ChannelStats();

  constructor(private readonly table: MessageTable) {}

  /** The channels that have messages, by name. */
  get channels(): ReadonlyMap<string, ChannelStats> {
    return new Map([...this.byChannel].map(([index, stats]) => [this.table.channels[index] ?? '', stats]));
  }

  /** Counts a row. Once it was counted, it is only to be changed. */
  add(row: number): void {
    const columns = this.table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    const sample = sampleOf(columns, i);
    for (const stats of this.statsOf(row)) stats.add(sample);
    if (sample.status === 'pending') this.counted.set(row, sample);
  }

  /** Counts a row anew that was pending when it was counted. Later changes, of how long the answer took to arrive, are small. */
  change(row: number): void {
    const counted = this.counted.get(row);
    if (counted === undefined) return;
    this.counted.delete(row);
    const sample: Sample = { ...counted, atUs: this.table.columns.get(row, 'atUs') };
    for (const stats of this.statsOf(row)) stats.remove(sample);
    this.add(row);
  }

  private statsOf(row: number): readonly ChannelStats[] {
    const index = this.table.columns.get(row, 'channel');
    let stats = this.byChannel.get(index);
    if (stats === undefined) {
      stats = new ChannelStats();
      this.byChannel.set(index, stats);
    }
    return [stats, this.all];
  }
}
