/**
 * Reads the heads of messages and their outcomes, which are nearly all lines of a journal. This is much faster than JSON.parse
 * and the checks of every key. It declines any unusual line, which `decodeHead` then reads in the general way.
 */

import {
  DIRECTIONS,
  type Direction,
  type Dispatched,
  type DispatchedEntry,
  type ListenerCounts,
  MESSAGE_KINDS,
  type MessageEntry,
  type MessageKind,
  type Outcome,
  type OutcomeEntry,
  STATUSES,
} from '../../shared/journal/entries';
import {
  DISPATCHED_START,
  keyText,
  MESSAGE_START,
  OUTCOME_START,
  PAYLOAD_NAMES,
} from '../../shared/journal/lineLayout';
import { ByteCursor, DECLINED, ObjectCache, TextCache } from './byteCursor';
import { afterValue } from './jsonBytes';

const SPACE = 0x20;
const COMMA = 0x2c;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const LETTER_A = 0x61;
const LETTER_C = 0x63;
const LETTER_D = 0x64;
const LETTER_F = 0x66;
const LETTER_I = 0x69;
const LETTER_K = 0x6b;
const LETTER_O = 0x6f;
const LETTER_P = 0x70;
const LETTER_R = 0x72;
const LETTER_S = 0x73;
const LETTER_T = 0x74;
const MAX_ID = 0xffff_ffff;

const MESSAGE_LINE = bytesOf(MESSAGE_START);
const OUTCOME_LINE = bytesOf(OUTCOME_START);
const DISPATCHED_LINE = bytesOf(DISPATCHED_START);
const TRUE = bytesOf('true');
const key = (name: string) => bytesOf(keyText(name));
const AT = key('at');
const SEQ = key('seq');
const SIZE = key('size');
const STATUS = key('status');
const LISTENERS = key('listeners');
const TRUNCATED = key('truncated');
const PAYLOAD_DROPPED = key('payloadDropped');
const PAYLOAD_OMITTED = key('payloadOmitted');
const REDACTED = key('redacted');
const KIND = key('kind');
const DIRECTION = key('direction');
const DISPATCHED = key('dispatched');
const CHANNEL = key('channel');
const FROM = key('from');
const TO = key('to');
const PORT = key('port');
const PORTS = key('ports');
const INTERNAL = key('internal');
const REPLAYED = key('replayed');
const OUTCOME = key('outcome');
const PAYLOAD_KEYS = PAYLOAD_NAMES.map(key);

const kinds = new Set<string>(MESSAGE_KINDS);
const directions = new Set<string>(DIRECTIONS);
const endStatuses = new Set<string>(STATUSES.filter((status) => status !== 'pending'));
const cursor = new ByteCursor();
const texts = new TextCache();
const objects = new ObjectCache();

/** @returns undefined if it declines the line */
export function decodeHeadFast(line: Buffer): MessageEntry | OutcomeEntry | DispatchedEntry | undefined {
  // A line that is cut off within its payload must not pass for a whole line.
  if (line[line.length - 1] !== CLOSING_BRACE) return undefined;
  cursor.bytes = line;
  cursor.position = 0;
  if (cursor.skip(MESSAGE_LINE)) return readMessage();
  if (cursor.skip(OUTCOME_LINE)) return readOutcomeEntry();
  if (cursor.skip(DISPATCHED_LINE)) return readDispatchedEntry();
  return undefined;
}

function readMessage(): MessageEntry | undefined {
  let seq = DECLINED;
  let at = Number.NaN;
  let kind: string | undefined;
  let direction: string | undefined;
  let channel: string | undefined;
  let from = DECLINED;
  let to = DECLINED;
  let size = DECLINED;
  let port: number | undefined;
  let ports: number[] | undefined;
  let internal: true | undefined;
  let replayed: true | undefined;
  let truncated: true | undefined;
  let payloadDropped: true | undefined;
  let payloadOmitted: true | undefined;
  let redacted: true | undefined;
  let dispatched: Dispatched | undefined;
  let outcome: Outcome | undefined;
  let isPayload = false;
  do {
    // Chooses by the first letter of the key, which is faster than trying every key.
    switch (cursor.bytes[cursor.position + 1]) {
      case LETTER_S:
        if (cursor.skip(SEQ)) seq = readId();
        else if (cursor.skip(SIZE)) size = cursor.count();
        else isPayload = startsPayload();
        break;
      case LETTER_A:
        if (cursor.skip(AT)) at = cursor.integer();
        else isPayload = startsPayload();
        break;
      case LETTER_K:
        if (cursor.skip(KIND)) kind = cursor.text(texts);
        break;
      case LETTER_D:
        if (cursor.skip(DIRECTION)) direction = cursor.text(texts);
        else if (cursor.skip(DISPATCHED)) dispatched = readDispatched();
        break;
      case LETTER_C:
        if (cursor.skip(CHANNEL)) channel = cursor.text(texts);
        break;
      case LETTER_F:
        if (cursor.skip(FROM)) from = readId();
        break;
      case LETTER_T:
        if (cursor.skip(TO)) to = readId();
        else if (cursor.skip(TRUNCATED)) truncated = readTrue();
        break;
      case LETTER_P:
        if (cursor.skip(PORT)) port = readId();
        else if (cursor.skip(PORTS)) ports = readIds();
        else if (cursor.skip(PAYLOAD_DROPPED)) payloadDropped = readTrue();
        else if (cursor.skip(PAYLOAD_OMITTED)) payloadOmitted = readTrue();
        break;
      case LETTER_I:
        if (cursor.skip(INTERNAL)) internal = readTrue();
        break;
      case LETTER_O:
        if (cursor.skip(OUTCOME)) outcome = readOutcome();
        break;
      case LETTER_R:
        if (cursor.skip(REDACTED)) redacted = readTrue();
        else if (cursor.skip(REPLAYED)) replayed = readTrue();
        else isPayload = startsPayload();
        break;
      default:
        isPayload = startsPayload();
    }
  } while (!isPayload && cursor.skipByte(COMMA));
  if (!isAtEnd() || seq === DECLINED || Number.isNaN(at) || from === DECLINED || to === DECLINED || size === DECLINED)
    return undefined;
  if (kind === undefined || !kinds.has(kind) || direction === undefined || !directions.has(direction)) return undefined;
  if (channel === undefined || port === DECLINED) return undefined;
  return {
    type: 'message',
    seq,
    at,
    kind: kind as MessageKind,
    direction: direction as Direction,
    channel,
    from,
    to,
    size,
    port,
    ports,
    internal,
    replayed,
    truncated,
    payloadDropped,
    payloadOmitted,
    redacted,
    dispatched,
    outcome,
    args: null,
  };
}

