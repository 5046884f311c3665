/**
 * The rows that match a filter, kept up to date as rows come and change, without looking at the others again.
 */

import { CHUNK_MASK, CHUNK_ROWS } from '../columns/columns';
import type { MessageTable } from '../columns/messageTable';
import { createVerdicts, evaluateRows, hasMaybe, type Predicate, ROWS_A_WORD, UNREAD, Verdict } from './verdict';

/** Rows evaluated at a time: so few that what is computed of them stays in the processor's cache. */
const BLOCK_ROWS = 4096;

/** What rows are to be in a view. */
export interface RowFilter {
  readonly predicate: Predicate;
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

  /** A copy of all rows in the view. */
  toArray(): Uint32Array<ArrayBuffer> {
    return this.rows.slice(0, this.count);
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
      evaluateRows(this.filter.predicate, chunk, from, to, this.verdicts, UNREAD);
      this.add(from, to, chunkStart);
      this.examined = end;
    }
  }

  /** Examines changed rows again. */
  reexamine(changed: Iterable<number>): void {
    const removed: number[] = [];
    const added: number[] = [];
    for (const row of changed) {
      if (row < this.firstRow || row >= this.examined) continue;
      const isIn = this.indexOf(row) >= 0;
      if (this.matches(row) !== isIn) (isIn ? removed : added).push(row);
    }
    if (removed.length > 0) this.remove(Uint32Array.from(removed).sort());
    if (added.length > 0) this.insert(Uint32Array.from(added).sort());
  }

  /** @param removed in ascending order; the same row may stand there twice */
  private remove(removed: Uint32Array): void {
    let place = this.indexOf(removed[0] as number);
    let next = 0;
    for (let i = place; i < this.count; i++) {
      const row = this.rows[i] as number;
      while (next < removed.length && (removed[next] as number) < row) next++;
      if (removed[next] !== row) this.rows[place++] = row;
    }
    this.count = place;
  }

  /** @param added in ascending order; the same row may stand there twice */
  private insert(added: Uint32Array): void {
    const distinct = added.filter((row, i) => row !== added[i - 1]);
    this.reserve(distinct.length);
    // From the end, so that what is there moves up only once.
    let from = this.count - 1;
    let to = this.count + distinct.length - 1;
    for (let i = distinct.length - 1; i >= 0; to--) {
      const row = distinct[i] as number;
      const isAfter = from < 0 || (this.rows[from] as number) < row;
      this.rows[to] = isAfter ? row : (this.rows[from] as number);
      if (isAfter) i--;
      else from--;
    }
    this.count += distinct.length;
  }

  /** Adds the rows of a chunk whose verdict lets them in. Written first and counted then: a branch a row takes longer. */
  private add(from: number, to: number, chunkStart: number): void {
    const { bytes, words } = this.verdicts;
    const { rows } = this;
    const firstWord = Math.floor(from / ROWS_A_WORD);
    const endWord = Math.ceil(to / ROWS_A_WORD);
    bytes.fill(Verdict.no, firstWord * ROWS_A_WORD, from);
    bytes.fill(Verdict.no, to, endWord * ROWS_A_WORD);
    let { count } = this;
    for (let w = firstWord; w < endWord; w++) {
      let word = words[w] as number;
      if (word === 0) continue;
      if (hasMaybe(word)) word = this.settle(w, chunkStart);
      const row = chunkStart + w * ROWS_A_WORD;
      rows[count] = row;
      count += (word >>> 1) & 1;
      rows[count] = row + 1;
      count += (word >>> 9) & 1;
      rows[count] = row + 2;
      count += (word >>> 17) & 1;
      rows[count] = row + 3;
      count += (word >>> 25) & 1;
    }
    this.count = count;
  }

  /** Makes a yes or no of every maybe of a word. */
  private settle(word: number, chunkStart: number): number {
    const { bytes, words } = this.verdicts;
    for (let i = word * ROWS_A_WORD; i < (word + 1) * ROWS_A_WORD; i++) {
      if (bytes[i] === Verdict.maybe) bytes[i] = this.filter.isMet(chunkStart + i) ? Verdict.yes : Verdict.no;
    }
    return words[word] as number;
  }

  private matches(row: number): boolean {
    const i = row & CHUNK_MASK;
    evaluateRows(this.filter.predicate, this.table.columns.chunkOf(row), i, i + 1, this.verdicts, UNREAD);
    const verdict = this.verdicts.bytes[i];
    return verdict === Verdict.yes || (verdict === Verdict.maybe && this.filter.isMet(row));
  }

  private reserve(additional: number): void {
    // What is written and not counted may be up to a word more.
    const needed = this.count + additional + ROWS_A_WORD;
    if (needed <= this.rows.length) return;
    const larger = new Uint32Array(Math.max(needed, this.rows.length * 2));
    larger.set(this.rows.subarray(0, this.count));
    this.rows = larger;
  }
}
