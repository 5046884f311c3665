/**
 * What the inspector's main process sends to its window: images of the rows that are new or have changed since the last
 * batch, and the texts they need. A row that changed twice is sent once.
 */

import { CHUNK_MASK, COLUMN_NAMES, type Columns, createColumns } from './columns';
import type { EndpointInfo } from './endpointInfo';
import type { MessageTable, PortName } from './messageTable';
import type { ReplayLink } from './replayLinks';

export interface ColumnBatch {
  /** Rows whose images follow: first those changed, then, in a run up to `length`, the new ones. */
  readonly rows: Uint32Array;
  readonly images: Columns;
  /** Length of the table after this batch. */
  readonly length: number;
  /** Texts, endpoints, ports and links added since the last batch. */
  readonly channels: readonly string[];
  readonly endpoints: readonly EndpointInfo[];
  readonly ports: readonly PortName[];
  readonly replays: readonly ReplayLink[];
}

/** Remembers what one receiver of batches has been sent. */
export class BatchSource {
  private sentRows = 0;
  private sentChannels = 0;
  private sentEndpoints = 0;
  private sentPorts = 0;
  private sentReplays = 0;
  private readonly changed = new Set<number>();

  constructor(private readonly table: MessageTable) {}

  /** Some rows were never sent. */
  get hasMore(): boolean {
    return this.sentRows < this.table.length;
  }

  /** A row that was possibly sent before has changed. */
  touch(row: number): void {
    if (row < this.sentRows) this.changed.add(row);
  }

  /**
   * @param maxRows images in one batch, so that neither side's event loop is held up by a large session
   * @returns undefined if there is nothing new
   */
  next(maxRows: number): ColumnBatch | undefined {
    const { table } = this;
    const newRows = Math.min(table.length - this.sentRows, maxRows);
    const nothingNew =
      newRows === 0 &&
      this.changed.size === 0 &&
      this.sentEndpoints === table.endpoints.length &&
      this.sentPorts === table.ports.length &&
      this.sentReplays === table.replays.list.length;
    if (nothingNew) return undefined;
    const rows = new Uint32Array(this.changed.size + newRows);
    let count = 0;
    for (const row of this.changed) rows[count++] = row;
    for (let i = 0; i < newRows; i++) rows[count++] = this.sentRows + i;
    this.changed.clear();
    this.sentRows += newRows;
    const batch: ColumnBatch = {
      rows,
      images: gather(table, rows),
      length: this.sentRows,
      channels: table.channels.slice(this.sentChannels),
      endpoints: table.endpoints.slice(this.sentEndpoints),
      ports: table.ports.slice(this.sentPorts),
      replays: table.replays.list.slice(this.sentReplays),
    };
    this.sentChannels = table.channels.length;
    this.sentEndpoints = table.endpoints.length;
    this.sentPorts = table.ports.length;
    this.sentReplays = table.replays.list.length;
    return batch;
  }
}

function gather(table: MessageTable, rows: Uint32Array): Columns {
  const images = createColumns(rows.length);
  for (const [start, end] of runs(rows)) {
    const row = rows[start] as number;
    const chunk = table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    for (const name of COLUMN_NAMES) images[name].set(chunk[name].subarray(i, i + end - start), start);
  }
  return images;
}

/** The places in a list of rows at which runs begin and end: rows that follow each other in one chunk. */
function* runs(rows: Uint32Array): Generator<readonly [start: number, end: number]> {
  for (let start = 0; start < rows.length; ) {
    let end = start + 1;
    while (
      end < rows.length &&
      rows[end] === (rows[end - 1] as number) + 1 &&
      ((rows[end] as number) & CHUNK_MASK) !== 0
    )
      end++;
    yield [start, end];
    start = end;
  }
}

/** Applies a batch to the receiver's copy of the table. */
export function applyBatch(table: MessageTable, batch: ColumnBatch): void {
  for (const channel of batch.channels) table.channelIndex(channel);
  for (const endpoint of batch.endpoints) table.addEndpoint(endpoint);
  for (const port of batch.ports) table.addPort(port);
  for (const link of batch.replays) table.replays.add(link);
  table.columns.extendTo(batch.length);
  const { rows, images } = batch;
  for (const [start, end] of runs(rows)) {
    const row = rows[start] as number;
    const chunk = table.columns.chunkOf(row);
    for (const name of COLUMN_NAMES) chunk[name].set(images[name].subarray(start, end), row & CHUNK_MASK);
  }
}
