/** What the benches ask of the receiver. */

export interface Expectation {
  readonly channel: string;
  /** In all, since the receiver started. */
  readonly messages: number;
  /** What had been dropped before. */
  readonly dropped: number;
}

/** Messages to wait for, captured or dropped. */
export interface Accounting {
  /** What the channels begin with. */
  readonly channelStart: string;
  /** In all, since the receiver started. */
  readonly messages: number;
}

export interface Captured {
  /** By channel; the messages of ports together as `port`. */
  readonly messagesByChannel: Readonly<Record<string, number>>;
  /** Messages that the agent told it could not record. */
  readonly dropped: number;
  /** Messages without their arguments, which the agent had no room for. */
  readonly withoutPayload: number;
  readonly faults: readonly string[];
}

/** How many messages were captured on the channels that begin so. */
export function messagesOf({ messagesByChannel }: Captured, channelStart: string): number {
  return Object.entries(messagesByChannel).reduce(
    (sum, [channel, messages]) => (channel.startsWith(channelStart) ? sum + messages : sum),
    0,
  );
}
