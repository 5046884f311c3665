/** Draws the overview: a time axis, messages, errors, and when main was blocked, each in a lane of its own. */

import type { GapInfo } from '../../shared/columns/sessionFacts';
import type { Palette } from '../components/palette';
import type { SessionOverview } from './sessionOverview';
import { type TimeScale, tickLabel, ticksOf, xOf } from './timeScale';

/** Top and height of each lane, in pixels. */
export const OVERVIEW_LANES = {
  axis: { top: 0, height: 14 },
  messages: { top: 15, height: 22 },
  errors: { top: 40, height: 8 },
  blocked: { top: 51, height: 10 },
} as const;
export const OVERVIEW_HEIGHT_PX = 62;
/** Of what is drawn as one: a line of a single pixel is hard to see, and to point at. */
export const SLICE_PX = 2;

/** What lies within `SLICE_PX`. */
export interface OverviewSlice {
  messages: number;
  errors: number;
  blockedUs: number;
}

/** What is summed up over the width; what buckets wider than a slice hold is shared out evenly. */
export function slicesOf(overview: SessionOverview, scale: TimeScale): OverviewSlice[] {
  const { axis, messages, errors, blocked } = overview;
  const count = Math.max(1, Math.round(scale.widthPx / SLICE_PX));
  const slices = Array.from({ length: count }, () => ({ messages: 0, errors: 0, blockedUs: 0 }));
  const { startUs, bucketUs } = axis;
  for (let bucket = 0; bucket < axis.length; bucket++) {
    const total = messages.values[bucket] as number;
    const blockedUs = blocked.values[bucket] as number;
    if (total === 0 && blockedUs === 0) continue;
    const fromUs = startUs + bucket * bucketUs;
    const first = clamp(Math.floor(xOf(scale, fromUs) / SLICE_PX), count);
    const last = Math.max(first, clamp(Math.ceil(xOf(scale, fromUs + bucketUs) / SLICE_PX) - 1, count));
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
  drawTimeAxis(context, palette, scale, originUs, bottom);
  context.fillStyle = palette('--line');
  for (const { top, height } of [messages, errors, blocked]) context.fillRect(0, top + height, scale.widthPx, 1);

  const most = slices.reduce((max, slice) => Math.max(max, slice.messages), 0);
  const sliceUs = (scale.untilUs - scale.fromUs) / slices.length;
  context.fillStyle = palette('--phase-handler');
  slices.forEach((slice, i) => {
    if (slice.messages === 0) return;
    // By the root, so that single messages can be seen beside bursts of thousands.
    const height = Math.max(1.5, Math.sqrt(slice.messages / most) * messages.height);
    context.fillRect(i * SLICE_PX, messages.top + messages.height - height, SLICE_PX, height);
  });
  context.fillStyle = palette('--error');
  slices.forEach((slice, i) => {
    if (slice.errors > 0) context.fillRect(i * SLICE_PX, errors.top, SLICE_PX, errors.height);
  });
  context.fillStyle = palette('--phase-blocking');
  slices.forEach((slice, i) => {
    if (slice.blockedUs < sliceUs * 0.02) return;
    const part = Math.min(1, slice.blockedUs / sliceUs);
    const height = Math.max(1, part * blocked.height);
    context.fillRect(i * SLICE_PX, blocked.top + blocked.height - height, SLICE_PX, height);
  });
  drawGaps(context, palette, scale, gaps, bottom);
}

let font: string | undefined;

/** Read once: it makes the browser compute all changed styles. */
function axisFont(): string {
  font ??= `10px ${getComputedStyle(document.body).fontFamily}`;
  return font;
}

/** Lines at round times down to `bottom`, with labels at the top. */
export function drawTimeAxis(
  context: CanvasRenderingContext2D,
  palette: Palette,
  scale: TimeScale,
  originUs: number,
  bottom: number,
): void {
  const ticks = ticksOf(scale, originUs);
  const stepUs = (ticks[1] ?? 0) - (ticks[0] ?? 0) || scale.untilUs - scale.fromUs;
  context.font = axisFont();
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

/** Hatches the times at which messages were dropped. */
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

/** What is near enough to a place to be meant. */
export function sliceNear(slices: readonly OverviewSlice[], xPx: number): OverviewSlice & { readonly slices: number } {
  const middle = Math.floor(xPx / SLICE_PX);
  const near = slices.slice(Math.max(0, middle - 1), middle + 2);
  const sum = (key: keyof OverviewSlice) => near.reduce((total, slice) => total + slice[key], 0);
  return { messages: sum('messages'), errors: sum('errors'), blockedUs: sum('blockedUs'), slices: near.length };
}

function clamp(x: number, count: number): number {
  return Math.max(0, Math.min(count - 1, x));
}
