/**
 * Finds how far the clock of a frame is from main's. Where both read the machine's clock, the distance is known; a
 * sandboxed frame's is narrowed by cause and effect: a message arrives after it was sent.
 */

import { type FrameHello, PERFORMANCE_STEP_US } from '../../shared/link/frameReport';
import { nowUs } from '../base/clock';
import { hrtime } from '../base/nodePrimordials';
import { ceil, max, min, round } from '../base/primordials';

const TRIALS = 20;
/** Main's times are whole microseconds. */
const ROUNDING_US = 0.5;
/**
 * On macOS the clock of a sandboxed frame stops while the computer sleeps, and main's does not. Cause and effect then
 * contradict the earlier result by more than clocks ever drift.
 */
const JUMP_US = 50_000;

/** Distance of main's clock from that of the machine, on which hrtime runs, and by how much it may be wrong. */
const machine = measureMachineClock();

export class FrameClockAlignment {
  /** Bounds of what has to be added to a time of the frame. */
  private lowestUs = Number.NEGATIVE_INFINITY;
  private highestUs = Number.POSITIVE_INFINITY;
  private readonly isKnown: boolean;
  /** By how much a time of the frame itself may be wrong. */
  private readonly stepUs: number;

  constructor(kind: FrameHello['clock']) {
    this.isKnown = kind === 'monotonic';
    this.stepUs = this.isKnown ? 0 : PERFORMANCE_STEP_US;
    if (!this.isKnown) return;
    this.lowestUs = machine.offsetUs - machine.errorUs;
    this.highestUs = machine.offsetUs + machine.errorUs;
  }

  /** Whether times can be converted. */
  get isBounded(): boolean {
    return Number.isFinite(this.highestUs - this.lowestUs);
  }

  /** By how much a converted time may be wrong, either way, in microseconds. */
  get errorUs(): number {
    return ceil((this.highestUs - this.lowestUs) / 2 + this.stepUs);
  }

  /** Something that the frame did at its time `frameUs` had reached main at `mainUs`. */
  reachedMain(frameUs: number, mainUs: number): void {
    if (this.isKnown) return;
    const highestUs = mainUs - frameUs + this.stepUs;
    if (highestUs < this.lowestUs - JUMP_US) this.measureAgain(highestUs - JUMP_US);
    else this.highestUs = max(this.lowestUs, min(this.highestUs, highestUs));
  }

  /** Something that main did at `mainUs` had reached the frame at its time `frameUs`. */
  reachedFrame(mainUs: number, frameUs: number): void {
    if (this.isKnown) return;
    const lowestUs = mainUs - frameUs - this.stepUs;
    if (lowestUs > this.highestUs + JUMP_US) this.measureAgain(lowestUs);
    else this.lowestUs = min(this.highestUs, max(this.lowestUs, lowestUs));
  }

  /** What was found before no longer holds. */
  private measureAgain(lowestUs: number): void {
    this.lowestUs = lowestUs;
    this.highestUs = lowestUs + JUMP_US;
  }

  /**
   * Takes the system's clock, which both sides read in whole milliseconds, as far as cause and effect have not told more.
   *
   * @param frameUs time of the frame at which the system's clock was `frameWallMs` there
   * @param mainUs time of main at which it was `mainWallMs` here
   */
  wallClock(frameUs: number, frameWallMs: number, mainUs: number, mainWallMs: number): void {
    if (this.isKnown) return;
    const distanceUs = (frameWallMs - mainWallMs) * 1000 + mainUs - frameUs;
    const errorUs = 1000 + this.stepUs;
    this.lowestUs = min(this.highestUs, max(this.lowestUs, distanceUs - errorUs));
    this.highestUs = max(this.lowestUs, min(this.highestUs, distanceUs + errorUs));
  }

  /** @returns microseconds on main's clock, whole */
  toMainUs(frameUs: number): number {
    return round(frameUs + (this.lowestUs + this.highestUs) / 2);
  }
}

/** Reads main's clock between two readings of the machine's: the closer those are, the better. */
function measureMachineClock(): { readonly offsetUs: number; readonly errorUs: number } {
  let best = { offsetUs: 0, errorUs: Number.POSITIVE_INFINITY };
  for (let trial = 0; trial < TRIALS; trial++) {
    const before = machineNowUs();
    const now = nowUs();
    const after = machineNowUs();
    const errorUs = (after - before) / 2 + ROUNDING_US;
    if (errorUs < best.errorUs) best = { offsetUs: now - (before + after) / 2, errorUs };
  }
  return best;
}

function machineNowUs(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1e6 + nanoseconds / 1e3;
}
