/** The values that real traffic has for the keys of the language, with how many messages have each. */

import { libraryOf } from '../channels/library';
import { RowFlag } from '../columns/columns';
import { type EndpointInfo, endpointLabel } from '../columns/endpointInfo';
import type { MessageTable } from '../columns/messageTable';
import { DIRECTIONS, MESSAGE_KINDS, STATUSES } from '../journal/entries';

interface CountedValue {
  readonly value: string;
  readonly count: number;
}

/** Values of a key, the most frequent first; none for a key whose values can't be listed. */
export interface Vocabulary {
  valuesOf(key: string): readonly CountedValue[];
}

type Counter = (table: MessageTable) => Map<string, number>;

const COUNTERS: { readonly [key: string]: Counter } = {
  channel: (table) => grouped(countsOf(table, 'channel'), (index) => table.channels[index]),
  library: (table) => grouped(countsOf(table, 'channel'), (index) => libraryOf(table.channels[index] ?? '')),
  kind: (table) => grouped(countsOf(table, 'kind'), (index) => MESSAGE_KINDS[index]),
  dir: (table) => grouped(countsOf(table, 'direction'), (index) => DIRECTIONS[index]),
  status: (table) => grouped(countsOf(table, 'status'), (index) => STATUSES[index]),
  is: countProperties,
  from: (table) => endpointTexts(table, ['from'], endpointLabel),
  to: (table) => endpointTexts(table, ['to'], endpointLabel),
  window: (table) => endpointTexts(table, ['from', 'to'], ({ title }) => title),
  url: (table) => endpointTexts(table, ['from', 'to'], ({ url }) => url),
  app: (table) => endpointTexts(table, ['from', 'to'], ({ app }) => app),
  pid: (table) => endpointTexts(table, ['from', 'to'], ({ pid }) => (pid === undefined ? undefined : String(pid))),
  port: (table) =>
    grouped(countsOf(table, 'channel'), (index) => /^port (\d+)$/.exec(table.channels[index] ?? '')?.[1]),
};

/** The vocabulary of the messages that are in the table now. A key is counted when it is first asked for. */
export function vocabularyOf(table: MessageTable): Vocabulary {
  const known = new Map<string, readonly CountedValue[]>();
  return {
    valuesOf(key) {
      let values = known.get(key);
      if (values === undefined) {
        const counts = Object.hasOwn(COUNTERS, key) ? COUNTERS[key]?.(table) : undefined;
        values = [...(counts ?? [])]
          .map(([value, count]) => ({ value, count }))
          .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
        known.set(key, values);
      }
      return values;
    },
  };
}

type CountedColumn = 'channel' | 'kind' | 'direction' | 'status' | 'from' | 'to' | 'flags';

/** Rows by value of a column. */
function countsOf(table: MessageTable, name: CountedColumn): Uint32Array {
  const size = { channel: table.channels.length, from: table.endpoints.length, to: table.endpoints.length };
  const counts = new Uint32Array(Math.max(256, size[name as keyof typeof size] ?? 0));
  let left = table.length;
  for (const chunk of table.columns.chunks) {
    const column = chunk[name];
    const end = Math.min(column.length, left);
    for (let i = 0; i < end; i++) counts[column[i] as number] = (counts[column[i] as number] as number) + 1;
    left -= end;
  }
  return counts;
}

function grouped(counts: Uint32Array, textOf: (index: number) => string | undefined, into = new Map<string, number>()) {
  counts.forEach((count, index) => {
    const text = count === 0 ? undefined : textOf(index);
    if (text !== undefined && text !== '') into.set(text, (into.get(text) ?? 0) + count);
  });
  return into;
}

function endpointTexts(
  table: MessageTable,
  columns: readonly ('from' | 'to')[],
  textOf: (endpoint: EndpointInfo) => string | undefined,
): Map<string, number> {
  const texts = table.endpoints.map(textOf);
  const all = new Map<string, number>();
  for (const column of columns) grouped(countsOf(table, column), (index) => texts[index], all);
  return all;
}

function countProperties(table: MessageTable): Map<string, number> {
  const counts = grouped(countsOf(table, 'status'), (index) => STATUSES[index]);
  const sync = countsOf(table, 'kind')[MESSAGE_KINDS.indexOf('sendSync')] ?? 0;
  const library = [...grouped(countsOf(table, 'channel'), (index) => libraryOf(table.channels[index] ?? '')).values()];
  const flags = countsOf(table, 'flags');
  const properties: [string, number][] = [
    ['sync', sync],
    ['library', library.reduce((sum, count) => sum + count, 0)],
    ...Object.entries(RowFlag).map(([name, flag]): [string, number] => [
      name === 'payloadDropped' ? 'payload-dropped' : name,
      flags.reduce((sum, count, value) => ((value & flag) === 0 ? sum : sum + count), 0),
    ]),
  ];
  for (const [name, count] of properties) if (count > 0) counts.set(name, count);
  return counts;
}
