/** A message that the user wants sent in a target, and what became of the request. */

import { DIRECTIONS, type Direction, MESSAGE_KINDS, type MessageKind } from '../journal/entries';
import { isId, isMessageRef, type MessageRef } from '../journal/messageRef';
import { checkEncoded } from '../value/checkEncoded';
import type { EncodedValue } from '../value/encodedValue';

/** A message to be sent, described as the journal describes the one it is modelled on. */
export interface ReplayRequest {
  /** Number of the target in the session. */
  readonly target: number;
  readonly kind: MessageKind;
  readonly direction: Direction;
  /** Of kind `port` and `utility`: for display only. */
  readonly channel: string;
  /** An encoded array, one element an argument; of `postMessage`, `port` and `utility` it has one element, the message. */
  readonly args: EncodedValue;
  /** Endpoint id of the frame or utility process that sends (`to-main`, `to-host`) or receives. Not used for `port`. */
  readonly endpoint: number;
  /** Of kind `port`: id of the end that it is posted on. */
  readonly port?: number;
  /** How many ports the original carried. They can't be made again; to send it without them, leave this out. */
  readonly carriedPorts?: number;
  /** The message it is sent again of, in the same session. */
  readonly origin?: MessageRef;
  /** Where there is no real way, the event may be made up; the new message is then marked `isSynthetic`. */
  readonly allowsSynthetic: boolean;
}

export const REPLAY_REFUSALS = [
  /** The target has ended, or was never there. */
  'target-gone',
  /** The window was closed, or the frame was left: another must be chosen. */
  'frame-gone',
  /** Nothing of ours is in that document that could send: only a synthetic event is possible. */
  'no-preload',
  /** The utility process has ended. */
  'utility-gone',
  /** No port that could be reached holds that end. */
  'port-not-held',
  /** It carried ports. */
  'carries-ports',
  /** Something of the value is missing: cut, redacted, or never there (a function). See `findMissing`. */
  'not-whole',
  'channel-invalid',
  'arguments-invalid',
  /** No way leads there: service workers, Electron's own messages. */
  'unsupported',
  /** The request is longer than the control line allows. */
  'too-large',
  /** The target did not take it in time. It may be busy, or stand at a breakpoint. */
  'timed-out',
  /** The call threw, or something of the app took its place. */
  'not-sent',
] as const;
export type ReplayRefusal = (typeof REPLAY_REFUSALS)[number];

/** It was not sent; or, with `timed-out`, it is not known whether it was. */
export interface ReplayRefused {
  readonly status: 'refused';
  readonly reason: ReplayRefusal;
  /** A sentence for the user. */
  readonly message: string;
  /** It would be sent with `allowsSynthetic`. */
  readonly canBeSynthetic?: boolean;
}

/** It was sent; its answer comes as with any message, in the session. */
export interface ReplaySent {
  readonly status: 'sent';
  readonly target: number;
  /** Of the new message, in the same target. Absent: it was sent, but can't be distinguished from the app's own, or was not recorded. */
  readonly seq?: number;
  readonly isSynthetic?: true;
}

export type ReplayOutcome = ReplaySent | ReplayRefused;

/** Somewhere that messages can be sent from or to, as it stands now. */
export interface ReplayPlace {
  readonly target: number;
  /** Endpoint id; what it is called, and where it is, stands with the endpoints of the session. */
  readonly endpoint: number;
  readonly kind: 'frame' | 'utility';
  /** Whether its own `ipcRenderer` can be called; otherwise a message from there to main can only be synthetic. */
  readonly canSend: boolean;
}

/** What Electron takes for a channel. An empty one is none that anybody could have meant. */
export function isChannel(channel: unknown): channel is string {
  return typeof channel === 'string' && channel !== '';
}

/** @returns the request among whatever came from a window or over a socket, with its values checked; undefined: it is none */
export function checkReplayRequest(value: unknown): ReplayRequest | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const request = value as Partial<Record<keyof ReplayRequest, unknown>>;
  const { kind, direction, channel, target, endpoint, port, carriedPorts, origin, allowsSynthetic } = request;
  if (!isOneOf(MESSAGE_KINDS, kind) || !isOneOf(DIRECTIONS, direction) || typeof channel !== 'string') return undefined;
  if (!isId(target) || !isId(endpoint) || typeof allowsSynthetic !== 'boolean') return undefined;
  if ((port !== undefined && !isId(port)) || (carriedPorts !== undefined && !isId(carriedPorts))) return undefined;
  if (origin !== undefined && !isMessageRef(origin)) return undefined;
  return {
    target,
    kind,
    direction,
    channel,
    endpoint,
    allowsSynthetic,
    args: checkEncoded(request.args),
    ...(port === undefined ? {} : { port }),
    ...(carriedPorts === undefined ? {} : { carriedPorts }),
    ...(origin === undefined ? {} : { origin: { target: origin.target, seq: origin.seq } }),
  };
}

function isOneOf<T>(words: readonly T[], value: unknown): value is T {
  return (words as readonly unknown[]).includes(value);
}
