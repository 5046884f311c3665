/** Messages of a journal as what can be sent again, and what it is compared with. */

import { CHUNK_MASK, RowFlag } from '../columns/columns';
import type { EndpointInfo } from '../columns/endpointInfo';
import { isCall, type MessageTable } from '../columns/messageTable';
import { DIRECTIONS, MESSAGE_KINDS, type MessageEntry, type OutcomeEntry, STATUSES } from '../journal/entries';
import { checkEncoded } from '../value/checkEncoded';
import { type Answer, hasEnded } from './answer';
import type { ReplayRequest } from './request';

/**
 * @param target number of the target whose message it is
 * @returns the request that would send it again
 */
export function recordedRequest(message: MessageEntry, target: number): ReplayRequest {
  const { seq, kind, direction, channel, from, to, port, ports, args } = message;
  const comesFromOutside = direction === 'to-main' || direction === 'to-host' || direction === 'port';
  return {
    target,
    kind,
    direction,
    channel,
    args: checkEncoded(args),
    endpoint: comesFromOutside ? from : to,
    ...(port === undefined ? {} : { port }),
    ...(ports === undefined || ports.length === 0 ? {} : { carriedPorts: ports.length }),
    origin: { target, seq },
    allowsSynthetic: false,
  };
}

/**
 * How a message ended.
 *
 * @param message with its outcome merged
 * @param durationUs from its arrival in main to its answer; NaN where it is not known
 */
export function recordedAnswer({ outcome, result, error }: MessageEntry, durationUs: number): Answer {
  const status = outcome?.status ?? 'pending';
  return {
    status,
    ...(result === undefined ? {} : { result: checkEncoded(result) }),
    ...(error === undefined ? {} : { error: checkError(error) }),
    ...(Number.isNaN(durationUs) || status === 'pending' ? {} : { durationUs }),
  };
}

function checkError({ value, text }: NonNullable<OutcomeEntry['error']>): NonNullable<OutcomeEntry['error']> {
  return {
    ...(value === undefined ? {} : { value: checkEncoded(value) }),
    ...(typeof text === 'string' ? { text } : {}),
  };
}

/** What frames call. The rest is what the app itself then does. */
function isStimulus(kind: (typeof MESSAGE_KINDS)[number], direction: (typeof DIRECTIONS)[number]): boolean {
  return kind !== 'port' && kind !== 'utility' && (direction === 'to-main' || direction === 'to-host');
}

/** Whether a sequence has a message sent unless it is asked for: what frames called by themselves, and Electron did not. */
export function isPlayed({ columns }: MessageTable, row: number): boolean {
  const chunk = columns.chunkOf(row);
  const i = row & CHUNK_MASK;
  if (((chunk.flags[i] as number) & (RowFlag.replayed | RowFlag.internal)) !== 0) return false;
  const kind = MESSAGE_KINDS[chunk.kind[i] as number];
  const direction = DIRECTIONS[chunk.direction[i] as number];
  return kind !== undefined && direction !== undefined && isStimulus(kind, direction);
}

/** The endpoint on the app's side of a message: its sender if it went to main or to a host, or its receiver. */
export function frameOfRow({ columns, endpoints }: MessageTable, row: number): EndpointInfo | undefined {
  const direction = DIRECTIONS[columns.get(row, 'direction')];
  return endpoints[columns.get(row, direction === 'to-main' || direction === 'to-host' ? 'from' : 'to')];
}

/** When main had answered a message, or its listeners had returned; Infinity: it was not seen to end. */
export function endedUs(table: MessageTable, row: number): number {
  const chunk = table.columns.chunkOf(row);
  const i = row & CHUNK_MASK;
  const atUs = chunk.atUs[i] as number;
  const spans = [chunk.handlerUs[i] as number, chunk.blockingUs[i] as number];
  if (!isCall(chunk.kind[i] as number)) return atUs + (spans.find((us) => !Number.isNaN(us)) ?? 0);
  const status = STATUSES[chunk.status[i] as number] ?? 'pending';
  return hasEnded({ status }) ? atUs + (spans[0] as number) : Number.POSITIVE_INFINITY;
}
