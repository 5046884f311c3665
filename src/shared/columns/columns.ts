/**
 * The typed columns of the message table: what the window keeps of every message, so that a million of them can be
 * filtered, sorted and drawn without touching a payload. Payloads stay on disk.
 *
 * Columns come in chunks, because growing one large array would copy all of it and stall a frame.
 */

export const CHUNK_ROWS = 1 << 16;
export const CHUNK_MASK = CHUNK_ROWS - 1;

/** Element type of each column; 60 bytes a message in all. */
export const COLUMN_TYPES = {
  /** Microseconds since the Unix epoch: arrival in main for what goes there, the call for everything else. */
  atUs: Float64Array,
  seq: Uint32Array,
  target: Uint16Array,
  /** Index in MESSAGE_KINDS, DIRECTIONS, STATUSES. */
  kind: Uint8Array,
  direction: Uint8Array,
  status: Uint8Array,
  /** Bits of `RowFlag`. */
  flags: Uint8Array,
  /** Index in the table's channels. */
  channel: Uint32Array,
  /** Index in the table's endpoints. */
  from: Uint32Array,
  to: Uint32Array,
  sizeBytes: Uint32Array,
  resultBytes: Uint32Array,
  /** Phases in microseconds; NaN where not observed. */
  transitUs: Float32Array,
  blockingUs: Float32Array,
  handlerUs: Float32Array,
  returnUs: Float32Array,
  /** By how much transit and return may be wrong, either way. */
  clockErrorUs: Float32Array,
  /** `UNKNOWN_LISTENERS` where they could not be counted. */
  listeners: Uint8Array,
  portCount: Uint8Array,
} as const;

export type ColumnName = keyof typeof COLUMN_TYPES;
export const COLUMN_NAMES = Object.keys(COLUMN_TYPES) as ColumnName[];

/** A run of rows, column by column. */
export type Columns = { readonly [K in ColumnName]: InstanceType<(typeof COLUMN_TYPES)[K]> };

export const UNKNOWN_LISTENERS = 255;

export const RowFlag = {
  internal: 1,
  /** Arguments or result were cut. */
  truncated: 2,
  /** Sent by the inspector itself. */
  replayed: 4,
  /** The user marked it. */
  marked: 8,
  /** Something in it was hidden in the target. */
  redacted: 16,
  /** The inspector dropped arguments or result because it could not keep up. */
  payloadDropped: 32,
} as const;

export function createColumns(rowCount: number): Columns {
  return Object.fromEntries(COLUMN_NAMES.map((name) => [name, new COLUMN_TYPES[name](rowCount)])) as unknown as Columns;
}

/** A growing run of chunks. */
export class ColumnStore {
  private readonly chunkList: Columns[] = [];
  private rowCount = 0;

  get length(): number {
    return this.rowCount;
  }

  get chunks(): readonly Columns[] {
    return this.chunkList;
  }

  /** The chunk of a row; the row is at `row & CHUNK_MASK` in it. */
  chunkOf(row: number): Columns {
    const chunk = this.chunkList[row >>> 16];
    if (chunk === undefined) throw new RangeError(`no row ${row} among ${this.rowCount}`);
    return chunk;
  }

  get(row: number, column: ColumnName): number {
    return this.chunkOf(row)[column][row & CHUNK_MASK] as number;
  }

  /** Makes room up to `length` rows; new ones are zero. */
  extendTo(length: number): void {
    while (this.chunkList.length * CHUNK_ROWS < length) this.chunkList.push(createColumns(CHUNK_ROWS));
    if (length > this.rowCount) this.rowCount = length;
  }

  /** Adds the rows of a whole chunk that is read from elsewhere. */
  appendChunk(chunk: Columns, rows: number): void {
    if ((this.rowCount & CHUNK_MASK) !== 0) throw new RangeError('the last chunk is not full');
    this.chunkList.push(chunk);
    this.rowCount += rows;
  }

  clear(): void {
    this.chunkList.length = 0;
    this.rowCount = 0;
  }
}
