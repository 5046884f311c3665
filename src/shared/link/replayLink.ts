/** What an agent answers to the control messages of a replay, on lines that are not entries of the journal. */

import { REPLAY_REFUSALS, type ReplayPlace, type ReplayRefused, type ReplaySent } from '../replay/request';

const { parse, stringify } = JSON;
const { isArray } = Array;

/** As the agent tells it, which does not know its number in the session. */
export type AgentOutcome = Omit<ReplaySent, 'target'> | ReplayRefused;
export type AgentPlace = Omit<ReplayPlace, 'target'>;

export type ReplayReply =
  | { readonly type: 'replayReply'; readonly id: number; readonly outcome: AgentOutcome }
  | { readonly type: 'replayReply'; readonly id: number; readonly places: readonly AgentPlace[] };

/** Every such line begins with this. */
export const REPLAY_REPLY_START = '{"type":"replayReply"';

/** @returns the line, without its end */
export function encodeReplayReply({ type, ...rest }: ReplayReply): string {
  return stringify({ type, ...rest });
}

/** A target may be anything: nothing in it is relied on. @returns undefined for what is not such a reply */
export function decodeReplayReply(line: string): ReplayReply | undefined {
  let value: unknown;
  try {
    value = parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, id, outcome, places } = value as Record<string, unknown>;
  if (type !== 'replayReply' || !isId(id)) return undefined;
  if (places !== undefined) {
    return isArray(places) ? { type, id, places: places.flatMap((place) => checkPlace(place) ?? []) } : undefined;
  }
  const checked = checkOutcome(outcome);
  return checked && { type, id, outcome: checked };
}

function checkOutcome(value: unknown): AgentOutcome | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { status, seq, isSynthetic, reason, message, canBeSynthetic } = value as Record<string, unknown>;
  if (status === 'sent') {
    return { status, ...(isId(seq) ? { seq } : {}), ...(isSynthetic === true ? { isSynthetic } : {}) };
  }
  const known = REPLAY_REFUSALS.find((name) => name === reason);
  if (status !== 'refused' || known === undefined || typeof message !== 'string') return undefined;
  return { status, reason: known, message, ...(canBeSynthetic === true ? { canBeSynthetic } : {}) };
}

function checkPlace(value: unknown): AgentPlace | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { endpoint, kind, canSend } = value as Record<string, unknown>;
  if (!isId(endpoint) || (kind !== 'frame' && kind !== 'utility')) return undefined;
  return { endpoint, kind, canSend: canSend === true };
}

function isId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff_ffff;
}
