import { expect, test } from 'vitest';
import { factEvents, isEventWithin, joinMissing } from '../../../../src/shared/columns/factEvents';
import type { SessionEvent } from '../../../../src/shared/columns/sessionEvents';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import type { JournalEntry, TargetEndEntry } from '../../../../src/shared/journal/entries';
import { decodeLine, encodeLine } from '../../../../src/shared/journal/lineCodec';

const ORIGIN_US = 1_795_000_000_000_000;
const VERSIONS = { electron: '45', chrome: '152', node: '24', platform: 'linux', arch: 'x64', hooks: [] };

const app = (target: number, name: string): JournalEntry[] => [
  { type: 'target', target, name, pid: target, ...VERSIONS, timeOrigin: ORIGIN_US },
  { type: 'source', target },
];
const message = (seq: number): JournalEntry => ({
  type: 'message',
  seq,
  at: seq * 1000,
  kind: 'send',
  direction: 'to-main',
  channel: 'c',
  from: 2,
  to: 1,
  size: 0,
  args: [],
});
const gap = (at: number, messages: number, reason = 'no room'): JournalEntry => ({
  type: 'gap',
  at,
  until: at + 500,
  messages,
  reason,
});
const end = (target: number, how: Partial<TargetEndEntry> = {}): JournalEntry => ({
  type: 'targetEnd',
  target,
  endedAt: new Date(ORIGIN_US / 1000 + 10).toISOString(),
  ...how,
});

function foldOf(...entries: JournalEntry[]): SessionFold {
  const fold = new SessionFold();
  for (const entry of entries) {
    // As a reader of a file has it.
    const read = decodeLine(encodeLine(entry));
    expect(read).toEqual(entry);
    fold.apply(read as JournalEntry);
  }
  return fold;
}

const eventsOf = (...entries: JournalEntry[]) => factEvents(foldOf(...entries).facts);

test('messages that are missing, and ends, stand where the journal tells of them', () => {
  const events = eventsOf(
    ...app(1, 'Notes'),
    message(1),
    gap(1100, 2),
    message(4),
    gap(4100, 0),
    message(5),
    gap(5100, 1),
    end(1, { signal: 'SIGKILL', incomplete: true }),
  );
  expect(events.map(({ row, type, messages, how, tone }) => [row, type, messages ?? how, tone])).toEqual([
    [1, 'missing', 2, 'warning'],
    [3, 'missing', 1, 'warning'],
    [3, 'ended', 'was killed by SIGKILL', 'error'],
  ]);
  expect(events[2]?.note).toBe('It ended without its last words: messages may be missing.');
});

test('how apps end, in words', () => {
  const howOf = (how: Partial<TargetEndEntry>) => {
    const [event] = eventsOf(...app(1, 'Notes'), end(1, how));
    return [event?.how, event?.tone];
  };
  expect(howOf({})).toEqual(['ended', 'plain']);
  expect(howOf({ exitCode: 0 })).toEqual(['ended', 'plain']);
  expect(howOf({ exitCode: 3 })).toEqual(['ended with exit code 3', 'error']);
  expect(howOf({ signal: 'SIGSEGV' })).toEqual(['was killed by SIGSEGV', 'error']);
  expect(howOf({ incomplete: true })).toEqual(['ended', 'warning']);
  expect(howOf({ detached: true })).toEqual(['was detached and runs on', 'plain']);
});

test('apps are named where there are several', () => {
  expect(eventsOf(...app(1, 'Notes'), gap(1, 1), end(1)).map(({ name }) => name)).toEqual(['', '']);
  const several = eventsOf(...app(1, 'Notes'), gap(1, 1), ...app(2, 'Mail'), gap(1, 1), end(1));
  expect(several.map(({ name }) => name)).toEqual(['Notes', 'Mail', 'Notes']);
});

test('gaps that nothing lies between are told as one', () => {
  const [first, second, third] = eventsOf(...app(1, 'Notes'), gap(1, 2), gap(9, 3), gap(20, 1, 'disk full')) as [
    SessionEvent,
    SessionEvent,
    SessionEvent,
  ];
  const joined = joinMissing(joinMissing(first, second), third);
  expect(joined).toMatchObject({ type: 'missing', messages: 6, note: 'no room\ndisk full' });
});

test('they belong to the stretch of time in which they happened', () => {
  const [missing] = eventsOf(...app(1, 'Notes'), gap(1000, 2)) as [SessionEvent];
  const range = (fromUs: number, untilUs: number) => ({ fromUs: ORIGIN_US + fromUs, untilUs: ORIGIN_US + untilUs });
  expect(isEventWithin(missing, undefined)).toBe(true);
  expect(isEventWithin(missing, range(0, 2000))).toBe(true);
  expect(isEventWithin(missing, range(1400, 2000))).toBe(true);
  expect(isEventWithin(missing, range(1600, 2000))).toBe(false);
  expect(isEventWithin(missing, range(0, 900))).toBe(false);
});

test('the number of missing messages is exact, however many gaps are told', () => {
  const gaps = Array.from({ length: 12_000 }, (_, i) => gap(i, 2));
  expect(foldOf(...app(1, 'Notes'), ...gaps).droppedMessages).toBe(24_000);
});
