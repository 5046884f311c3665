import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEncoder, DEFAULT_LIMITS } from '../../../../src/shared/value/encode';
import type { EncodedValue } from '../../../../src/shared/value/encodedValue';
import { toJavaScript } from '../../../../src/shared/value/javascript';
import { seal } from '../../../../src/shared/value/seal';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);

function evaluated(text: string): unknown {
  const globals = { Map, Set, Date, RegExp, Error, TypeError, Object, Array, Uint8Array, Float64Array, DataView, atob };
  return runInNewContext(`(${text})`, globals);
}

test('makes the same value again, when it is run', () => {
  const value = {
    text: 'a "quote"\n\u202e',
    list: [1, -0, Number.NaN, Number.POSITIVE_INFINITY, undefined, null, true],
    big: -12345678901234567890n,
    when: new Date('2026-11-21T10:00:00Z'),
    never: new Date(Number.NaN),
    map: new Map<unknown, unknown>([
      ['a', new Set([1, 2])],
      [{ key: 1 }, 'x'],
    ]),
    pattern: /a\/b"/gi,
    bytes: Uint8Array.of(1, 2, 255),
    floats: Float64Array.of(1.5, -2),
    'odd key': { $: 'mine' },
  };
  expect(evaluated(toJavaScript(encode(value)))).toEqual(value);
});

test('any text and key comes through as it is, and nothing of it runs', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (texts) => {
      const again = evaluated(toJavaScript(encode(texts))) as object;
      expect(Object.entries(again)).toEqual(Object.entries(texts));
    }),
  );
  const proto = JSON.parse('{"__proto__":{"polluted":1},"*/":"*/"}');
  const again = evaluated(toJavaScript(encode(proto))) as object;
  expect(Object.keys(again)).toEqual(['__proto__', '*/']);
  expect('polluted' in again).toBe(false);
});

test('an error keeps its class, message, cause and properties', () => {
  const error = Object.assign(new TypeError('no', { cause: new Error('why') }), { code: 'ENOENT' });
  const again = evaluated(toJavaScript(encode(error))) as typeof error;
  expect(again).toBeInstanceOf(TypeError);
  expect([again.message, again.code, (again.cause as Error).message]).toEqual(['no', 'ENOENT', 'why']);
});

test('what can’t be written is told in a comment', () => {
  const cyclic: { self?: object } = {};
  cyclic.self = cyclic;
  expect(toJavaScript(encode(cyclic), ['args[0]'])).toContain('null /* the same as args[0] */');
  const cut: EncodedValue = { $: 'cut', of: 'array', length: 9, v: [1], reason: 'bytes' };
  expect(toJavaScript(cut)).toContain('/* 1 of 9 entries recorded */');
  const hidden: EncodedValue = { $: 'redacted', by: 'key', rule: '*/ evil()', type: 'string' };
  expect(evaluated(toJavaScript(hidden))).toBeNull();
  expect(toJavaScript({ $: 'opaque', type: 'function', name: 'f' })).toBe('null /* ‹function f› */');
});

function encode(value: unknown): EncodedValue {
  return JSON.parse(JSON.stringify(seal(encoder.encode(value, 'received', DEFAULT_LIMITS)))) as EncodedValue;
}
