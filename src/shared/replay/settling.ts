/** Tells when the frames of an app have stayed the same for a while: one that is starting still opens its windows. */

import type { ReplayPlace } from './request';

const SETTLED_MS = 1000;

export class Settling {
  private seen = '';
  private sinceMs = Number.NaN;

  /** @returns whether no frame has come or gone for a second */
  look(places: readonly ReplayPlace[], nowMs: number): boolean {
    const seen = places.map(({ target, endpoint, canSend }) => `${target}:${endpoint}:${canSend}`).join(' ');
    if (seen !== this.seen || Number.isNaN(this.sinceMs)) {
      this.seen = seen;
      this.sinceMs = nowMs;
    }
    return places.length > 0 && nowMs - this.sinceMs >= SETTLED_MS;
  }
}
