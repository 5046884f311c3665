/** The selected messages: one that the detail shows, and any others with it. */

import { RowSet } from '../../shared/columns/rowSet';
import type { WindowStore } from './windowStore';

/** Messages in the order of the list. */
export interface MessageList {
  readonly listed: number;
  rowAt(index: number): number | undefined;
  indexOf(row: number): number | undefined;
}

export class Selection {
  private readonly set = new RowSet();
  /** In the order in which they were selected. */
  private rows: number[] = [];
  /** Where a range that is drawn out begins: a row. */
  private anchor: number | undefined;

  constructor(
    private readonly list: MessageList,
    private readonly store: WindowStore,
  ) {}

  has(row: number): boolean {
    return this.set.has(row);
  }

  /** In the order in which they came. */
  toRows(): Uint32Array {
    return Uint32Array.from(this.rows).sort();
  }

  /** Selects a message, and no other; undefined: none. */
  only(row: number | undefined): void {
    this.replace(row === undefined ? [] : [row]);
    this.anchor = row;
    this.publish(row);
  }

  /** Adds a message to the selection, or removes it. */
  toggle(row: number): void {
    if (this.set.has(row)) {
      this.set.delete(row);
      this.rows = this.rows.filter((other) => other !== row);
    } else this.add(row);
    this.anchor = row;
    this.publish(this.set.has(row) ? row : this.rows.at(-1));
  }

  /** Selects what lies in the list between where a range began and a message. */
  extendTo(row: number): void {
    const last = this.list.indexOf(row);
    const first = this.anchor === undefined ? last : (this.list.indexOf(this.anchor) ?? last);
    if (first === undefined || last === undefined) return;
    this.replace(this.rowsBetween(Math.min(first, last), Math.max(first, last)));
    this.publish(row);
  }

  all(): void {
    this.replace(this.rowsBetween(0, this.list.listed - 1));
    this.publish(this.store.getState().selectedRow ?? this.rows[0]);
  }

  private replace(rows: readonly number[]): void {
    for (const row of this.rows) this.set.delete(row);
    this.rows = [];
    for (const row of rows) this.add(row);
  }

  private add(row: number): void {
    this.set.add(row);
    this.rows.push(row);
  }

  private rowsBetween(first: number, last: number): number[] {
    return Array.from({ length: last - first + 1 }, (_, i) => this.list.rowAt(first + i) as number);
  }

  private publish(selectedRow: number | undefined): void {
    const selectedCount = this.rows.length;
    this.store.setState((state) => ({ selectedRow, selectedCount, selectionVersion: state.selectionVersion + 1 }));
  }
}
