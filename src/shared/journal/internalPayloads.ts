/**
 * Removes what Electron's own messages carry from captures of versions that recorded it unasked: the app's environment, the
 * source of its preloads, paths. What a user asked to have recorded (`CaptureSummary.internalPayloads`) stays.
 */

import type { CaptureSummary } from './agentFacts';
import type { JournalEntry, MessageEntry, Outcome, OutcomeEntry } from './entries';

/** @returns the message itself if it carries nothing */
function withoutPayload(message: MessageEntry): MessageEntry {
  const { args, result, error, truncated: _cut, redacted: _hidden, stack, ...head } = message;
  if (args === undefined && result === undefined && error === undefined) return message;
  return {
    ...head,
    payloadOmitted: true,
    ...(head.outcome && { outcome: withoutMarks(head.outcome) }),
    ...(stack !== undefined && { stack }),
  };
}

/** @returns the outcome itself if it carries nothing */
function withoutAnswer(outcome: OutcomeEntry): OutcomeEntry {
  if (outcome.result === undefined && outcome.error === undefined) return outcome;
  const { result: _result, error: _error, ...head } = outcome;
  return withoutMarks(head);
}

/** Nothing is left that could be cut or hidden. */
function withoutMarks<O extends Pick<Outcome, 'truncated' | 'redacted'>>(outcome: O): O {
  return { ...outcome, truncated: undefined, redacted: undefined };
}

/**
 * A message as it may be exported: an internal one has no payload, unless the user asked to record it.
 *
 * @param message with its outcome merged
 * @param capture how the target recorded; without it, nothing was asked for
 */
export function withoutUnrequestedPayload(message: MessageEntry, capture: CaptureSummary | undefined): MessageEntry {
  return message.internal !== true || capture?.internalPayloads === true ? message : withoutPayload(message);
}

/** Follows the entries of a journal, in their order, and tells which must lose what they carry. */
export class InternalPayloads {
  private target = 0;
  /** Targets whose user asked for these payloads. */
  private readonly asked = new Set<number>();
  /** Messages whose answer may be kept when it comes: their numbers, by target. */
  private readonly open = new Map<number, Set<number>>();

  /** @param isStrict what a user asked for goes as well */
  constructor(private readonly isStrict = false) {}

  /** @param entry its payload need not be there */
  mustGo(entry: JournalEntry): boolean {
    switch (entry.type) {
      case 'source':
        this.target = entry.target;
        return false;
      case 'target':
        if (entry.capture?.internalPayloads === true) this.asked.add(entry.target);
        else this.asked.delete(entry.target);
        return false;
      case 'message': {
        const goes = entry.internal === true && (this.isStrict || !this.asked.has(this.target));
        if (!goes && entry.outcome === undefined) this.openOf(this.target).add(entry.seq);
        return goes;
      }
      case 'outcome':
        // Of a message that is unknown it is unknown whether it was Electron's own.
        return !this.openOf(this.target).delete(entry.seq);
      default:
        return false;
    }
  }

  private openOf(target: number): Set<number> {
    let open = this.open.get(target);
    if (open === undefined) {
      open = new Set();
      this.open.set(target, open);
    }
    return open;
  }
}

/** @returns the entry itself if it is of no message, or carries nothing */
export function withoutInternalPayload(entry: JournalEntry): JournalEntry {
  if (entry.type === 'message') return withoutPayload(entry);
  return entry.type === 'outcome' ? withoutAnswer(entry) : entry;
}
