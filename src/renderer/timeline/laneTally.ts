/**
 * The messages in view by lane: one for each app's main, and one for each endpoint that talks with it. Stored so that any time range
 * can be drawn without the other rows: an index of the times of runs of rows, and sums over time for ranges with too many
 * messages for single bars.
 */

import { CHUNK_MASK, type Columns, UNKNOWN_LISTENERS } from '../../shared/columns/columns';
import { endpointLabel } from '../../shared/columns/endpointInfo';
import type { MessageTable } from '../../shared/columns/messageTable';
import { RowSet } from '../../shared/columns/rowSet';
import { endUs, startUs } from '../../shared/columns/timeRange';
import { STATUSES } from '../../shared/journal/entries';
import { SumSeries, TimeAxis } from '../../shared/stats/timeSeries';
import type { RowTally } from '../session/rowTally';

const BUCKETS = 4096;
export const BLOCK_BITS = 9;
/** Messages that overlap lie below each other, up to this many. */
const MAX_DEPTH = 8;
/** Endpoints beyond share the last lane. */
const MAX_LANES = 200;
const MAX_BLOCKING_US = 3_600_000_000;

const isError = STATUSES.map((status) => status === 'error' || status === 'unhandled' || status === 'lost');

export interface Lane {
  /** What its endpoint is called now. */
  label: string;
  /** Its app; undefined: unknown, or several apps share the lane. */
  app: string | undefined;
  /** Microseconds for which it was blocked, if it is a main process: that is what its lane shows. */
  readonly blocked: SumSeries | undefined;
  messages: number;
  /** Rows of bars that it needs. */
  depth: number;
  readonly counts: SumSeries;
  readonly errors: SumSeries;
  /** When the last bar at each depth ends, and whose it is. */
  readonly ends: Float64Array;
  readonly owners: Float64Array;
}

interface LaneOwner {
  readonly app?: string | undefined;
  readonly isMain?: boolean;
}

export class LaneTally implements RowTally {
  axis = new TimeAxis(BUCKETS);
  /** The first is a main process. */
  lanes: Lane[] = [];
  /** Rows whose answer is awaited. */
  readonly pending = new Set<number>();
  private readonly members = new RowSet();
  private readonly countedErrors = new RowSet();
  private readonly countedBlocking = new RowSet();
  /** By run of rows: how many are in view, from when to when they lasted. */
  private blockCounts = new Uint32Array(64);
  private blockStarts = new Float64Array(64);
  private blockEnds = new Float64Array(64);
  private laneOfRow = new Uint8Array(1024);
  private depthOfRow = new Uint8Array(1024);
  /** Lane of each endpoint in the table. */
  private laneOfEndpoint: number[] = [];
  private readonly laneByKey = new Map<string, number>();
  /** Lane of each app's main process, however often it was started. */
  private readonly mainByApp = new Map<string, number>();

  constructor(private readonly table: MessageTable) {
    this.clear();
  }

  clear(): void {
    this.axis.clear();
    this.lanes = [];
    this.laneByKey.clear();
    this.mainByApp.clear();
    this.laneOfEndpoint = [];
    this.pending.clear();
    this.members.clear();
    this.countedErrors.clear();
    this.countedBlocking.clear();
    this.blockCounts.fill(0);
    this.addLane('main', { isMain: true });
  }

  /** Runs of rows there are. */
  get blocks(): number {
    return Math.ceil(this.table.length / (1 << BLOCK_BITS));
  }

  /** Messages of a run of rows that are in view and may have been under way then. */
  countIn(block: number, fromUs: number, untilUs: number): number {
    const count = this.blockCounts[block] ?? 0;
    if (count === 0) return 0;
    return (this.blockStarts[block] as number) < untilUs && (this.blockEnds[block] as number) >= fromUs ? count : 0;
  }

  has(row: number): boolean {
    return this.members.has(row);
  }

  laneOf(row: number): number {
    return this.laneOfRow[row] as number;
  }

  depthOf(row: number): number {
    return this.depthOfRow[row] as number;
  }

  add(row: number): void {
    const columns = this.table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    this.reserve(row);
    this.members.add(row);
    const { own: laneIndex } = this.lanesOf(columns, i);
    const lane = this.lanes[laneIndex] as Lane;
    const fromUs = startUs(columns, i);
    const untilUs = endUs(columns, i);
    lane.messages++;
    lane.counts.add(fromUs);
    this.laneOfRow[row] = laneIndex;
    this.depthOfRow[row] = place(lane, row, fromUs, untilUs);
    const block = row >>> BLOCK_BITS;
    const isFirst = this.blockCounts[block] === 0;
    this.blockCounts[block] = (this.blockCounts[block] as number) + 1;
    this.blockStarts[block] = isFirst ? fromUs : Math.min(this.blockStarts[block] as number, fromUs);
    if (isFirst) this.blockEnds[block] = fromUs;
    this.change(row);
  }

