/** A message as it was recorded: its own entry, merged with the entry that reports its outcome later. */

import type { MessageEntry, OutcomeEntry } from './entries';
import { decodeLine, isFault } from './lineCodec';

/** The journal lines of one message, in the current version of the format. Payloads are as the journal has them. */
export interface MessageLines {
  readonly message: string;
  /** Present if the answer came after the message was written. */
  readonly outcome?: string | undefined;
  /** Present if the frame reported where its code sent the message. */
  readonly stack?: string | undefined;
}

/**
 * Merges a message with its outcome.
 *
 * @param later present if the answer came after the message was written
 * @returns the entry as if the outcome had been known when the message was written
 */
export function withOutcome(message: MessageEntry, later: OutcomeEntry | undefined): MessageEntry {
  if (later === undefined) return message;
  const { type: _type, seq: _seq, result = message.result, error = message.error, ...outcome } = later;
  return {
    ...message,
    outcome: { ...message.outcome, ...outcome },
    ...(result !== undefined && { result }),
    ...(error !== undefined && { error }),
  };
}

/** @returns undefined if the line of the message is damaged; a damaged outcome is left out */
export function decodeMessage(lines: MessageLines): MessageEntry | undefined {
  const message = decodeLine(lines.message);
  if (isFault(message) || message.type !== 'message') return undefined;
  const later = lines.outcome === undefined ? undefined : decodeLine(lines.outcome);
  return withOutcome(message, later !== undefined && !isFault(later) && later.type === 'outcome' ? later : undefined);
}
