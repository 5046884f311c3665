/** Where each lane lies, from the top of all of them. */

import type { Lane } from './laneTally';

export const BAR_PX = 10;
const BAR_STEP_PX = 12;
const PADDING_PX = 6;
const MIN_LANE_PX = 26;

export interface LanePlace {
  readonly topPx: number;
  readonly heightPx: number;
}

export function placesOf(lanes: readonly Lane[]): LanePlace[] {
  let topPx = 0;
  return lanes.map(({ depth }) => {
    const heightPx = Math.max(MIN_LANE_PX, depth * BAR_STEP_PX + 2 * PADDING_PX - (BAR_STEP_PX - BAR_PX));
    const place = { topPx, heightPx };
    topPx += heightPx;
    return place;
  });
}

/** Top of a bar within its lane. */
export function barTop({ heightPx }: LanePlace, lane: Lane, depth: number): number {
  const barsPx = lane.depth * BAR_STEP_PX - (BAR_STEP_PX - BAR_PX);
  return (heightPx - barsPx) / 2 + depth * BAR_STEP_PX;
}
