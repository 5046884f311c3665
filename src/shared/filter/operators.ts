/**
 * The keys of the filter language. Each carries its help and its meaning together, so that parser, suggestions and help
 * can't drift apart.
 */

import { libraryOf } from '../channels/library';
import { type Columns, RowFlag, UNKNOWN_LISTENERS } from '../columns/columns';
import { type EndpointInfo, endpointLabel } from '../columns/endpointInfo';
import { durationUs, type MessageTable } from '../columns/messageTable';
import { statusIndex } from '../columns/sessionFold';
import { DIRECTIONS, MESSAGE_KINDS, STATUSES } from '../journal/entries';
import type { Comparison, FilterValue } from './ast';
import { containsMatcher, equalsMatcher, type TextMatcher, valueText } from './textMatch';
import { parseDurationUs, parseSizeBytes } from './units';

/** Tells whether a row matches; `index` is its place in the chunk. */
export type RowPredicate = (columns: Columns, index: number) => boolean;

/** A value that makes no sense for its key. */
export interface ValueFault {
  readonly message: string;
  /** A value that would have been right. */
  readonly suggestion?: string;
}

export interface FilterOperator {
  readonly key: string;
  /** One line for the help. */
  readonly help: string;
  readonly example: string;
  /** The values it knows, where they are few. */
  readonly values?: readonly string[];
  compile(comparison: Comparison, value: FilterValue, table: MessageTable): RowPredicate | ValueFault;
}

const IS_VALUES = ['pending', 'ok', 'error', 'unhandled', 'lost', 'sync', 'internal', 'library', 'truncated'] as const;

export const OPERATORS: readonly FilterOperator[] = [
  {
    key: 'channel',
    help: 'Name of the channel; * stands for any text',
    example: 'channel:notes:*',
    compile: (comparison, value, table) =>
      onlyEquality(comparison) ?? byIndex('channel', matcherFor(comparison, value), (index) => table.channels[index]),
  },
  enumOperator('kind', 'Electron’s method', MESSAGE_KINDS),
  enumOperator('direction', 'Where it goes', DIRECTIONS, 'dir'),
  enumOperator('status', 'How it ended', STATUSES),
  {
    key: 'is',
    help: 'A property of the message',
    example: 'is:unhandled',
    values: IS_VALUES,
    compile(comparison, value, table) {
      const word = valueText(value).toLowerCase();
      const known = IS_VALUES.find((name) => name === word);
      if (known === undefined) return unknownValue('is', word, IS_VALUES);
      return onlyEquality(comparison) ?? isPredicate(known, table);
    },
  },
  {
    key: 'library',
    help: 'Library whose own channel it is, such as @electron/remote',
    example: 'library:remote',
    compile: (comparison, value, table) =>
      onlyEquality(comparison) ??
      byIndex('channel', libraryMatcher(matcherFor(comparison, value)), (index) => table.channels[index]),
  },
  endpointOperator('from', 'Sender: window title, sub-frame, “main”, utility process', ['from'], endpointLabel),
  endpointOperator('to', 'Receiver', ['to'], endpointLabel),
  endpointOperator('window', 'Title of a window at either end', ['from', 'to'], (endpoint) => endpoint.title),
  endpointOperator('url', 'URL of a frame at either end', ['from', 'to'], (endpoint) => endpoint.url),
  endpointOperator('pid', 'Process id at either end', ['from', 'to'], (endpoint) => textOf(endpoint.pid)),
  numberOperator('dur', 'Duration', 'dur>50ms', parseDurationUs, durationUs),
  numberOperator(
    'blocking',
    'How long it held up the main process',
    'blocking>16ms',
    parseDurationUs,
    (columns, i) => columns.blockingUs[i] as number,
  ),
  numberOperator('size', 'Bytes of arguments and result', 'size>=10kb', parseSizeBytes, sizeOf),
  numberOperator('listeners', 'How many listeners it met', 'listeners=0', parseCount, (columns, i) => {
    const count = columns.listeners[i] as number;
    return count === UNKNOWN_LISTENERS ? Number.NaN : count;
  }),
];

/** Finds a key's operator; `dir` is short for `direction`. */
export function findOperator(key: string): FilterOperator | undefined {
  const wanted = key.toLowerCase();
  return OPERATORS.find((operator) => operator.key === (wanted === 'dir' ? 'direction' : wanted));
}

function sizeOf(columns: Columns, i: number): number {
  return (columns.sizeBytes[i] as number) + (columns.resultBytes[i] as number);
}

