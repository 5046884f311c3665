/**
 * The keys of the filter language. Each carries its help and its meaning together, so that parser, suggestions, help and
 * reference page can't drift apart.
 */

import { libraryOf } from '../channels/library';
import { RowFlag } from '../columns/columns';
import { endpointLabel } from '../columns/endpointInfo';
import type { MessageTable } from '../columns/messageTable';
import { DIRECTIONS, MESSAGE_KINDS, STATUSES, type Status } from '../journal/entries';
import type { ComparisonSign, FilterValue } from './ast';
import { byFlag, byIndex, byValue } from './columnPredicates';
import { duration, listenerCount, type PhaseColumn, phase, size } from './numbers';
import {
  type CompileContext,
  channelOperator,
  endpointOperator,
  enumOperator,
  type FilterOperator,
  numberOperator,
  onlyEquality,
  unknownValue,
  type ValueFault,
} from './operator';
import { PAYLOAD_ROOTS, type PayloadRoot } from './payloadCondition';
import { orderedValue } from './payloadMatch';
import { valueText } from './textMatch';
import { parseDurationUs, parseSizeBytes } from './units';
import { and, not, or, type Predicate } from './verdict';

const IS_VALUES = [
  ...STATUSES,
  ...(['sync', 'internal', 'library', 'replayed', 'truncated', 'payload-dropped', 'marked', 'redacted'] as const),
] as const;

const WITHIN_PAYLOAD = 'or, as a path, at a place in it';

export const OPERATORS: readonly FilterOperator[] = [
  channelOperator('channel', 'Name of the channel; * stands for any text', 'channel:notes:*', (channel) => channel),
  enumOperator('kind', 'kind', 'Electron’s method', MESSAGE_KINDS),
  enumOperator('dir', 'direction', 'Where it goes', DIRECTIONS, 'direction'),
  enumOperator('status', 'status', 'How it ended', STATUSES),
  {
    key: 'is',
    help: 'A property of the message',
    example: 'is:unhandled',
    values: IS_VALUES,
    compile(comparison, value, context) {
      const word = valueText(value).toLowerCase();
      const known = IS_VALUES.find((name) => name === word);
      if (known === undefined) return unknownValue('is', word, IS_VALUES);
      return onlyEquality(comparison) ?? isPredicate(known, context);
    },
  },
  endpointOperator('from', 'Sender: window, sub-frame, “main”, utility process', 'from:main', ['from'], endpointLabel),
  endpointOperator('to', 'Receiver', 'to:settings', ['to'], endpointLabel),
  endpointOperator(
    'window',
    'Title of a window at either end',
    'window:settings',
    ['from', 'to'],
    ({ title }) => title,
  ),
  endpointOperator('url', 'URL of a frame at either end', 'url:app://notes', ['from', 'to'], ({ url }) => url),
  endpointOperator(
    'app',
    'App of the message, where several are watched',
    'app:notes',
    ['from', 'to'],
    ({ app }) => app,
  ),
  endpointOperator('pid', 'Process id at either end', 'pid:1234', ['from', 'to'], ({ pid }) =>
    pid === undefined ? undefined : String(pid),
  ),
  numberOperator('dur', 'Duration, as far as it was seen', 'dur>50ms', parseDurationUs, duration),
  phaseOperator('transit', 'From the call until main had it', 'transitUs'),
  phaseOperator('blocking', 'How long it held up the main process', 'blockingUs'),
  phaseOperator('handler', 'From its arrival until the answer', 'handlerUs'),
  phaseOperator('return', 'From the answer until the caller had it', 'returnUs'),
  numberOperator('size', 'Bytes of arguments and result', 'size>=10kb', parseSizeBytes, size),
  numberOperator('listeners', 'How many listeners it met', 'listeners=0', parseCount, listenerCount),
  {
    key: 'port',
    help: 'Posted on this port, or carried it; port:* any',
    example: 'port:7',
    compile: (comparison, value, context) => onlyEquality(comparison) ?? portPredicate(value, context),
  },
  payloadOperator('args', `Text in the arguments, ${WITHIN_PAYLOAD}`, 'args.0.id=42'),
  payloadOperator('result', `Text in the result, ${WITHIN_PAYLOAD}`, 'result.items.*.name:draft'),
  payloadOperator('error', `Text in the error, ${WITHIN_PAYLOAD}`, 'error.code=ENOENT'),
  channelOperator('library', 'Library whose own channel it is', 'library:remote', libraryOf),
];

