/** Fills the row of a message with what its entries report. */

import {
  type DeliveryTime,
  DIRECTIONS,
  type Dispatched,
  MAX_TIME_US,
  MESSAGE_KINDS,
  type MessageEntry,
  type Outcome,
  STATUSES,
  type Status,
} from '../journal/entries';
import { type Columns, RowFlag, UNKNOWN_LISTENERS } from './columns';
import { isCall } from './messageTable';

const KIND_INDEX = indexOf(MESSAGE_KINDS);
const DIRECTION_INDEX = indexOf(DIRECTIONS);
const TO_RENDERER = DIRECTION_INDEX.get('to-renderer');
const STATUS_INDEX = indexOf(STATUSES);

/** All but whose it is: its target, its channel and its endpoints. */
export function fillMessage(columns: Columns, i: number, timeOriginUs: number, entry: MessageEntry): void {
  columns.atUs[i] = Math.max(-MAX_TIME_US, Math.min(MAX_TIME_US, timeOriginUs + entry.at));
  columns.seq[i] = entry.seq;
  columns.kind[i] = KIND_INDEX.get(entry.kind) ?? 0;
  columns.direction[i] = DIRECTION_INDEX.get(entry.direction) ?? 0;
  columns.status[i] = statusIndex('pending');
  columns.flags[i] = flagsOf(entry);
  columns.sizeBytes[i] = entry.size;
  columns.transitUs[i] = Number.NaN;
  columns.blockingUs[i] = Number.NaN;
  columns.handlerUs[i] = Number.NaN;
  columns.returnUs[i] = Number.NaN;
  columns.clockErrorUs[i] = Number.NaN;
  columns.listeners[i] = UNKNOWN_LISTENERS;
  columns.portCount[i] = Math.min(entry.ports?.length ?? 0, 255);
}

export function statusIndex(status: Status): number {
  return STATUS_INDEX.get(status) ?? 0;
}

function flagsOf({ internal, truncated, payloadDropped, replayed, redacted }: MessageEntry): number {
  return (
    (internal ? RowFlag.internal : 0) |
    (truncated ? RowFlag.truncated : 0) |
    (payloadDropped ? RowFlag.payloadDropped : 0) |
    (replayed ? RowFlag.replayed : 0) |
    (redacted ? RowFlag.redacted : 0)
  );
}

export function fillDispatched(columns: Columns, i: number, timeOriginUs: number, { at, listeners }: Dispatched): void {
  columns.blockingUs[i] = Math.max(0, timeOriginUs + at - (columns.atUs[i] as number));
  if (listeners === undefined) return;
  let count = 0;
  for (const n of Object.values(listeners)) count += typeof n === 'number' ? n : 0;
  columns.listeners[i] = Math.min(count, UNKNOWN_LISTENERS - 1);
}

export function fillOutcome(columns: Columns, i: number, timeOriginUs: number, outcome: Outcome): void {
  columns.status[i] = statusIndex(outcome.status);
  const { truncated, payloadDropped, redacted } = outcome;
  const flags =
    (truncated ? RowFlag.truncated : 0) |
    (payloadDropped ? RowFlag.payloadDropped : 0) |
    (redacted ? RowFlag.redacted : 0);
  columns.flags[i] = (columns.flags[i] as number) | flags;
  columns.resultBytes[i] = outcome.size ?? 0;
  // When it was answered is not known then; nor, of a one-way message that was seen on its arrival only, how long it took.
  const isDispatched = !Number.isNaN(columns.blockingUs[i] as number);
  if (outcome.status === 'unknown' || !(isDispatched || isCall(columns.kind[i] as number))) return;
  const lastedUs = timeOriginUs + outcome.at - (columns.atUs[i] as number);
  // A call that ended as it began never came to main, such as one with arguments that could not be cloned.
  if (isDispatched || lastedUs > 0) columns.handlerUs[i] = Math.max(0, lastedUs);
}

/** Messages to a frame have no answer: for them, the time of receipt ends the transit. */
export function fillDelivery(
  columns: Columns,
  i: number,
  timeOriginUs: number,
  [, sentAt, receivedAt]: DeliveryTime,
  clockErrorUs: number,
): void {
  const atUs = columns.atUs[i] as number;
  const isToMain = columns.direction[i] !== TO_RENDERER;
  columns.clockErrorUs[i] = clockErrorUs;
  if (sentAt !== null) columns.transitUs[i] = Math.max(0, atUs - (timeOriginUs + sentAt));
  if (receivedAt === null) return;
  if (isToMain) {
    columns.returnUs[i] = Math.max(0, timeOriginUs + receivedAt - (atUs + (columns.handlerUs[i] as number)));
  } else {
    columns.transitUs[i] = Math.max(0, timeOriginUs + receivedAt - atUs);
  }
}

function indexOf<T extends string>(words: readonly T[]): Map<T, number> {
  return new Map(words.map((word, index) => [word, index]));
}
