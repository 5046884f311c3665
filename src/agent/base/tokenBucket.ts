/** Lets something happen several times in a row, and then at a steady pace. */

import { floor, min } from './primordials';

export class TokenBucket {
  private tokens: number;
  private filledAtUs = 0;

  /**
   * @param capacity how many times in a row
   * @param refillUs one more is allowed after each of these periods, in microseconds
   */
  constructor(
    private readonly capacity: number,
    private readonly refillUs: number,
  ) {
    this.tokens = capacity;
  }

  /** @returns whether it may happen now; if so, a token is taken */
  take(nowUs: number): boolean {
    const added = floor((nowUs - this.filledAtUs) / this.refillUs);
    if (added > 0) {
      this.tokens = min(this.capacity, this.tokens + added);
      this.filledAtUs += added * this.refillUs;
    }
    if (this.tokens <= 0) return false;
    this.tokens--;
    return true;
  }

  /** @param tokens that what was allowed costs besides its own, rounded down; they may leave the bucket in debt */
  spend(tokens: number): void {
    this.tokens -= floor(tokens);
  }
}
