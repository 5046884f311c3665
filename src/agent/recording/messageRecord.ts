/** A message that was seen, until all that is known of it is written. */

import type { Direction, MessageEntry, MessageKind, Outcome } from '../../shared/journal/entries';
import type { ValueOrigin } from '../../shared/value/encode';
import type { Encoding } from '../../shared/value/encoding';
import { CUT_OVERLAP } from '../../shared/value/snapshot/sizes';

export interface MessageFacts {
  readonly kind: MessageKind;
  readonly direction: Direction;
  readonly channel: string;
  readonly from: number;
  readonly to: number;
  /** The arguments, as one array. */
  readonly args: readonly unknown[];
  readonly origin: ValueOrigin;
  readonly ports?: readonly number[] | undefined;
  /** Of a message on a port: the end it was posted on. */
  readonly port?: number | undefined;
  readonly internal?: boolean | undefined;
  /** Approximate bytes of the value, where it was not handed over. */
  readonly leftOutBytes?: number | undefined;
  /** Where it was sent from, as lines. */
  readonly stack?: string | undefined;
  /** When it happened, if not now. */
  readonly atUs?: number | undefined;
  /** The app is about to handle it, and may not come back. */
  readonly isArriving?: boolean | undefined;
}

/** Handle of a recorded message, to which its later fate is reported. */
export class MessageRecord {
  /** The line is written; what follows needs entries of its own. */
  written = false;
  dispatched: MessageEntry['dispatched'];
  outcome: Outcome | undefined;
  /** Approximate bytes of the arguments. */
  readonly size: number;
  /** Something of them was cut. */
  readonly truncated: boolean;
  /** Dropped once written, or because there was no room for them. */
  args: Encoding | undefined;
  result: Encoding | undefined;
  error: SealableError | undefined;
  stack: string | undefined;
  /** What the handler threw, or why its result was refused; the reply, which follows, carries only its text. */
  thrown: Encoding | undefined;
  /** Of a result that was refused: as `OutcomeError.place`. */
  place: string | undefined;
  /** Called once the line is written, if the end of the message is not yet known; dropped once it is. */
  whenWrittenOpen: (() => void) | undefined;

  constructor(
    readonly seq: number,
    readonly facts: Omit<
      MessageEntry,
      'args' | 'size' | 'truncated' | 'payloadDropped' | 'redacted' | 'type' | 'seq' | 'stack'
    >,
    args: Encoding,
    /** There was no room for the arguments. */
    readonly payloadDropped = false,
  ) {
    this.size = args.sizeBytes;
    this.truncated = args.truncated || payloadDropped;
    if (!payloadDropped) this.args = args;
  }
}

/** How a message ended, as the hooks tell it. */
export interface MessageEnd {
  readonly status: Outcome['status'];
  /** What was answered. */
  readonly result?: unknown;
  /** What crossed instead of a result, as text. */
  readonly errorText?: string;
  /** The error itself, if it was not noted before as thrown. */
  readonly error?: unknown;
  /** As `OutcomeError.place`. */
  readonly place?: string | undefined;
  /** When, if not now. */
  readonly atUs?: number;
}

/** What is known of an error, before it is sealed. */
export interface SealableError {
  readonly value: Encoding | undefined;
  readonly text: string | undefined;
  /** The text was longer, and ends with `CUT_OVERLAP` characters that only serve to mask it. */
  readonly isTextCut: boolean;
  readonly place: string | undefined;
}

/** @param maxLength what is kept of the text, at least */
export function sealableError(
  { value, text, place }: Omit<SealableError, 'isTextCut'>,
  maxLength: number,
): SealableError {
  const kept = maxLength + CUT_OVERLAP;
  const isTextCut = text !== undefined && text.length > kept;
  return { value, text: isTextCut ? text.slice(0, kept) : text, isTextCut, place };
}

export function sizeOfError(error: SealableError | undefined): number {
  return (error?.value?.sizeBytes ?? 0) + (error?.text?.length ?? 0);
}
