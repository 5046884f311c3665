/** Writes the journal lines of a message. */

import type { Outcome } from '../../shared/journal/entries';
import { MESSAGE_START, OUTCOME_START, PAYLOAD_KEYS } from '../../shared/journal/lineLayout';
import type { Redactor } from '../../shared/redaction/redactor';
import { type SealedJson, sealToJson } from '../../shared/value/seal';
import { CUT_OVERLAP } from '../../shared/value/snapshot/sizes';
import { stringify } from '../../shared/value/stringify';
import { sealToPieces, type TextSink, writePieces } from '../../shared/value/writeSealed';
import type { MessageRecord, SealableError } from './messageRecord';

/** Channels whose JSON is remembered. */
const MAX_REMEMBERED = 1000;
const MAX_REMEMBERED_LENGTH = 200;
const channelTexts = new Map<string, string>();

/** Writes the line of a message. The record then forgets its payload. */
export function writeMessage(record: MessageRecord, sink: TextSink, redactor: Redactor): void {
  writeLine(messageHead(record), record, sink, redactor);
}

/** Writes the line of what became of a message whose own line is written. The record then forgets its payload. */
export function writeOutcome(record: MessageRecord, sink: TextSink, redactor: Redactor): void {
  const { at, ...outcome } = record.outcome as Outcome;
  writeLine(
    `${OUTCOME_START}"seq":${record.seq},"at":${at},${stringify(outcome).slice(1, -1)}`,
    record,
    sink,
    redactor,
  );
}

/**
 * The JSON of a `MessageEntry` without its payload, and without the brace at its end. Put together by hand: it is written
 * for every message, and an object for JSON.stringify would take three times as long.
 */
function messageHead(record: MessageRecord): string {
  const { seq, facts, size, dispatched, outcome } = record;
  const { at, kind, direction, channel, from, to, port, ports } = facts;
  let head = `${MESSAGE_START}"seq":${seq},"at":${at},"kind":"${kind}","direction":"${direction}","channel":${channelText(channel)},"from":${from},"to":${to}`;
  if (port !== undefined) head += `,"port":${port}`;
  if (ports !== undefined) head += `,"ports":${stringify(ports)}`;
  if (facts.internal) head += ',"internal":true';
  if (facts.payloadOmitted) head += ',"payloadOmitted":true';
  head += `,"size":${size}`;
  if (record.truncated) head += ',"truncated":true';
  if (record.payloadDropped) head += ',"payloadDropped":true';
  if (dispatched !== undefined) {
    const { listeners } = dispatched;
    head += `,"dispatched":{"at":${dispatched.at}${listeners === undefined ? '' : `,"listeners":${stringify(listeners)}`}}`;
  }
  if (outcome !== undefined) {
    head += `,"outcome":{"at":${outcome.at},"status":"${outcome.status}"`;
    if (outcome.size !== undefined) head += `,"size":${outcome.size}`;
    if (outcome.truncated) head += ',"truncated":true';
    if (outcome.payloadDropped) head += ',"payloadDropped":true';
    head += '}';
  }
  return head;
}

function channelText(channel: string): string {
  const known = channelTexts.get(channel);
  if (known !== undefined) return known;
  // An app that emits Electron's events itself may give anything.
  const text = typeof channel === 'string' ? stringify(channel) : '""';
  if (text.length > MAX_REMEMBERED_LENGTH) return text;
  if (channelTexts.size >= MAX_REMEMBERED) channelTexts.clear();
  channelTexts.set(channel, text);
  return text;
}

/** @param head JSON without the brace at its end; what is payload (see `PAYLOAD_KEYS`) follows it */
function writeLine(head: string, record: MessageRecord, sink: TextSink, redactor: Redactor): void {
  const isOmitted = record.facts.payloadOmitted === true;
  const args = record.args && !isOmitted ? sealToPieces(record.args) : undefined;
  const result = record.result && !isOmitted ? sealToPieces(record.result) : undefined;
  const error = record.error && sealError(record.error, redactor);
  const stack = record.stack && redactor.maskText(record.stack);
  const redacted = args?.redacted || result?.redacted || error?.redacted || stack !== record.stack;
  sink.text(redacted ? `${head},"redacted":true` : head);
  if (args !== undefined) {
    sink.text(PAYLOAD_KEYS.args);
    writePieces(args, sink);
  }
  if (result !== undefined) {
    sink.text(PAYLOAD_KEYS.result);
    writePieces(result, sink);
  }
  if (error !== undefined) sink.text(`${PAYLOAD_KEYS.error}${error.json}`);
  if (stack !== undefined) sink.text(`${PAYLOAD_KEYS.stack}${stringify(stack)}`);
  sink.text('}\n');
  record.stack = undefined;
  record.args = undefined;
  record.result = undefined;
  record.error = undefined;
}

/** As an `OutcomeError`. */
function sealError({ value, text, isTextCut, place }: SealableError, redactor: Redactor): SealedJson {
  const sealed = value && sealToJson(value);
  const masked = text && redactor.maskText(text);
  const maskedPlace = place && redactor.maskText(place);
  const members = [
    ...(sealed === undefined ? [] : [`"value":${sealed.json}`]),
    ...(masked === undefined ? [] : [`"text":${stringify(isTextCut ? `${masked.slice(0, -CUT_OVERLAP)}…` : masked)}`]),
    ...(maskedPlace === undefined ? [] : [`"place":${stringify(maskedPlace)}`]),
  ];
  return {
    json: `{${members.join(',')}}`,
    redacted: (sealed?.redacted ?? false) || masked !== text || maskedPlace !== place,
  };
}
