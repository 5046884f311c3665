import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_RULES } from '../../../../src/shared/redaction/defaultRules';
import { Redactor } from '../../../../src/shared/redaction/redactor';
import { NO_REDACTION, type RedactionRules } from '../../../../src/shared/redaction/rules';
import { checkEncoded } from '../../../../src/shared/value/checkEncoded';
import { createEncoder } from '../../../../src/shared/value/encode';
import type { EncodedValue } from '../../../../src/shared/value/encodedValue';
import { redactStored } from '../../../../src/shared/value/redactStored';
import { sealToJson } from '../../../../src/shared/value/seal';
import { cloneableTree } from '../../../support/cloneableArbitrary';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const LIMITS = { maxBytes: 1e9, maxDepth: 200 };
const encoder = createEncoder(nodeBuiltins);
const RULES: RedactionRules = {
  ...DEFAULT_RULES,
  paths: ['args.0.place', 'args.*.deep.*.place', 'args.0.list.1'],
  keeps: ['token@chan*', 'password@other', 'args.0.deep.password', 'args.*.deep.place', 'args.*.rawHeaders.3'],
};
const redaction = new Redactor(RULES).of('args', 'channel');
const defaults = new Redactor(DEFAULT_RULES).of('args', 'channel');

function stored(value: unknown): EncodedValue {
  const none = new Redactor(NO_REDACTION).of('args', 'channel');
  return JSON.parse(sealToJson(encoder.encode(value, 'app', LIMITS, none)).json);
}

function fromTarget(value: unknown): EncodedValue {
  return JSON.parse(sealToJson(encoder.encode(value, 'app', LIMITS, redaction)).json);
}

const name = fc.constantFrom(
  'password',
  'x',
  'place',
  'deep',
  'list',
  'value',
  'name',
  'rawHeaders',
  'httpOnly',
  'token',
);
const secret = fc.constantFrom('hunter2', 'Bearer abcDEF123456', 'https://a.org/?access_token=xyz', 12, null, true, '');
/** Values in which the rules find much to hide. */
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    secret,
    cloneableTree,
    fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie('tree')), { maxLength: 3 }).map((pairs) => new Map(pairs)),
    fc.array(fc.tuple(fc.constantFrom('Cookie', 'Host'), tie('tree')), { maxLength: 3 }),
    // As Node's `rawHeaders`: names and values by turns.
    fc
      .array(fc.tuple(fc.constantFrom('Cookie', 'Host'), secret), { maxLength: 3 })
      .map((headers) => ({ rawHeaders: headers.flat() })),
    fc.tuple(name, tie('tree')).map(([key, content]) => Object.assign(new Error(`no ${key}`), { [key]: content })),
  ),
})).tree;

test('hides in what is stored what would have been hidden in the target', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 3 }), (args) => {
      const recorded = stored(args);
      // What is shared with something hidden can't be told from what is stored; see below.
      fc.pre(!JSON.stringify(recorded).includes('"ref"'));
      expect(redactStored(recorded, redaction)).toEqual(fromTarget(args));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [['Host', 'a.org', 'Cookie', 'sid=1'], 3],
  [['Cookie', 'sid=1', 'Host', 'a.org'], 1],
  [['Host', 'a.org', 'X-Api-Key', 'k', 'Accept', '*/*'], 3],
])('hides in headers by turns: %j', (rawHeaders, hiddenAt) => {
  const [plain] = redactStored(stored([{ rawHeaders }]), defaults) as unknown as [{ rawHeaders: unknown[] }];
  expect(plain.rawHeaders.map((text) => typeof text !== 'string')).toEqual(rawHeaders.map((_, i) => i === hiddenAt));
});

test('references after a hidden object that holds others point where they did', () => {
  const shared = { note: 1 };
  const args = [{ password: { deep: [{ x: 1 }, { y: 2 }] }, a: shared, b: shared }];
  const recorded = redactStored(stored(args), defaults) as [Record<string, unknown>];
  expect(recorded[0]).toMatchObject({ a: { note: 1 }, b: { $: 'ref', id: 2 } });
});

