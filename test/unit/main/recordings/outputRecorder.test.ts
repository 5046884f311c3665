import { expect, test } from 'vitest';
import { MAX_LAST_LINES, OutputRecorder } from '../../../../src/main/recordings/outputRecorder';
import type { OutputEntry, OutputGapEntry, OutputLine } from '../../../../src/shared/journal/output';

const asItIs = (text: string) => text;
const lines = (from: number, to: number): OutputLine[] =>
  Array.from({ length: to - from }, (_, i) => ({ stream: 'stdout', text: `line ${from + i}` }));

function keeper(maxBytes?: number): { output: OutputRecorder; written: (OutputEntry | OutputGapEntry)[] } {
  const written: (OutputEntry | OutputGapEntry)[] = [];
  return { output: new OutputRecorder((entry) => written.push(entry) > 0, maxBytes), written };
}

/** The texts of the lines in their order, and the numbers of those that are missing. */
const shown = (written: readonly (OutputEntry | OutputGapEntry)[]) =>
  written.map((entry) => (entry.type === 'output' ? entry.text : entry.lines));

test('lines are written in order, with their process, stream and time, and cut ones say so', () => {
  const { output, written } = keeper();
  const before = Date.now();
  output.add(7, [{ stream: 'stdout', text: 'one' }], asItIs);
  output.add(8, [{ stream: 'stderr', text: 'two', isCut: true }], asItIs);
  expect(written).toMatchObject([
    { type: 'output', pid: 7, stream: 'stdout', text: 'one' },
    { type: 'output', pid: 8, stream: 'stderr', text: 'two', truncated: true },
  ]);
  expect(written[0]).not.toHaveProperty('truncated');
  for (const { readAt } of written) expect(Date.parse(readAt)).toBeGreaterThanOrEqual(before);
});

test('what the journal does not take is counted, and told once it takes lines again', () => {
  const written: (OutputEntry | OutputGapEntry)[] = [];
  let isFull = true;
  const output = new OutputRecorder((entry) => !isFull && written.push(entry) > 0);
  output.add(7, lines(0, 3), asItIs);
  output.add(8, lines(0, 1), asItIs);
  output.journalRecovered();
  expect(written).toEqual([]);
  isFull = false;
  output.journalRecovered();
  output.journalRecovered();
  expect(written).toMatchObject([
    { type: 'outputGap', pid: 7, lines: 3 },
    { type: 'outputGap', pid: 8, lines: 1 },
  ]);
});

test('beyond the bound, the last lines are written at the end, after the number of missing ones', () => {
  const { output, written } = keeper(1);
  const total = 5 * MAX_LAST_LINES;
  output.add(7, lines(0, total), asItIs);
  output.end(7);
  const texts = shown(written);
  expect(texts[0]).toBe('line 0');
  expect(texts.at(-1)).toBe(`line ${total - 1}`);
  const kept = texts.filter((text) => typeof text === 'string');
  const missing = texts.filter((count) => typeof count === 'number');
  expect(kept.length + missing.reduce((sum, count) => sum + count, 0)).toBe(total);
  const last = kept.slice(1);
  expect(last.length).toBeGreaterThanOrEqual(MAX_LAST_LINES);
  expect(last.length).toBeLessThan(2 * MAX_LAST_LINES);
  expect(last).toEqual(lines(total - last.length, total).map(({ text }) => text));
});

test('an app that prints endlessly adds next to nothing, and what is missing is known before its end', () => {
  const { output, written } = keeper(1);
  for (let i = 0; i < 1000; i++) output.add(7, lines(i * 100, (i + 1) * 100), asItIs);
  expect(written.length).toBeLessThan(12);
  const missing = shown(written).filter((count) => typeof count === 'number');
  expect(missing.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10_000);
});

test('few lines beyond the bound are all kept, also of processes that have not ended at the close', () => {
  const { output, written } = keeper(1);
  output.add(7, lines(0, 4), asItIs);
  output.add(8, lines(4, 6), asItIs);
  output.close();
  output.add(7, lines(6, 7), asItIs);
  expect(shown(written)).toEqual(lines(0, 6).map(({ text }) => text));
});

test('secrets are hidden before and beyond the bound', () => {
  const { output, written } = keeper(1);
  const hide = (text: string) => text.replaceAll('hunter2', '***');
  output.add(7, [{ stream: 'stdout', text: 'a hunter2' }], hide);
  output.add(7, [{ stream: 'stdout', text: 'b hunter2' }], hide);
  output.close();
  expect(shown(written)).toEqual(['a ***', 'b ***']);
});
