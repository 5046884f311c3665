/**
 * The rows that match a filter, kept up to date as rows come and change, without looking at the others again.
 */

import type { RowPredicate } from '../filter/operators';
import { CHUNK_MASK, CHUNK_ROWS } from './columns';
import type { MessageTable } from './messageTable';

export class FilteredRows {
  private rows = new Uint32Array(1024);
  private count = 0;
  /** Rows below this have been examined. */
  private examined = 0;
  private firstRow = 0;

  constructor(
    private readonly table: MessageTable,
    private matches: RowPredicate,
  ) {
    this.extend();
  }

  get length(): number {
    return this.count;
  }

  /** The row at a place in the view. */
  at(index: number): number | undefined {
    return index >= 0 && index < this.count ? this.rows[index] : undefined;
  }

  /** Place of a row in the view; if it is not in it, the place it would have, as a negative number less one. */
  indexOf(row: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.rows[middle] as number;
      if (found === row) return middle;
      if (found < row) low = middle + 1;
      else high = middle - 1;
    }
    return -low - 1;
  }

  /** Number of rows that have been examined, from the table's first. */
  get examinedRows(): number {
    return this.examined;
  }

  /**
   * Starts over with another filter.
   *
   * @param firstRow rows before it are left out
   */
  setFilter(matches: RowPredicate, firstRow = 0): void {
    this.matches = matches;
    this.firstRow = firstRow;
    this.count = 0;
    this.examined = firstRow;
    this.extend();
  }

  /** Examines the rows that were added to the table. */
  extend(): void {
    const { length, columns } = this.table;
    this.reserve(length - this.examined);
    while (this.examined < length) {
      const chunk = columns.chunkOf(this.examined);
      const chunkStart = this.examined - (this.examined & CHUNK_MASK);
      const end = Math.min(length, chunkStart + CHUNK_ROWS);
      for (let row = this.examined; row < end; row++) {
        if (this.matches(chunk, row - chunkStart)) this.rows[this.count++] = row;
      }
      this.examined = end;
    }
  }

  /** Examines rows again that have changed. */
  reexamine(changed: Iterable<number>): void {
    for (const row of changed) {
      if (row < this.firstRow || row >= this.examined) continue;
      const place = this.indexOf(row);
      const isIn = place >= 0;
      if (this.matches(this.table.columns.chunkOf(row), row & CHUNK_MASK) === isIn) continue;
      if (isIn) {
        this.rows.copyWithin(place, place + 1, this.count);
        this.count--;
      } else {
        this.reserve(1);
        const insertAt = -place - 1;
        this.rows.copyWithin(insertAt + 1, insertAt, this.count);
        this.rows[insertAt] = row;
        this.count++;
      }
    }
  }

  private reserve(additional: number): void {
    const needed = this.count + additional;
    if (needed <= this.rows.length) return;
    const larger = new Uint32Array(Math.max(needed, this.rows.length * 2));
    larger.set(this.rows.subarray(0, this.count));
    this.rows = larger;
  }
}
