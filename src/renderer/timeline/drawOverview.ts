/** Draws the overview: a time axis, messages, errors, and when main was blocked, each in a lane of its own. */

import type { GapInfo } from '../../shared/columns/sessionFold';
import type { Palette } from '../components/palette';
import type { SessionOverview } from './sessionOverview';
import { type TimeScale, tickLabel, ticksOf, xOf } from './timeScale';

/** Top and height of each lane, in pixels. */
export const OVERVIEW_LANES = {
  axis: { top: 0, height: 14 },
  messages: { top: 15, height: 22 },
  errors: { top: 39, height: 6 },
  blocked: { top: 47, height: 7 },
} as const;
export const OVERVIEW_HEIGHT_PX = 56;

/** What lies between two pixels. */
export interface OverviewSlice {
  messages: number;
  errors: number;
  blockedUs: number;
}

/** Sums by pixel; what buckets wider than a pixel hold is shared out evenly. */
export function slicesOf(overview: SessionOverview, scale: TimeScale): OverviewSlice[] {
  const { axis, messages, errors, blocked } = overview;
  const count = Math.max(1, Math.round(scale.widthPx));
  const slices = Array.from({ length: count }, () => ({ messages: 0, errors: 0, blockedUs: 0 }));
  const { startUs, bucketUs } = axis;
  for (let bucket = 0; bucket < axis.length; bucket++) {
    const total = messages.values[bucket] as number;
    const blockedUs = blocked.values[bucket] as number;
    if (total === 0 && blockedUs === 0) continue;
    const fromUs = startUs + bucket * bucketUs;
    const first = clamp(Math.floor(xOf(scale, fromUs)), count);
    const last = Math.max(first, clamp(Math.ceil(xOf(scale, fromUs + bucketUs)) - 1, count));
    const share = 1 / (last - first + 1);
    for (let x = first; x <= last; x++) {
      const slice = slices[x] as OverviewSlice;
      slice.messages += total * share;
      slice.errors += (errors.values[bucket] as number) * share;
      slice.blockedUs += blockedUs * share;
    }
  }
  return slices;
}

export function drawOverview(
  context: CanvasRenderingContext2D,
  palette: Palette,
  scale: TimeScale,
  slices: readonly OverviewSlice[],
  gaps: readonly GapInfo[],
  originUs: number,
): void {
  const { messages, errors, blocked } = OVERVIEW_LANES;
  const bottom = blocked.top + blocked.height;
  drawAxis(context, palette, scale, originUs, bottom);
  context.fillStyle = palette('--line');
  for (const { top, height } of [messages, errors, blocked]) context.fillRect(0, top + height, scale.widthPx, 1);

  const most = slices.reduce((max, slice) => Math.max(max, slice.messages), 0);
  const pixelUs = (scale.untilUs - scale.fromUs) / slices.length;
  context.fillStyle = palette('--phase-handler');
  slices.forEach((slice, x) => {
    if (slice.messages === 0) return;
    // By the root, so that single messages can be seen beside bursts of thousands.
    const height = Math.max(1.5, Math.sqrt(slice.messages / most) * messages.height);
    context.fillRect(x, messages.top + messages.height - height, 1, height);
  });
  context.fillStyle = palette('--error');
  slices.forEach((slice, x) => {
    if (slice.errors > 0) context.fillRect(x - 0.5, errors.top, 2, errors.height);
  });
  context.fillStyle = palette('--phase-blocking');
  slices.forEach((slice, x) => {
    if (slice.blockedUs < pixelUs * 0.02) return;
    const part = Math.min(1, slice.blockedUs / pixelUs);
    const height = Math.max(1, part * blocked.height);
    context.fillRect(x, blocked.top + blocked.height - height, 1, height);
  });
  drawGaps(context, palette, scale, gaps, bottom);
}

function drawAxis(
  context: CanvasRenderingContext2D,
  palette: Palette,
  scale: TimeScale,
  originUs: number,
  bottom: number,
): void {
  const ticks = ticksOf(scale, originUs);
  const stepUs = (ticks[1] ?? 0) - (ticks[0] ?? 0) || scale.untilUs - scale.fromUs;
  context.font = `10px ${getComputedStyle(document.body).fontFamily}`;
  context.textBaseline = 'middle';
  for (const atUs of ticks) {
    const x = Math.round(xOf(scale, atUs));
    context.fillStyle = palette('--line');
    context.fillRect(x, 0, 1, bottom);
    const label = tickLabel(atUs - originUs, stepUs);
    if (x + context.measureText(label).width + 6 > scale.widthPx) continue;
    context.fillStyle = palette('--text-faint');
    context.fillText(label, x + 4, 7.5);
  }
}

/** Where messages were dropped the picture is hatched: what it shows there is not all there was. */
function drawGaps(
  context: CanvasRenderingContext2D,
  palette: Palette,
  scale: TimeScale,
  gaps: readonly GapInfo[],
  bottom: number,
): void {
  const { top } = OVERVIEW_LANES.messages;
  context.strokeStyle = palette('--warn');
  context.lineWidth = 1;
  for (const { atUs, untilUs } of gaps) {
    const from = xOf(scale, atUs);
    const width = Math.max(3, xOf(scale, untilUs) - from);
    context.save();
    context.beginPath();
    context.rect(from, top, width, bottom - top);
    context.clip();
    context.beginPath();
    for (let x = from - (bottom - top); x < from + width; x += 5) {
      context.moveTo(x, bottom);
      context.lineTo(x + bottom - top, top);
    }
    context.stroke();
    context.restore();
  }
}

function clamp(x: number, count: number): number {
  return Math.max(0, Math.min(count - 1, x));
}
