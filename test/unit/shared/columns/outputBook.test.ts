import { expect, test } from 'vitest';
import { OutputBook } from '../../../../src/shared/columns/outputBook';
import { MAX_OUTPUT_LINE, MAX_OUTPUT_LINES, type OutputEntry } from '../../../../src/shared/journal/output';

const readAt = '2026-12-01T10:00:00.000Z';
const line = (text: string): OutputEntry => ({ type: 'output', pid: 1, readAt, stream: 'stdout', text });

test('has the lines in their order, and where some are missing', () => {
  const book = new OutputBook();
  book.apply(line('one'));
  book.apply({ type: 'outputGap', pid: 1, readAt, lines: 3 });
  book.apply({ type: 'outputGap', pid: 1, readAt, lines: 40 });
  book.apply({ ...line('two'), stream: 'stderr', truncated: true });
  const lines = [
    { stream: 'stdout', text: 'one' },
    { stream: 'stdout', text: '', leftOut: 43 },
    { stream: 'stderr', text: 'two', isCut: true },
  ];
  expect(book.lines).toEqual(lines);
  const again = new OutputBook();
  again.apply(line('something else'));
  again.restore(book.lines);
  expect(again.lines).toEqual(lines);
});

test('has the last lines of many', () => {
  const book = new OutputBook();
  for (let i = 0; i < 3 * MAX_OUTPUT_LINES; i++) book.apply(line(`${i}`));
  expect(book.lines).toHaveLength(MAX_OUTPUT_LINES);
  expect(book.lines.at(-1)?.text).toBe(`${3 * MAX_OUTPUT_LINES - 1}`);
});

test('of a hostile file it keeps no more characters than lines of the usual length have', () => {
  const book = new OutputBook();
  const characters = MAX_OUTPUT_LINES * MAX_OUTPUT_LINE;
  for (let i = 0; i < 60; i++) book.apply(line('x'.repeat(characters / 20)));
  expect(book.lines.length).toBeLessThanOrEqual(40);
  expect(book.lines.at(-1)).toEqual({ stream: 'stdout', text: 'x'.repeat(MAX_OUTPUT_LINE), isCut: true });
});
