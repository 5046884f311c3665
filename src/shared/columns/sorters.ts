/** How rows are sorted by each column of the message table: a number per row, in the order in which the rows stand. */

import { CHUNK_MASK, type ColumnName, type Columns } from './columns';
import { endpointLabel } from './endpointInfo';
import { durationUs, type MessageTable } from './messageTable';

/** Reads the number of a row; NaN where nothing is known. */
type ReadNumber = (columns: Columns, i: number) => number;

/** Prepares the reader for one sort, because texts are ranked first. */
type Sorter = (table: MessageTable) => ReadNumber;

/** A sorter per sortable column, by the key of the column. */
export const SORTERS = {
  time: by('atUs'),
  number: by('seq'),
  direction: by('direction'),
  kind: by('kind'),
  channel: ({ channels }) => byRank('channel', channels),
  from: ({ endpoints }) => byRank('from', endpoints.map(endpointLabel)),
  to: ({ endpoints }) => byRank('to', endpoints.map(endpointLabel)),
  status: by('status'),
  size: () => (columns, i) => (columns.sizeBytes[i] as number) + (columns.resultBytes[i] as number),
  argsSize: by('sizeBytes'),
  resultSize: by('resultBytes'),
  duration: () => durationUs,
  transit: by('transitUs'),
  blocking: by('blockingUs'),
  handler: by('handlerUs'),
  return: by('returnUs'),
  listeners: by('listeners'),
  ports: by('portCount'),
  target: by('target'),
} satisfies Readonly<Record<string, Sorter>>;

export type SortKey = keyof typeof SORTERS;

/**
 * A number per row. Rows with NaN come last.
 *
 * @param column key of a sorter; by any other, which a later version may have persisted, the rows stay as they are
 */
export function sortKeys(table: MessageTable, column: string, rows: Uint32Array): Float64Array<ArrayBuffer> {
  const keys = new Float64Array(rows.length);
  if (!isSortKey(column)) return keys;
  const read = SORTERS[column](table);
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n] as number;
    keys[n] = read(table.columns.chunkOf(row), row & CHUNK_MASK);
  }
  return keys;
}

function isSortKey(column: string): column is SortKey {
  return Object.hasOwn(SORTERS, column);
}

function by(name: ColumnName): Sorter {
  return () => (columns, i) => columns[name][i] as number;
}

function byRank(name: ColumnName, texts: readonly string[]): ReadNumber {
  const ranks = ranksOf(texts);
  return (columns, i) => ranks[columns[name][i] as number] as number;
}

/** The place of each text among all of them in alphabetical order; equal texts have the same. */
function ranksOf(texts: readonly string[]): Uint32Array {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const distinct = [...new Set(texts)].sort(compare);
  const places = new Map(distinct.map((text, place) => [text, place]));
  return Uint32Array.from(texts, (text) => places.get(text) as number);
}
