/** Tells when the frames of an app have stayed the same for a while: one that is starting still opens its windows. */

import type { ReplayPlace } from './request';

export class Settling {
  private seen = '';
  private sinceMs = Number.NaN;

  constructor(private readonly settledMs: number) {}

  /** @returns whether the frames are those of so long ago */
  look(places: readonly ReplayPlace[], nowMs: number): boolean {
    const seen = places.map(({ target, endpoint, canSend }) => `${target}:${endpoint}:${canSend}`).join(' ');
    if (seen !== this.seen || Number.isNaN(this.sinceMs)) {
      this.seen = seen;
      this.sinceMs = nowMs;
    }
    return places.length > 0 && nowMs - this.sinceMs >= this.settledMs;
  }
}
