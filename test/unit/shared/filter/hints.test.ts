/** What of a condition is looked for in raw lines: never more than every line that matches has. */

import { expect, test } from 'vitest';
import type { PayloadCondition } from '../../../../src/shared/filter/payloadCondition';
import { certainMatcher, certainText, rawHint } from '../../../../src/shared/filter/rawHint';
import { compiled, foldOf, matchingRows } from '../../../support/filtering';

function conditionOf(text: string): PayloadCondition {
  const [condition] = compiled(text, foldOf([]).table).conditions;
  if (condition === undefined) throw new Error(`“${text}” asks for no payload`);
  return condition;
}

test.each<[string, readonly string[] | undefined]>([
  ['args.size:x', ['x']],
  ['args.size:"1 page"', ['1 page']],
  ['args.size=5', ['5', '"date"']],
  // Written as 5 there.
  ['args.size=5.0', ['"size"']],
  ['args.0>5', undefined],
  ['args.a*b>5', undefined],
  ['args.aa.bbbb.c>5', ['"bbbb"']],
])('of %s lines have %j', (text, expected) => {
  expect(rawHint(conditionOf(text))).toEqual(expected);
});

test.each(['args.größe>5', 'args:"größer als"'])('of %s only ASCII is looked for', (text) => {
  const hint = rawHint(conditionOf(text));
  expect(hint).toHaveLength(1);
  expect(hint?.[0]).toMatch(/^[ -~]+$/);
});

test.each([
  ['notes', 'notes'],
  ['"Notes:Save"', 'notes:save'],
  ['"a, b"', undefined],
  ['arg', undefined],
  ['/notes/', undefined],
  ['args:notes', undefined],
  ['args.0:notes', undefined],
])('of %s the text that is enough is %s', (text, expected) => {
  expect(certainText(conditionOf(text))).toBe(expected);
});

test('an expression is enough only if it may match anything of the payload', () => {
  const matches = certainMatcher(conditionOf('/no+tes|args/'));
  if (matches === false) throw new Error('it is not enough');
  expect(['my nootes', 'x', 'args'].filter(matches)).toEqual(['my nootes']);
  for (const text of ['args:/notes/', 'args.0:/notes/', 'notes']) {
    expect(certainMatcher(conditionOf(text))).toBe(false);
  }
});

const base = { type: 'message', at: 0, kind: 'send', direction: 'to-main', channel: 'c', from: 2, to: 1, size: 9 };
const ENTRIES = [
  {
    ...base,
    seq: 1,
    args: [
      {
        $: 'cut',
        of: 'map',
        length: 9,
        reason: 'bytes',
        v: [
          ['pin', 'x1'],
          [5, 'x2'],
        ],
      },
    ],
  },
  { ...base, seq: 2, args: [{ $: 'regexp', source: 'no+tes', flags: 'gi' }] },
  { ...base, seq: 3, args: [{ $: 'cut', of: 'object', length: 9, reason: 'bytes', v: [['pin', 'x3']] }] },
  { ...base, seq: 4, args: [{ $: 'undefined' }, { $: 'date', v: 0 }, { $: 'date', v: null }] },
  { ...base, seq: 5, args: [{ $: 'boxed', v: { $: 'map', v: [[true, 'x5']] } }] },
];

test.each<[string, readonly number[]]>([
  ['args.0.pin:x', [0, 2]],
  ['args.0.5:x', [0]],
  ['args.0.p*:x', [0, 2]],
  ['args.0.true:x', [4]],
  ['args:"/no+tes/gi"', [1]],
  ['args:undefined', [3]],
  ['args:1970-01-01', [3]],
  ['args:"Invalid Date"', [3]],
])('%s is met by messages %j', (text, rows) => {
  expect(matchingRows(text, ENTRIES as never)).toEqual(rows);
});
