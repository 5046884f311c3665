/** Draws the lanes: single bars if few are visible, otherwise counts over time. */

import { CHUNK_MASK, type Columns } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';
import { endUs, startUs } from '../../shared/columns/timeRange';
import { visibleText } from '../../shared/format/visibleText';
import { STATUSES } from '../../shared/journal/entries';
import type { Palette } from '../components/palette';
import { BAR_PX, barTop, type LanePlace } from './laneLayout';
import { BLOCK_BITS, isBlocking, type Lane, type LaneTally } from './laneTally';
import { type TimeScale, ticksOf, xOf } from './timeScale';

/** More bars are not drawn singly: nobody could distinguish them, and a frame would take too long. */
const MAX_BARS = 30_000;
const MAX_PENDING = 2000;
const MIN_BAR_PX = 2;
const MIN_NAMED_PX = 48;

/** What was drawn where, for hit tests. */
export interface BarHit {
  readonly row: number;
  readonly leftPx: number;
  readonly rightPx: number;
  /** From the top of all lanes. */
  readonly topPx: number;
}

export interface LanePicture {
  /** Undefined: single messages were not drawn. */
  readonly hits: readonly BarHit[] | undefined;
}

interface LaneDrawing {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly table: MessageTable;
  readonly tally: LaneTally;
  readonly places: readonly LanePlace[];
  readonly scale: TimeScale;
  /** How far the lanes are scrolled, and how much of them is in sight. */
  readonly scrollPx: number;
  readonly heightPx: number;
  readonly selectedRow: number | undefined;
  readonly originUs: number;
}

export function drawLanes(drawing: LaneDrawing): LanePicture {
  const { context, scrollPx, tally, scale } = drawing;
  drawGround(drawing);
  context.save();
  context.translate(0, -scrollPx);
  const isDetailed = visibleCount(tally, scale) <= MAX_BARS;
  const hits = isDetailed ? drawBars(drawing) : undefined;
  if (!isDetailed) drawDensity(drawing);
  context.restore();
  return { hits };
}

function visibleCount(tally: LaneTally, { fromUs, untilUs }: TimeScale): number {
  let count = 0;
  for (let block = 0; block < tally.blocks; block++) count += tally.countIn(block, fromUs, untilUs);
  return count;
}

function drawGround({ context, palette, places, scale, scrollPx, heightPx, originUs }: LaneDrawing): void {
  context.fillStyle = palette('--line');
  for (const atUs of ticksOf(scale, originUs)) context.fillRect(Math.round(xOf(scale, atUs)), 0, 1, heightPx);
  for (const { topPx, heightPx: laneHeight } of places) {
    const y = topPx + laneHeight - scrollPx;
    if (y >= 0 && y <= heightPx) context.fillRect(0, y - 1, scale.widthPx, 1);
  }
}

function drawBars(drawing: LaneDrawing): BarHit[] {
  const { table, tally, scale, scrollPx, heightPx, places } = drawing;
  const hits: BarHit[] = [];
  // The last pixel drawn at each depth of each lane: what would lie on it is left out.
  const lastPx = new Float64Array(tally.lanes.length * 16).fill(-1);
  const isInSight = places.map(
    ({ topPx, heightPx: height }) => topPx + height > scrollPx && topPx < scrollPx + heightPx,
  );
  const lastBlockedPx = new Float64Array(tally.lanes.length).fill(-1);
  for (let block = 0; block < tally.blocks; block++) {
    if (tally.countIn(block, scale.fromUs, scale.untilUs) === 0) continue;
    const end = Math.min(table.length, (block + 1) << BLOCK_BITS);
    for (let row = block << BLOCK_BITS; row < end; row++) {
      if (!tally.has(row)) continue;
      const columns = table.columns.chunkOf(row);
      const i = row & CHUNK_MASK;
      if (isBlocking(columns.listeners[i] as number, columns.blockingUs[i] as number)) {
        const { main } = tally.lanesOf(columns, i);
        if (isInSight[main]) drawBlocking(drawing, columns, i, main, lastBlockedPx);
      }
      if (isInSight[tally.laneOf(row)]) drawRow(drawing, row, columns, i, lastPx, hits);
    }
  }
  let pending = 0;
  for (const row of tally.pending) {
    if (++pending > MAX_PENDING) break;
    const columns = table.columns.chunkOf(row);
    if (isInSight[tally.laneOf(row)]) drawRow(drawing, row, columns, row & CHUNK_MASK, lastPx, hits);
  }
  return hits;
}

function drawBlocking(
  { context, palette, places, scale }: LaneDrawing,
  columns: Columns,
  i: number,
  lane: number,
  lastPx: Float64Array,
): void {
  const { topPx, heightPx } = places[lane] as LanePlace;
  const left = xOf(scale, columns.atUs[i] as number);
  const right = Math.max(left + 1, xOf(scale, (columns.atUs[i] as number) + (columns.blockingUs[i] as number)));
  if (right < 0 || left > scale.widthPx || Math.floor(right) <= (lastPx[lane] as number)) return;
  context.fillStyle = palette('--phase-blocking');
  context.fillRect(left, topPx + 6, right - left, heightPx - 13);
  lastPx[lane] = Math.floor(right);
}

const PENDING = STATUSES.indexOf('pending');
const OK = STATUSES.indexOf('ok');

