import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../../../src/shared/filter/compile';
import { parseFilter } from '../../../../src/shared/filter/parse';
import { suggest } from '../../../../src/shared/filter/suggest';
import { vocabularyOf } from '../../../../src/shared/filter/vocabulary';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { foldOf } from '../../../support/filtering';

const base: MessageEntry = {
  type: 'message',
  seq: 0,
  at: 0,
  kind: 'send',
  direction: 'to-main',
  channel: '',
  from: 2,
  to: 1,
  size: 1,
  args: [],
};
const ENTRIES: JournalEntry[] = [
  { type: 'endpoint', id: 1, kind: 'main', pid: 10 },
  { type: 'endpoint', id: 2, kind: 'frame', title: 'My notes', url: 'app://notes/', isMainFrame: true, pid: 20 },
  { ...base, seq: 1, channel: 'notes:list', kind: 'invoke', outcome: { at: 1, status: 'ok' } },
  { ...base, seq: 2, channel: 'notes:list', kind: 'invoke', outcome: { at: 1, status: 'error' } },
  { ...base, seq: 3, channel: 'notes:save', internal: true },
  { ...base, seq: 4, channel: 'kinds of things', kind: 'sendSync' },
];
const { table } = foldOf(ENTRIES);

/** What the text becomes with each suggestion; `‸` is the caret. */
function completions(marked: string): string[] {
  const caret = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  return suggest(text, caret, vocabularyOf(table)).map(
    ({ span, text: inserted }) => text.slice(0, span.start) + inserted + text.slice(span.end),
  );
}

describe('suggestions', () => {
  test.each<[string, string[]]>([
    ['ki‸', ['kind:', 'channel:"kinds of things"']],
    ['-ki‸', ['-kind:', '-channel:"kinds of things"']],
    ['kind:‸', ['kind:invoke', 'kind:send', 'kind:sendSync', 'kind:postMessage']],
    ['kind:se‸', ['kind:send', 'kind:sendSync', 'kind:sendToHost']],
    ['kind:se‸nd status:ok', ['kind:send status:ok', 'kind:sendSync status:ok']],
    ['channel:‸', ['channel:notes:list', 'channel:"kinds of things"', 'channel:notes:save']],
    ['channel:save‸', ['channel:notes:save']],
    ['channel:"kin‸', ['channel:"kinds of things"']],
    ['(status:er‸', ['(status:error']],
    ['from:‸', ['from:"My notes"']],
    ['is:‸', ['is:pending', 'is:error', 'is:internal', 'is:ok', 'is:sync']],
    ['pid:‸', ['pid:10', 'pid:20']],
    ['du‸', ['dur>']],
    ['note‸', ['channel:notes:list', 'channel:notes:save']],
  ])('%s offers %j first', (text, expected) => {
    expect(completions(text).slice(0, expected.length)).toEqual(expected);
  });

  test('count messages, and explain keys', () => {
    const [first] = suggest('channel:', 8, vocabularyOf(table));
    expect(first).toMatchObject({ type: 'value', text: 'notes:list', count: 2 });
    const keys = suggest('', 0, vocabularyOf(table)).filter(({ type }) => type === 'key');
    expect(keys.length).toBeGreaterThan(15);
    for (const { help } of keys) expect(help).toBeTruthy();
  });

  test('of values are filters', () => {
    for (const text of ['channel:‸', 'kind:‸', 'is:‸', 'from:‸', 'url:‸', 'window:‸', 'pid:‸', 'status:‸']) {
      for (const completed of completions(text)) expect(compileFilter(completed, table)).not.toHaveProperty('error');
    }
  });
});

describe('tokens', () => {
  const tokensOf = (text: string) =>
    parseFilter(text).tokens.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

  test('cover all that is not space', () => {
    expect(tokensOf('-(kind:invoke  | "a b") dur>=5 /x y/i')).toEqual([
      'negation -',
      'parenthesis (',
      'key kind',
      'comparison :',
      'word invoke',
      'or |',
      'quoted "a b"',
      'parenthesis )',
      'key dur',
      'comparison >=',
      'word 5',
      'regex /x y/i',
    ]);
  });

  test('tell what a mistake left unread', () => {
    expect(tokensOf('kind:invoke "a b')).toEqual(['key kind', 'comparison :', 'word invoke', 'unread "a b']);
  });
});
