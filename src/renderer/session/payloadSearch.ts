/** The search of payloads that a filter asks for, which the main process does, and what it found so far. */

import type { ScanUpdate } from '../../shared/bridge/windowApi';

/** While a filter is typed, so much time without a key begins the search. */
const TYPING_PAUSE_MS = 150;

export class PayloadSearch {
  private id = 0;
  private timer: number | undefined;
  /** A bit a row. */
  private found = new Uint32Array(1024);

  /** Whether the payload of a row was found to match. */
  readonly isMet = (row: number): boolean => (((this.found[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;

  /** Begins anew; nothing is found yet. */
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
    this.found.fill(0);
  }

  /** @returns the rows that changed; undefined if the update belongs to an earlier search */
  apply({ id, matched, unmatched }: ScanUpdate): Uint32Array[] | undefined {
    if (id !== this.id) return undefined;
    for (const row of matched) {
      this.reserve(row);
      this.found[row >>> 5] = (this.found[row >>> 5] as number) | (1 << (row & 31));
    }
    for (const row of unmatched) {
      this.reserve(row);
      this.found[row >>> 5] = (this.found[row >>> 5] as number) & ~(1 << (row & 31));
    }
    return [matched, unmatched];
  }

  private reserve(row: number): void {
    if (row >>> 5 < this.found.length) return;
    const larger = new Uint32Array(Math.max((row >>> 5) + 1, this.found.length * 2));
    larger.set(this.found);
    this.found = larger;
  }
}
