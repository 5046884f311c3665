import { describe, expect, test } from 'vitest';
import { ChannelTally } from '../../../../src/renderer/channels/channelTally';
import { ChartTally } from '../../../../src/renderer/channels/chartTally';
import type { RowTally } from '../../../../src/renderer/session/rowTally';
import { LaneTally } from '../../../../src/renderer/timeline/laneTally';
import type { MessageTable } from '../../../../src/shared/columns/messageTable';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import { statsReport } from '../../../../src/shared/stats/report';
import { SessionStats } from '../../../../src/shared/stats/sessionStats';
import { compiled } from '../../../support/filtering';
import { randomTraffic } from '../../../support/randomTraffic';

const MESSAGES = 3000;

/** A tally that was given each row as it came and as it changed, and one that was given all of them at the end. */
function both<T extends RowTally>(
  create: (table: MessageTable) => T,
  seed = 5,
): { live: T; late: T; fold: SessionFold } {
  const fold = new SessionFold();
  const live = create(fold.table);
  let known = 0;
  for (const entry of randomTraffic(seed, MESSAGES)) {
    const changed = new Set<number>();
    fold.apply(entry, (row) => changed.add(row));
    for (const row of changed) if (row < known) live.change(row);
    for (; known < fold.table.length; known++) live.add(known);
  }
  const late = create(fold.table);
  for (let row = 0; row < fold.table.length; row++) late.add(row);
  return { live, late, fold };
}

describe('updated as messages come and change, equal to made at the end', () => {
  test('are the statistics of channels, and those of the command line', () => {
    const { live, late, fold } = both((table) => new ChannelTally(table));
    const facts = ({ summaries }: ChannelTally) =>
      [...summaries].map(([channel, { stats, rate, maxDurationUs, ...rest }]) => ({
        channel,
        count: stats.count,
        statuses: stats.statuses,
        quantiles: [0.5, 0.95, 0.99].map((part) => stats.durations.quantile(part)),
        blockedUs: Math.round(stats.blockedUs),
        bytes: stats.bytes,
        maxDurationUs,
        rate: [...rate.values],
        ...rest,
      }));
    expect(facts(live)).toEqual(facts(late));
    const stats = new SessionStats(fold.table);
    for (let row = 0; row < fold.table.length; row++) stats.add(row);
    const report = statsReport(stats).channels;
    expect(facts(live)).toHaveLength(report.length);
    for (const { channel, count, errors } of report) {
      const summary = live.summaries.get(fold.table.channelIndex(channel));
      expect([summary?.stats.count, summary?.stats.errors]).toEqual([count, errors]);
    }
  });

  test('are the series of charts', () => {
    const { live, late } = both((table) => new ChartTally(table, [compiled('', table), compiled('is:error', table)]));
    const facts = ({ series, axis }: ChartTally) =>
      series.map(({ messages, errors, durations }) => [
        [...messages.values],
        [...errors.values],
        Array.from({ length: axis.length }, (_, i) => durations.quantile(i, 0.95)),
      ]);
    // A row that turned into an error is in the second series from then on.
    expect(facts(live)).toEqual(facts(late));
  });

  test('are the lanes of the timeline', () => {
    const { live, late, fold } = both((table) => new LaneTally(table));
    const facts = (tally: LaneTally) => ({
      lanes: tally.lanes.map(({ label, messages, errors }) => [
        label,
        messages,
        errors.values.reduce((a, b) => a + b, 0),
      ]),
      pending: tally.pending,
      blockedUs: tally.lanes.map(({ blocked }) => Math.round(blocked?.values.reduce((a, b) => a + b, 0) ?? -1)),
    });
    expect(facts(live)).toEqual(facts(late));
    expect(live.lanes.reduce((sum, { messages }) => sum + messages, 0)).toBe(fold.table.length);
    // No run of rows is passed over that has a message at that time.
    const { columns } = fold.table;
    for (let row = 0; row < fold.table.length; row++) {
      if (live.pending.has(row)) continue;
      const atUs = columns.get(row, 'atUs');
      expect(live.countIn(row >>> 9, atUs, atUs + 1)).toBeGreaterThan(0);
    }
  });
});