/**
 * Finds a key's operator.
 *
 * @param key as it was written; of a place in a payload, with its steps
 */
export function findOperator(key: string): FilterOperator | undefined {
  const [name = '', ...steps] = stepsOf(key.toLowerCase());
  const operator = OPERATORS.find((candidate) => candidate.key === name || candidate.alias === name);
  if (operator === undefined || steps.length === 0) return operator;
  const root = PAYLOAD_ROOTS.find((candidate) => candidate === operator.key);
  // The steps are names of the app's, whose case counts.
  return root && placeOperator(root, operator, stepsOf(key).slice(1));
}

/** `args[0].id` and `args.0["id"]` are the same: args, 0, id. */
function stepsOf(key: string): string[] {
  const steps = key.match(/[^.[\]"]+|"(?:\\.|[^"\\])*"/g) ?? [];
  return steps.map((step) => (step.startsWith('"') ? step.slice(1, -1).replace(/\\(.)/g, '$1') : step));
}

function phaseOperator(key: string, help: string, column: PhaseColumn): FilterOperator {
  return numberOperator(key, help, `${key}>16ms`, parseDurationUs, phase(column));
}

function parseCount(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function payloadOperator(root: PayloadRoot, help: string, example: string): FilterOperator {
  return {
    key: root,
    help,
    example,
    takesAnyText: true,
    compile: (comparison, value, context) => placePredicate(root, [], comparison, value, context),
  };
}

function placeOperator(root: PayloadRoot, operator: FilterOperator, steps: readonly string[]): FilterOperator {
  return {
    ...operator,
    compile: (comparison, value, context) => placePredicate(root, steps, comparison, value, context),
  };
}

function placePredicate(
  root: PayloadRoot,
  steps: readonly string[],
  comparison: ComparisonSign,
  value: FilterValue,
  context: CompileContext,
): Predicate | ValueFault {
  if (comparison !== ':' && comparison !== '=' && orderedValue(valueText(value)) === undefined) {
    return {
      message: `“${valueText(value)}” is neither a number nor a date, as “${comparison}” needs`,
      comparisonSuggestion: ':',
    };
  }
  const predicate = context.payload({ type: 'value', roots: [root], steps, comparison, value });
  return root === 'error' ? and([mayHaveError, predicate]) : predicate;
}

/** What ended well, or has not ended, has no error: no need to look. */
const mayHaveError = byValue(
  'status',
  STATUSES.map((status) => status !== 'ok' && status !== 'pending'),
);

function portPredicate(value: FilterValue, context: CompileContext): Predicate | ValueFault {
  const text = valueText(value);
  const isAny = text === '*';
  if (!isAny && parseCount(text) === undefined) {
    return { message: `“${text}” is not a value for port, which is a number or *` };
  }
  const ids = isAny ? undefined : endsOf(Number(text), context.table);
  const names = new Set(ids?.map((id) => `port ${id}`));
  const isOnIt = (channel: string) => (isAny ? /^port \d+$/.test(channel) : names.has(channel));
  const posted = and([
    byValue(
      'kind',
      MESSAGE_KINDS.map((kind) => kind === 'port'),
    ),
    byIndex(['channel'], context.table.channels, isOnIt),
  ]);
  const carriesSome = not(byValue('portCount', [true]));
  return or([
    posted,
    isAny ? carriesSome : and([carriesSome, context.payload({ type: 'ports', ids: ids as number[] })]),
  ]);
}

/** Both ends of the message channel that an end belongs to: the lower id, by which it is called, and the next. */
function endsOf(id: number, { ports }: MessageTable): number[] {
  if (ports.some((port) => port.id === id)) return [id, id + 1];
  return ports.some((port) => port.id === id - 1) ? [id - 1, id] : [id];
}

function isPredicate(property: (typeof IS_VALUES)[number], { table }: CompileContext): Predicate {
  switch (property) {
    case 'sync':
      return byValue(
        'kind',
        MESSAGE_KINDS.map((kind) => kind === 'sendSync'),
      );
    case 'internal':
    case 'truncated':
    case 'replayed':
    case 'marked':
    case 'redacted':
      return byFlag(RowFlag[property]);
    case 'payload-dropped':
      return byFlag(RowFlag.payloadDropped);
    case 'library':
      return byIndex(['channel'], table.channels, (channel) => libraryOf(channel) !== undefined);
    default:
      return byStatus(property);
  }
}

function byStatus(status: Status): Predicate {
  return byValue(
    'status',
    STATUSES.map((name) => name === status),
  );
}
