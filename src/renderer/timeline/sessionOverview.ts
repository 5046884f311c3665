/** What the overview shows: messages, errors, and when main was blocked. */

import { CHUNK_MASK, RowFlag, UNKNOWN_LISTENERS } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';
import { RowSet } from '../../shared/columns/rowSet';
import { STATUSES } from '../../shared/journal/entries';
import { SumSeries, TimeAxis } from '../../shared/stats/timeSeries';
import { type RowTally, TallyUpdater } from '../session/rowTally';
import type { SessionModel } from '../session/sessionModel';

/** Finer than the strip has pixels on most screens. */
const BUCKETS = 4096;
/** A limit, so that a wrong blocking time does not fill the picture. */
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
    // As in the statistics, messages that main sends do not count as blocking.
    if (blockingUs > 0 && columns.listeners[i] !== UNKNOWN_LISTENERS && !this.countedBlocking.has(row)) {
      this.countedBlocking.add(row);
      this.blocked.addSpan(atUs, Math.min(blockingUs, MAX_BLOCKING_US));
    }
  }
}

export interface LiveOverview {
  readonly overview: SessionOverview;
  readonly updater: TallyUpdater;
}

const overviews = new WeakMap<SessionModel, LiveOverview>();

/** The overview of a session, updated from the first request on. */
export function overviewOf(session: SessionModel): LiveOverview {
  let known = overviews.get(session);
  if (known === undefined) {
    const overview = new SessionOverview(session.table);
    known = { overview, updater: new TallyUpdater(session, 'table', overview) };
    overviews.set(session, known);
  }
  return known;
}
