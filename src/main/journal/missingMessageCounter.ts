/** Counts the messages of a target that are missing: numbers rise by one, so a missing message leaves a hole in them. */

import type { AgentEnd } from '../../shared/link/handshake';

export interface MissingMessages {
  readonly messages: number;
  /** When the messages before and after them passed, on the target's clock; the last one that is known at the end. */
  readonly at: number;
  readonly until: number;
}

export class MissingMessageCounter {
  private lastSeq = 0;
  private lastAt = 0;
  /** Missing messages that a gap has reported; the hole in the numbers follows. */
  private reported = 0;
  private unexplained: { messages: number; readonly at: number; until: number } | undefined;
  private agentEnd: AgentEnd | undefined;

  message(seq: number, at: number): void {
    // It was not the end after all.
    this.agentEnd = undefined;
    if (seq > this.lastSeq + 1) this.hole(seq - this.lastSeq - 1, at);
    if (seq > this.lastSeq) this.lastSeq = seq;
    this.lastAt = at;
  }

  /** The agent itself reports missing messages. */
  gap(messages: number): void {
    this.reported += messages;
  }

  agentEnded(end: AgentEnd): void {
    this.agentEnd = end;
  }

  /** The report of the agent that it has sent everything; undefined: more may be missing than is known. */
  get end(): AgentEnd | undefined {
    return this.agentEnd;
  }

  /** The missing messages that the agent has not reported, once nothing more can come. */
  missing(): MissingMessages | undefined {
    const endSeq = this.agentEnd?.seq ?? 0;
    if (endSeq > this.lastSeq) {
      this.hole(endSeq - this.lastSeq, this.lastAt);
      this.lastSeq = endSeq;
    }
    return this.unexplained;
  }

  private hole(size: number, until: number): void {
    const explained = Math.min(size, this.reported);
    this.reported -= explained;
    if (explained === size) return;
    this.unexplained ??= { messages: 0, at: this.lastAt, until };
    this.unexplained.messages += size - explained;
    this.unexplained.until = until;
  }
}
