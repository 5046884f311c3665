import { expect, test } from 'vitest';
import { OutputTail } from '../../../../src/shared/columns/outputTail';
import { MAX_OUTPUT_LINE, MAX_OUTPUT_LINES, type OutputEntry } from '../../../../src/shared/journal/output';

const readAt = '2026-12-01T10:00:00.000Z';
const line = (text: string): OutputEntry => ({ type: 'output', pid: 1, readAt, stream: 'stdout', text });

test('has the lines in their order, and where some are missing', () => {
  const tail = new OutputTail();
  tail.apply(line('one'));
  tail.apply({ type: 'outputGap', pid: 1, readAt, lines: 3 });
  tail.apply({ type: 'outputGap', pid: 1, readAt, lines: 40 });
  tail.apply({ ...line('two'), stream: 'stderr', truncated: true });
  const lines = [
    { stream: 'stdout', text: 'one' },
    { stream: 'stdout', text: '', leftOut: 43 },
    { stream: 'stderr', text: 'two', isCut: true },
  ];
  expect(tail.lines).toEqual(lines);
  const again = new OutputTail();
  again.apply(line('something else'));
  again.restore(tail.lines);
  expect(again.lines).toEqual(lines);
});

test('has the last lines of many', () => {
  const tail = new OutputTail();
  for (let i = 0; i < 3 * MAX_OUTPUT_LINES; i++) tail.apply(line(`${i}`));
  expect(tail.lines).toHaveLength(MAX_OUTPUT_LINES);
  expect(tail.lines.at(-1)?.text).toBe(`${3 * MAX_OUTPUT_LINES - 1}`);
});

test('of a hostile file it keeps no more characters than lines of the usual length have', () => {
  const tail = new OutputTail();
  const characters = MAX_OUTPUT_LINES * MAX_OUTPUT_LINE;
  for (let i = 0; i < 60; i++) tail.apply(line('x'.repeat(characters / 20)));
  expect(tail.lines.length).toBeLessThanOrEqual(40);
  expect(tail.lines.at(-1)).toEqual({ stream: 'stdout', text: 'x'.repeat(MAX_OUTPUT_LINE), isCut: true });
});
