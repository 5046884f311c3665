/**
 * What the agent asks of the timing preload in a frame, over the port of its reports, to have a message sent by the frame
 * itself, and what the preload tells of it.
 */

import type { MessageKind } from '../journal/entries';

/** A message to the preload has this as its only own key. */
export interface FrameReplay {
  readonly replay: CallReplay | PostReplay;
}

interface Ticket {
  /** Of the request, in this agent. */
  readonly id: number;
  /** The request expires at this `Date.now()`. */
  readonly untilMs: number;
}

/** A method of `ipcRenderer` is to be called. */
export interface CallReplay extends Ticket {
  readonly kind: Exclude<MessageKind, 'port' | 'utility'>;
  /** The channel, and what follows it. */
  readonly args: readonly [channel: string, ...args: unknown[]];
}

/** A message is to be posted on a port that main had sent to the frame. */
export interface PostReplay extends Ticket {
  readonly kind: 'port';
  /** Number of the message that brought it, from 0 since the marker, and which of its ports it was. */
  readonly push: number;
  readonly port: number;
  readonly args: readonly [data: unknown];
}

/** From the preload: what became of a request. The first note about it counts. */
export interface FrameReplayNote {
  readonly replay: number;
  /** The call is about to be made, and has this number among the calls of the document. */
  readonly call?: number;
  /** It was posted. */
  readonly isPosted?: true;
  /** Why it was not sent. */
  readonly failed?: string;
}
