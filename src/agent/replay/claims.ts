/** Recognises messages that the inspector had sent when they are recorded. */

import type { MessageFacts } from '../recording/messageRecord';
import type { Recorder } from '../recording/recorder';

interface Claim {
  readonly matches: (facts: MessageFacts) => boolean;
  readonly found: (seq: number, wasRecorded: boolean) => void;
}

export class Claims {
  private readonly open = new Set<Claim>();

  constructor(private readonly recorder: Recorder) {}

  /**
   * Claims the first message from now on that matches.
   *
   * @returns gives the claim up
   */
  add(matches: Claim['matches'], found: Claim['found']): () => void {
    const claim = { matches, found };
    this.open.add(claim);
    this.recorder.onMessage = (facts, seq, wasRecorded) => this.recorded(facts, seq, wasRecorded);
    return () => this.delete(claim);
  }

  private recorded(facts: MessageFacts, seq: number, wasRecorded: boolean): void {
    for (const claim of this.open) {
      if (!claim.matches(facts)) continue;
      this.delete(claim);
      claim.found(seq, wasRecorded);
      return;
    }
  }

  private delete(claim: Claim): void {
    this.open.delete(claim);
    if (this.open.size === 0) this.recorder.onMessage = undefined;
  }
}
