/**
 * A message as one flat object: the stable shape that scripts read, a line each in the format `jsonl`. What is absent was
 * not known or does not apply. Payloads are plain JSON where that loses nothing, and have the tags of `encodedValue.ts`
 * elsewhere.
 */

import { CHUNK_MASK, RowFlag, UNKNOWN_LISTENERS } from '../columns/columns';
import { endpointLabel } from '../columns/endpointInfo';
import { durationUs, type MessageTable } from '../columns/messageTable';
import {
  DIRECTIONS,
  type Direction,
  MESSAGE_KINDS,
  type MessageEntry,
  type MessageKind,
  type OutcomeError,
  STATUSES,
  type Status,
} from '../journal/entries';
import { type EncodedValue, isTagged } from '../value/encodedValue';
import { textOf } from '../value/inspect';
import { stringify } from '../value/stringify';

export interface FlatError {
  readonly name?: string;
  readonly message: string;
  readonly stack?: string;
  /** The value that could not be cloned. */
  readonly place?: string;
}

interface FlatPhases {
  readonly transitMs?: number;
  readonly blockingMs?: number;
  readonly handlerMs?: number;
  readonly returnMs?: number;
}

export interface FlatMessage {
  readonly seq: number;
  /** Number of the app, where several were captured. */
  readonly target?: number;
  /** ISO 8601 in UTC, to the microsecond: arrival in main for what goes there, the call for everything else. */
  readonly time: string;
  readonly kind: MessageKind;
  readonly direction: Direction;
  readonly channel: string;
  readonly status: Status;
  /** Names of the endpoints. */
  readonly from: string;
  readonly to: string;
  /** Absent: they could not be observed. */
  readonly args?: EncodedValue;
  readonly result?: EncodedValue;
  readonly error?: FlatError;
  /** Bytes. */
  readonly size: number;
  readonly resultSize?: number;
  readonly durationMs?: number;
  readonly phases: FlatPhases;
  readonly listeners?: number;
  /** End on which it was posted. */
  readonly port?: number;
  /** Ends that it carried. */
  readonly ports?: readonly number[];
  readonly internal?: true;
  readonly replayed?: true;
  /** Of a replayed message: the one it was sent again of. */
  readonly replayOf?: { readonly seq: number; readonly target?: number };
  /** No real call: its event was made up. */
  readonly synthetic?: true;
  readonly truncated?: true;
  /** As `MessageEntry.payloadOmitted`: `args`, `result` and `error` are absent on purpose. */
  readonly payloadOmitted?: true;
  /** Arguments or result were given up: the inspector could not keep up. */
  readonly payloadDropped?: true;
}

/** @param message with its outcome merged */
export function flatMessage(table: MessageTable, row: number, message: MessageEntry): FlatMessage {
  const columns = table.columns.chunkOf(row);
  const i = row & CHUNK_MASK;
  const target = columns.target[i] as number;
  const flags = columns.flags[i] as number;
  const status = STATUSES[columns.status[i] as number] as Status;
  const { result, error } = message;
  const resultSize = message.outcome?.size;
  const listeners = columns.listeners[i] as number;
  const replay =
    (flags & RowFlag.replayed) === 0 ? undefined : table.replays.of({ target, seq: columns.seq[i] as number });
  const label = (index: number) => {
    const endpoint = table.endpoints[index];
    return endpoint === undefined ? '' : endpointLabel(endpoint);
  };
  return {
    seq: columns.seq[i] as number,
    ...(target > 1 && { target }),
    time: isoTime(columns.atUs[i] as number),
    kind: MESSAGE_KINDS[columns.kind[i] as number] as MessageKind,
    direction: DIRECTIONS[columns.direction[i] as number] as Direction,
    channel: table.channelOf(row),
    status,
    from: label(columns.from[i] as number),
    to: label(columns.to[i] as number),
    ...(message.args !== undefined && { args: message.args }),
    ...(result !== undefined && { result }),
    ...(error !== undefined && { error: flatError(error) }),
    size: columns.sizeBytes[i] as number,
    ...(resultSize !== undefined && { resultSize }),
    ...milliseconds('durationMs', durationUs(columns, i)),
    phases: {
      ...milliseconds('transitMs', columns.transitUs[i]),
      ...milliseconds('blockingMs', columns.blockingUs[i]),
      ...milliseconds('handlerMs', columns.handlerUs[i]),
      ...milliseconds('returnMs', columns.returnUs[i]),
    },
    ...(listeners !== UNKNOWN_LISTENERS && { listeners }),
    ...(message.port !== undefined && { port: message.port }),
    ...(Array.isArray(message.ports) && message.ports.length > 0 && { ports: message.ports }),
    ...((flags & RowFlag.internal) !== 0 && { internal: true as const }),
    ...((flags & RowFlag.replayed) !== 0 && { replayed: true as const }),
    ...(replay?.origin && {
      replayOf: {
        seq: replay.origin.seq,
        ...(replay.origin.target !== target && { target: replay.origin.target }),
      },
    }),
    ...(replay?.isSynthetic && { synthetic: true as const }),
    ...((flags & RowFlag.truncated) !== 0 && { truncated: true as const }),
    ...(message.payloadOmitted && { payloadOmitted: true as const }),
    ...((flags & RowFlag.payloadDropped) !== 0 && { payloadDropped: true as const }),
  };
}

function milliseconds<K extends string>(key: K, us: number | undefined): { readonly [P in K]?: number } {
  if (us === undefined || Number.isNaN(us)) return {};
  return { [key]: Math.round(us) / 1000 } as { readonly [P in K]: number };
}

/** @param us microseconds since the Unix epoch */
function isoTime(us: number): string {
  const whole = Math.floor(us);
  const date = new Date(Math.floor(whole / 1000));
  // A damaged capture may have any number for a time.
  if (Number.isNaN(date.getTime())) return new Date(0).toISOString().replace('Z', '000Z');
  return date.toISOString().replace('Z', `${String(((whole % 1000) + 1000) % 1000).padStart(3, '0')}Z`);
}

/** @param error not checked: whatever JSON stands in the journal */
function flatError({ place, ...error }: OutcomeError): FlatError {
  return { ...flatErrorText(error), ...(typeof place === 'string' && { place }) };
}

function flatErrorText({ value, text }: OutcomeError): FlatError {
  if (value === undefined) return textError(typeof text === 'string' ? text : '');
  if (!isTagged(value) || value.$ !== 'error') {
    return { message: typeof value === 'string' ? value : stringify(value) };
  }
  const stack = value.stack === undefined ? '' : textOf(value.stack);
  return { name: String(value.name), message: textOf(value.message), ...(stack !== '' && { stack }) };
}

/** As Electron hands it to the caller: `TypeError: no such note`. */
function textError(text: string): FlatError {
  const match = /^([A-Za-z_$][\w$.]*(?:Error|Exception)): ([\s\S]*)$/.exec(text);
  return match === null ? { message: text } : { name: match[1] ?? '', message: match[2] ?? '' };
}
