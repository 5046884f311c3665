/** Messages over time, a series for each of a few filters: how many, how many failed, and how long they took. */

import { CHUNK_MASK } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';
import { type CompiledFilter, RowMatcher } from '../../shared/filter/compile';
import { Verdict } from '../../shared/filter/verdict';
import { type Sample, sampleOf } from '../../shared/stats/channelStats';
import { CountedRows } from '../../shared/stats/countedRows';
import { HistogramSeries, SumSeries, TimeAxis } from '../../shared/stats/timeSeries';
import type { RowTally } from '../session/rowTally';

export const MAX_SERIES = 6;
/** Few enough for a line rather than noise. */
const BUCKETS = 120;

export class ChartSeries {
  readonly messages: SumSeries;
  readonly errors: SumSeries;
  readonly durations: HistogramSeries;

  constructor(axis: TimeAxis) {
    this.messages = new SumSeries(axis);
    this.errors = new SumSeries(axis);
    this.durations = new HistogramSeries(axis);
  }

  add({ atUs, status, durationUs }: Sample, sign: 1 | -1): void {
    this.messages.add(atUs, sign);
    if (status === 'error' || status === 'unhandled' || status === 'lost') this.errors.add(atUs, sign);
    if (!(durationUs >= 0)) return;
    if (sign === 1) this.durations.add(atUs, durationUs);
    else this.durations.remove(atUs, durationUs);
  }
}

export class ChartTally implements RowTally {
  readonly axis = new TimeAxis(BUCKETS);
  series: readonly ChartSeries[] = [];
  private counted = new CountedRows();
  private readonly matchers: readonly RowMatcher[];
  /** Which series each row is in, a bit each. */
  private members = new Uint8Array(1024);

  /** @param filters which columns decide alone */
  constructor(
    private readonly table: MessageTable,
    filters: readonly CompiledFilter[],
  ) {
    this.matchers = filters.map((filter) => new RowMatcher(filter));
    this.clear();
  }

  clear(): void {
    this.axis.clear();
    this.series = this.matchers.map(() => new ChartSeries(this.axis));
    this.counted = new CountedRows();
    this.members.fill(0);
  }

  add(row: number): void {
    const sample = sampleOf(this.table.columns.chunkOf(row), row & CHUNK_MASK);
    let members = 0;
    this.matchers.forEach((matcher, i) => {
      if (matcher.verdictOf(this.table, row) !== Verdict.yes) return;
      members |= 1 << i;
      this.series[i]?.add(sample, 1);
    });
    this.counted.set(row, sample);
    this.setMembers(row, members);
  }

  change(row: number): void {
    const before = this.counted.get(row, this.table.columns.get(row, 'atUs'));
    const members = this.members[row] ?? 0;
    this.series.forEach((series, i) => {
      if ((members & (1 << i)) !== 0) series.add(before, -1);
    });
    this.add(row);
  }

  private setMembers(row: number, members: number): void {
    if (row >= this.members.length) {
      const larger = new Uint8Array(Math.max(row + 1, this.members.length * 2));
      larger.set(this.members);
      this.members = larger;
    }
    this.members[row] = members;
  }
}
