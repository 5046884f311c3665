/** Finds the next message that matches a filter, without hiding the others. */

import { type CompiledFilter, RowMatcher } from '../../shared/filter/compile';
import { type PayloadEntry, payloadMatcher } from '../../shared/filter/payloadMatch';
import { Verdict } from '../../shared/filter/verdict';
import type { SessionModel } from '../session/sessionModel';

/** Payloads read at a time. */
const READ_AT_ONCE = 16;
/** Messages to examine before the window gets a turn. */
const ROWS_A_SLICE = 20_000;

export interface FindOptions {
  readonly filter: CompiledFilter;
  /** 1: downwards; -1: upwards. */
  readonly step: 1 | -1;
  readonly signal: AbortSignal;
  /** Receives the number of examined messages from time to time. */
  onProgress(looked: number): void;
}

/**
 * The next message that matches, from the selected one on; after the last one it goes on with the first.
 *
 * @returns its row; undefined if none matches, or the signal said to stop
 */
export async function findMessage(session: SessionModel, options: FindOptions): Promise<number | undefined> {
  const { filter, step, signal } = options;
  const matcher = new RowMatcher(filter);
  const match = payloadMatcher(filter.conditions);
  const count = session.listed;
  const start = placeOfSelected(session, step);
  /** Rows whose payloads decide. */
  let unsure: number[] = [];
  for (let looked = 1; looked <= count; looked++) {
    const row = session.rowAt((((start + step * looked) % count) + count) % count);
    const verdict = row === undefined ? Verdict.no : matcher.verdictOf(session.table, row);
    if (row !== undefined && verdict === Verdict.maybe) unsure.push(row);
    const isDue = verdict === Verdict.yes || unsure.length === READ_AT_ONCE || looked === count;
    if (isDue && unsure.length > 0) {
      const met = await Promise.all(unsure.map((candidate) => isMet(session, candidate, matcher, match)));
      if (signal.aborted) return undefined;
      const first = unsure[met.indexOf(true)];
      if (first !== undefined) return first;
      unsure = [];
      options.onProgress(looked);
    }
    if (verdict === Verdict.yes) return row;
    if (looked % ROWS_A_SLICE === 0) {
      options.onProgress(looked);
      await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) return undefined;
    }
  }
  return undefined;
}

/** Without a selected message, the first one looked at is the first or the last. */
function placeOfSelected(session: SessionModel, step: 1 | -1): number {
  const { selectedRow } = session.windowStore.getState();
  const index = selectedRow === undefined ? undefined : session.indexOf(selectedRow);
  return index ?? (step === 1 ? -1 : session.listed);
}

async function isMet(
  { table }: SessionModel,
  row: number,
  matcher: RowMatcher,
  match: ReturnType<typeof payloadMatcher>,
): Promise<boolean> {
  const reply = await window.electroscope.readMessage(row);
  if ('error' in reply) return false;
  const { message, outcome } = reply.value;
  let met = match(JSON.parse(message) as PayloadEntry);
  if (outcome !== undefined) met |= match(JSON.parse(outcome) as PayloadEntry);
  return matcher.matches(table, row, met);
}
