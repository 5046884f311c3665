import { expect, test } from 'vitest';
import { hasSeveralApps } from '../../../../src/shared/columns/appLabels';
import { SessionEvents } from '../../../../src/shared/columns/sessionEvents';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import { compileFilter, RowMatcher } from '../../../../src/shared/filter/compile';
import type { JournalEntry } from '../../../../src/shared/journal/entries';

function target(number: number, name: string, pid: number): JournalEntry[] {
  const versions = { electron: '45', chrome: '152', node: '24', platform: 'linux', arch: 'x64' };
  return [
    { type: 'target', target: number, name, pid, ...versions, timeOrigin: number * 1000, hooks: [] },
    { type: 'source', target: number },
    { type: 'endpoint', id: 1, kind: 'main', pid },
  ];
}

function message(seq: number): JournalEntry {
  const ends = { from: 1, to: 1 } as const;
  return {
    type: 'message',
    seq,
    at: seq,
    kind: 'send',
    direction: 'to-main',
    channel: 'c',
    ...ends,
    size: 0,
    args: [],
  };
}

function ended(number: number): JournalEntry {
  return { type: 'targetEnd', target: number, endedAt: '2026-01-01T00:00:00.000Z' };
}

function fold(...entries: JournalEntry[]): SessionFold {
  const folded = new SessionFold();
  for (const entry of entries) folded.apply(entry);
  return folded;
}

const labels = ({ facts }: SessionFold) => facts.targets.map(({ app }) => app);

function rowsOf({ table }: SessionFold, filter: string): number[] {
  const compiled = compileFilter(filter, table);
  if ('error' in compiled) throw new Error(compiled.error.message);
  const matcher = new RowMatcher(compiled.filter);
  return Array.from({ length: table.length }, (_, row) => row).filter((row) => matcher.matches(table, row, 0));
}

test('an app that was started again keeps its name; one that runs beside its like has its process id', () => {
  const again = fold(...target(1, 'Notes', 10), message(1), ended(1), ...target(2, 'Notes', 11), message(1));
  expect(labels(again)).toEqual(['Notes', 'Notes']);
  expect(hasSeveralApps(again.facts.targets)).toBe(false);
  const beside = fold(...target(1, 'Notes', 10), ...target(2, 'Notes', 11), ...target(3, 'Mail', 12));
  expect(labels(beside)).toEqual(['Notes', 'Notes (11)', 'Mail']);
  expect(hasSeveralApps(beside.facts.targets)).toBe(true);
});

test('app: finds the messages of one, also of one that told its name late', () => {
  const several = fold(
    ...target(1, 'Electron', 10),
    message(1),
    ...target(2, 'Mail', 11),
    message(1),
    ...target(1, 'Notes', 10).slice(0, 2),
    message(2),
  );
  expect(rowsOf(several, 'app:notes')).toEqual([2]);
  expect(rowsOf(several, 'app=Mail')).toEqual([1]);
  expect(rowsOf(several, '-app:mail')).toEqual([0, 2]);
  // As when its index was read.
  const restored = new SessionFold();
  restored.restore(JSON.parse(JSON.stringify(several.saveState())), several.table.columns);
  restored.apply({ type: 'endpoint', id: 2, kind: 'utility' });
  expect(restored.table.endpoints.at(-1)?.app).toBe('Notes');
  expect(labels(restored)).toEqual(labels(several));
});

test('another app is told from one that was started again', () => {
  const { table } = fold(
    ...target(1, 'Notes', 10),
    message(1),
    ended(1),
    ...target(2, 'Notes', 11),
    message(1),
    ...target(3, 'Mail', 12),
    message(1),
  );
  const events = new SessionEvents(table);
  events.extend();
  expect(events.all.map(({ row, type, name }) => [row, type, name])).toEqual([
    [1, 'started', 'Notes'],
    [2, 'joined', 'Mail'],
  ]);
});