test.each<[string, (v: never) => EncodedValue, unknown]>([
  ['map', (v) => ({ $: 'cut', of: 'map', length: 9, reason: 'bytes', v }) as never, [['password', 'hunter2']]],
  ['object', (v) => ({ $: 'cut', of: 'object', length: 9, reason: 'bytes', v }) as never, [['password', 'hunter2']]],
  ['set', (v) => ({ $: 'cut', of: 'set', length: 9, reason: 'bytes', v }) as never, [{ password: 'hunter2' }]],
  ['array', (v) => ({ $: 'cut', of: 'array', length: 9, v }) as never, [{ password: 'hunter2' }]],
])('hides in what was cut of a %s, and counts its objects', (_of, cut, content) => {
  const hiddenIn = redactStored([cut(content as never)] as never, defaults);
  expect(JSON.stringify(hiddenIn)).toContain('redacted');
  expect(JSON.stringify(hiddenIn)).not.toContain('hunter2');
  // Hidden as a whole, with an object in it; the reference after it is to `a`.
  const shared: unknown = { note: 1 };
  const inner = _of === 'map' || _of === 'object' ? [['k', { x: 1 }]] : [{ x: 1 }];
  const numbered = [{ password: cut(inner as never), a: shared, b: { $: 'ref', id: 4 } }];
  const [after] = redactStored(numbered as never, defaults) as unknown as [Record<string, unknown>];
  expect(after.b).toEqual({ $: 'ref', id: 2 });
});

test('of a pair any of its names may say that the other is hidden', () => {
  const shown = { name: 'note', key: 'x', value: 'shown' };
  const [first, second] = redactStored(
    [{ name: 'note', key: 'password', value: 'hunter2' }, shown] as never,
    defaults,
  ) as [{ value: unknown }, unknown];
  expect(first.value).toMatchObject({ $: 'redacted', rule: '*password' });
  expect(second).toEqual(shown);
});

test('what has no number of its own is not counted in what is hidden', () => {
  const hiddenOne = { a: { $: 'bigint', v: '1' }, b: { $: 'undefined' }, c: { $: 'date', v: 0 } };
  const references = (args: unknown) =>
    JSON.stringify(redactStored(stored(args), defaults)).match(/"\$":"ref","id":\d+/g);
  const shared = { note: 1 };
  const withValues = { a: 1n, b: undefined, c: [1] };
  expect(references([{ password: withValues, a: shared, b: shared }])).toEqual(['"$":"ref","id":2']);
  expect(JSON.stringify(redactStored([{ password: hiddenOne }] as never, defaults))).not.toContain('bigint');
});

test('how long a text was is told by its true length', () => {
  const cut = { $: 'cut', of: 'string', length: 5000, v: 'abc' };
  expect(redactStored([{ password: cut }] as never, defaults)).toEqual([
    { password: { $: 'redacted', by: 'key', rule: '*password', type: 'string', size: 'very long' } },
  ]);
});

test('a place below what was cut of a Map is found, and below a text there is none', () => {
  const rules = new Redactor({ ...NO_REDACTION, paths: ['args.0.pin', 'args.1.*'] }).of('args', 'c');
  const map = {
    $: 'cut',
    of: 'map',
    size: 9,
    v: [
      ['pin', 'x1'],
      ['x', 'x2'],
      [{ $: 'bigint', v: '1' }, 'x3'],
    ],
  };
  const json = JSON.stringify(redactStored([map, 'text'] as never, rules));
  expect(json).not.toContain('x1');
  expect(json).toContain('x2');
  expect(json).toContain('x3');
  expect(json).toContain('"text"');
});

test('keeps references right, and hides those to what is hidden', () => {
  const shared = { note: 1 };
  const hiddenOne = { pin: 2 };
  const args = [{ a: shared, password: hiddenOne, b: shared, c: hiddenOne, list: [0, { x: 1 }], self: {} as unknown }];
  const [first] = args as [(typeof args)[0]];
  first.self = first;
  expect(redactStored(stored(args), redaction)).toEqual([
    {
      a: { note: 1 },
      password: { $: 'redacted', by: 'key', rule: '*password', type: 'object' },
      b: { $: 'ref', id: 2 },
      c: { $: 'redacted', by: 'key', rule: 'shared with what is hidden', type: 'object' },
      list: [0, { $: 'redacted', by: 'path', rule: 'args.0.list.1', type: 'object' }],
      self: { $: 'ref', id: 1 },
    },
  ]);
});

test('makes an encoded value of anything that a file may hold', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), value.map(stored)), (json) => {
      const once = redactStored(checkEncoded(json), redaction);
      expect(checkEncoded(JSON.parse(JSON.stringify(once)))).toEqual(JSON.parse(JSON.stringify(once)));
    }),
    { numRuns: 2000 },
  );
});
