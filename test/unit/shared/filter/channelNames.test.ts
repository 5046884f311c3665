/** People type or paste a channel's name, or a piece of a payload, as it is. It must never be a filter that quietly finds nothing. */

import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../../../src/shared/filter/compile';
import { suggest } from '../../../../src/shared/filter/suggest';
import { vocabularyOf } from '../../../../src/shared/filter/vocabulary';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { foldOf, matchingRows } from '../../../support/filtering';

const CHANNELS = [
  ...['window:minimize', 'app:getVersion', 'error:report', 'size:changed', 'status:changed', 'is:online', 'kind:list'],
  ...['notes:list', 'url:open', 'from:clipboard', 'args:parse', 'result:show', 'port:opened', 'pid:changed', 'dur:set'],
  ...['library:add', 'windows:close', 'errors:clear', 'time:update', 'app.window:focus', 'error.log:write', 'is:error'],
  ...['analysis:error', 'status:ok', 'goto:main', 'reply/to:mainframe'],
];

const PAYLOADS = [
  { id: 42 },
  { path: 'C:\\Users\\me' },
  'https://api.example.com/v1/items',
  'user@example.com',
  'at 12:30:05',
  '{"id":42,"name":"text of JSON"}',
  { list: [{ user: { id: 42, name: 'Jo "J"' }, on: true }] },
  [1, 2, 3, { ids: [7, 8] }],
  { $: 'map', v: [['id', 43]] },
];

const message = (seq: number, channel: string, args: unknown[]) =>
  ({
    type: 'message',
    seq,
    at: seq,
    kind: 'send',
    direction: 'to-main',
    channel,
    from: 2,
    to: 1,
    size: 1,
    args,
  }) as JournalEntry;

const ENTRIES = [
  ...CHANNELS.map((channel, i) => message(i, channel, [])),
  ...PAYLOADS.map((value, i) => message(100 + i, 'p', [value])),
];

/** What a filter finds, or what its suggestion does. */
function found(text: string, suggestion: 'suggestion' | 'textSuggestion' = 'suggestion'): number[] {
  const compiled = compileFilter(text, foldOf(ENTRIES).table);
  if ('filter' in compiled) return matchingRows(compiled.filter.channelHint?.suggestion ?? text, ENTRIES);
  expect(compiled.error[suggestion], text).toBeDefined();
  return matchingRows(compiled.error[suggestion] ?? '', ENTRIES);
}

describe('the name of a channel', () => {
  test.each(CHANNELS)('%s finds the channel, or is answered with what does', (channel) => {
    expect(found(channel)).toContain(CHANNELS.indexOf(channel));
  });

  test.each(CHANNELS)('%s is suggested as text where the channels are not known yet', (channel) => {
    const compiled = compileFilter(channel, foldOf([]).table);
    if ('filter' in compiled) return;
    const { suggestion, textSuggestion } = compiled.error;
    expect([suggestion, textSuggestion]).toContain(`"${channel}"`);
  });

  test.each<[string, number[]]>([
    ['-window:minimize', ENTRIES.map((_, i) => i).slice(1)],
    ['window:mini', [0]],
    ['WINDOW:MIN*', [0]],
    ['window:"minimize"', []],
    ['window=minimize', []],
    ['is:"error"', []],
    // What a budget looks for is the same whatever channels there are.
    ['is:error', []],
    ['status:pending', ENTRIES.map((_, i) => i)],
    // From the beginning of a part of the name.
    ['to:mai', [CHANNELS.indexOf('reply/to:mainframe')]],
    ['app:get*ion', [1]],
    ['from:clip', [CHANNELS.indexOf('from:clipboard')]],
  ])('%s finds %j', (text, rows) => {
    expect(matchingRows(text, ENTRIES)).toEqual(rows);
  });

  test('is completed, too', () => {
    const texts = suggest('window:mi', 9, vocabularyOf(foldOf(ENTRIES).table));
    expect(texts).toContainEqual({
      type: 'value',
      text: 'channel:window:minimize',
      count: 1,
      span: { start: 0, end: 9 },
    });
  });
});

describe('a piece of a payload', () => {
  test.each<[string, number[]]>([
    ['"id":42', [0, 5, 6]],
    ['"id": 42', [0, 5, 6]],
    ['{"id":42}', [0, 6]],
    ['{ "id": 42 }', [0, 6]],
    ['"id":42,', [0, 5, 6]],
    ['"id":42 -"name"', [0]],
    ['-(-"id":42)', [0, 5, 6]],
    ['"id":42 | "id":43', [0, 5, 6, 8]],
    ['"id":43', [8]],
    ['"name":"Jo \\"J\\""', [6]],
    ['{"user":{"id":42},"on":true}', [6]],
    ['{"user":{"id":42},"on":false}', []],
    ['{"user":{"id":42}}', [6]],
    ['{"ids":[7]}', [7]],
    ['"on":true', [6]],
    ['"on":tru', []],
    ['C:\\Users\\me', [1]],
    ['https://api.example.com/v1', [2]],
    ['file:///etc', []],
    ['user@example.com', [3]],
    ['12:30:05', [4]],
  ])('%s finds %j, or is answered with what does', (text, payloads) => {
    expect(found(text)).toEqual(payloads.map((i) => CHANNELS.length + i));
  });
});
