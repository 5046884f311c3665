/**
 * What happened between messages: windows opened, pages navigated, were reloaded, the app started again. It is read off
 * the columns: the first message that knows a later version of an endpoint comes after what made it.
 */

import { CHUNK_MASK } from './columns';
import { type EndpointInfo, endpointLabel } from './endpointInfo';
import type { MessageTable } from './messageTable';
import type { TimeRange } from './timeRange';

export interface SessionEvent {
  /** It happened before this message. */
  readonly row: number;
  /** `joined`: another app is watched from here on; `missing`: messages could not be recorded; `ended`: an app did. */
  readonly type: 'opened' | 'navigated' | 'reloaded' | 'started' | 'joined' | 'missing' | 'ended';
  /** Of the window, or of the app. */
  readonly name: string;
  readonly url?: string | undefined;
  /** How many are missing. */
  readonly messages?: number;
  /** How an app ended, in words. */
  readonly how?: string;
  /** What else there is to say, in words. */
  readonly note?: string;
  /** Absent: `plain`. */
  readonly tone?: 'plain' | 'warning' | 'error';
  /** When it happened; absent where only its place is known. */
  readonly span?: TimeRange;
}

/** Finds the events of a table that grows, looking at each row once. */
export class SessionEvents {
  private readonly events: SessionEvent[] = [];
  private readonly pages = new Map<string, EndpointInfo>();
  private readonly apps = new Set<string>();
  private examinedRows = 0;
  private seenEndpoints = 0;
  private lastTarget = 0;

  constructor(private readonly table: MessageTable) {}

  /** In the order in which they happened. */
  get all(): readonly SessionEvent[] {
    return this.events;
  }

  /** Examines the rows that were added; starts again if the table did. */
  extend(): void {
    const { table } = this;
    if (table.length < this.examinedRows) this.clear();
    for (; this.examinedRows < table.length; this.examinedRows++) {
      const row = this.examinedRows;
      const columns = table.columns.chunkOf(row);
      const i = row & CHUNK_MASK;
      const target = columns.target[i] as number;
      if (target > this.lastTarget)
        this.startTarget(row, target, table.endpoints[columns.from[i] as number]?.app ?? '');
      const newest = Math.max(columns.from[i] as number, columns.to[i] as number);
      for (; this.seenEndpoints <= newest; this.seenEndpoints++) this.look(row, table.endpoints[this.seenEndpoints]);
    }
  }

  clear(): void {
    this.events.length = 0;
    this.pages.clear();
    this.apps.clear();
    this.examinedRows = 0;
    this.seenEndpoints = 0;
    this.lastTarget = 0;
  }

  private startTarget(row: number, target: number, app: string): void {
    if (this.lastTarget > 0) this.events.push({ row, type: this.apps.has(app) ? 'started' : 'joined', name: app });
    this.apps.add(app);
    this.lastTarget = target;
  }

  private look(row: number, endpoint: EndpointInfo | undefined): void {
    if (endpoint?.kind !== 'frame' || endpoint.isMainFrame !== true || endpoint.webContentsId === undefined) return;
    const key = `${endpoint.target} ${endpoint.webContentsId}`;
    const before = this.pages.get(key);
    // A page that is being left may still be described.
    if (before !== undefined && endpoint.id < before.id) return;
    this.pages.set(key, endpoint);
    const type = whatHappened(before, endpoint);
    if (type !== undefined) this.events.push({ row, type, name: endpointLabel(endpoint), url: endpoint.url });
  }
}

function whatHappened(before: EndpointInfo | undefined, now: EndpointInfo): SessionEvent['type'] | undefined {
  if (before === undefined) return 'opened';
  if (before.url !== now.url) return now.url === undefined ? undefined : 'navigated';
  // One that was described before its document was there was not replaced by it.
  const isReplaced = before.documents !== undefined && before.documents !== now.documents;
  return isReplaced || before.id !== now.id ? 'reloaded' : undefined;
}

/** The first event at or after a row, as an index in the list. */
export function firstEventFrom(events: readonly SessionEvent[], row: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle] as SessionEvent).row < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
