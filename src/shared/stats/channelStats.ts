/** What a channel's messages have in common: how many, how fast, how large. Messages can be added and taken back. */

import { type Columns, UNKNOWN_LISTENERS } from '../columns/columns';
import { durationUs } from '../columns/messageTable';
import { STATUSES, type Status } from '../journal/entries';
import { Histogram } from './histogram';

/** The facts of a message that the statistics use. */
export interface Sample {
  readonly status: Status;
  readonly atUs: number;
  /** NaN where it was not observed. */
  readonly durationUs: number;
  readonly blockingUs: number;
  /** Of arguments and result. */
  readonly bytes: number;
}

export class ChannelStats {
  /** Messages by how they ended. */
  readonly statuses: { [S in Status]: number } = { pending: 0, ok: 0, error: 0, unhandled: 0, lost: 0, unknown: 0 };
  /** Microseconds. */
  readonly durations = new Histogram();
  /** Microseconds for which main was held up. */
  readonly blockings = new Histogram();
  /** Sum of the blocking times, in microseconds. */
  blockedUs = 0;
  bytes = 0;
  count = 0;
  /** Of the first and the last message, in microseconds since the Unix epoch; they stay when messages are taken back. */
  firstUs = Number.POSITIVE_INFINITY;
  lastUs = Number.NEGATIVE_INFINITY;

  /** Messages that did not end well. */
  get errors(): number {
    return this.statuses.error + this.statuses.unhandled + this.statuses.lost;
  }

  add(sample: Sample): void {
    this.count++;
    this.statuses[sample.status]++;
    this.bytes += sample.bytes;
    if (sample.durationUs >= 0) this.durations.add(sample.durationUs);
    if (sample.blockingUs >= 0) {
      this.blockings.add(sample.blockingUs);
      this.blockedUs += sample.blockingUs;
    }
    this.firstUs = Math.min(this.firstUs, sample.atUs);
    this.lastUs = Math.max(this.lastUs, sample.atUs);
  }

  /** @param sample as it was added */
  remove(sample: Sample): void {
    this.count--;
    this.statuses[sample.status]--;
    this.bytes -= sample.bytes;
    if (sample.durationUs >= 0) this.durations.remove(sample.durationUs);
    if (sample.blockingUs >= 0) {
      this.blockings.remove(sample.blockingUs);
      this.blockedUs -= sample.blockingUs;
    }
  }
}

export function sampleOf(columns: Columns, i: number): Sample {
  return {
    status: STATUSES[columns.status[i] as number] ?? 'pending',
    atUs: columns.atUs[i] as number,
    durationUs: durationUs(columns, i),
    // What main sends holds up main too, but by the caller's decision: only what listeners met counts.
    blockingUs: columns.listeners[i] === UNKNOWN_LISTENERS ? Number.NaN : (columns.blockingUs[i] as number),
    bytes: (columns.sizeBytes[i] as number) + (columns.resultBytes[i] as number),
  };
}