function readOutcomeEntry(): OutcomeEntry | undefined {
  const seq = readSeq();
  const outcome = seq === DECLINED ? undefined : readOutcomeFields(true);
  return outcome === undefined || !isAtEnd() ? undefined : { type: 'outcome', seq, ...outcome };
}

function readDispatchedEntry(): DispatchedEntry | undefined {
  const seq = readSeq();
  const dispatched = seq === DECLINED ? undefined : readDispatchedFields();
  return dispatched === undefined || !isAtEnd() ? undefined : { type: 'dispatched', seq, ...dispatched };
}

function readSeq(): number {
  const seq = cursor.skip(SEQ) ? readId() : DECLINED;
  return cursor.skipByte(COMMA) ? seq : DECLINED;
}

function readOutcome(): Outcome | undefined {
  if (!cursor.skipByte(OPENING_BRACE)) return undefined;
  const outcome = readOutcomeFields(false);
  return outcome !== undefined && cursor.skipByte(CLOSING_BRACE) ? outcome : decline();
}

function readDispatched(): Dispatched | undefined {
  if (!cursor.skipByte(OPENING_BRACE)) return undefined;
  const dispatched = readDispatchedFields();
  return dispatched !== undefined && cursor.skipByte(CLOSING_BRACE) ? dispatched : decline();
}

/** @param hasPayload whether it has its own line, in which its payload follows */
function readOutcomeFields(hasPayload: boolean): Outcome | undefined {
  let at = Number.NaN;
  let status: string | undefined;
  let size: number | undefined;
  let truncated: true | undefined;
  let payloadDropped: true | undefined;
  let redacted: true | undefined;
  do {
    if (cursor.skip(AT)) at = cursor.integer();
    else if (cursor.skip(STATUS)) status = cursor.text(texts);
    else if (cursor.skip(SIZE)) size = cursor.count();
    else if (cursor.skip(TRUNCATED)) truncated = readTrue();
    else if (cursor.skip(PAYLOAD_DROPPED)) payloadDropped = readTrue();
    else if (cursor.skip(REDACTED)) redacted = readTrue();
    else if (hasPayload && startsPayload()) break;
    else return undefined;
  } while (cursor.skipByte(COMMA));
  if (Number.isNaN(at) || status === undefined || !endStatuses.has(status) || size === DECLINED) return undefined;
  return { at, status: status as Outcome['status'], size, truncated, payloadDropped, redacted };
}

function readDispatchedFields(): Dispatched | undefined {
  let at = Number.NaN;
  let listeners: ListenerCounts | undefined;
  do {
    if (cursor.skip(AT)) at = cursor.integer();
    else if (cursor.skip(LISTENERS)) {
      listeners = cursor.flatObject(objects);
      if (listeners === undefined) return undefined;
    } else return undefined;
  } while (cursor.skipByte(COMMA));
  return Number.isNaN(at) ? undefined : { at, listeners };
}

function readId(): number {
  const value = cursor.count();
  if (value > MAX_ID) decline();
  return value;
}

function readIds(): number[] | undefined {
  const ids: number[] = [];
  if (!cursor.skipByte(OPENING_BRACKET)) return undefined;
  if (cursor.skipByte(CLOSING_BRACKET)) return ids;
  do {
    ids.push(readId());
  } while (cursor.skipByte(COMMA));
  return ids.includes(DECLINED) || !cursor.skipByte(CLOSING_BRACKET) ? decline() : ids;
}

function readTrue(): true | undefined {
  return cursor.skip(TRUE) ? true : decline();
}

/** Moves the cursor to a place where nothing can be read, so that the line is declined. */
function decline(): undefined {
  cursor.position = -1;
}

/**
 * A payload begins here; the cursor then goes to the end of the line, unless another key follows that is not of the payload:
 * then the line is declined. What is damaged in a payload does not matter here.
 */
function startsPayload(): boolean {
  if (!skipPayloadKey()) return false;
  const { bytes } = cursor;
  const last = bytes.length - 1;
  let end = afterValue(bytes, cursor.position);
  while (end !== -1 && end < last && (bytes[end] === COMMA || (bytes[end] as number) <= SPACE)) {
    cursor.position = end + 1;
    if (bytes[end] !== COMMA || !skipPayloadKey()) {
      decline();
      return false;
    }
    end = afterValue(bytes, cursor.position);
  }
  cursor.position = last;
  return true;
}

function skipPayloadKey(): boolean {
  return PAYLOAD_KEYS.some((it) => cursor.skip(it));
}

function isAtEnd(): boolean {
  return cursor.position === cursor.bytes.length - 1;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
