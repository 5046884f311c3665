import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PayloadCondition } from '../../../../src/shared/filter/payloadCondition';
import { payloadMatcher } from '../../../../src/shared/filter/payloadMatch';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { matchingRows } from '../../../support/filtering';

const base: MessageEntry = {
  type: 'message',
  seq: 0,
  at: 0,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'c',
  from: 2,
  to: 1,
  size: 100,
  args: [],
};

/** Messages that the tests below call by their numbers. */
const ENTRIES: JournalEntry[] = [
  { type: 'port', at: 0, port: 6, peer: 7, event: 'created', from: 1 },
  {
    ...base,
    seq: 1,
    channel: 'notes:save',
    args: [{ id: 42, title: 'Shopping "list"', tags: ['home', 'Größe'], nested: { 'a b': true, '': null } }],
    outcome: { at: 1, status: 'ok' },
    result: {
      items: [
        { id: 7, name: 'draft one' },
        { id: 8, name: 'final' },
      ],
    },
  },
  { ...base, seq: 2, args: [{ id: '42' }, 1.5, -3] },
  { type: 'outcome', seq: 2, at: 3, status: 'error', error: { text: 'Error: ENOENT: no such file' } },
  {
    ...base,
    seq: 3,
    redacted: true,
    args: [
      {
        $: 'map',
        v: [
          ['user', { $: 'date', v: Date.UTC(2026, 10, 21) }],
          [5, 'five'],
        ],
      },
      { $: 'bytes', type: 'Uint8Array', byteLength: 6, base64: 'c2VjcmV0' },
      { $: 'bigint', v: '9007199254740993' },
      { $: 'redacted', by: 'key', rule: 'password', type: 'string', size: 'short' },
    ],
    outcome: { at: 1, status: 'error' },
    error: {
      value: { $: 'error', name: 'TypeError', message: 'bad thing', stack: 'at main.js:1', props: { code: 'EBAD' } },
    },
  },
  { ...base, seq: 4, kind: 'postMessage', ports: [7], args: [{ $: 'ref', id: 0 }] },
  { ...base, seq: 5, kind: 'port', direction: 'port', channel: 'port 6', port: 7, args: ['hello'] },
  {
    ...base,
    seq: 6,
    args: [{ self: { $: 'ref', id: 1 }, big: { id: 42 } }, { again: { $: 'ref', id: 2 } }],
    replayed: true,
  },
  { type: 'mark', target: 0, seq: 6 },
  { type: 'mark', target: 0, seq: 5 },
  { type: 'mark', target: 0, seq: 5, removed: true },
];

const matching = (text: string) => matchingRows(text, ENTRIES).map((row) => row + 1);

describe('what payloads tell', () => {
  test.each<[string, number[]]>([
    ['shopping', [1]],
    ['"Shopping \\"list\\""', [1]],
    ['GRÖSSE', []],
    ['größe', [1]],
    ['GRÖßE', [1]],
    ['save', [1]],
    ['-shopping', [2, 3, 4, 5, 6]],
    ['enoent', [2]],
    ['shopping | enoent', [1, 2]],
    ['/^draft/', [1]],
    ['dr*one', [1]],
    ['tags', [1]],
    ['42', [1, 2, 6]],
    ['c2VjcmV0', []],
    ['2026-11-21', [3]],
    ['bytes', []],
    ['typeerror', [3]],
    ['args:shopping', [1]],
    ['args:draft', []],
    ['result:draft', [1]],
    ['error:thing', [3]],
    ['error:*', [2, 3]],
    ['-error:* status:error', []],
    ['args.0.id=42', [1, 2]],
    ['args[0].id=42', [1, 2]],
    ['args.0["id"]=42', [1, 2]],
    ['args.0.id>41', [1]],
    ['args.0.id<=41', []],
    ['args.*.id=42', [1, 2]],
    ['args.1>1', [2]],
    ['args.2=-3', [2]],
    ['args.0.title:list', [1]],
    ['args.0.title=list', []],
    ['args.0.tags.*=HOME', [1]],
    ['args.0.nested["a b"]=true', [1]],
    ['args.0.nested:true', [1]],
    ['args.0.missing:*', []],
    ['args.0.id:*', [1, 2]],
    ['result.items.*.name:draft', [1]],
    ['result.items.1.id=8', [1]],
    ['error.code=ebad', [3]],
    ['error.message:bad', [3]],
    ['error.message:enoent', [2]],
    ['error.name=TypeError', [3]],
    ['args.0.user>2026-11-20', [3]],
    ['args.0.user<2026-11-20', []],
    ['args.0.5=five', [3]],
    ['args.2=9007199254740993', [3]],
    ['args.0.self.big.id=42', [6]],
    ['args.1.again.id=42', [6]],
    ['is:redacted', [3]],
    ['-is:redacted', [1, 2, 4, 5, 6]],
    ['is:replayed', [6]],
    ['is:marked', [6]],
    ['port:7', [4, 5]],
    ['port:6', [4, 5]],
    ['port:*', [4, 5]],
    ['port:9', []],
    ['(args:shopping | args.0.id=42) -result:draft', [2]],
  ])('%s finds %j', (text, expected) => {
    expect(matching(text)).toEqual(expected);
  });

  test('too many conditions are refused where the first too many stands', () => {
    const text = Array.from({ length: 31 }, (_, i) => `word${i}`).join(' ');
    expect(() => matching(text)).toThrow(`up to 30 things in payloads; this is one more at ${text.indexOf('word30')}`);
  });

  test('any JSON for a payload is looked through without a failure', () => {
    const conditions: PayloadCondition[] = ['$', 'v', 'x'].flatMap((text) => {
      const value = { type: 'word', text, span: { start: 0, end: 1 } } as const;
      return [[], ['*'], ['*', '*']].map(
        (steps) => ({ type: 'value', roots: ['args', 'result', 'error'], steps, comparison: ':', value }) as const,
      );
    });
    const matcher = payloadMatcher(conditions);
    const tag = fc.constantFrom(
      'map',
      'set',
      'date',
      'cut',
      'error',
      'ref',
      'redacted',
      'boxed',
      'array',
      'regexp',
      'x',
    );
    const json = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue(),
        fc.array(tie('node')),
        fc.record({ $: fc.oneof(tag, fc.jsonValue()), v: tie('node'), of: tag, id: fc.jsonValue(), text: tie('node') }),
      ),
    })).node;
    fc.assert(
      fc.property(json, (args) => {
        const entry = { ...base, args, error: args } as unknown as MessageEntry;
        expect(matcher(entry)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 3000 },
    );
  });
});
