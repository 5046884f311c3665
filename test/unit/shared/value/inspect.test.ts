import { describe, expect, test } from 'vitest';
import { createEncoder, DEFAULT_LIMITS, type EncodeLimits } from '../../../../src/shared/value/encode';
import type { EncodedValue } from '../../../../src/shared/value/encodedValue';
import { describeCut, quote } from '../../../../src/shared/value/inspect';
import { hasReferences, objectPaths } from '../../../../src/shared/value/objectPaths';
import { seal } from '../../../../src/shared/value/seal';
import { childrenOf, preview } from '../../../../src/shared/value/valueTree';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);
const encode = (value: unknown, limits: EncodeLimits = DEFAULT_LIMITS): EncodedValue =>
  seal(encoder.encode(value, 'app', limits));

describe('preview', () => {
  const cases: [unknown, string][] = [
    [null, 'null'],
    [undefined, 'undefined'],
    [-0, '-0'],
    [12n, '12n'],
    ['say "hi"\n', '"say \\"hi\\"\\n"'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(Number.NaN), 'Invalid Date'],
    [/a\/b/gi, '/a\\/b/gi'],
    [{ id: 1, name: 'x', deep: { list: [1, [2]] } }, '{id: 1, name: "x", deep: {list: [1, […]]}}'],
    [{}, '{}'],
    [[], '[]'],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested.
    [[1, , 3], 'Array(3) [0: 1, 2: 3]'],
    [
      new Map<unknown, unknown>([
        ['a', 1],
        [{ k: 2 }, []],
      ]),
      'Map(2) {"a" → 1, {k: 2} → []}',
    ],
    [new Set([1, 'b']), 'Set(2) {1, "b"}'],
    [new Float64Array(3), 'Float64Array(3)'],
    [new ArrayBuffer(7), 'ArrayBuffer(7)'],
    [new RangeError('too far'), 'RangeError: too far'],
    [() => 1, '‹function›'],
    [Object(5), 'Boxed {value: 5}'],
  ];
  test.each(cases)('of %o is %s', (value, expected) => {
    expect(preview(encode(value))).toBe(expected);
  });

  test('stays short however large the value', () => {
    const huge = Array.from({ length: 1000 }, (_, i) => ({ i, text: 'x'.repeat(500), list: new Array(50).fill('y') }));
    expect(preview(encode(huge), 100).length).toBeLessThan(400);
  });

  test('shows characters that hide or reorder text as escapes', () => {
    expect(quote('a\u202eb\u200bc\u0007\u001b[31m')).toBe('"a\\u202eb\\u200bc\\u0007\\u001b[31m"');
  });
});

describe('describeCut', () => {
  const limits: EncodeLimits = { maxBytes: 100, maxDepth: 3 };
  test.each([
    ['x'.repeat(500), '98 of 500 characters recorded'],
    [new Uint8Array(400), '73 of 400 bytes recorded'],
    [new Array(900).fill(1), '10 of 900 entries recorded'],
  ])('of %# tells what is missing', (value, expected) => {
    expect(describeCut(encode(value, limits))).toBe(expected);
  });

  test('tells what was nested too deep', () => {
    const encoded = encode([[[['deep', 'er']]]], limits) as EncodedValue[][][];
    expect(describeCut(encoded[0]?.[0]?.[0] as EncodedValue)).toBe('nested too deep: 2 entries not recorded');
  });
});

describe('childrenOf', () => {
  test('pages through long containers with the right labels', () => {
    const children = childrenOf(encode(Array.from({ length: 300 }, (_, i) => i)), 100, 103);
    expect(children.map(({ label, value }) => [label, value])).toEqual([
      ['100', 100],
      ['101', 101],
      ['102', 102],
    ]);
  });

  test('opens an error to its message, stack, cause and properties', () => {
    const error = Object.assign(new Error('outer', { cause: new Error('inner') }), { code: 7 });
    expect(childrenOf(encode(error)).map((child) => child.label)).toEqual(['message', 'stack', 'cause', 'code']);
  });
});

describe('objectPaths', () => {
  test('names what references point to', () => {
    const shared = { name: 'shared' };
    const value = [{ first: shared, 'odd key': new Map([['k', shared]]) }, new Set([shared]), shared];
    const encoded = encode(value);
    expect(hasReferences(encoded)).toBe(true);
    const paths = objectPaths(encoded, 'args');
    const id = (encoded as { id: number }[])[2]?.id as number;
    expect(paths[id]).toBe('args[0].first');
    expect(paths).toEqual(['args', 'args[0]', 'args[0].first', 'args[0]["odd key"]', 'args[1]']);
  });
});
