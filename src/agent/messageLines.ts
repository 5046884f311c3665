/** Writes the journal lines of a message. */

import type { MessageEntry, Outcome, OutcomeEntry } from '../shared/journal/entries';
import type { Redactor } from '../shared/redaction/redactor';
import { type SealedJson, sealToJson } from '../shared/value/seal';
import { stringify } from '../shared/value/stringify';
import { sealToPieces, type TextSink, writePieces } from '../shared/value/writeSealed';
import type { MessageRecord, SealableError } from './messageRecord';

type WithoutPayload<Entry> = Omit<Entry, 'args' | 'result' | 'error' | 'stack' | 'redacted'>;

export function messageHead(record: MessageRecord): WithoutPayload<MessageEntry> {
  return {
    type: 'message',
    seq: record.seq,
    ...record.facts,
    size: record.size,
    truncated: record.truncated || undefined,
    payloadDropped: record.payloadDropped || undefined,
    dispatched: record.dispatched,
    outcome: record.outcome,
  };
}

export function outcomeHead({ seq, outcome }: MessageRecord): WithoutPayload<OutcomeEntry> {
  return { type: 'outcome', seq, ...(outcome as Outcome) };
}

/** Writes a line: the head, then what is payload (see `PAYLOAD_KEYS`), which the record then forgets. */
export function writePayload(head: object, record: MessageRecord, sink: TextSink, redactor: Redactor): void {
  const isOmitted = record.facts.payloadOmitted === true;
  const args = record.args && !isOmitted ? sealToPieces(record.args) : undefined;
  const result = record.result && !isOmitted ? sealToPieces(record.result) : undefined;
  const error = record.error && sealError(record.error, redactor);
  const stack = record.stack && redactor.maskText(record.stack);
  const redacted = args?.redacted || result?.redacted || error?.redacted || stack !== record.stack;
  sink.text(stringify(redacted ? { ...head, redacted } : head).slice(0, -1));
  if (args !== undefined) {
    sink.text(',"args":');
    writePieces(args, sink);
  }
  if (result !== undefined) {
    sink.text(',"result":');
    writePieces(result, sink);
  }
  if (error !== undefined) sink.text(`,"error":${error.json}`);
  if (stack !== undefined) sink.text(`,"stack":${stringify(stack)}`);
  sink.text('}\n');
  record.stack = undefined;
  record.args = undefined;
  record.result = undefined;
  record.error = undefined;
}

/** As an `OutcomeError`. */
function sealError({ value, text, place }: SealableError, redactor: Redactor): SealedJson {
  const sealed = value && sealToJson(value);
  const masked = text && redactor.maskText(text);
  const maskedPlace = place && redactor.maskText(place);
  const members = [
    ...(sealed === undefined ? [] : [`"value":${sealed.json}`]),
    ...(masked === undefined ? [] : [`"text":${stringify(masked)}`]),
    ...(maskedPlace === undefined ? [] : [`"place":${stringify(maskedPlace)}`]),
  ];
  return {
    json: `{${members.join(',')}}`,
    redacted: (sealed?.redacted ?? false) || masked !== text || maskedPlace !== place,
  };
}