function drawRow(
  drawing: LaneDrawing,
  row: number,
  columns: Columns,
  i: number,
  lastPx: Float64Array,
  hits: BarHit[],
): void {
  const { context, palette, table, tally, places, scale, selectedRow } = drawing;
  const laneIndex = tally.laneOf(row);
  const depth = tally.depthOf(row);
  const isPending = columns.status[i] === PENDING;
  const isBad = !isPending && columns.status[i] !== OK;
  const fromUs = startUs(columns, i);
  const left = xOf(scale, fromUs);
  const right = isPending ? scale.widthPx : Math.max(left + MIN_BAR_PX, xOf(scale, endUs(columns, i)));
  if (right < 0 || left > scale.widthPx) return;
  // Errors have a pixel of their own, so that no other message hides them.
  const slot = laneIndex * 16 + depth + (isBad ? 8 : 0);
  const isSelected = row === selectedRow;
  if (Math.floor(right) <= (lastPx[slot] as number) && !isSelected) return;
  lastPx[slot] = Math.floor(right);
  const place = places[laneIndex] as LanePlace;
  const top = place.topPx + barTop(place, tally.lanes[laneIndex] as Lane, depth);
  const x = Math.max(-2, left);
  // A narrow gap separates bars that follow at once.
  const width = Math.min(scale.widthPx + 2, right) - x - (right - left > 6 ? 0.75 : 0);
  context.globalAlpha = isPending ? 0.5 : 1;
  context.fillStyle = palette(isBad ? '--error' : '--phase-handler');
  context.fillRect(x, top, width, BAR_PX);
  context.globalAlpha = 1;
  if (width >= 4 && !isPending) drawPhases(drawing, columns, i, fromUs, top);
  if (isBad && width >= 4) drawErrorMark(context, palette, x, top, width);
  if (width >= MIN_NAMED_PX) {
    context.fillStyle = palette(isBad ? '--bar-name-error' : '--bar-name');
    drawName(context, table.channels[columns.channel[i] as number] ?? '', x, top, width);
  }
  if (isSelected) {
    context.strokeStyle = palette('--text');
    context.lineWidth = 2;
    context.strokeRect(x - 2, top - 2, width + 4, BAR_PX + 4);
  }
  hits.push({ row, leftPx: x, rightPx: x + width, topPx: top });
}

/** Transit, blocking and return; the rest is the handler. */
function drawPhases(
  { context, palette, scale }: LaneDrawing,
  columns: Columns,
  i: number,
  fromUs: number,
  top: number,
): void {
  const part = (color: `--${string}`, partFromUs: number, lengthUs: number, thickness: number) => {
    if (!(lengthUs > 0)) return;
    const left = Math.max(0, xOf(scale, partFromUs));
    const right = Math.min(scale.widthPx, xOf(scale, partFromUs + lengthUs));
    if (right <= left) return;
    context.fillStyle = palette(color);
    context.fillRect(left, top + BAR_PX - thickness, Math.max(1, right - left), thickness);
  };
  const atUs = columns.atUs[i] as number;
  const transitUs = columns.transitUs[i] as number;
  part('--phase-transit', fromUs < atUs ? fromUs : atUs, transitUs, BAR_PX);
  part('--phase-return', atUs + (columns.handlerUs[i] as number), columns.returnUs[i] as number, BAR_PX);
  part('--phase-blocking', atUs, columns.blockingUs[i] as number, BAR_PX);
}

function drawErrorMark(
  context: CanvasRenderingContext2D,
  palette: Palette,
  x: number,
  top: number,
  width: number,
): void {
  context.strokeStyle = palette('--error');
  context.lineWidth = 1.5;
  context.strokeRect(x + 0.5, top + 0.5, width - 1, BAR_PX - 1);
  context.fillStyle = palette('--error');
  context.beginPath();
  context.moveTo(x - 3, top - 3);
  context.lineTo(x + 5, top - 3);
  context.lineTo(x + 1, top + 3);
  context.fill();
}

function drawName(context: CanvasRenderingContext2D, name: string, x: number, top: number, width: number): void {
  context.save();
  context.beginPath();
  context.rect(Math.max(0, x), top, width - 4, BAR_PX);
  context.clip();
  context.font = '9px "JetBrains Mono Variable", monospace';
  context.textBaseline = 'middle';
  context.fillText(visibleText(name), Math.max(0, x) + 4, top + BAR_PX / 2 + 0.5);
  context.restore();
}

/** The messages of each lane over time, and the share that failed. */
function drawDensity({ context, palette, tally, places, scale }: LaneDrawing): void {
  const { axis, lanes } = tally;
  const first = Math.max(0, axis.indexOf(scale.fromUs));
  const last = Math.min(axis.length - 1, axis.indexOf(scale.untilUs));
  const bucketPx = (axis.bucketUs / (scale.untilUs - scale.fromUs)) * scale.widthPx;
  const widthPx = Math.max(1, bucketPx);
  lanes.forEach((lane, index) => {
    const place = places[index] as LanePlace;
    const roomPx = place.heightPx - 8;
    const isMain = lane.blocked !== undefined;
    const { values } = lane.blocked ?? lane.counts;
    let most = isMain ? axis.bucketUs : 0;
    if (!isMain) for (let i = first; i <= last; i++) most = Math.max(most, values[i] as number);
    for (let i = first; i <= last; i++) {
      const value = values[i] as number;
      if (value === 0) continue;
      const x = xOf(scale, axis.startUs + i * axis.bucketUs);
      const height = Math.max(1.5, Math.min(1, isMain ? value / most : Math.sqrt(value / most)) * roomPx);
      context.fillStyle = palette(isMain ? '--phase-blocking' : '--phase-handler');
      context.fillRect(x, place.topPx + 4 + roomPx - height, widthPx, height);
      if ((lane.errors.values[i] as number) === 0) continue;
      context.fillStyle = palette('--error');
      context.fillRect(x, place.topPx + 2, Math.max(1.5, widthPx), 4);
    }
  });
}
