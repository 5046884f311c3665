/** The selected messages: one that the detail shows, and any others with it. */

import { RowSet } from '../../shared/columns/rowSet';

export class Selection {
  private readonly rows = new RowSet();
  private list: number[] = [];
  /** Where a range that is drawn out begins: a row. */
  anchor: number | undefined;

  get count(): number {
    return this.list.length;
  }

  has(row: number): boolean {
    return this.rows.has(row);
  }

  /** In the order in which they were selected. */
  get all(): readonly number[] {
    return this.list;
  }

  set(rows: readonly number[]): void {
    for (const row of this.list) this.rows.delete(row);
    this.list = [];
    for (const row of rows) this.add(row);
  }

  add(row: number): void {
    if (this.rows.has(row)) return;
    this.rows.add(row);
    this.list.push(row);
  }

  delete(row: number): void {
    if (!this.rows.has(row)) return;
    this.rows.delete(row);
    this.list = this.list.filter((other) => other !== row);
  }
}
