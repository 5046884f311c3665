/** The search of payloads that a filter asks for, which the main process does, and what it found so far. */

import type { ScanUpdate } from '../../shared/bridge/windowApi';
import { RowSet } from '../../shared/columns/rowSet';

/** The search begins this long after the last key. */
const TYPING_PAUSE_MS = 150;

export class PayloadSearch {
  private id = 0;
  private timer: number | undefined;
  private readonly found = new RowSet();

  /** Whether the payload of a row was found to match. */
  readonly isMet = (row: number): boolean => this.found.has(row);

  /** Begins again; nothing is found yet. */
  start(filter: string): void {
    this.forget();
    this.timer = window.setTimeout(() => window.electroscope.startScan(this.id, filter), TYPING_PAUSE_MS);
  }

  /** Ends it; what was found stays. */
  stop(): void {
    window.clearTimeout(this.timer);
    this.id++;
    window.electroscope.stopScan();
  }

  /** Ends it and forgets what was found. */
  forget(): void {
    if (this.timer !== undefined) this.stop();
    this.timer = undefined;
    this.found.clear();
  }

  /** @returns the rows that changed; undefined if the update belongs to an earlier search */
  apply({ id, matched, unmatched }: ScanUpdate): Uint32Array[] | undefined {
    if (id !== this.id) return undefined;
    for (const row of matched) this.found.add(row);
    for (const row of unmatched) this.found.delete(row);
    return [matched, unmatched];
  }
}
