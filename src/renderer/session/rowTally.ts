/** Updates a tally: new rows at once, many rows in slices between frames. */

import { RowSet } from '../../shared/columns/rowSet';
import type { SessionModel } from './sessionModel';

/** What is computed. */
export interface RowTally {
  clear(): void;
  /** A row that was not added yet. */
  add(row: number): void;
  /** A row that was added has changed. */
  change(row: number): void;
}

/** About how long a slice blocks the window. */
const SLICE_MS = 5;
const ROWS_BETWEEN_LOOKS = 1024;

export class TallyUpdater {
  /** Rows below it were counted. */
  private next = 0;
  private readonly counted = new RowSet();
  private timer: number | undefined;
  private changes = 0;
  private readonly subscribers = new Set<() => void>();
  private readonly stopListening: () => void;

  /** @param of the whole table, or the messages in the view */
  constructor(
    private readonly session: SessionModel,
    private readonly of: 'table' | 'view',
    private readonly tally: RowTally,
  ) {
    this.stopListening = session.listen(of, {
      rebuilt: () => this.restart(),
      changed: (rows) => this.changed(rows),
    });
    this.restart();
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  };

  /** Rises with what is computed. */
  readonly version = (): number => this.changes;

  /** The share of rows that were counted, from 0 to 1. */
  get progress(): number {
    const end = this.endRow;
    return end === 0 ? 1 : Math.min(1, this.next / end);
  }

  dispose(): void {
    window.clearTimeout(this.timer);
    this.stopListening();
    this.subscribers.clear();
  }

  private restart(): void {
    this.next = 0;
    this.counted.clear();
    this.tally.clear();
    this.work();
  }

  /** Rows before it can be looked at. */
  private get endRow(): number {
    return this.of === 'table' ? this.session.table.length : this.session.viewRows.examinedRows;
  }

  private changed(rows: Iterable<number>): void {
    for (const row of rows) {
      if (row >= this.next) continue;
      const isIn = this.of === 'table' || this.session.viewRows.indexOf(row) >= 0;
      if (this.counted.has(row)) {
        if (!isIn) {
          // A maximum can't be subtracted.
          this.restart();
          return;
        }
        this.tally.change(row);
      } else if (isIn) this.add(row);
    }
    this.work();
  }

  private add(row: number): void {
    this.counted.add(row);
    this.tally.add(row);
  }

  private work(): void {
    window.clearTimeout(this.timer);
    const endsAtMs = performance.now() + SLICE_MS;
    const end = this.endRow;
    while (this.next < end) {
      this.addUntil(Math.min(end, this.next + ROWS_BETWEEN_LOOKS));
      if (this.next < end && performance.now() > endsAtMs) {
        this.timer = window.setTimeout(() => this.work());
        break;
      }
    }
    this.changes++;
    for (const subscriber of this.subscribers) subscriber();
  }

  private addUntil(end: number): void {
    if (this.of === 'table') {
      for (let row = this.next; row < end; row++) this.add(row);
    } else {
      const { viewRows } = this.session;
      const place = viewRows.indexOf(this.next);
      for (let index = place < 0 ? -place - 1 : place; ; index++) {
        const row = viewRows.at(index);
        if (row === undefined || row >= end) break;
        this.add(row);
      }
    }
    this.next = end;
  }
}
