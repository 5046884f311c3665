/** What pages ask of replaying. */

import { BRIDGE_CHANNELS, type Reply } from '../../shared/bridge/windowApi';
import type { Answer } from '../../shared/replay/answer';
import { checkReplayRequest, isMessageRef, type ReplayOutcome } from '../../shared/replay/request';
import type { Inspection } from '../session/inspection';
import type { WindowChannels } from './windowChannels';

/** Longer than any timer takes. */
const MAX_AWAIT_MS = 24 * 3600 * 1000;

export function answerReplay(channels: WindowChannels): void {
  channels.handle(BRIDGE_CHANNELS.replay, ({ inspection }, request) => replay(inspection, request));
  channels.handle(BRIDGE_CHANNELS.listReplayPlaces, ({ inspection }) => inspection.listReplayPlaces());
  channels.handle(BRIDGE_CHANNELS.awaitAnswer, ({ inspection }, message, timeoutMs) =>
    awaitAnswer(inspection, message, timeoutMs),
  );
}

async function replay(inspection: Inspection, value: unknown): Promise<Reply<ReplayOutcome>> {
  const request = checkReplayRequest(value);
  if (request !== undefined) return { value: await inspection.replay(request) };
  return { error: { code: 'wrong-request', message: 'This can’t be sent.', remedy: 'Check its kind and channel.' } };
}

async function awaitAnswer(inspection: Inspection, message: unknown, timeoutMs: unknown): Promise<Answer | null> {
  if (!isMessageRef(message) || typeof timeoutMs !== 'number') return null;
  return (await inspection.awaitAnswer(message, Math.min(timeoutMs, MAX_AWAIT_MS))) ?? null;
}
