import { describe, expect, test } from 'vitest';
import { MESSAGE_COLUMNS, messageColumn } from '../../../../src/renderer/messages/messageColumns';
import { readMessageRow } from '../../../../src/renderer/session/readMessageRow';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import { SORTERS } from '../../../../src/shared/columns/sorters';
import { compileFilter, RowMatcher } from '../../../../src/shared/filter/compile';
import { Verdict } from '../../../../src/shared/filter/verdict';
import { randomTraffic } from '../../../support/randomTraffic';

const fold = new SessionFold();
for (const entry of randomTraffic(3, 400, 2)) fold.apply(entry);
const { table } = fold;
const messages = Array.from({ length: table.length }, (_, row) => readMessageRow(table, row));

/** Columns whose values the filter language has no condition for. */
const WITHOUT_TERM = ['number', 'time', 'argsSize', 'resultSize', 'waterfall'];
/** Columns that nothing is sorted by. */
const WITHOUT_SORTER = ['waterfall'];

/** @throws Error if the filter language does not know the term */
function verdictOf(row: number, term: string): number {
  const compiled = compileFilter(term, table);
  if ('error' in compiled) throw new Error(`${term}: ${compiled.error.message}`);
  return new RowMatcher(compiled.filter).verdictOf(table, row);
}

describe.each(MESSAGE_COLUMNS)('the column $key', (column) => {
  const { key, label, widthPx, minWidthPx, read, filterTerm, sort } = column;

  test('has a label of its own, a width and a reader', () => {
    expect(MESSAGE_COLUMNS.filter((other) => other.key === key || other.label === label)).toEqual([column]);
    expect(widthPx).toBeGreaterThanOrEqual(minWidthPx);
    for (const message of messages) expect(['string', 'number', 'undefined']).toContain(typeof read(message));
    expect(messageColumn(key)).toBe(column);
  });

  test('has a sorter, or explicitly none', () => {
    expect(sort === undefined).toBe(WITHOUT_SORTER.includes(key));
    expect(Object.hasOwn(SORTERS, key)).toBe(sort !== undefined);
  });

  test('has a filter term that the message meets, or explicitly none', () => {
    expect(filterTerm === undefined).toBe(WITHOUT_TERM.includes(key));
    if (filterTerm === undefined) return;
    for (const message of messages) {
      const term = filterTerm(message);
      if (term === undefined) continue;
      const verdict = verdictOf(message.row, term);
      // This one asks for any port; no message of this traffic has one.
      if (key !== 'ports') expect(verdict, `${message.row}: ${term}`).toBe(Verdict.yes);
    }
    expect(messages.some((message) => filterTerm(message) !== undefined)).toBe(true);
  });
});

test('every sorter belongs to a column', () => {
  expect(Object.keys(SORTERS).sort()).toEqual(
    MESSAGE_COLUMNS.filter(({ sort }) => sort !== undefined)
      .map(({ key }) => key)
      .sort(),
  );
});
