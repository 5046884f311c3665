/** Which messages carry what an earlier one of their channel carried already: what could have been sent once. */

import { createHash } from 'node:crypto';
import { CHUNK_MASK } from '../../shared/columns/columns';
import type { MessageEntry } from '../../shared/journal/entries';
import type { RepeatedPayloads } from '../../shared/session/requests';
import type { ReadableSession } from '../recordings/readableSession';
import type { TaskOptions } from '../recordings/taskRunner';
import type { MatchStep } from './matchingRows';
import { MessageReader } from './messageReader';

/**
 * Compares arguments and results of messages, channel by channel. Payloads that are truncated or not answered yet are
 * not compared.
 *
 * @param matches the messages to compare
 * @returns the channels that have any
 * @throws if the journal can't be read; AbortError if the signal is aborted
 */
export async function findRepeatedPayloads(
  session: ReadableSession,
  matches: AsyncIterable<MatchStep>,
  { signal, onProgress }: TaskOptions,
): Promise<readonly RepeatedPayloads[]> {
  const { table } = session.fold;
  const reader = await MessageReader.open(session);
  const seen = new Set<string>();
  const found = new Map<string, { messages: number; bytes: number }>();
  try {
    for await (const { rows, examined } of matches) {
      for await (const batch of reader.read(rows)) {
        signal.throwIfAborted();
        for (const { row, message } of batch) {
          const payload = payloadOf(message);
          if (payload === undefined || isNew(seen, payload)) continue;
          const columns = table.columns.chunkOf(row);
          const repeated = found.get(message.channel) ?? { messages: 0, bytes: 0 };
          repeated.messages++;
          repeated.bytes += (columns.sizeBytes[row & CHUNK_MASK] ?? 0) + (columns.resultBytes[row & CHUNK_MASK] ?? 0);
          found.set(message.channel, repeated);
        }
      }
      onProgress(examined, table.length);
    }
  } finally {
    await reader.close();
  }
  return [...found].map(([channel, repeated]) => ({ channel, ...repeated }));
}

/** @returns undefined if it can't be known whether another one is the same */
function payloadOf(message: MessageEntry): string | undefined {
  const { kind, direction, channel, args, port, truncated, outcome, result, error } = message;
  const isAwaited = kind === 'invoke' || kind === 'sendSync';
  if (truncated || outcome?.truncated || (isAwaited && outcome === undefined)) return undefined;
  return JSON.stringify([kind, direction, channel, port, args, result, error]);
}

/** Remembers it by a digest, so that memory does not grow with the payloads. */
function isNew(seen: Set<string>, payload: string): boolean {
  const before = seen.size;
  seen.add(createHash('sha1').update(payload).digest('base64'));
  return seen.size > before;
}
