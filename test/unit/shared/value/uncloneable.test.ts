/** The value that structured clone refuses is found, and nothing of the app runs for it. */

import { types } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type CloneWorld,
  findUncloneable,
  isCloneError,
  namedArguments,
} from '../../../../src/shared/value/uncloneable';

const node: CloneWorld = { isProxy: types.isProxy, clone: structuredClone, looksInside: true };
const sandbox: CloneWorld = { isProxy: undefined, clone: structuredClone, looksInside: true };
const sharedSandbox: CloneWorld = { ...sandbox, looksInside: false };

class Note {
  constructor(readonly onSave: unknown) {}
}

const CASES: [name: string, args: unknown[], place: string][] = [
  ['a function', [1, () => {}], 'args[1]: function'],
  ['a symbol', [Symbol('x')], 'args[0]: symbol'],
  ['a function inside', [{ user: { name: 'a', onSave() {} } }], 'args[0].user.onSave: function'],
  ['an element', [[1, [2, () => {}]]], 'args[0][1][1]: function'],
  ['a key that is no name', [{ 'on save': () => {} }], 'args[0]["on save"]: function'],
  ['a promise', [{ title: Promise.resolve() }], 'args[0].title: Promise'],
  ['a weak map', [new WeakMap()], 'args[0]: WeakMap'],
  ['an entry of a map', [new Map([['a', () => {}]])], 'args[0].get("a"): function'],
  ['a key of a map', [new Map([[() => {}, 1]])], 'args[0] key 0: function'],
  ['an element of a set', [new Set([1, () => {}])], 'args[0] element 1: function'],
  ['a field of a class', [new Note(() => {})], 'args[0].onSave: function'],
  ['the first of several', [{ a: [1], b: Symbol('x'), c: () => {} }], 'args[0].b: symbol'],
];

describe.each([
  ['with Node', node],
  ['in a sandbox', sandbox],
])('%s', (_name, world) => {
  test.each(CASES)('%s', (_what, args, place) => {
    expect(() => structuredClone(args)).toThrow();
    expect(findUncloneable(namedArguments(args), world)).toBe(place);
  });

  test('nothing is found in what can be cloned', () => {
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    const values = [
      cyclic,
      new Date(),
      /x/,
      new Error('x'),
      new Uint8Array(2),
      new Map([[1, new Set([2n])]]),
      'x',
      null,
    ];
    expect(findUncloneable(namedArguments(values), world)).toBeUndefined();
  });

  test('a getter ends the search, and does not run', () => {
    const args = [
      {
        get first(): number {
          throw new Error('it ran');
        },
        second: () => {},
      },
    ];
    expect(findUncloneable(namedArguments(args), world)).toBeUndefined();
  });

  test('nesting deeper than the stack is no failure', () => {
    let nested: unknown = () => {};
    for (let depth = 0; depth < 20_000; depth++) nested = [nested];
    expect(findUncloneable([['result', nested]], world)).toBeUndefined();
  });
});

describe('the caller does not wait for long', () => {
  test('what nests deeply is not cloned again for each level', () => {
    let cloned = 0;
    let nested: object = {};
    for (let depth = 0; depth < 9000; depth++) nested = { nested };
    const clone = () => {
      cloned++;
      throw new Error('too deep');
    };
    expect(findUncloneable([['result', nested]], { ...node, clone })).toBeUndefined();
    expect(cloned).toBeLessThan(10);
  });

  test('large values are not cloned again for each level', () => {
    let cloned = 0;
    const clone = () => {
      cloned++;
      throw new Error('refused');
    };
    let nested: object = {
      bytes: new Uint8Array(8_000_000),
      text: 'x'.repeat(8_000_000),
      rest: new ArrayBuffer(8_000_000),
    };
    for (let depth = 0; depth < 20; depth++) nested = { nested };
    expect(findUncloneable([['result', nested]], { ...node, clone })).toBeUndefined();
    expect(cloned).toBeLessThan(3);
  });

  test('of a long list, only the beginning is looked at', () => {
    const list = Array.from({ length: 3_000_000 }, () => 1 as unknown);
    list[7] = () => {};
    expect(findUncloneable(namedArguments([list]), node)).toBe('args[0][7]: function');
    const later = new Map(list.map((_, i): [number, unknown] => [i, i]).slice(0, 100_000));
    later.forEach = () => expect.unreachable('of the app');
    later.set(-1, () => {});
    expect(findUncloneable(namedArguments([later, () => {}]), node)).toBeUndefined();
  });

  test('what comes before a part that can not be looked at is found', () => {
    const args = [{ first: () => {}, second: new Array(100_000).fill(0) }, Symbol('later')];
    expect(findUncloneable(namedArguments(args), node)).toBe('args[0].first: function');
    const hidden = [{ list: new Array(100_000).fill(0) }, Symbol('later')];
    expect(findUncloneable(namedArguments(hidden), node)).toBeUndefined();
  });
});

test('a proxy is known to Node, and not touched', () => {
  const touched: unknown[] = [];
  const handler = new Proxy({}, { get: (_target, trap) => void touched.push(trap) });
  const args = [{ form: new Proxy({ title: 'Draft' }, handler) }];
  expect(findUncloneable(namedArguments(args), node)).toBe('args[0].form: Proxy');
  expect(touched).toEqual([]);
});

test('in a sandbox a proxy is found as what remains', () => {
  const args = [{ title: 'x' }, { form: new Proxy({ tags: ['a'] }, {}) }];
  expect(findUncloneable(namedArguments(args), sandbox)).toBe('args[1].form: object');
});

test('where a page shares the world, objects are not looked into', () => {
  expect(findUncloneable(namedArguments([{ a: () => {} }]), sharedSandbox)).toBeUndefined();
  expect(findUncloneable(namedArguments(['x', () => {}]), sharedSandbox)).toBe('args[1]: function');
});

test('errors of clone are known by their text', () => {
  expect(isCloneError(new Error('An object could not be cloned.'))).toBe(true);
  expect(isCloneError(new Error('Failed to serialize arguments'))).toBe(true);
  expect(isCloneError(new Error('Object has been destroyed'))).toBe(false);
  expect(isCloneError('could not be cloned')).toBe(false);
});
