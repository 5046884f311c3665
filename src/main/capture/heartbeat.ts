/**
 * Notices when the main process of an app does not respond. Every line from its agent is a sign of life. Only when none has come for
 * a while, the agent is asked. Time comes in ticks.
 */

/** The agent is asked after this time if the newest message is still being handled. */
const HANDLING_MS = 300;
const SILENCE_MS = 2000;
/** How long an answer may take; an idle app takes 2 ms. */
const ANSWER_MS = 1000;

export class Heartbeat {
  private hasHeard = false;
  private silentMs = 0;
  /** For how long an answer has been awaited; undefined: none is awaited. */
  private awaitedMs: number | undefined;

  /**
   * @param ask asks the agent for an answer
   * @param isHandling whether main still handles the newest message
   */
  constructor(
    private readonly ask: () => void,
    private readonly isHandling: () => boolean,
  ) {}

  /** A line of the agent was received. */
  heard(): void {
    this.hasHeard = true;
  }

  get isAsking(): boolean {
    return this.awaitedMs !== undefined;
  }

  get isResponding(): boolean {
    return this.awaitedMs === undefined || this.awaitedMs < ANSWER_MS;
  }

  /** @param elapsedMs since the last tick; not more than this process was able to listen for */
  tick(elapsedMs: number): void {
    if (this.hasHeard) {
      this.hasHeard = false;
      this.silentMs = 0;
      this.awaitedMs = undefined;
      return;
    }
    this.silentMs += elapsedMs;
    if (this.awaitedMs !== undefined) this.awaitedMs += elapsedMs;
    else if (this.silentMs >= SILENCE_MS || (this.silentMs >= HANDLING_MS && this.isHandling())) {
      this.awaitedMs = 0;
      this.ask();
    }
  }
}
