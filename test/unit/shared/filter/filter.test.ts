import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import { compileFilter, RowMatcher } from '../../../../src/shared/filter/compile';
import { OPERATORS } from '../../../../src/shared/filter/operators';
import { Verdict } from '../../../../src/shared/filter/verdict';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { matchingRows } from '../../../support/filtering';

const base: MessageEntry = {
  type: 'message',
  seq: 0,
  at: 0,
  kind: 'send',
  direction: 'to-main',
  channel: '',
  from: 2,
  to: 1,
  size: 100,
  args: [],
};

/** Five messages, which the tests below call by their numbers. */
const ENTRIES: JournalEntry[] = [
  { type: 'endpoint', id: 1, kind: 'main', pid: 10 },
  { type: 'endpoint', id: 2, kind: 'frame', title: 'Notes', url: 'app://notes/index.html', isMainFrame: true, pid: 20 },
  {
    type: 'endpoint',
    id: 3,
    kind: 'frame',
    title: 'Settings',
    url: 'app://settings/index.html',
    isMainFrame: true,
    pid: 30,
  },
  {
    ...base,
    seq: 1,
    channel: 'notes:list',
    kind: 'invoke',
    dispatched: { at: 100, listeners: { ipcMain: 1 } },
    outcome: { at: 60_000, status: 'ok', size: 20_000 },
  },
  {
    ...base,
    seq: 2,
    channel: 'notes:save',
    dispatched: { at: 20_000, listeners: { ipcMain: 2 } },
    outcome: { at: 20_000, status: 'ok' },
  },
  {
    ...base,
    seq: 3,
    channel: 'settings.get',
    from: 3,
    kind: 'sendSync',
    dispatched: { at: 300 },
    outcome: { at: 300, status: 'error' },
  },
  {
    ...base,
    seq: 4,
    channel: 'Telemetry/beacon',
    dispatched: { at: 5, listeners: {} },
    outcome: { at: 5, status: 'unhandled' },
    truncated: true,
    payloadDropped: true,
  },
  { ...base, seq: 5, channel: 'push', from: 1, to: 3, direction: 'to-renderer', internal: true },
];

function matching(text: string): number[] {
  return matchingRows(text, ENTRIES).map((row) => row + 1);
}

function errorOf(text: string) {
  const fold = new SessionFold();
  for (const entry of ENTRIES) fold.apply(entry);
  const compiled = compileFilter(text, fold.table);
  if ('filter' in compiled) throw new Error(`“${text}” was accepted`);
  const { message, span, suggestion } = compiled.error;
  return { message, part: text.slice(span.start, span.end), suggestion };
}