  change(row: number): void {
    const columns = this.table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    const lane = this.lanes[this.laneOfRow[row] as number] as Lane;
    const fromUs = startUs(columns, i);
    const untilUs = endUs(columns, i);
    if (untilUs === Number.POSITIVE_INFINITY) this.pending.add(row);
    else {
      this.pending.delete(row);
      const block = row >>> BLOCK_BITS;
      this.blockStarts[block] = Math.min(this.blockStarts[block] as number, fromUs);
      this.blockEnds[block] = Math.max(this.blockEnds[block] as number, untilUs);
      const depth = this.depthOfRow[row] as number;
      if (lane.owners[depth] === row) lane.ends[depth] = untilUs;
    }
    if (isError[columns.status[i] as number] && !this.countedErrors.has(row)) {
      this.countedErrors.add(row);
      lane.errors.add(fromUs);
    }
    if (isBlocking(columns.listeners[i] as number, columns.blockingUs[i] as number) && !this.countedBlocking.has(row)) {
      this.countedBlocking.add(row);
      const { blocked } = this.lanes[this.lanesOf(columns, i).main] as Lane;
      blocked?.addSpan(columns.atUs[i] as number, Math.min(columns.blockingUs[i] as number, MAX_BLOCKING_US));
    }
  }

  /** The lane that a message stands in, which is that of the endpoint that is not main, and that of main. */
  lanesOf({ from, to }: Columns, i: number): { readonly own: number; readonly main: number } {
    const fromLane = this.endpointLane(from[i] as number);
    const toLane = this.endpointLane(to[i] as number);
    const isMain = (lane: number) => (this.lanes[lane] as Lane).blocked !== undefined;
    if (isMain(fromLane)) return { own: toLane, main: fromLane };
    return { own: fromLane, main: isMain(toLane) ? toLane : 0 };
  }

  private endpointLane(index: number): number {
    const known = this.laneOfEndpoint[index];
    if (known !== undefined) return known;
    const endpoint = this.table.endpoints[index];
    // Before the lanes of those that talk with it.
    let lane = this.mainLane(endpoint?.app);
    if (endpoint !== undefined && endpoint.kind !== 'main') {
      // An endpoint that got another title is still the same.
      const key = `${endpoint.target}:${endpoint.id}`;
      const found = this.laneByKey.get(key);
      const label = endpointLabel(endpoint);
      lane = found ?? this.laneFor(label, { app: endpoint.app });
      this.laneByKey.set(key, lane);
      if (found !== undefined && found < MAX_LANES - 1) (this.lanes[found] as Lane).label = label;
    }
    this.laneOfEndpoint[index] = lane;
    return lane;
  }

  private mainLane(app: string | undefined): number {
    // Messages may come before the app reports its name.
    if (app === undefined) return 0;
    const known = this.mainByApp.get(app);
    if (known !== undefined) return known;
    const isFirst = this.mainByApp.size === 0;
    const lane = isFirst ? 0 : this.laneFor('main', { app, isMain: true });
    if (isFirst) (this.lanes[0] as Lane).app = app;
    this.mainByApp.set(app, lane);
    return lane;
  }

  private laneFor(label: string, of: LaneOwner): number {
    if (this.lanes.length >= MAX_LANES) return MAX_LANES - 1;
    return this.lanes.length === MAX_LANES - 1 ? this.addLane('others', {}) : this.addLane(label, of);
  }

  private addLane(label: string, { app, isMain }: LaneOwner): number {
    const [counts, errors] = [new SumSeries(this.axis), new SumSeries(this.axis)];
    const blocked = isMain ? new SumSeries(this.axis) : undefined;
    const ends = new Float64Array(MAX_DEPTH).fill(Number.NEGATIVE_INFINITY);
    const owners = new Float64Array(MAX_DEPTH).fill(-1);
    return this.lanes.push({ label, app, blocked, messages: 0, depth: 1, counts, errors, ends, owners }) - 1;
  }

  private reserve(row: number): void {
    if (row >= this.laneOfRow.length) {
      this.laneOfRow = grown(this.laneOfRow, row + 1, (length) => new Uint8Array(length));
      this.depthOfRow = grown(this.depthOfRow, row + 1, (length) => new Uint8Array(length));
    }
    const block = row >>> BLOCK_BITS;
    if (block >= this.blockCounts.length) {
      this.blockCounts = grown(this.blockCounts, block + 1, (length) => new Uint32Array(length));
      this.blockStarts = grown(this.blockStarts, block + 1, (length) => new Float64Array(length));
      this.blockEnds = grown(this.blockEnds, block + 1, (length) => new Float64Array(length));
    }
  }
}

/** The time of the listeners. Messages that main sends do not count as blocking. */
export function isBlocking(listeners: number, blockingUs: number): boolean {
  return blockingUs > 0 && listeners !== UNKNOWN_LISTENERS;
}

/** Puts a bar at the first free depth. If there is none, bars at the last depth overlap. */
function place(lane: Lane, row: number, fromUs: number, untilUs: number): number {
  let depth = 0;
  while (depth < MAX_DEPTH - 1 && (lane.ends[depth] as number) > fromUs) depth++;
  lane.ends[depth] = Math.max(lane.ends[depth] as number, untilUs);
  lane.owners[depth] = row;
  lane.depth = Math.max(lane.depth, depth + 1);
  return depth;
}

function grown<T extends { readonly length: number; set(from: T): void }>(
  array: T,
  needed: number,
  create: (length: number) => T,
): T {
  const larger = create(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}
