const MIN_TICK_MS = 50;
const MAX_TICK_MS = 1000;
const MAX_TICKS_AT_ONCE = 5;

/**
 * Plays a list of steps over and over, at a rate counted in messages (a step may cause several).
 * Batches them into ticks, because no timer is exact at thousands per second. Runs in every kind
 * of process: renderer, main and utility.
 */
export class Pulse {
  #steps;
  #position = 0;
  #messagesPerSecond = 0;
  #owedMessages = 0;
  #tickMs = MIN_TICK_MS;
  #lastTickAtMs = 0;
  #timer;

  constructor(steps) {
    this.#steps = steps;
  }

  setRate(messagesPerSecond) {
    clearInterval(this.#timer);
    this.#messagesPerSecond = messagesPerSecond;
    this.#owedMessages = 0;
    this.#lastTickAtMs = performance.now();
    if (messagesPerSecond === 0) return;

    this.#tickMs = Math.min(Math.max(1000 / messagesPerSecond, MIN_TICK_MS), MAX_TICK_MS);
    this.#timer = setInterval(() => this.#tick(), this.#tickMs);
  }

  #tick() {
    this.#owedMessages += (this.#takeElapsedMs() * this.#messagesPerSecond) / 1000;
    while (this.#owedMessages >= this.#nextStep.messageCount) {
      const step = this.#nextStep;
      this.#position = (this.#position + 1) % this.#steps.length;
      this.#owedMessages -= step.messageCount;
      step.play();
    }
  }

  /** A process that stood still does not catch up on all it missed: that would stall it again. */
  #takeElapsedMs() {
    const nowMs = performance.now();
    const elapsedMs = Math.min(nowMs - this.#lastTickAtMs, this.#tickMs * MAX_TICKS_AT_ONCE);
    this.#lastTickAtMs = nowMs;
    return elapsedMs;
  }

  get #nextStep() {
    return this.#steps[this.#position];
  }
}
