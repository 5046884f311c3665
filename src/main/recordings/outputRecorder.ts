/**
 * Writes what started apps print to the journal, up to a limit: the first lines of all apps, and the last lines of each. The last
 * ones may say why the app ended.
 */

import { encodeLine } from '../../shared/journal/lineCodec';
import type { OutputEntry, OutputGapEntry, OutputLine } from '../../shared/journal/output';

/** Maximum bytes of output in a journal, apart from the last lines of each process. */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;
/** Minimum of last lines of a process that are kept beyond that. */
export const MAX_LAST_LINES = 200;

/** Hides secrets in a text. */
type Hide = (text: string) => string;

/** What a process printed beyond the limit. */
interface Surplus {
  /** Its last lines, not redacted yet. */
  last: OutputEntry[];
  hide: Hide;
  /** Lines that are not kept, and not reported yet. */
  leftOut: number;
  /** After this many lines, their number is reported, in case nothing is written at the end. */
  nextReport: number;
}

export class OutputRecorder {
  private bytes = 0;
  private isClosed = false;
  private readonly surpluses = new Map<number, Surplus>();
  /** Number of lines of each process that could not be written. */
  private readonly refused = new Map<number, number>();

  /** @param write returns false if the journal can't be written, for instance on a full disk */
  constructor(
    private readonly write: (entry: OutputEntry | OutputGapEntry) => boolean,
    private readonly maxBytes = MAX_OUTPUT_BYTES,
  ) {}

  /** @param pid of the process that was started */
  add(pid: number, lines: readonly OutputLine[], hide: Hide): void {
    if (this.isClosed) return;
    const readAt = new Date().toISOString();
    for (const { stream, text, isCut } of lines) {
      const entry: OutputEntry = {
        ...{ type: 'output', pid, readAt, stream, text },
        ...(isCut && { truncated: true }),
      };
      if (this.bytes >= this.maxBytes) this.holdBack(entry, hide);
      else {
        const hidden = { ...entry, text: hide(text) };
        this.bytes += Buffer.byteLength(encodeLine(hidden));
        this.writeLine(hidden);
      }
    }
  }

  /** A process has ended: writes its last lines, and how many are missing before them. */
  end(pid: number): void {
    const surplus = this.surpluses.get(pid);
    if (surplus === undefined) return;
    this.surpluses.delete(pid);
    this.report(pid, surplus);
    for (const entry of surplus.last) this.writeLine({ ...entry, text: surplus.hide(entry.text) });
  }

  /** The journal can be written again: writes how many lines are missing. */
  journalRecovered(): void {
    const refused = [...this.refused];
    this.refused.clear();
    for (const [pid, lines] of refused) this.writeGap(pid, lines);
  }

  /** Stops writing output. */
  close(): void {
    for (const pid of [...this.surpluses.keys()]) this.end(pid);
    this.isClosed = true;
  }

  private holdBack(entry: OutputEntry, hide: Hide): void {
    const { pid } = entry;
    const surplus = this.surpluses.get(pid) ?? { last: [], hide, leftOut: 0, nextReport: 1 };
    this.surpluses.set(pid, surplus);
    surplus.hide = hide;
    surplus.last.push(entry);
    if (surplus.last.length < 2 * MAX_LAST_LINES) return;
    surplus.last = surplus.last.slice(-MAX_LAST_LINES);
    surplus.leftOut += MAX_LAST_LINES;
    if (surplus.leftOut < surplus.nextReport) return;
    surplus.nextReport *= 10;
    this.report(pid, surplus);
  }

  private report(pid: number, surplus: Surplus): void {
    if (surplus.leftOut === 0) return;
    this.writeGap(pid, surplus.leftOut);
    surplus.leftOut = 0;
  }

  private writeLine(entry: OutputEntry): void {
    if (!this.write(entry)) this.countRefused(entry.pid, 1);
  }

  private writeGap(pid: number, lines: number): void {
    if (!this.write({ type: 'outputGap', pid, readAt: new Date().toISOString(), lines })) this.countRefused(pid, lines);
  }

  private countRefused(pid: number, lines: number): void {
    this.refused.set(pid, (this.refused.get(pid) ?? 0) + lines);
  }
}
