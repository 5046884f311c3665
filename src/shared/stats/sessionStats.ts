/** The channels' statistics of a session, kept up to date as messages come and change. */

import { CHUNK_MASK } from '../columns/columns';
import type { MessageTable } from '../columns/messageTable';
import { ChannelStats, sampleOf } from './channelStats';
import { CountedRows } from './countedRows';

export class SessionStats {
  /** By index of the channel in the table. */
  private readonly byChannel = new Map<number, ChannelStats>();
  private readonly counted = new CountedRows();
  readonly all = new ChannelStats();

  constructor(private readonly table: MessageTable) {}

  /** The channels that have messages, by name. */
  get channels(): ReadonlyMap<string, ChannelStats> {
    return new Map([...this.byChannel].map(([index, stats]) => [this.table.channels[index] ?? '', stats]));
  }

  /** Counts a row. Once it was counted, it is only to be changed. */
  add(row: number): void {
    const sample = sampleOf(this.table.columns.chunkOf(row), row & CHUNK_MASK);
    for (const stats of this.statsOf(row)) stats.add(sample);
    this.counted.set(row, sample);
  }

  /** Counts a row again: it was answered, or its frame reported when it had the answer. */
  change(row: number): void {
    const sample = this.counted.get(row, this.table.columns.get(row, 'atUs'));
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
