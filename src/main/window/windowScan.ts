/** A search of payloads for a window, which reports matches in few large updates. */

import type { ScanUpdate } from '../../shared/bridge/windowApi';
import { compileFilter } from '../../shared/filter/compile';
import { FilterScan } from '../query/filterScan';
import { ThreadScanner } from '../query/threadScanner';
import type { ReadableSession } from '../recordings/readableSession';

/** Often enough to look alive, and rarely enough that the window has time to draw. */
const UPDATE_INTERVAL_MS = 80;

export class WindowScan {
  private readonly scan: FilterScan | undefined;
  private matched: Uint32Array[] = [];
  private unmatched: Uint32Array[] = [];
  private examined = 0;
  private isCaughtUp = false;
  private timer: NodeJS.Timeout | undefined;

  /** @param threadFile the built `scanThread.ts` */
  constructor(
    private readonly id: number,
    text: string,
    session: ReadableSession,
    threadFile: string,
    private readonly send: (update: ScanUpdate) => void,
  ) {
    const compiled = compileFilter(text, session.fold.table);
    // The window has compiled it too, and only asks for valid filters.
    if ('error' in compiled) return;
    const { filter } = compiled;
    const scanner = new ThreadScanner(threadFile, session.journalPath, filter.conditions);
    this.scan = new FilterScan(session, filter, scanner);
    this.scan.onFound.on(({ matched, unmatched, examined }) => {
      // What was found before goes out first, so that a row can't stand on both sides of an update.
      if (unmatched.length > 0) this.flush();
      this.matched.push(matched);
      this.unmatched.push(unmatched);
      this.examined = examined;
      if (unmatched.length > 0) this.flush();
      else this.timer ??= setTimeout(() => this.flush(), UPDATE_INTERVAL_MS);
    });
    this.scan.onCaughtUp.on(() => {
      this.isCaughtUp = true;
      this.flush();
    });
    this.scan.onFailure.on(({ message }) => {
      this.flush({
        code: 'unreadable',
        message: `Payloads can’t be searched: ${message}.`,
        remedy: `Check that ${session.path} is still there and can be read.`,
      });
    });
  }

  touch(row: number): void {
    this.scan?.touch(row);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.scan?.stop();
  }

  private flush(error?: ScanUpdate['error']): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { id, examined, isCaughtUp } = this;
    const [matched, unmatched] = [joined(this.matched), joined(this.unmatched)];
    this.matched = [];
    this.unmatched = [];
    this.send({ type: 'scan', id, matched, unmatched, examined, isCaughtUp, ...(error && { error }) });
  }
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
