/**
 * What the timing preload in a frame tells the agent in main, over a MessagePort of its own. Times are microseconds on the
 * frame's clock.
 */

/**
 * Channel of the first message of a document, which hands the port over, and of the marker that answers it: from there on,
 * messages to it count. The agent takes both out before the app could see them.
 */
export const FRAME_CHANNEL = 'electroscope:frame';
export const FRAME_PROTOCOL = 1;

export interface FrameHello {
  readonly protocol: number;
  /** Comes in the marker: one meant for an earlier document of the frame may still be on its way. */
  readonly document: number;
  /**
   * `monotonic`: the clock of the machine, which main reads too. `performance`: that of the document, coarsened to
   * `PERFORMANCE_STEP_US`, whose distance from main's has to be found.
   */
  readonly clock: 'monotonic' | 'performance';
  /** The time on that clock, and at the same moment the system's, in whole milliseconds since the Unix epoch. */
  readonly atUs: number;
  readonly wallMs: number;
}

/** Calls are numbered from 0 in the order in which the document made them, those that failed to be sent left out. */
export interface FrameReport {
  /** `CALL_FIELDS` numbers a call: kind (index in MESSAGE_KINDS), channel, sentAt, answeredAt (NaN: not yet, or never). */
  readonly calls: Float64Array;
  /** `ANSWER_FIELDS` numbers an answer to a call reported before: the call's number, answeredAt. */
  readonly answers: Float64Array;
  /** `PUSH_FIELDS` numbers a message from main since the marker: channel, receivedAt. */
  readonly pushes: Float64Array;
  /** Where each call was made, a frame a line, as far as that was asked for; empty where it is not known. */
  readonly stacks?: readonly string[] | undefined;
  /** The channels of this report, into which those above are indices. Not kept: an app can have channels without end. */
  readonly channels: readonly string[];
  /** When the agent's greeting came, over the port. */
  readonly greetedAtUs?: number | undefined;
  /** Calls that failed in the frame; they have no number. */
  readonly failures?: readonly FrameFailure[] | undefined;
}

/** A call that never left the frame, because something in it could not be cloned or transferred. */
export interface FrameFailure {
  /** Index in MESSAGE_KINDS. */
  readonly kind: number;
  readonly channel: string;
  readonly failedAtUs: number;
  /** As the caller got it: `Error: An object could not be cloned.` */
  readonly error: string;
  /** As `OutcomeError.place`. */
  readonly place?: string | undefined;
  /** Empty where it was not asked for. */
  readonly stack: string;
}

/** What the agent tells the preload: once the document has sent something, before that if stacks are asked for, and when it changes. */
export interface FrameSettings {
  /** Frames of the call stack that are asked for with each call; 0: none. */
  readonly stackFrames: number;
  /** Once per document: the time of its arrival is reported back. */
  readonly isGreeting?: true;
}

/** The agent asks for what is not told yet, because the document may be about to end. */
export interface FrameAsk {
  readonly report: true;
}

/** A message that the frame received on a port that main had sent it. The value of the app goes along. */
export interface PortReport {
  /** Number of the message from main that brought the port, from 0 since the marker. */
  readonly push: number;
  /** Which of its ports. */
  readonly port: number;
  readonly receivedAtUs: number;
  readonly data: unknown;
  /** Approximate, and less than the truth where the value is too large to be copied. */
  readonly bytes: number;
  /** It was too large, or holds what can't be cloned. */
  readonly isLeftOut?: boolean;
}

/** Larger values are not copied to main. */
export const MAX_COPIED_BYTES = 256 * 1024;

export const CALL_FIELDS = 4;
export const ANSWER_FIELDS = 2;
export const PUSH_FIELDS = 2;

/** Smallest step of the `performance.now()` of a document that is not cross-origin isolated. */
export const PERFORMANCE_STEP_US = 100;
