/** Finds the messages of a session that match a filter. Reads payloads only if the columns can't decide. */

import { CHUNK_MASK } from '../../shared/columns/columns';
import type { CompiledFilter } from '../../shared/filter/compile';
import { createVerdicts, evaluateRows, UNREAD, Verdict } from '../../shared/filter/verdict';
import type { ReadableSession } from '../recordings/readableSession';
import { linesOf } from './lineBatch';
import type { LineScanner } from './lineScanner';

/** The parts of a session that this module needs. */
export type QueriedSession = Pick<ReadableSession, 'fold' | 'places' | 'flush'>;

/** The matches in a range of rows. */
export interface MatchStep {
  /** In ascending order, all of one chunk. */
  readonly rows: Uint32Array;
  /** Every row before this has been examined. */
  readonly examined: number;
}

/** Rows examined at a time, … */
const STEP_ROWS = 8192;
/** … but not more than have this many bytes in the journal, so that matches come as they are found. */
const STEP_BYTES = 4 * 1024 * 1024;

/**
 * @param scanner undefined only if the filter has no payload conditions
 * @param onStart gets the row before which everything is being examined or has been: what changes there from now on may be missed
 * @returns the rows that the table has by then, and those that come while it goes on
 */
export async function* matchingRows(
  session: QueriedSession,
  filter: CompiledFilter,
  scanner: LineScanner | undefined,
  signal?: AbortSignal,
  onStart?: (end: number) => void,
): AsyncGenerator<MatchStep, void> {
  const { table } = session.fold;
  const examiner = new RowExaminer(session, filter, scanner);
  const ahead = scanner?.concurrency ?? 1;
  const steps: Promise<MatchStep>[] = [];
  let start = 0;
  for (;;) {
    while (steps.length < ahead && start < table.length) {
      signal?.throwIfAborted();
      const end = stepEnd(session, start);
      onStart?.(end);
      const step = examiner.matching(range(start, end)).then((rows) => ({ rows, examined: end }));
      // Awaited below, unless the caller has stopped by then.
      step.catch(() => {});
      steps.push(step);
      start = end;
    }
    const next = steps.shift();
    if (next === undefined) return;
    yield await next;
  }
}

function stepEnd({ fold: { table }, places }: QueriedSession, start: number): number {
  const last = Math.min(table.length, start + STEP_ROWS, (start | CHUNK_MASK) + 1);
  const { messageLength, outcomeLength } = places.chunkOf(start);
  let end = start;
  for (let bytes = 0; end < last && (bytes < STEP_BYTES || end === start); end++)
    bytes += (messageLength[end & CHUNK_MASK] as number) + (outcomeLength[end & CHUNK_MASK] as number);
  return end;
}

/**
 * Yields rows chosen in another way, in the form of matches.
 *
 * @param rows in ascending order; undefined: all that there are
 */
export async function* chosenRows(
  { fold: { table } }: QueriedSession,
  rows: Uint32Array | undefined,
  signal?: AbortSignal,
): AsyncGenerator<MatchStep, void> {
  const last = table.length;
  for (let start = 0, place = 0; start < last; ) {
    signal?.throwIfAborted();
    const end = Math.min(last, start + STEP_ROWS, (start | CHUNK_MASK) + 1);
    let next = place;
    while (rows !== undefined && next < rows.length && (rows[next] as number) < end) next++;
    yield { rows: rows === undefined ? range(start, end) : rows.subarray(place, next), examined: end };
    start = end;
    place = next;
  }
}

function range(start: number, end: number): Uint32Array {
  const rows = new Uint32Array(end - start);
  for (let i = 0; i < rows.length; i++) rows[i] = start + i;
  return rows;
}

/** Up to this number of different combinations of conditions, judging all rows for each is faster than judging row by row. */
const MAX_COMBINATIONS = 16;

/** Decides which rows match. */
export class RowExaminer {
  private readonly verdicts = createVerdicts();

  constructor(
    private readonly session: QueriedSession,
    private readonly filter: CompiledFilter,
    private readonly scanner: LineScanner | undefined,
  ) {}

  /**
   * @param rows in ascending order, all of one chunk
   * @returns those that match
   */
  async matching(rows: Uint32Array): Promise<Uint32Array> {
    if (rows.length === 0) return rows;
    const matching = new Uint32Array(rows.length);
    const open = new Uint32Array(rows.length);
    let openCount = 0;
    let count = 0;
    this.evaluate(rows, UNREAD);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const verdict = this.verdicts.bytes[row & CHUNK_MASK] as number;
      matching[count] = row;
      open[openCount] = row;
      count += Number(verdict === Verdict.yes);
      openCount += Number(verdict === Verdict.maybe);
    }
    if (openCount === 0) return matching.subarray(0, count);
    const settled = await this.matchingByPayload(open.subarray(0, openCount));
    return count === 0 ? settled : merged(matching.subarray(0, count), settled);
  }

  private evaluate(rows: Uint32Array, met: number): void {
    const [first, last] = [rows[0] as number, rows[rows.length - 1] as number];
    const columns = this.session.fold.table.columns.chunkOf(first);
    evaluateRows(this.filter.predicate, columns, first & CHUNK_MASK, (last & CHUNK_MASK) + 1, this.verdicts, met);
  }

  private async matchingByPayload(rows: Uint32Array): Promise<Uint32Array> {
    if (this.scanner === undefined) throw new Error('the filter asks for payloads, and there is no scanner');
    const { lengths, offsets, owners } = linesOf(rows, this.session.places);
    await this.session.flush();
    const lines = await this.scanner.scan({ lengths, offsets });
    const met = new Uint32Array(rows.length);
    for (let i = 0; i < lines.length; i++) {
      const owner = owners[i] as number;
      met[owner] = (met[owner] as number) | (lines[i] as number);
    }
    return this.settled(rows, met);
  }

  /** The columns may have changed in the meantime; their current values count. */
  private settled(rows: Uint32Array, met: Uint32Array): Uint32Array {
    const combinations = new Set(met);
    if (combinations.size > MAX_COMBINATIONS) {
      return rows.filter((row, i) => {
        this.evaluate(rows.subarray(i, i + 1), met[i] as number);
        return this.verdicts.bytes[row & CHUNK_MASK] === Verdict.yes;
      });
    }
    const matching = new Uint8Array(rows.length);
    for (const combination of combinations) {
      this.evaluate(rows, combination);
      for (let i = 0; i < rows.length; i++) {
        const isMatch = met[i] === combination && this.verdicts.bytes[(rows[i] as number) & CHUNK_MASK] === Verdict.yes;
        matching[i] = (matching[i] as number) | Number(isMatch);
      }
    }
    return rows.filter((_, i) => matching[i] === 1);
  }
}

/** Merges two lists in ascending order. */
function merged(a: Uint32Array, b: Uint32Array): Uint32Array {
  const all = new Uint32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all.sort();
}
