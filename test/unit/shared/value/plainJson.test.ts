/** Values that are JSON already: their encoding is the same as that of the walk that copies, and no code of the app runs. */

import { types } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { compileKeyRules } from '../../../../src/shared/redaction/keyRules';
import { NO_PLACES } from '../../../../src/shared/redaction/pathRules';
import type { Encoding } from '../../../../src/shared/value/encoding';
import { sealToJson } from '../../../../src/shared/value/seal';
import { type PlainJsonSettings, plainJson } from '../../../../src/shared/value/snapshot/plainJson';
import { ShapeCache } from '../../../../src/shared/value/snapshot/shapes';
import { Walk } from '../../../../src/shared/value/snapshot/walk';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const keyRules = compileKeyRules(['*password', 'cookie', 'authorization']);

function settings(changes: Partial<PlainJsonSettings> = {}): PlainJsonSettings {
  return {
    builtins: nodeBuiltins,
    isApp: true,
    maxBytes: 10_000,
    maxDepth: 16,
    keyRules,
    shapes: new ShapeCache(),
    ...changes,
  };
}

function walked(value: unknown, given: PlainJsonSettings): Encoding {
  const redaction = { keys: given.keyRules, places: NO_PLACES, texts: undefined };
  const walk = new Walk({ ...given, redaction, places: undefined, shapes: new ShapeCache() }, undefined);
  return walk.finish(walk.encode(value, 0));
}

const isPlain = (value: unknown, changes?: Partial<PlainJsonSettings>) =>
  plainJson(value, settings(changes)) !== undefined;

describe('plainJson', () => {
  it.each(['app', 'received'])('gives the JSON and the size that the copying walk gives: %s', (origin) => {
    const isApp = origin === 'app';
    const shapes = new ShapeCache();
    let taken = 0;
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 5 }), { maxLength: 4 }), (value) => {
        const given = settings({ isApp, shapes });
        const plain = plainJson(value, given);
        if (plain === undefined) return;
        taken++;
        const encoding = walked(value, given);
        expect(plain.json).toBe(sealToJson(encoding).json);
        expect(plain.sizeBytes).toBe(encoding.sizeBytes);
        expect(encoding.truncated || encoding.redacted).toBe(false);
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(500);
  });

  it('knows objects of other names than the last one by their own', () => {
    const value = [{ a: 1, b: 2 }, { a: 1 }, { a: 1, b: 2, c: 3 }, { b: 1, a: 2 }, {}, { a: { b: 1 }, b: 2 }];
    expect(plainJson(value, settings())?.json).toBe(JSON.stringify(value));
  });

  const shared = { a: 1 };
  const inherited = Object.create({ a: 1 }) as object;
  it.each<[string, unknown]>([
    ['undefined', { a: undefined }],
    ['NaN', [Number.NaN]],
    ['minus zero', [-0]],
    ['a big integer', [1n]],
    ['a symbol', [Symbol('a')]],
    ['a function', { a() {} }],
    ['a hole', Array(2)],
    ['a date', [new Date(0)]],
    ['a boxed number', [new Number(1)]],
    ['a boxed number without its prototype', [Object.setPrototypeOf(new Number(1), Object.prototype)]],
    ['bytes', [new Uint8Array(2)]],
    ['an object of a class', [new (class Note {})()]],
    ['an object that inherits', [inherited]],
    ['a proxy', [new Proxy({}, {})]],
    ['an object twice', [shared, shared]],
    ['the key that marks tagged values', { $: 'bytes' }],
    ['a key that a rule hides', { userPassword: 'x' }],
    ['a pair that a rule hides', [['Cookie', 'x']]],
    ['a named value that a rule hides', [{ name: 'Cookie', value: 'x' }]],
    ['the result of a match', [/a/.exec('a')]],
    ['text beyond the budget', ['x'.repeat(20_000)]],
    ['elements beyond the budget', Array(20_000).fill(1)],
  ])('leaves %s to the walk', (_title, value) => {
    expect(isPlain(value)).toBe(false);
  });

  it('leaves what nests deeper than it is asked for, or in itself, to the walk', () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    expect(isPlain(cyclic)).toBe(false);
    expect(isPlain([[[]]], { maxDepth: 2 })).toBe(false);
    expect(isPlain([[[]]], { maxDepth: 3 })).toBe(true);
  });

  it('finds an object that stands twice among many', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ i }));
    expect(isPlain(many)).toBe(true);
    expect(isPlain([...many, many[50]])).toBe(false);
  });

  describe('runs no code of the app', () => {
    const fail = () => {
      throw new Error('was called');
    };
    afterEach(() => {
      Reflect.deleteProperty(Object.prototype, 'toJSON');
      Reflect.deleteProperty(Array.prototype, 'toJSON');
      Reflect.deleteProperty(Object.prototype, 'extra');
    });

    it.each<[string, () => unknown]>([
      [
        'a getter',
        () => ({
          get a() {
            return fail();
          },
        }),
      ],
      [
        'a setter',
        () => ({
          set a(_value: unknown) {
            fail();
          },
        }),
      ],
      ['a getter of an element', () => Object.defineProperty([1], 0, { get: fail, enumerable: true })],
      ['its own toJSON', () => ({ toJSON: fail })],
      ['a hidden toJSON', () => Object.defineProperty({}, 'toJSON', { value: fail })],
      ['the toJSON of a list', () => Object.assign([1], { toJSON: fail })],
      [
        'the toJSON of its class',
        () => [
          new (class {
            toJSON = fail;
          })(),
        ],
      ],
    ])('%s', (_title, make) => {
      expect(isPlain(make())).toBe(false);
    });

    it.each([Object.prototype, Array.prototype])('the toJSON of all objects', (prototype) => {
      Object.defineProperty(prototype, 'toJSON', { value: fail, configurable: true });
      expect(isPlain([{ a: 1 }])).toBe(false);
    });

    it.each([true, false])('a getter that all objects inherit: isApp %s', (isApp) => {
      const given = settings({ isApp });
      Object.defineProperty(Object.prototype, 'extra', { get: fail, enumerable: true, configurable: true });
      const plain = plainJson([{ a: 1 }, { a: 1 }], given);
      // The test runner reads it, too.
      Reflect.deleteProperty(Object.prototype, 'extra');
      expect(plain).toBeUndefined();
    });
  });

  it('is asked of proxies only where there can be some', () => {
    let asked = 0;
    const builtins = { ...nodeBuiltins, isProxy: (value: object) => ++asked > 0 && types.isProxy(value) };
    expect(isPlain([{ a: [] }], { builtins, isApp: false })).toBe(true);
    expect(asked).toBe(0);
  });
});
