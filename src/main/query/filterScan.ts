/**
 * Keeps a window's view of a filter up to date that asks for payloads: first it goes through what is there, then it follows
 * what comes and changes, until it is stopped.
 */

import { Emitter } from '../../shared/base/emitter';
import { RowSet } from '../../shared/columns/rowSet';
import type { CompiledFilter } from '../../shared/filter/compile';
import type { LineScanner } from './lineScanner';
import { matchingRows, type QueriedSession, RowExaminer } from './matchingRows';

interface FoundRows {
  /** Rows that match from now on. */
  readonly matched: Uint32Array;
  /** Rows that matched, and no longer do. */
  readonly unmatched: Uint32Array;
  /** Every row before this was examined at least once. */
  readonly examined: number;
}

/** How long changes are collected, so that each step is worth its while. */
const FOLLOW_INTERVAL_MS = 100;
const CHUNK_SHIFT = 16;

export class FilterScan {
  readonly onFound = new Emitter<FoundRows>();
  /** Everything that was there has been examined. */
  readonly onCaughtUp = new Emitter();
  /** It can't go on. */
  readonly onFailure = new Emitter<Error>();
  private examined = 0;
  /** Rows before this are being examined, or have been: what changes in them is to be examined again. */
  private started = 0;
  private isCaughtUp = false;
  private isStopped = false;
  private readonly changed = new Set<number>();
  private readonly matched = new RowSet();
  private timer: NodeJS.Timeout | undefined;

  /** Begins at once, and emits nothing before the caller could listen. */
  constructor(
    private readonly session: QueriedSession,
    private readonly filter: CompiledFilter,
    private readonly scanner: LineScanner,
  ) {
    void this.run();
  }

  /** A row was added or has changed. */
  touch(row: number): void {
    if (!this.isCaughtUp && row >= this.started) return;
    this.changed.add(row);
    if (this.isCaughtUp) this.schedule();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    void this.scanner.close();
  }

  private async run(): Promise<void> {
    try {
      const onStart = (end: number) => {
        this.started = end;
      };
      const steps = matchingRows(this.session, this.filter, this.scanner, undefined, onStart);
      for await (const { rows, examined } of steps) {
        if (this.isStopped) return;
        this.examined = examined;
        for (const row of rows) this.matched.add(row);
        this.onFound.emit({ matched: rows, unmatched: new Uint32Array(), examined });
      }
      this.isCaughtUp = true;
      for (let row = this.examined; row < this.session.fold.table.length; row++) this.changed.add(row);
      this.onCaughtUp.emit();
      this.schedule();
    } catch (error) {
      this.fail(error);
    }
  }

  private schedule(): void {
    if (this.changed.size === 0 || this.isStopped) return;
    this.timer ??= setTimeout(() => void this.follow(), FOLLOW_INTERVAL_MS);
  }

  private async follow(): Promise<void> {
    try {
      const rows = Uint32Array.from(this.changed).sort();
      this.changed.clear();
      const examiner = new RowExaminer(this.session, this.filter, this.scanner);
      for (const run of byChunk(rows)) {
        const matching = await examiner.matching(run);
        if (this.isStopped) return;
        this.report(run, matching);
      }
    } catch (error) {
      this.fail(error);
    }
    this.timer = undefined;
    this.schedule();
  }

  private report(rows: Uint32Array, matching: Uint32Array): void {
    const isMatch = new Set(matching);
    const matched = matching.filter((row) => !this.matched.has(row));
    const unmatched = rows.filter((row) => this.matched.has(row) && !isMatch.has(row));
    for (const row of matched) this.matched.add(row);
    for (const row of unmatched) this.matched.delete(row);
    this.examined = Math.max(this.examined, (rows.at(-1) ?? 0) + 1);
    if (matched.length > 0 || unmatched.length > 0) this.onFound.emit({ matched, unmatched, examined: this.examined });
  }

  private fail(error: unknown): void {
    if (this.isStopped) return;
    this.stop();
    this.onFailure.emit(error instanceof Error ? error : new Error(String(error)));
  }
}

/** @param rows in ascending order */
function* byChunk(rows: Uint32Array): Generator<Uint32Array> {
  for (let start = 0; start < rows.length; ) {
    const chunk = (rows[start] as number) >>> CHUNK_SHIFT;
    let end = start + 1;
    while (end < rows.length && (rows[end] as number) >>> CHUNK_SHIFT === chunk) end++;
    yield rows.subarray(start, end);
    start = end;
  }
}
