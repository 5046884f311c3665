/** What the bench asks of the receiver. */

export interface Expectation {
  readonly channel: string;
  /** In all, since the receiver started. */
  readonly messages: number;
  /** What had been dropped before. */
  readonly dropped: number;
}

export interface Captured {
  /** By channel; the messages of ports together as `port`. */
  readonly messagesByChannel: Readonly<Record<string, number>>;
  /** Messages that the agent told it could not record. */
  readonly dropped: number;
  readonly faults: readonly string[];
}
