import { useEffect, useState } from 'react';
import type { UserErrorInfo } from '../../shared/bridge/windowApi';
import type { MessageEntry, OutcomeEntry } from '../../shared/journal/entries';
import type { MessageRow } from '../messages/messageRow';

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

/** Fetches the payload of a message, and again once it has been answered. */
export function useMessageDetail({ row, status }: MessageRow): DetailState {
  const [state, setState] = useState<DetailState>({ phase: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new status means that there is more to fetch.
  useEffect(() => {
    let isCurrent = true;
    void window.electroscope.readMessage(row).then((reply) => {
      if (!isCurrent) return;
      if ('error' in reply) {
        setState({ phase: 'failed', error: reply.error });
        return;
      }
      const { message, outcome } = reply.value;
      const detail: MessageDetail = {
        row,
        message: JSON.parse(message) as MessageEntry,
        outcome: outcome === undefined ? undefined : (JSON.parse(outcome) as OutcomeEntry),
      };
      setState({ phase: 'ready', detail });
    });
    return () => {
      isCurrent = false;
    };
  }, [row, status]);
  // What was fetched for another message must not be shown for this one.
  return state.phase === 'ready' && state.detail.row !== row ? { phase: 'loading' } : state;
}
