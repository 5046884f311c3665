/** Answers methods of pages that are about replaying. */

import type { Reply } from '../../shared/bridge/windowApi';
import { isMessageRef } from '../../shared/journal/messageRef';
import type { Answer } from '../../shared/replay/answer';
import { checkReplayRequest, type ReplayOutcome } from '../../shared/replay/request';
import type { Inspection } from '../inspection/inspection';
import type { InspectorWindow } from './inspectorWindow';
import { chooseAppPath, launchRequest } from './targetStarts';
import type { WindowAnswers } from './windowChannels';

/** The maximum of a timer. */
const MAX_AWAIT_MS = 24 * 3600 * 1000;

type ReplayMethod = 'replay' | 'continueCapture' | 'listReplayPlaces' | 'awaitAnswer';

export const REPLAY_ANSWERS: Pick<WindowAnswers, ReplayMethod> = {
  replay: ({ inspection }, request) => replay(inspection, request),
  continueCapture: (inspector) => continueCapture(inspector),
  listReplayPlaces: ({ inspection }) => inspection.listReplayPlaces(),
  awaitAnswer: ({ inspection }, message, timeoutMs) => awaitAnswer(inspection, message, timeoutMs),
};

/** @returns whether an app was started */
async function continueCapture(inspector: InspectorWindow): Promise<boolean> {
  const appPath = await chooseAppPath(inspector, 'Choose the app to play the capture into');
  if (appPath === undefined) return false;
  const error = await inspector.inspection.continueWith(launchRequest(appPath));
  if (error !== undefined) inspector.showNotice(error);
  return error === undefined && inspector.inspection.state.phase !== 'opened';
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
