import { useEffect, useState } from 'react';
import type { MessageEntry, OutcomeEntry, OutcomeError, OutcomePayload } from '../../shared/journal/entries';
import type { MessageLines } from '../../shared/journal/recordedMessage';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';
import { checkEncoded } from '../../shared/value/checkEncoded';
import type { MessageRow } from '../session/readMessageRow';

/** A message with its payload, as the journal has it. */
export interface MessageDetail {
  readonly row: number;
  readonly message: MessageEntry;
  readonly outcome: OutcomeEntry | undefined;
}

export type DetailState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly error: UserErrorInfo }
  | { readonly phase: 'ready'; readonly detail: MessageDetail };

/** Reads the payload of a message, and reads it again after the answer. */
export function useMessageDetail({ row, status, transitUs }: MessageRow): DetailState {
  const [state, setState] = useState<DetailState>({ phase: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new status, or times reported by a frame mean that there is more to fetch.
  useEffect(() => {
    let isCurrent = true;
    void window.electroscope.readMessage(row).then((reply) => {
      if (!isCurrent) return;
      if ('error' in reply) {
        setState({ phase: 'failed', error: reply.error });
        return;
      }
      setState({ phase: 'ready', detail: readDetail(row, reply.value) });
    });
    return () => {
      isCurrent = false;
    };
  }, [row, status, transitUs]);
  // Never show the payload of another message.
  return state.phase === 'ready' && state.detail.row !== row ? { phase: 'loading' } : state;
}

/** Lines with a row are valid entries, but their payloads can be anything. */
function readDetail(row: number, lines: MessageLines): MessageDetail {
  const message = JSON.parse(lines.message) as MessageEntry;
  const outcome = lines.outcome === undefined ? undefined : (JSON.parse(lines.outcome) as OutcomeEntry);
  const recorded = lines.stack === undefined ? message : (JSON.parse(lines.stack) as { readonly stack?: unknown });
  const stack = typeof recorded.stack === 'string' ? recorded.stack : undefined;
  return {
    row,
    message: {
      ...message,
      stack,
      ...(message.args === undefined ? {} : { args: checkEncoded(message.args) }),
      ...checkPayload(message),
    },
    outcome: outcome && { ...outcome, ...checkPayload(outcome) },
  };
}

function checkPayload({ result, error }: OutcomePayload): OutcomePayload {
  return {
    result: result === undefined ? undefined : checkEncoded(result),
    error: error === undefined ? undefined : checkError(error),
  };
}

function checkError({ value, text, place }: OutcomeError): OutcomeError {
  return {
    value: value === undefined ? undefined : checkEncoded(value),
    text: typeof text === 'string' ? text : undefined,
    place: typeof place === 'string' ? place : undefined,
  };
}