function parseCount(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function textOf(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** `:` finds the text anywhere in the name, `=` wants the whole. */
function matcherFor(comparison: Comparison, value: FilterValue): TextMatcher {
  return comparison === '=' ? equalsMatcher(value) : containsMatcher(value);
}

function onlyEquality(comparison: Comparison): ValueFault | undefined {
  if (comparison === ':' || comparison === '=') return undefined;
  return { message: `“${comparison}” compares numbers; here use “:”`, suggestion: ':' };
}

/** Matches a column of indexes into a growing list, looking at each text only once. */
export function byIndex(
  column: 'channel' | 'from' | 'to',
  matches: (text: string) => boolean,
  textAt: (index: number) => string | undefined,
): RowPredicate {
  const known: (boolean | undefined)[] = [];
  return (columns, i) => {
    const index = columns[column][i] as number;
    let answer = known[index];
    if (answer === undefined) {
      answer = matches(textAt(index) ?? '');
      known[index] = answer;
    }
    return answer;
  };
}

function enumOperator(
  key: 'kind' | 'direction' | 'status',
  help: string,
  values: readonly string[],
  short = key as string,
): FilterOperator {
  return {
    key,
    help,
    example: `${short}:${values[1] ?? values[0]}`,
    values,
    compile(comparison, value) {
      const matches = equalsMatcher(value);
      const wanted = values.map((name) => matches(name));
      if (!wanted.includes(true)) return unknownValue(short, valueText(value), values);
      return onlyEquality(comparison) ?? ((columns, i) => wanted[columns[key][i] as number] === true);
    },
  };
}

function endpointOperator(
  key: string,
  help: string,
  columns: readonly ('from' | 'to')[],
  textOfEndpoint: (endpoint: EndpointInfo) => string | undefined,
): FilterOperator {
  return {
    key,
    help,
    example: key === 'pid' ? 'pid:1234' : `${key}:settings`,
    compile(comparison, value, table) {
      const fault = onlyEquality(comparison);
      if (fault !== undefined) return fault;
      const matches = key === 'pid' ? equalsMatcher(value) : matcherFor(comparison, value);
      const textAt = (index: number) => {
        const endpoint = table.endpoints[index];
        return endpoint && textOfEndpoint(endpoint);
      };
      const predicates = columns.map((column) => byIndex(column, matches, textAt));
      return (chunk, i) => predicates.some((predicate) => predicate(chunk, i));
    },
  };
}

function numberOperator(
  key: string,
  help: string,
  example: string,
  parse: (text: string) => number | undefined,
  read: (columns: Columns, index: number) => number,
): FilterOperator {
  return {
    key,
    help,
    example,
    compile(comparison, value) {
      const wanted = parse(valueText(value));
      if (wanted === undefined) {
        return {
          message: `“${valueText(value)}” is not a value for ${key}`,
          suggestion: example.replace(/^\w+\W+/, ''),
        };
      }
      // An unknown value (NaN) is neither more nor less than anything.
      switch (comparison) {
        case '>':
          return (columns, i) => read(columns, i) > wanted;
        case '>=':
          return (columns, i) => read(columns, i) >= wanted;
        case '<':
          return (columns, i) => read(columns, i) < wanted;
        case '<=':
          return (columns, i) => read(columns, i) <= wanted;
        default:
          return (columns, i) => read(columns, i) === wanted;
      }
    },
  };
}

function isPredicate(property: (typeof IS_VALUES)[number], table: MessageTable): RowPredicate {
  switch (property) {
    case 'sync': {
      const sendSync = MESSAGE_KINDS.indexOf('sendSync');
      return (columns, i) => columns.kind[i] === sendSync;
    }
    case 'internal':
      return (columns, i) => ((columns.flags[i] as number) & RowFlag.internal) !== 0;
    case 'library':
      return byIndex('channel', isLibraryChannel, (index) => table.channels[index]);
    case 'truncated':
      return (columns, i) => ((columns.flags[i] as number) & RowFlag.truncated) !== 0;
    default: {
      const status = statusIndex(property);
      return (columns, i) => columns.status[i] === status;
    }
  }
}

/** A channel of the app itself is of no library, whatever is looked for. */
function libraryMatcher(matches: TextMatcher): TextMatcher {
  return (channel) => {
    const library = libraryOf(channel);
    return library !== undefined && matches(library);
  };
}

function isLibraryChannel(channel: string): boolean {
  return libraryOf(channel) !== undefined;
}

function unknownValue(key: string, word: string, values: readonly string[]): ValueFault {
  return { message: `“${word}” is not a value for ${key}: ${values.join(', ')}`, suggestion: closest(word, values) };
}

/** The most similar word, if one is similar enough to have been meant. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.ceil(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = candidate.toLowerCase().startsWith(wanted) ? 1 : editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    previous = row;
  }
  return previous[b.length] as number;
}
