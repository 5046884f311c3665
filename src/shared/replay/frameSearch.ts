/** Looks for the frames of a recording in an app that runs now, and may still be opening its windows. */

import { type EndpointInfo, endpointLabel } from '../columns/endpointInfo';
import type { AddressMap } from './addressMap';
import { type FrameFound, FrameMatcher, type FrameSession } from './frameMatcher';
import type { PlayerIo } from './player';
import type { ReplayPlace } from './request';

export interface FrameSearchIo extends Pick<PlayerIo, 'nowMs' | 'setTimer'> {
  /** How long the search waits for a frame that does not exist yet. */
  readonly timeoutMs: number;
  /** Where messages can be sent from or to. @param isRepeated whether the known places did not have the frame */
  places(isRepeated: boolean): Promise<readonly ReplayPlace[]>;
  /** The session of the app; undefined: there is none yet. */
  session(): FrameSession | undefined;
  /** The place that the user chose for a frame. */
  chosen?(frame: EndpointInfo, places: readonly ReplayPlace[]): ReplayPlace | undefined;
  /** Whether the search waits for nothing any more. */
  isStopped(): boolean;
}

const LOOK_EVERY_MS = 100;
const SETTLED_MS = 1000;
const NOTHING: FrameFound = { place: undefined, choices: [] };

export class FrameSearch {
  private readonly matcher: FrameMatcher;
  /** Frames for which the search waited in vain. It waits for no frame twice. */
  private readonly missed = new Set<string>();
  private seenPlaces = '';
  private seenSinceMs = Number.NaN;

  constructor(
    recorded: FrameSession,
    private readonly io: FrameSearchIo,
    map: AddressMap = [],
  ) {
    this.matcher = new FrameMatcher(recorded, map);
  }

  /** @param awaits whether the frame may still open */
  async find(frame: EndpointInfo, awaits: boolean): Promise<FrameFound> {
    const { io, missed } = this;
    const key = JSON.stringify([frame.target, frame.id, frame.url, endpointLabel(frame)]);
    const deadline = io.nowMs() + (awaits && !missed.has(key) ? io.timeoutMs : 0);
    for (let isRepeated = false; ; isRepeated = true) {
      const places = await io.places(isRepeated);
      const isLast = io.isStopped() || io.nowMs() >= deadline;
      const found = this.look(frame, places, isLast && awaits);
      if (found.place !== undefined) return found;
      if (isLast) {
        if (awaits) missed.add(key);
        return found;
      }
      await new Promise<void>((resolve) => io.setTimer(resolve, LOOK_EVERY_MS));
    }
  }

  private look(frame: EndpointInfo, places: readonly ReplayPlace[], isLast: boolean): FrameFound {
    const chosen = this.io.chosen?.(frame, places);
    if (chosen !== undefined) return { place: chosen, choices: [] };
    const isSettled = this.isSettled(places) || isLast;
    const session = this.io.session();
    return session === undefined ? NOTHING : this.matcher.find(frame, session, places, isSettled);
  }

  /** Whether no frame has come or gone for a while: an app that is starting still opens its windows. */
  private isSettled(places: readonly ReplayPlace[]): boolean {
    const nowMs = this.io.nowMs();
    const seen = places.map(({ target, endpoint, canSend }) => `${target}:${endpoint}:${canSend}`).join(' ');
    if (seen !== this.seenPlaces || Number.isNaN(this.seenSinceMs)) {
      this.seenPlaces = seen;
      this.seenSinceMs = nowMs;
    }
    return places.length > 0 && nowMs - this.seenSinceMs >= SETTLED_MS;
  }
}