describe('a filter', () => {
  test.each<[string, number[]]>([
    ['', [1, 2, 3, 4, 5]],
    ['   ', [1, 2, 3, 4, 5]],
    ['notes', [1, 2]],
    ['NOTES', [1, 2]],
    ['notes save', [2]],
    ['"notes:list"', [1]],
    ['"n*s"', []],
    ['n*st', [1]],
    ['/^notes|push$/', [1, 2, 5]],
    ['/TELE/i', [4]],
    ['/beacon', [4]],
    ['-notes', [3, 4, 5]],
    ['!notes', [3, 4, 5]],
    ['--notes', [1, 2]],
    ['notes | push', [1, 2, 5]],
    ['notes -save | push', [1, 5]],
    ['(notes | push) -save', [1, 5]],
    ['-(notes | push)', [3, 4]],
    ['channel:list', [1]],
    ['channel:notes:*', [1, 2]],
    ['channel=push', [5]],
    ['channel=notes', []],
    ['channel:/^n.*e$/', [2]],
    ['channel:"notes:list"', [1]],
    ['kind:invoke', [1]],
    ['kind:send', [2, 4, 5]],
    ['kind:send*', [2, 3, 4, 5]],
    ['dir:to-renderer', [5]],
    ['direction:to-main', [1, 2, 3, 4]],
    ['status:ok', [1, 2]],
    ['is:error', [3]],
    ['is:unhandled', [4]],
    ['is:pending', [5]],
    ['is:sync', [3]],
    ['is:internal', [5]],
    ['is:truncated', [4]],
    ['is:payload-dropped', [4]],
    ['from:settings', [3]],
    ['from:main', [5]],
    ['to:settings', [5]],
    ['window:settings', [3, 5]],
    ['url:app://notes', [1, 2, 4]],
    ['pid:30', [3, 5]],
    ['pid:3', []],
    ['dur>50ms', [1]],
    ['dur>=20ms', [1, 2]],
    ['dur<1ms', [3, 4]],
    ['dur>0.05s', [1]],
    ['dur>50', [1]],
    ['blocking>10ms', [2]],
    ['size>10kb', [1]],
    ['size=100', [2, 3, 4, 5]],
    ['listeners=0', [4]],
    ['listeners>=2', [2]],
    ['kind:invoke | kind:sendSync status:error', [1, 3]],
    ['transit>=0', []],
    ['handler>50ms', [1]],
    ['-handler>50ms', [2, 3, 4, 5]],
  ])('%s finds %j', (text, expected) => {
    expect(matching(text)).toEqual(expected);
  });

  test.each<[string, string, string, string | undefined]>([
    ['notes:list', 'There is no key “notes”', 'notes', '"notes:list"'],
    ['chanel:x', 'There is no key “chanel”', 'chanel', 'channel:x'],
    ['push kinds:invoke', 'There is no key “kinds”', 'kinds', 'push kind:invoke'],
    ['kind:invok', '“invok” is not a value for kind', 'invok', 'kind:invoke'],
    ['is:eror', '“eror” is not a value for is', 'eror', 'is:error'],
    ['dur>fast', '“fast” is not a value for dur', 'fast', 'dur>50ms'],
    ['size>5parsecs', '“5parsecs” is not a value for size', '5parsecs', 'size>10kb'],
    ['channel>x', '“>” compares numbers', 'x', 'channel:x'],
    ['dur:>50ms', '“>50ms” is not a value for dur', '>50ms', 'dur>50ms'],
    ['push dur:<5', '“<5” is not a value for dur', '<5', 'push dur<5'],
    ['arg.0.id=1', 'There is no key “arg.0.id”', 'arg.0.id', 'args.0.id=1'],
    ['channel.x:1', 'There is no key “channel.x”', 'channel.x', '"channel.x:1"'],
    ['args.0>many', '“many” is neither a number nor a date', 'many', 'args.0:many'],
    ['port:first', '“first” is not a value for port', 'first', '"port:first"'],
    ['"a\\', 'This quote is never closed', '"a\\', '"a\\\\"'],
    ['kind:', 'A value is missing after “kind:”', 'kind:', undefined],
    ['(notes', 'This “(” is never closed', '(', '(notes)'],
    ['notes)', 'There is a “)” without its “(”', ')', undefined],
    ['"notes', 'This quote is never closed', '"notes', '"notes"'],
    ['notes |', 'A condition is missing here', '|', undefined],
    ['()', 'A condition is missing here', '(', undefined],
    ['- notes', '“-” must stand right before', '-', undefined],
    ['/(/', 'Not a regular expression', '/(/', undefined],
  ])('%s is refused: %s', (text, message, part, suggestion) => {
    const error = errorOf(text);
    expect(error.message).toContain(message);
    expect(error.part).toBe(part);
    expect(error.suggestion).toBe(suggestion);
    // A suggestion must itself be a filter.
    if (suggestion !== undefined) expect(() => matching(suggestion)).not.toThrow();
  });

  test('is understood or refused, whatever it is', () => {
    const fold = new SessionFold();
    for (const entry of ENTRIES) fold.apply(entry);
    const piece = fc.constantFrom(
      '(',
      ')',
      '|',
      '-',
      '!',
      '"',
      '/',
      ' ',
      ':',
      '=',
      '>',
      '*',
      'kind',
      'dur',
      'is',
      'a',
      '\\',
      '[',
      'args.0.a',
      'error',
      'port:*',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (filter) => {
        const compiled = compileFilter(filter, fold.table);
        if ('error' in compiled) {
          const { start, end } = compiled.error.span;
          expect(start).toBeLessThan(end);
          expect(start).toBeLessThanOrEqual(filter.length);
        } else {
          const matcher = new RowMatcher(compiled.filter);
          for (let row = 0; row < fold.table.length; row++) {
            const verdict = matcher.verdictOf(fold.table, row);
            const [none, all] = [0, 2 ** 30 - 1].map((met) => matcher.verdictOf(fold.table, row, met));
            // Whatever the payload says, it can only settle what the columns left open.
            expect([none, all]).not.toContain(Verdict.maybe);
            if (verdict !== Verdict.maybe) expect([none, all]).toEqual([verdict, verdict]);
          }
        }
      }),
      { numRuns: 5000 },
    );
  });
});

test('every key’s own example is a filter', () => {
  for (const { example } of OPERATORS) expect(() => matching(example), example).not.toThrow();
});
