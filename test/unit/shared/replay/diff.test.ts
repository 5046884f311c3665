import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differencesOf } from '../../../../src/shared/replay/answer';
import { diffValues, type ValueChange } from '../../../../src/shared/replay/diff';
import { createEncoder, DEFAULT_LIMITS } from '../../../../src/shared/value/encode';
import type { EncodedValue } from '../../../../src/shared/value/encodedValue';
import { seal } from '../../../../src/shared/value/seal';
import { cloneableGraph, cloneableTree } from '../../../support/cloneableArbitrary';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);

function encode(value: unknown): EncodedValue {
  return JSON.parse(JSON.stringify(seal(encoder.encode(value, 'app', DEFAULT_LIMITS)))) as EncodedValue;
}

const changesOf = (before: unknown, after: unknown) => diffValues(encode(before), encode(after)).changes;
const told = ({ type, path, before, after }: ValueChange) =>
  `${type} ${path} ${[before, after].map((value) => (value === undefined ? '' : JSON.stringify(value))).join('→')}`;

const cases: [name: string, before: unknown, after: unknown, changes: string[]][] = [
  ['the same', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
  ['keys in another order', { a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 }, []],
  ['a leaf', { user: { name: 'a' } }, { user: { name: 'b' } }, ['changed .user.name "a"→"b"']],
  ['another type', { a: 1 }, { a: '1' }, ['changed .a 1→"1"']],
  ['zeros', [0], [-0], ['changed [0] 0→{"$":"number","v":"-0"}']],
  ['keys', { a: 1 }, { b: 1 }, ['removed .a 1→', 'added .b →1']],
  ['a key that must be quoted', { 'a b': 1 }, {}, ['removed ["a b"] 1→']],
  ['an element put in between', [1, 2, 3], [1, 9, 2, 3], ['added [1] →9']],
  ['an element taken out', [{ id: 1 }, { id: 2 }, { id: 3 }], [{ id: 1 }, { id: 3 }], ['removed [1] {"id":2}→']],
  [
    'an element put in before one that changed',
    [{ id: 1 }, { id: 2, n: 1 }],
    [{ id: 0 }, { id: 1 }, { id: 2, n: 2 }],
    ['added [0] →{"id":0}', 'changed [1].n 1→2'],
  ],
  ['all of a list', [1, 2], [], ['removed [0] 1→', 'removed [1] 2→']],
  ['a list and an object', [], {}, ['changed  []→{}']],
  ['a map', new Map([['a', 1]]), new Map([['a', 2]]), ['changed .get("a") 1→2']],
  ['a map’s keys', new Map([[1, 1]]), new Map([['1', 1]]), ['removed .get(1) 1→', 'added .get("1") →1']],
  ['a set in another order', new Set([1, 2]), new Set([2, 1]), []],
  ['a set', new Set([1, 2]), new Set([2, 3]), ['removed  element 1→', 'added  element →3']],
  ['an error', new TypeError('a'), new TypeError('b'), ['changed .message "a"→"b"']],
  ['an error’s class', new TypeError('a'), new RangeError('a'), ['changed .name "TypeError"→"RangeError"']],
  [
    'bytes',
    Uint8Array.of(1),
    Uint8Array.of(2),
    [`changed  ${JSON.stringify(encode(Uint8Array.of(1)))}→${JSON.stringify(encode(Uint8Array.of(2)))}`],
  ],
  ['dates', [new Date(0)], [new Date(0)], []],
  // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested.
  ['sparse arrays', [1, , 3], [1, , 3, ,], ['changed .length 3→4']],
];
for (const [name, before, after, changes] of cases) {
  test(name, () => {
    expect(changesOf(before, after).map(told)).toEqual(changes);
  });
}

test('references are compared by where they lead, not by their numbers', () => {
  const make = (extra: object) => {
    const shared = { x: 1 };
    return { ...extra, a: shared, b: shared };
  };
  expect(changesOf(make({}), make({ early: {} })).map(({ path }) => path)).toEqual(['.early']);
  const [one, other] = [{ x: 1 }, { x: 1 }];
  expect(changesOf({ a: one, c: other, b: one }, { a: one, c: other, b: other }).map(({ path }) => path)).toEqual([
    '.b',
  ]);
});

test('a stack is no difference', () => {
  const first: EncodedValue = { $: 'error', name: 'Error', message: 'a', stack: 'one' };
  expect(diffValues([first, { deep: first }], [{ ...first, stack: 'other' }, { deep: first }]).changes).toEqual([]);
  const setOf = (stack: string): EncodedValue => ({ $: 'set', v: [{ ...first, stack }] });
  expect(diffValues(setOf('one'), setOf('other')).changes).toEqual([]);
});

test('tells when something could not be compared', () => {
  const cut: EncodedValue = { $: 'cut', of: 'array', length: 9, v: [1], reason: 'bytes' };
  expect(diffValues([cut], [cut])).toMatchObject({ changes: [], isPartial: false });
  expect(diffValues([cut], [{ ...cut }])).toMatchObject({ changes: [], isPartial: true });
  expect(diffValues({ a: cut }, { a: [1] })).toMatchObject({ isPartial: true });
  expect(diffValues({ a: cut }, { a: { ...cut, length: 10 } }).changes.map(({ path }) => path)).toEqual(['.a.length']);
});

test('ends when it has found enough', () => {
  const numbers = Array.from({ length: 2000 }, (_, i) => i);
  const diff = diffValues(
    numbers,
    numbers.map((n) => n + 0.5),
    10,
  );
  expect(diff.changes).toHaveLength(10);
  expect(diff.isCut).toBe(true);
});

test('any value is the same as itself, and finds a difference exactly where answers differ', () => {
  fc.assert(
    fc.property(fc.oneof(cloneableTree, cloneableGraph), fc.oneof(cloneableTree, cloneableGraph), (one, other) => {
      const [a, b] = [encode(one), encode(other)];
      expect(diffValues(a, encode(one)).changes).toEqual([]);
      const isSame = differencesOf({ status: 'ok', result: a }, { status: 'ok', result: b }).length === 0;
      // A set in another order is the same here.
      if (!/"set"|"map"/.test(JSON.stringify([a, b]))) expect(diffValues(a, b).changes.length === 0).toBe(isSame);
    }),
    { numRuns: 1000 },
  );
});

test('what was changed in a value is found, and nothing else', () => {
  // An object with this key would be written in another way.
  const key = fc.string().filter((name) => name !== '$');
  const tree = fc.array(fc.dictionary(key, fc.nat(), { minKeys: 1, maxKeys: 5 }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(tree, fc.nat(), fc.constantFrom('change', 'insert', 'remove'), (list, at, how) => {
      const index = at % list.length;
      const after = structuredClone(list);
      const mark = { mark: 'unlike any other' };
      if (how === 'change') after[index] = { ...after[index], ...(mark as object) };
      if (how === 'insert') after.splice(index, 0, mark as never);
      if (how === 'remove') after.splice(index, 1);
      const changes = diffValues(list, after).changes;
      expect(changes).toHaveLength(1);
      expect(changes[0]?.type).toBe(how === 'remove' ? 'removed' : 'added');
    }),
  );
});

test('a megabyte is compared', () => {
  const rows = Array.from({ length: 8000 }, (_, i) => ({
    id: i,
    name: `note number ${i}`,
    tags: ['a', 'b'],
    nested: { x: i, y: [i] },
  }));
  const after = structuredClone(rows);
  after.splice(4000, 1);
  (after[7000] as { name: string }).name = 'another';
  expect(JSON.stringify(rows).length).toBeGreaterThan(500_000);
  expect(diffValues(rows, after).changes.map(({ type, path }) => `${type} ${path}`)).toEqual([
    'removed [4000]',
    'changed [7001].name',
  ]);
});
