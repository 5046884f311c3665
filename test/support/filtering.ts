/** Filters applied to entries at hand, in the simplest way: every payload is matched. */

import type { MessageTable } from '../../src/shared/columns/messageTable';
import { SessionFold } from '../../src/shared/columns/sessionFold';
import { type CompiledFilter, compileFilter, RowMatcher } from '../../src/shared/filter/compile';
import type { RowFilter } from '../../src/shared/filter/filteredRows';
import { payloadMatcher } from '../../src/shared/filter/payloadMatch';
import type { JournalEntry } from '../../src/shared/journal/entries';

/** @throws what is wrong with the text */
export function compiled(text: string, table: MessageTable): CompiledFilter {
  const result = compileFilter(text, table);
  if ('error' in result) throw new Error(`${result.error.message} at ${result.error.span.start}`);
  return result.filter;
}

/** A filter that columns decide alone. */
export function columnFilter(text: string, table: MessageTable): RowFilter {
  const { predicate, conditions } = compiled(text, table);
  if (conditions.length > 0) throw new Error(`“${text}” asks for payloads`);
  return { predicate, isMet: () => false };
}

export function foldOf(entries: Iterable<JournalEntry>): SessionFold {
  const fold = new SessionFold();
  for (const entry of entries) fold.apply(entry);
  return fold;
}

/** Rows of the messages that match. */
export function matchingRows(text: string, entries: readonly JournalEntry[]): number[] {
  const fold = foldOf(entries);
  const filter = compiled(text, fold.table);
  const matcher = payloadMatcher(filter.conditions);
  const met = new Uint32Array(fold.table.length);
  const again = new SessionFold();
  for (const entry of entries) {
    const row = again.apply(entry);
    if (row !== undefined && (entry.type === 'message' || entry.type === 'outcome'))
      met[row] = (met[row] as number) | matcher(entry);
  }
  const rowMatcher = new RowMatcher(filter);
  return [...met.keys()].filter((row) => rowMatcher.matches(fold.table, row, met[row] as number));
}
