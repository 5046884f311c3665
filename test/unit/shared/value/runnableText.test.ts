import { deepStrictEqual } from 'node:assert';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEncoder, DEFAULT_LIMITS } from '../../../../src/shared/value/encode';
import type { EncodedValue } from '../../../../src/shared/value/encodedValue';
import { runnableText } from '../../../../src/shared/value/runnableText';
import { seal } from '../../../../src/shared/value/seal';
import { cloneableGraph, cloneableTree } from '../../../support/cloneableArbitrary';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);

function encode(value: unknown): EncodedValue {
  return JSON.parse(JSON.stringify(seal(encoder.encode(value, 'app', DEFAULT_LIMITS)))) as EncodedValue;
}

/** Runs it as it is generated, and encodes what it made. */
function again(value: EncodedValue): EncodedValue {
  const { expression, statements } = runnableText(value, 'value');
  const code = `(() => { const value = ${expression};\n${statements.join('\n')}\nreturn value; })()`.replaceAll(
    'Map<unknown, unknown>(',
    'Map(',
  );
  // The same classes, so that the encoder knows them.
  const globals = Object.fromEntries(
    Object.getOwnPropertyNames(globalThis).map((name) => [name, Reflect.get(globalThis, name)]),
  );
  return encode(runInNewContext(code, { ...globals, undefined }));
}

function comparable(value: EncodedValue): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, content) => {
      if (typeof content === 'object' && content?.$ === 'error') return { ...content, stack: undefined };
      return key === 'backingBytes' ? undefined : content;
    }),
  );
}

test('makes any value again when it is run', () => {
  fc.assert(
    fc.property(fc.oneof(cloneableTree, cloneableGraph), (value) => {
      const encoded = encode([value]);
      const { expression, statements } = runnableText(encoded, 'value');
      deepStrictEqual(comparable(again(encoded)), comparable(encoded), [expression, ...statements].join('\n'));
    }),
    { numRuns: 1000 },
  );
});

test('keeps the order of maps and sets that hold what stands elsewhere', () => {
  const shared = { id: 1 };
  const map = new Map<unknown, unknown>([
    ['first', shared],
    [shared, { deep: shared, more: new Set([1, shared, 2]) }],
    ['last', 3],
  ]);
  const encoded = encode([shared, map, new Set([map, 'x', shared])]);
  expect(comparable(again(encoded))).toEqual(comparable(encoded));
});

test('a key of a map holds what stands elsewhere, and the value stands in the key', () => {
  const shared = { id: 1 };
  const key = { shared, own: { x: 1 } };
  const encoded = encode([shared, new Map([[key, key.own]])]);
  expect(comparable(again(encoded))).toEqual(comparable(encoded));
});

test('a compiler is told what a map holds where its entries differ', () => {
  const of = (map: Map<unknown, unknown>) => runnableText(encode(map), 'value').expression;
  expect(of(new Map([['a', 1]]))).toBe('new Map([["a", 1]])');
  expect(
    of(
      new Map<unknown, unknown>([
        ['a', 1],
        ['b', 'x'],
      ]),
    ),
  ).toBe('new Map<unknown, unknown>([["a", 1], ["b", "x"]])');
  expect(of(new Map([['a', { b: 1 }]]))).toBe('new Map<unknown, unknown>([["a", { b: 1 }]])');
});

test('what was not recorded makes it fail', () => {
  expect(() => again([{ $: 'redacted', by: 'key', rule: 'password', type: 'string' }])).toThrow(
    /missing is not defined/,
  );
  expect(() => again([{ $: 'cut', of: 'array', length: 9, v: [1], reason: 'bytes' }])).toThrow(
    /missing is not defined/,
  );
});

test('a NaN keeps its bits, which the name of one does not', () => {
  const of = (bits: number) => encode(new Float32Array(Uint32Array.of(0x3f800000, bits).buffer));
  expect(runnableText(of(0x7fc00000), 'value').expression).toBe('new Float32Array([1, NaN])');
  const other = of(0x7f810000);
  expect(comparable(again(other))).toEqual(comparable(other));
});
