/** What the differential app observed, and how two observations of it differ. */

import { readFileSync } from 'node:fs';
import type { OutputLine } from '../../../src/shared/journal/output';

interface TranscriptLine {
  readonly scenario: string;
  readonly step: string;
  readonly value: string;
}

/** By scenario, in order. */
export type Transcript = ReadonlyMap<string, readonly TranscriptLine[]>;

/** The step that test/apps/differential/main.js writes. */
const FAILED = 'scenario failed';
/** What the app's processes printed, compared as if it were a scenario. */
const PRINTED = 'printed';
/** Chromium's own log, which tells of the machine: `[process:date/time:LEVEL:file(line)] …`. */
const CHROMIUM_LOG = /^\[\d+:\d+\/[\d.]+:[A-Z]+:/;
const LONGEST_VALUE = 600;

export function readTranscript(file: string): Transcript {
  const scenarios = new Map<string, TranscriptLine[]>();
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (text === '') continue;
    const line = JSON.parse(text) as TranscriptLine;
    const lines = scenarios.get(line.scenario) ?? [];
    scenarios.set(line.scenario, lines);
    lines.push(line);
  }
  return scenarios;
}

/** Adds what was printed: the app itself prints nothing, but a warning of Node or Electron may. */
export function withOutput(transcript: Transcript, output: readonly OutputLine[]): Transcript {
  const lines = output
    .filter(({ text }) => !CHROMIUM_LOG.test(text))
    .map(({ stream, text }) => ({ scenario: PRINTED, step: stream, value: text }));
  return new Map([...transcript, [PRINTED, lines]]);
}

/** The scenarios that threw before their end, where only a broken app or fixture can be why. */
export function failuresOf(transcript: Transcript): string[] {
  return [...transcript.values()]
    .flat()
    .filter(({ step }) => step === FAILED)
    .map(({ scenario, value }) => `${scenario}: ${value}`);
}

/** Says where one scenario first went another way; undefined if it did not. */
export function firstDifference(expected: Transcript, actual: Transcript, scenario: string): string | undefined {
  const [before, now] = [expected.get(scenario) ?? [], actual.get(scenario) ?? []];
  const count = Math.max(before.length, now.length);
  const isSame = (index: number): boolean =>
    before[index]?.step === now[index]?.step && before[index]?.value === now[index]?.value;
  const different = Array.from({ length: count }, (_, index) => index).filter((index) => !isSame(index));
  const [first] = different;
  if (first === undefined) return undefined;
  const where = `line ${first + 1} of ${before.length}; ${different.length} of ${count} lines differ`;
  return `${scenario}, ${where}\n  expected ${show(before[first])}\n  actual   ${show(now[first])}`;
}

function show(line: TranscriptLine | undefined): string {
  if (line === undefined) return '(no such line)';
  const { value } = line;
  return `“${line.step}”: ${value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value}`;
}
