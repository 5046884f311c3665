/** Recognises messages that the inspector had sent when they are recorded. */

import type { MessageFacts } from '../recording/messageRecord';
import type { Recorder } from '../recording/recorder';

interface ExpectedMessage {
  readonly matches: (facts: MessageFacts) => boolean;
  readonly found: (seq: number, wasRecorded: boolean) => void;
}

export class ExpectedMessages {
  private readonly open = new Set<ExpectedMessage>();

  constructor(private readonly recorder: Recorder) {}

  /**
   * Waits for the first message from now on that matches.
   *
   * @returns stops waiting for it
   */
  add(matches: ExpectedMessage['matches'], found: ExpectedMessage['found']): () => void {
    const expected = { matches, found };
    this.open.add(expected);
    this.recorder.onMessage = (facts, seq, wasRecorded) => this.recorded(facts, seq, wasRecorded);
    return () => this.delete(expected);
  }

  private recorded(facts: MessageFacts, seq: number, wasRecorded: boolean): void {
    for (const expected of this.open) {
      if (!expected.matches(facts)) continue;
      this.delete(expected);
      expected.found(seq, wasRecorded);
      return;
    }
  }

  private delete(expected: ExpectedMessage): void {
    this.open.delete(expected);
    if (this.open.size === 0) this.recorder.onMessage = undefined;
  }
}
