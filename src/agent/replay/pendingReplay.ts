/** A message that the inspector wants sent, and the one answer that it gets. */

import type { AgentOutcome } from '../../shared/link/replayLink';
import type { ReplayRefusal, ReplayRequest } from '../../shared/replay/request';
import { clearTimeout, setTimeout } from '../base/nodePrimordials';
import type { Recorder } from '../recording/recorder';

/** Thrown where a message can't be sent. */
export class Refusal extends Error {
  constructor(
    readonly reason: ReplayRefusal,
    /** A sentence for the user. */
    message: string,
    /** It could be with a made-up event. */
    readonly canBeSynthetic = false,
  ) {
    super(message);
  }
}

export class PendingReplay {
  private timer: NodeJS.Timeout | undefined;
  private isSettled = false;

  constructor(
    readonly request: ReplayRequest,
    /** The arguments. */
    readonly values: readonly unknown[],
    private readonly recorder: Recorder,
    private readonly settle: (outcome: AgentOutcome) => void,
  ) {}

  /** It is refused if nothing comes of it in this time. What comes later is still marked. */
  limit(timeoutMs: number, message: string): void {
    this.timer = setTimeout(() => this.refuse(new Refusal('timed-out', message)), timeoutMs);
    this.timer.unref?.();
  }

  /**
   * It was sent: the message is marked.
   *
   * @param seq undefined: it was not recorded, or can't be distinguished from others
   */
  sent(seq: number | undefined, isSynthetic = false): void {
    const { origin } = this.request;
    if (seq !== undefined) {
      this.recorder.entry({
        type: 'replayed',
        seq,
        originTarget: origin?.target,
        originSeq: origin?.seq,
        isSynthetic: isSynthetic ? true : undefined,
      });
    }
    this.end({ status: 'sent', ...(seq === undefined ? {} : { seq }), ...(isSynthetic ? { isSynthetic } : {}) });
  }

  /** It can't be sent, because of a `Refusal` or whatever else was thrown. */
  refuse(error: unknown): void {
    if (!(error instanceof Refusal)) {
      this.end({ status: 'refused', reason: 'not-sent', message: `Sending it failed: ${describe(error)}.` });
      return;
    }
    const { reason, message, canBeSynthetic } = error;
    this.end({ status: 'refused', reason, message, ...(canBeSynthetic ? { canBeSynthetic } : {}) });
  }

  private end(outcome: AgentOutcome): void {
    if (this.isSettled) return;
    this.isSettled = true;
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.settle(outcome);
  }
}

/** Whatever the app throws. */
function describe(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'an error that can’t be shown';
  }
}
