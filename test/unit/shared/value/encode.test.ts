import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../../src/shared/value/decode';
import {
  createEncoder,
  DEFAULT_LIMITS,
  type EncodeLimits,
  type ValueOrigin,
} from '../../../../src/shared/value/encode';
import type { EncodedValue } from '../../../../src/shared/value/encodedValue';
import { seal } from '../../../../src/shared/value/seal';
import { stringify } from '../../../../src/shared/value/stringify';
import { cloneableGraph, cloneableTree } from '../../../support/cloneableArbitrary';
import { fromBase64, nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);
const GETTER = { $: 'opaque', type: 'getter' };

/** Through JSON, as a value goes on the wire and to disk. */
function encode(value: unknown, origin: ValueOrigin = 'received', limits: EncodeLimits = DEFAULT_LIMITS): EncodedValue {
  return JSON.parse(stringify([seal(encoder.encode(value, origin, limits))]))[0];
}

function roundTrip(value: unknown, origin: ValueOrigin = 'received'): unknown {
  return decode(encode(value, origin), fromBase64);
}

describe('a value that crossed an IPC boundary', () => {
  test('comes back as structured clone gave it', () => {
    fc.assert(
      fc.property(cloneableTree, (value) => {
        const clone: unknown = structuredClone(value);
        assert.deepStrictEqual(roundTrip(clone), clone);
      }),
      { numRuns: 1500 },
    );
  });

  test('keeps an invalid date', () => {
    const back = roundTrip([new Date(Number.NaN)]) as [Date];
    expect(back[0]).toBeInstanceOf(Date);
    expect(back[0].getTime()).toBeNaN();
  });

  test('keeps cycles and shared references', () => {
    fc.assert(
      fc.property(cloneableGraph, (value) => {
        const clone: unknown = structuredClone(value);
        expect(shapeOf(roundTrip(clone))).toEqual(shapeOf(clone));
      }),
      { numRuns: 1500 },
    );
  });

  test('keeps references that stand next to cut and unusual values', () => {
    const shared = { name: 'shared' };
    const value = [shared, Object(3), new Date(0), Promise.resolve(), shared];
    const back = roundTrip(value, 'app') as unknown[];
    expect(back[4]).toBe(back[0]);
  });

  test('keeps the order and the strangest of keys', () => {
    const value = JSON.parse('{"b":1,"$":{"$":2},"__proto__":{"polluted":true},"toJSON":3,"a":4}');
    const back = roundTrip(value) as object;
    expect(Object.keys(back)).toEqual(['b', '$', '__proto__', 'toJSON', 'a']);
    assert.deepStrictEqual(back, value);
    expect('polluted' in {}).toBe(false);
  });

  test('does not call a toJSON that the app put on every object', () => {
    const prototype = Object.prototype as { toJSON?: () => unknown };
    prototype.toJSON = () => 'intercepted';
    try {
      expect(stringify({ a: [1, { b: 'c' }] })).toBe('{"a":[1,{"b":"c"}]}');
    } finally {
      delete prototype.toJSON;
    }
  });

  test('keeps the result of a RegExp match', () => {
    const match = structuredClone('xab'.match(/a(b)/)) as object;
    assert.deepStrictEqual(roundTrip(match), match);
  });
});

