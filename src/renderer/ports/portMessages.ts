/** The messages of one message channel, of those in the view. */

import { CHUNK_MASK } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';
import type { RowTally } from '../session/rowTally';

export class PortMessages implements RowTally {
  /** In ascending order. */
  rows: number[] = [];
  private channel: number | undefined;

  /** @param id of the channel: the lower of its ends' */
  constructor(
    private readonly table: MessageTable,
    private readonly target: number,
    private readonly id: number,
  ) {}

  clear(): void {
    this.rows = [];
    this.channel = undefined;
  }

  add(row: number): void {
    const columns = this.table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    const channel = columns.channel[i] as number;
    // Its name is looked up once; until its first message there is no such name.
    if (this.channel === undefined && this.table.channels[channel] === `port ${this.id}`) this.channel = channel;
    if (channel !== this.channel || columns.target[i] !== this.target) return;
    const last = this.rows.at(-1);
    if (last === undefined || last < row) this.rows.push(row);
    else
      this.rows.splice(
        this.rows.findIndex((known) => known > row),
        0,
        row,
      );
  }

  change(): void {
    // What is shown of a message is read when it is drawn.
  }
}

/** The row of a message by its number; undefined if it is not there. */
export function findRow(table: MessageTable, target: number, seq: number): number | undefined {
  for (const [chunkIndex, columns] of table.columns.chunks.entries()) {
    const start = chunkIndex * (CHUNK_MASK + 1);
    const end = Math.min(CHUNK_MASK + 1, table.length - start);
    for (let i = 0; i < end; i++) {
      if (columns.seq[i] === seq && columns.target[i] === target) return start + i;
    }
  }
  return undefined;
}
