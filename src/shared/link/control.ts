/**
 * What an inspector may say to an agent, after the agent's hello: one JSON object a line, as `{"control":1,"type":…}`.
 * An agent ignores lines that it does not understand, so that a newer inspector can talk to an older agent.
 */

import { checkReplayRequest, type ReplayRequest } from '../replay/request';
import { type AgentSettings, checkAgentSettings } from './agentSettings';

const { parse, stringify } = JSON;

/** Raised when a message changes its meaning. A new type of message does not. */
export const CONTROL_VERSION = 1;

/** Changes some settings of a running agent. What was recorded before stays as it is. */
interface Configure {
  readonly type: 'configure';
  readonly settings: Partial<AgentSettings>;
}

/** The agent came in through the app's inspector port, which was opened for that alone and is needed no more. */
interface CloseInspector {
  readonly type: 'closeInspector';
}

/** The app must end: the inspector launched it, and it has restarted itself since. */
interface EndTarget {
  readonly type: 'end';
}

/** A message is to be sent in the app. Answered with a `ReplayReply` of the same id. */
interface Replay {
  readonly type: 'replay';
  readonly id: number;
  readonly request: ReplayRequest;
}

/** Where messages can be sent from or to now. Answered with a `ReplayReply` of the same id. */
interface ListPlaces {
  readonly type: 'listPlaces';
  readonly id: number;
}

/**
 * Asks whether the app's main process responds. The agent answers with a `Pong` on the next turn of
 * its event loop.
 */
interface Ping {
  readonly type: 'ping';
}

/** The answer to a `Ping`, on a line of its own that is not an entry of the journal. */
export interface Pong {
  readonly type: 'pong';
}

export type ControlMessage = Configure | CloseInspector | EndTarget | Replay | ListPlaces | Ping;

/** Longer lines are not read. A message with the largest payload that can be recorded fits in twice. */
export const MAX_CONTROL_BYTES = 24 * 1024 * 1024;

/** @returns the line, with its end */
export function encodeControl(message: ControlMessage): string {
  return `${stringify({ control: CONTROL_VERSION, ...message })}\n`;
}

/** @returns undefined for whatever is not a control message of this version */
export function decodeControl(line: string): ControlMessage | undefined {
  let value: unknown;
  try {
    value = parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { control, type, settings, id, request } = value as Record<string, unknown>;
  if (control !== CONTROL_VERSION) return undefined;
  if (type === 'closeInspector' || type === 'end' || type === 'ping') return { type };
  if (type === 'replay' || type === 'listPlaces') {
    if (!Number.isSafeInteger(id)) return undefined;
    if (type === 'listPlaces') return { type, id: id as number };
    const replay = checkReplayRequest(request);
    return replay && { type, id: id as number, request: replay };
  }
  if (type !== 'configure') return undefined;
  const checked = checkAgentSettings(settings);
  return checked && { type, settings: checked };
}
