/** What the overview shows of a whole session: how many messages, what went wrong, and when main was held up. */

import { CHUNK_MASK, RowFlag, UNKNOWN_LISTENERS } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';
import { RowSet } from '../../shared/columns/rowSet';
import { STATUSES } from '../../shared/journal/entries';
import { SumSeries, TimeAxis } from '../../shared/stats/timeSeries';
import { type RowTally, TallyKeeper } from '../session/rowTally';
import type { SessionModel } from '../session/sessionModel';

/** Finer than the strip has pixels on most screens. */
const BUCKETS = 4096;
/** No one blocking time may stretch the picture beyond sense. */
const MAX_BLOCKING_US = 3_600_000_000;
const isError = STATUSES.map((status) => status === 'error' || status === 'unhandled' || status === 'lost');

export class SessionOverview implements RowTally {
  readonly axis = new TimeAxis(BUCKETS);
  messages = new SumSeries(this.axis);
  errors = new SumSeries(this.axis);
  /** Microseconds. */
  blocked = new SumSeries(this.axis);
  /** Of the first and the last message, in microseconds since the epoch. */
  firstUs = Number.POSITIVE_INFINITY;
  lastUs = Number.NEGATIVE_INFINITY;
  private readonly countedErrors = new RowSet();
  private readonly countedBlocking = new RowSet();

  constructor(private readonly table: MessageTable) {}

  clear(): void {
    this.axis.clear();
    this.messages = new SumSeries(this.axis);
    this.errors = new SumSeries(this.axis);
    this.blocked = new SumSeries(this.axis);
    this.firstUs = Number.POSITIVE_INFINITY;
    this.lastUs = Number.NEGATIVE_INFINITY;
    this.countedErrors.clear();
    this.countedBlocking.clear();
  }

  add(row: number): void {
    const columns = this.table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    if (((columns.flags[i] as number) & RowFlag.internal) !== 0) return;
    const atUs = columns.atUs[i] as number;
    this.firstUs = Math.min(this.firstUs, atUs);
    this.lastUs = Math.max(this.lastUs, atUs);
    this.messages.add(atUs);
    this.change(row);
  }

  /** A status and a blocking time come once; either may come later than the message. */
  change(row: number): void {
    const columns = this.table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    if (((columns.flags[i] as number) & RowFlag.internal) !== 0) return;
    const atUs = columns.atUs[i] as number;
    if (isError[columns.status[i] as number] && !this.countedErrors.has(row)) {
      this.countedErrors.add(row);
      this.errors.add(atUs);
    }
    const blockingUs = columns.blockingUs[i] as number;
    // As in the statistics: what main sends holds it up by its own decision.
    if (blockingUs > 0 && columns.listeners[i] !== UNKNOWN_LISTENERS && !this.countedBlocking.has(row)) {
      this.countedBlocking.add(row);
      this.blocked.addSpan(atUs, Math.min(blockingUs, MAX_BLOCKING_US));
    }
  }
}

export interface KeptOverview {
  readonly overview: SessionOverview;
  readonly keeper: TallyKeeper;
}

const kept = new WeakMap<SessionModel, KeptOverview>();

/** The overview of a session, kept up to date from the first time on that it is asked for. */
export function overviewOf(session: SessionModel): KeptOverview {
  let known = kept.get(session);
  if (known === undefined) {
    const overview = new SessionOverview(session.table);
    known = { overview, keeper: new TallyKeeper(session, 'table', overview) };
    kept.set(session, known);
  }
  return known;
}