describe('a value made by the app', () => {
  test('is encoded like its structured clone', () => {
    fc.assert(
      fc.property(cloneableTree, (value) => {
        assert.deepStrictEqual(roundTrip(value, 'app'), structuredClone(value));
      }),
      { numRuns: 1000 },
    );
  });

  test('is not touched: no getter is run, no proxy trap is triggered', () => {
    const touched: string[] = [];
    const traps = new Proxy({} as ProxyHandler<object>, {
      get: (_target, trap) => () => {
        touched.push(String(trap));
        return undefined;
      },
    });
    const value = {
      get expensive() {
        touched.push('getter');
        return 1;
      },
      plain: 2,
      proxy: new Proxy({}, traps),
      list: [new Proxy([], traps)],
    };
    const back = encode(value, 'app');
    expect(touched).toEqual([]);
    expect(back).toEqual({
      expensive: { $: 'opaque', type: 'getter' },
      plain: 2,
      proxy: { $: 'opaque', type: 'proxy' },
      list: [{ $: 'opaque', type: 'proxy' }],
    });
  });

  test('is not asked through what it overrides or inherits', () => {
    const touched: string[] = [];
    const touching = (name: string, value: unknown): PropertyDescriptor => ({
      configurable: true,
      enumerable: true,
      get() {
        touched.push(name);
        return value;
      },
    });
    class List extends Array<number> {
      static override get [Symbol.species]() {
        touched.push('species');
        return Array;
      }
      override [Symbol.iterator]() {
        touched.push('iterator');
        return super[Symbol.iterator]();
      }
    }
    class Pattern extends RegExp {
      override get global() {
        touched.push('global');
        return true;
      }
    }
    class NamedError extends Error {}
    Object.defineProperty(NamedError.prototype, 'name', touching('name', 'Named'));
    const watchedFunction = new Proxy(() => {}, {
      getOwnPropertyDescriptor(target, key) {
        touched.push('descriptor of a function');
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    });

    const values: [value: unknown, encoded: unknown][] = [
      [
        Object.defineProperty([1, 2], 1, touching('element', 2)),
        {
          $: 'array',
          length: 2,
          v: [
            ['0', 1],
            ['1', GETTER],
          ],
        },
      ],
      [Object.defineProperty([1], 'constructor', { ...touching('constructor', Array), enumerable: false }), [1]],
      [List.of(1, 2), [1, 2]],
      [Object.defineProperty({ plain: 1 }, Symbol('key'), touching('symbol', 1)), { plain: 1 }],
      [new Pattern('a', 'iy'), { $: 'regexp', source: 'a', flags: 'iy' }],
      [watchedFunction, { $: 'opaque', type: 'function' }],
      [new NamedError('m'), { $: 'error', name: 'NamedError', message: 'm' }],
      [Object.setPrototypeOf(new Error('m'), new Proxy({}, {})), { $: 'error', name: 'Error', message: 'm' }],
    ];
    for (const [value, encoded] of values) expect(encode(value, 'app')).toEqual(encoded);
    expect(touched).toEqual([]);
  });

  test('is not run, wherever getters stand among objects that look alike', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'get', 'value', '0', '$', '__proto__', 'toJSON', 'index'));
    const isGetter = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(names, fc.array(isGetter, { minLength: 1, maxLength: 6 }), fc.boolean(), (keys, rows, asClass) => {
        const touched: string[] = [];
        const prototype = asClass ? { inherited: 1 } : Object.prototype;
        const expected: object[] = [];
        const values = rows.map((getters) => {
          const value = Object.create(prototype);
          const shown: [string, unknown][] = [];
          for (const [i, key] of keys.entries()) {
            const get = () => touched.push(key);
            const own = getters[i] ? { get } : { value: i, writable: true };
            Object.defineProperty(value, key, { enumerable: true, configurable: true, ...own });
            shown.push([key, getters[i] ? GETTER : i]);
          }
          expected.push(Object.fromEntries(shown));
          return value;
        });
        const sealed = seal(encoder.encode(values, 'app', DEFAULT_LIMITS)) as readonly EncodedValue[];
        const back = sealed.map((node) =>
          typeof node === 'object' && node !== null && '$' in node && keys.includes('$')
            ? Object.fromEntries((node as unknown as { v: [string, unknown][] }).v)
            : node,
        );
        assert.deepStrictEqual(JSON.parse(stringify(back)), JSON.parse(stringify(expected)));
        expect(touched).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('is not run, nor is a proxy asked, in arrays', () => {
    const touched: string[] = [];
    const trap = new Proxy({} as ProxyHandler<object>, {
      get: (_target, name) => {
        touched.push(String(name));
        return undefined;
      },
    });
    const kinds = fc.constantFrom('value', 'getter', 'hole', 'proxy');
    fc.assert(
      fc.property(
        fc.array(kinds, { maxLength: 5 }),
        fc.constantFrom('none', 'proxy', 'null'),
        (elements, prototype) => {
          const list: unknown[] = new Array(elements.length);
          for (const [i, kind] of elements.entries()) {
            if (kind === 'value') list[i] = i;
            else if (kind === 'proxy') list[i] = new Proxy({}, trap);
            else if (kind === 'getter')
              Object.defineProperty(list, i, { get: () => touched.push('getter'), enumerable: true });
          }
          if (prototype === 'proxy') Object.setPrototypeOf(list, new Proxy([], trap));
          if (prototype === 'null') Object.setPrototypeOf(list, null);
          encode(list, 'app');
          expect(touched).toEqual([]);
        },
      ),
    );
  });

  test.each([
    ['an enumerable name', 'extra', { value: 'x', enumerable: true }],
    [
      'an accessor named as the parts of a descriptor are',
      'value',
      { get: () => assert.fail('run'), enumerable: true },
    ],
    ['an accessor named as its own', 'title', { get: () => assert.fail('run'), set: () => assert.fail('run') }],
    ['a toJSON', 'toJSON', { value: () => assert.fail('run') }],
  ])('is not changed by what the app puts on every object: %s', (_, name, descriptor) => {
    const own = { value: 0, writable: true, enumerable: true, configurable: true };
    const accessor = { get: () => assert.fail('run'), enumerable: true };
    const list = [{ title: 'a', n: 1 }, { title: 'b', n: 2 }, Object.defineProperty({}, 'title', own)];
    const expected = JSON.stringify(list);
    const withGetter = Object.defineProperty({}, 'title', accessor);
    let texts: string[];
    Object.defineProperty(Object.prototype, name, { configurable: true, ...descriptor });
    try {
      texts = (['received', 'app'] as const).map((origin) =>
        stringify(seal(encoder.encode(list, origin, DEFAULT_LIMITS))),
      );
      texts.push(stringify(seal(encoder.encode(withGetter, 'app', DEFAULT_LIMITS))));
    } finally {
      delete (Object.prototype as Record<string, unknown>)[name];
    }
    expect(texts).toEqual([expected, expected, '{"title":{"$":"opaque","type":"getter"}}']);
  });

  test('is kept as it was when it was sent', () => {
    const shared = { n: 1 };
    const value = [shared, { list: [shared, 'x'] }, shared];
    const encoding = encoder.encode(value, 'app', DEFAULT_LIMITS);
    const before = structuredClone(value);
    shared.n = 2;
    (value[1] as { list: unknown[] }).list.length = 0;
    value.length = 1;
    const back = decode(JSON.parse(stringify(seal(encoding))), fromBase64) as unknown[];
    assert.deepStrictEqual(back, before);
    expect(back[2]).toBe(back[0]);
  });

  test('shows what structured clone refuses', () => {
    const value = {
      run() {},
      symbol: Symbol('s'),
      promise: Promise.resolve(),
      weak: new WeakMap(),
      anonymous: [() => 1],
    };
    expect(encode(value, 'app')).toEqual({
      run: { $: 'opaque', type: 'function', name: 'run' },
      symbol: { $: 'opaque', type: 'symbol' },
      promise: { $: 'opaque', type: 'promise' },
      weak: { $: 'opaque', type: 'weak' },
      anonymous: [{ $: 'opaque', type: 'function' }],
    });
  });

  test('keeps what structured clone drops of an error', () => {
    class StorageError extends Error {
      override name = 'StorageError';
      constructor(
        message: string,
        readonly code: string,
      ) {
        super(message, { cause: new TypeError('deeper') });
      }
    }
    const encoded = encode(new StorageError('disk gone', 'EIO'), 'app');
    expect(encoded).toMatchObject({
      $: 'error',
      name: 'StorageError',
      message: 'disk gone',
      cause: { $: 'error', name: 'TypeError', message: 'deeper' },
      props: { code: 'EIO' },
    });
    expect((encoded as { stack: string }).stack).toContain('encode.test.ts');
  });

  test('can be anything at all without an error', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const hostile: unknown[] = [
      proxy,
      Object.create(proxy),
      Object.create({ constructor: null, toString: null }),
      { [Symbol.toStringTag]: 'Map' },
      Object.create(Map.prototype),
      Object.create(Date.prototype),
      Object.setPrototypeOf(new Date(Number.NaN), null),
      new (class extends Array {})(3),
      Object.defineProperty(new Error('x'), 'message', { get: () => assert.fail('a throwing getter') }),
      globalThis,
      process,
      structuredClone,
    ];
    for (const value of hostile) expect(() => encode([value], 'app')).not.toThrow();
  });
});

describe('a value that is too large', () => {
  const small: EncodeLimits = { maxBytes: 1000, maxDepth: 50 };

  test('is cut where the budget ends, and says how long it was', () => {
    expect(encode('x'.repeat(5000), 'received', small)).toEqual({
      $: 'cut',
      of: 'string',
      length: 5000,
      v: 'x'.repeat(998),
    });
    const bytes = encode(new Uint8Array(5000), 'received', small) as { base64: string };
    expect(bytes).toMatchObject({ $: 'cut', of: 'bytes', type: 'Uint8Array', length: 5000 });
    expect(fromBase64(bytes.base64)).toHaveLength(748);
    expect(encode(new Array(5000).fill(7), 'received', small)).toMatchObject({ $: 'cut', of: 'array', length: 5000 });
    const map = new Map(Array.from({ length: 500 }, (_, i) => [i, i]));
    expect(encode(map, 'received', small)).toMatchObject({ $: 'cut', of: 'map', length: 500, reason: 'bytes' });
    const object = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`key${i}`, i]));
    expect(encode(object, 'received', small)).toMatchObject({ $: 'cut', of: 'object', length: 500, reason: 'bytes' });
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key${i}`, i]));
    expect(encode(wide, 'received', small)).toMatchObject({ $: 'cut', of: 'object', length: 1000 });
  });

  test('is cut before a name for which there is no room', () => {
    const name = 'k'.repeat(5000);
    const named = Object.assign([1], { index: 0, [name]: 2 });
    const cut = { $: 'cut', reason: 'bytes' };
    expect(encode({ [name]: 1 }, 'received', small)).toEqual({ ...cut, of: 'object', length: 1, v: [] });
    expect(encode({ a: 1, [name]: 2, b: 3 }, 'app', small)).toEqual({ ...cut, of: 'object', length: 3, v: [['a', 1]] });
    const many = { ...Object.fromEntries(Array.from({ length: 600 }, (_, i) => [i, i])), [name]: 1 };
    expect(encode(many, 'received', { ...small, maxBytes: 10_000 })).toMatchObject({
      ...cut,
      of: 'object',
      length: 601,
    });
    expect(encode(named, 'app', small)).toMatchObject({ ...cut, of: 'sparseArray', length: 1 });
  });

  test('has the beginning of the name of its class or function', () => {
    const long = 'N'.repeat(5000);
    const name = long.slice(0, 1024);
    const fn = Object.defineProperty(() => {}, 'name', { value: long });
    expect(encode(fn, 'app', small)).toEqual({ $: 'opaque', type: 'function', name });
    expect(encode(Object.assign(new Error('x'), { name: long }), 'app', small)).toMatchObject({ $: 'error', name });
    expect(encoder.encode(fn, 'app', small).truncated).toBe(true);
  });

  test('keeps the size it had, as far as that is known', () => {
    const encoding = encoder.encode(['y'.repeat(10_000_000)], 'received', DEFAULT_LIMITS);
    expect(encoding.truncated).toBe(true);
    expect(encoding.sizeBytes).toBeGreaterThanOrEqual(10_000_000);
    expect(encoding.sizeBytes).toBeLessThan(10_000_100);
  });

  test('takes a bounded number of bytes, whatever it is', () => {
    fc.assert(
      fc.property(cloneableTree, fc.integer({ min: 0, max: 300 }), (value, maxBytes) => {
        const text = JSON.stringify(encode(value, 'received', { maxBytes, maxDepth: 50 }));
        // Escapes and tags cost more than the budget counts, but in proportion; a few tags stand around any cut.
        expect(text.length).toBeLessThan(12 * maxBytes + 1000);
      }),
      { numRuns: 1000 },
    );
  });

  test('is still decodable around the cut', () => {
    fc.assert(
      fc.property(fc.oneof(cloneableTree, cloneableGraph), fc.integer({ min: 0, max: 200 }), (value, maxBytes) => {
        expect(() => decode(encode(value, 'received', { maxBytes, maxDepth: 8 }), fromBase64)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  test('is cut at the same place whether or not its objects are looked up', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 8 }), fc.integer({ min: 0, max: 300 }), (parts, maxBytes) => {
        const encodeAll = (first: unknown[]): unknown[] => {
          const value = [...first, ...structuredClone(parts), 'x'.repeat(400)];
          // Uncut if nothing comes after the text that is.
          const back = encode(value, 'received', { maxBytes, maxDepth: 50 }) as unknown[] | { v: unknown[] };
          return (Array.isArray(back) ? back : back.v).slice(2);
        };
        const shared = {};
        // A repeated object makes the encoder look all of them up; the other one counts for as much as a reference does.
        assert.deepStrictEqual(encodeAll([shared, shared]), encodeAll([{}, { ab: '' }]));
      }),
      { numRuns: 500 },
    );
  });

  test('of any depth does not exhaust the stack', () => {
    let nest: unknown = 'bottom';
    for (let i = 0; i < 100_000; i++) nest = i % 2 === 0 ? [nest] : { nest };
    const text = JSON.stringify(encode(nest, 'app'));
    expect(text).toContain('"reason":"depth"');
  });

  test('explains the size of a small view on a large buffer', () => {
    const view = new Uint8Array(new ArrayBuffer(8192), 16, 5);
    const encoding = encoder.encode(view, 'app', DEFAULT_LIMITS);
    expect(seal(encoding)).toMatchObject({ $: 'bytes', byteLength: 5, backingBytes: 8192 });
    expect(encoding.sizeBytes).toBeGreaterThanOrEqual(8192);
  });
});

/** Every object in order of first sight: its kind, its keys, and the numbers of the objects in it. */
function shapeOf(root: unknown): unknown[] {
  const numbers = new Map<unknown, number>();
  const shapes: unknown[] = [];
  const visit = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    const known = numbers.get(node);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(node, number);
    const children: unknown[] = [];
    shapes.push([Object.prototype.toString.call(node), children]);
    const entries = node instanceof Map || node instanceof Set ? [...node.entries()] : Object.entries(node);
    for (const [key, child] of entries) children.push([typeof key === 'object' ? '' : key, visit(child)]);
    return number;
  };
  visit(root);
  return shapes;
}
