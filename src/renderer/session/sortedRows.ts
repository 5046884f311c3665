/** The sorted rows of the view. A worker sorts them. */

import type { SortOrder } from '../../shared/bridge/windowPreferences';
import type { MessageTable } from '../../shared/columns/messageTable';
import { sortKeys } from '../../shared/columns/sorters';
import { sortByKeys } from '../../shared/columns/sortRows';
import type { FilteredRows } from '../../shared/filter/filteredRows';
import type { SortReply, SortRequest } from './sortWorker';

/** Up to this many rows are sorted at once: it takes a few milliseconds. */
const FEW_ROWS = 20_000;
/** Time from one sort of many rows to the next, at least; four times what the last one took if that is longer. */
const PAUSE_MS = 500;

export class SortedRows {
  private sortOrder: SortOrder | undefined;
  private rows: Uint32Array | undefined;
  private worker: Worker | undefined;
  private id = 0;
  private isSorting = false;
  private isStale = false;
  private startedAtMs = 0;
  private timer: number | undefined;

  /** @param onSorted is called when a sort in the other thread is done */
  constructor(
    private readonly table: MessageTable,
    private readonly view: FilteredRows,
    private readonly onSorted: () => void,
  ) {}

  /** Undefined: they stand as they came. */
  get order(): SortOrder | undefined {
    return this.sortOrder;
  }

  /** The sorted rows; during a sort of many rows, the previous ones. Undefined: not sorted. */
  get current(): Uint32Array | undefined {
    return this.sortOrder === undefined ? undefined : this.rows;
  }

  sortBy(order: SortOrder | undefined): void {
    this.sortOrder = order;
    this.rows = undefined;
    this.rebuild();
  }

  /** Another session began. */
  forget(): void {
    this.rows = this.sortOrder && new Uint32Array();
  }

  /** Other rows are in the view: they are sorted at once. */
  rebuild(): void {
    this.cancel();
    if (this.sortOrder !== undefined) this.sort(this.sortOrder);
  }

  /** Rows came, or have changed: they are sorted soon. */
  refresh(): void {
    const { sortOrder } = this;
    if (sortOrder === undefined) return;
    if (this.view.length <= FEW_ROWS) this.rebuild();
    else if (this.isSorting) this.isStale = true;
    else this.timer ??= window.setTimeout(() => this.rebuild(), PAUSE_MS);
  }

  private sort({ column, isDescending }: SortOrder): void {
    const rows = this.view.toArray();
    const keys = sortKeys(this.table, column, rows);
    if (rows.length <= FEW_ROWS) {
      this.rows = sortByKeys(rows, keys, isDescending);
      return;
    }
    this.worker ??= this.createWorker();
    this.isSorting = true;
    this.startedAtMs = performance.now();
    const request: SortRequest = { id: ++this.id, rows, keys, isDescending };
    this.worker.postMessage(request, [rows.buffer, keys.buffer]);
  }

  private createWorker(): Worker {
    const worker = new Worker(new URL('./sortWorker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<SortReply>) => this.take(data);
    return worker;
  }

  private take({ id, rows }: SortReply): void {
    // The result may belong to an order that is no longer current.
    if (id !== this.id || !this.isSorting) return;
    this.isSorting = false;
    this.rows = rows;
    const tookMs = performance.now() - this.startedAtMs;
    if (this.isStale) this.timer = window.setTimeout(() => this.rebuild(), Math.max(PAUSE_MS, 4 * tookMs));
    this.isStale = false;
    this.onSorted();
  }

  private cancel(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    this.isSorting = false;
    this.isStale = false;
  }
}
