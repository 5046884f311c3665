/**
 * The rows that match a filter, kept up to date as rows come and change, without looking at the others again.
 */

import { createVerdicts, type Judge, UNREAD, Verdict } from '../filter/verdict';
import { CHUNK_MASK, CHUNK_ROWS } from './columns';
import type { MessageTable } from './messageTable';

/** Rows judged at a time: so few that what is computed of them stays in the processor's cache. */
const BLOCK_ROWS = 4096;

/** What rows are to be in a view. */
export interface RowFilter {
  readonly judge: Judge;
  /** Whether a row is in it of which the columns say maybe; it may say otherwise later, after which the row is reexamined. */
  readonly isMet: (row: number) => boolean;
}

export class FilteredRows {
  private rows = new Uint32Array(1024);
  private count = 0;
  /** Rows below this have been examined. */
  private examined = 0;
  private firstRow = 0;
  private readonly verdicts = createVerdicts();

  constructor(
    private readonly table: MessageTable,
    private filter: RowFilter,
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
  setFilter(filter: RowFilter, firstRow = 0): void {
    this.filter = filter;
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
      const end = Math.min(length, chunkStart + CHUNK_ROWS, this.examined + BLOCK_ROWS);
      const [from, to] = [this.examined - chunkStart, end - chunkStart];
      this.filter.judge(chunk, from, to, this.verdicts, UNREAD);
      this.add(from, to, chunkStart);
      this.examined = end;
    }
  }

  /** Examines rows again that have changed. */
  reexamine(changed: Iterable<number>): void {
    for (const row of changed) {
      if (row < this.firstRow || row >= this.examined) continue;
      const place = this.indexOf(row);
      const isIn = place >= 0;
      if (this.matches(row) === isIn) continue;
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

  /** Adds the rows of a chunk whose verdict lets them in. Written first and counted then: a branch a row takes longer. */
  private add(from: number, to: number, chunkStart: number): void {
    const { rows, verdicts, filter } = this;
    let { count } = this;
    for (let i = from; i < to; i++) {
      const verdict = verdicts[i] as number;
      const isIn = verdict === Verdict.maybe ? filter.isMet(chunkStart + i) : verdict !== Verdict.no;
      rows[count] = chunkStart + i;
      count += Number(isIn);
    }
    this.count = count;
  }

  private matches(row: number): boolean {
    const i = row & CHUNK_MASK;
    this.filter.judge(this.table.columns.chunkOf(row), i, i + 1, this.verdicts, UNREAD);
    const verdict = this.verdicts[i];
    return verdict === Verdict.yes || (verdict === Verdict.maybe && this.filter.isMet(row));
  }

  private reserve(additional: number): void {
    const needed = this.count + additional;
    if (needed <= this.rows.length) return;
    const larger = new Uint32Array(Math.max(needed, this.rows.length * 2));
    larger.set(this.rows.subarray(0, this.count));
    this.rows = larger;
  }
}
