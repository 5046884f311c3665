/** What an agent says of itself: where it looks, and how it records. */

/** One interception point of the agent. */
export interface HookReport {
  /** As `WebContents.emit`. */
  readonly name: string;
  /** Absent: installed. Otherwise why not, and so what cannot be seen. */
  readonly unavailable?: string;
}

/** How an agent records. */
export interface CaptureSummary {
  /** Roughly the bytes of JSON that are kept of a value. */
  readonly maxPayloadBytes: number;
  /** How many rules hide something; 0: nothing is hidden. */
  readonly redactionRules: number;
  /** Frames of the stack recorded with what main sends. */
  readonly stackFrames: number;
  /** Whether frames are asked for the caller's side of the timing. */
  readonly timing?: boolean;
  /** Whether payloads of Electron's own messages are recorded. Absent in captures of versions that always recorded them. */
  readonly internalPayloads?: boolean;
}
