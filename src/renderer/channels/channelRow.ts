/** A channel as its list shows it. */

import { endpointLabel } from '../../shared/columns/endpointInfo';
import type { MessageTable } from '../../shared/columns/messageTable';
import { DIRECTIONS, type Direction, MESSAGE_KINDS, type MessageKind } from '../../shared/journal/entries';
import type { RepeatedPayloads } from '../../shared/session/requests';
import type { ChannelSummary } from './channelTally';
import type { ChannelRegistration } from './registration';

/** Messages with the payload of an earlier one. */
export type Repeats = Pick<RepeatedPayloads, 'messages' | 'bytes'>;

export interface ChannelRow {
  readonly name: string;
  readonly kinds: readonly MessageKind[];
  readonly directions: readonly Direction[];
  /** `Editor → main`. */
  readonly route: string;
  readonly count: number;
  /** Over the time of all messages in the view; NaN where they all came at once. */
  readonly ratePerSecond: number;
  readonly errors: number;
  readonly unhandled: number;
  readonly pending: number;
  /** Microseconds; NaN where none is known. */
  readonly p50Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
  readonly maxUs: number;
  readonly blockedUs: number;
  readonly bytes: number;
  readonly largestBytes: number;
  /** Undefined: they were not looked for. */
  readonly repeats: Repeats | undefined;
  readonly registration: ChannelRegistration | undefined;
  readonly summary: ChannelSummary | undefined;
}

export function readChannelRow(
  table: MessageTable,
  name: string,
  summary: ChannelSummary | undefined,
  registration: ChannelRegistration | undefined,
  spanUs: number,
  repeats: Repeats | undefined,
): ChannelRow {
  if (summary === undefined) return { ...NOTHING_SENT, name, registration, summary };
  const { stats } = summary;
  const quantileUs = (part: number) => stats.durations.quantile(part) ?? Number.NaN;
  const { maxDurationUs } = summary;
  return {
    name,
    kinds: MESSAGE_KINDS.filter((_, i) => (summary.kinds & (1 << i)) !== 0),
    directions: DIRECTIONS.filter((_, i) => (summary.directions & (1 << i)) !== 0),
    route: `${labelsOf(table, summary.from)} → ${labelsOf(table, summary.to)}`,
    count: stats.count,
    ratePerSecond: spanUs > 0 ? (stats.count * 1e6) / spanUs : Number.NaN,
    errors: stats.statuses.error + stats.statuses.lost,
    unhandled: stats.statuses.unhandled,
    pending: stats.statuses.pending,
    // A quantile is the middle of a bucket, which may lie above the largest value in it.
    p50Us: Math.min(quantileUs(0.5), maxDurationUs),
    p95Us: Math.min(quantileUs(0.95), maxDurationUs),
    p99Us: Math.min(quantileUs(0.99), maxDurationUs),
    maxUs: maxDurationUs,
    blockedUs: stats.blockedUs,
    bytes: stats.bytes,
    largestBytes: summary.largestBytes,
    repeats,
    registration,
    summary,
  };
}

const NOTHING_SENT = {
  kinds: [],
  directions: [],
  route: '',
  count: 0,
  ratePerSecond: 0,
  errors: 0,
  unhandled: 0,
  pending: 0,
  p50Us: Number.NaN,
  p95Us: Number.NaN,
  p99Us: Number.NaN,
  maxUs: Number.NaN,
  blockedUs: 0,
  bytes: 0,
  largestBytes: 0,
  repeats: undefined,
} as const;

const SHOWN_LABELS = 3;

function labelsOf(table: MessageTable, indexes: ReadonlySet<number>): string {
  const labels = new Set<string>();
  for (const index of indexes) {
    const endpoint = table.endpoints[index];
    if (endpoint !== undefined) labels.add(endpointLabel(endpoint));
  }
  const shown = [...labels].slice(0, SHOWN_LABELS).join(', ');
  return labels.size > SHOWN_LABELS ? `${shown} +${labels.size - SHOWN_LABELS}` : shown;
}
