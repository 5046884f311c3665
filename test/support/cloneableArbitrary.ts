/** Random values of everything that structured clone carries. */

import fc from 'fast-check';

const TYPED_ARRAYS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
] as const;

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '__proto__', '$', 'toJSON', '\ud800'),
);

const leaf = fc.oneof(
  fc.constantFrom(undefined, null, true, false, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0),
  fc.integer(),
  fc.double(),
  text,
  fc.bigInt(),
  fc.bigInt({ min: -(2n ** 600n), max: 2n ** 600n }),
  // assert.deepStrictEqual holds no two invalid dates equal.
  fc.date({ noInvalidDate: true }),
  fc.constantFrom(/a+/gi, /[\\/]"/u, /(?:)/),
  fc.tuple(fc.constantFrom(...TYPED_ARRAYS), fc.uint8Array({ maxLength: 5 })).map(([View, bytes]) => {
    const buffer = new ArrayBuffer(bytes.length * 8);
    new Uint8Array(buffer).set(bytes);
    return new View(buffer);
  }),
  fc.uint8Array({ maxLength: 9 }).map((bytes) => bytes.buffer),
  fc.uint8Array({ minLength: 2, maxLength: 9 }).map((bytes) => new DataView(bytes.buffer, 1)),
  fc.constantFrom<unknown>(Object(1), Object('boxed'), Object(true), Object(5n)),
  fc
    .tuple(fc.constantFrom(Error, TypeError, RangeError, SyntaxError), text)
    .map(([ErrorClass, message]) => new ErrorClass(message)),
);

/** Values without references to one another. */
export const cloneableTree: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    sparseArray(tie('value')),
    fc.dictionary(text, tie('value'), { maxKeys: 5 }),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 4 }).map((pairs) => new Map(pairs)),
    fc.array(tie('value'), { maxLength: 4 }).map((values) => new Set(values)),
    tie('value').map((cause) => new Error('with a cause', { cause })),
  ),
})).value;

function sparseArray(element: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(fc.array(element, { maxLength: 3 }), fc.nat(4)).map(([elements, gap]) => {
    const array: unknown[] = [];
    for (const [i, value] of elements.entries()) array[i * (gap + 1)] = value;
    array.length += gap;
    return array;
  });
}

/** Objects that refer to each other at random: shared references and cycles through every kind of container. */
export const cloneableGraph: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.array(fc.constantFrom('object', 'array', 'map', 'set'), { minLength: 1, maxLength: 8 }),
    fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 16 }),
  )
  .map(([kinds, edges]) => {
    const nodes = kinds.map((kind) => {
      if (kind === 'map') return new Map<unknown, unknown>();
      if (kind === 'set') return new Set<unknown>();
      return kind === 'array' ? [] : {};
    });
    for (const [from, to] of edges) connect(nodes[from % nodes.length], nodes[to % nodes.length]);
    return nodes[0];
  });

function connect(from: unknown, to: unknown): void {
  if (from instanceof Map) from.set(`edge ${from.size}`, to);
  else if (from instanceof Set) from.add(to);
  else if (Array.isArray(from)) from.push(to);
  else if (typeof from === 'object' && from !== null) {
    (from as Record<string, unknown>)[`edge${Object.keys(from).length}`] = to;
  }
}
