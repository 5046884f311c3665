import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkEncoded } from '../../../../src/shared/value/checkEncoded';
import { decode } from '../../../../src/shared/value/decode';
import { createEncoder } from '../../../../src/shared/value/encode';
import type { EncodedValue } from '../../../../src/shared/value/encodedValue';
import { describeCut, typeMarker } from '../../../../src/shared/value/inspect';
import { hasReferences, objectPaths } from '../../../../src/shared/value/objectPaths';
import { seal } from '../../../../src/shared/value/seal';
import { stringify } from '../../../../src/shared/value/stringify';
import { childrenOf, preview } from '../../../../src/shared/value/valueTree';
import { cloneableGraph, cloneableTree } from '../../../support/cloneableArbitrary';
import { fromBase64, nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);

function encode(value: unknown, maxBytes: number): EncodedValue {
  return JSON.parse(stringify([seal(encoder.encode(value, 'app', { maxBytes, maxDepth: 40 }))]))[0];
}

describe('checkEncoded', () => {
  test('leaves alone whatever the encoder writes', () => {
    fc.assert(
      fc.property(fc.oneof(cloneableTree, cloneableGraph), fc.integer({ min: 0, max: 4000 }), (value, maxBytes) => {
        const encoded = encode(value, maxBytes);
        expect(checkEncoded(encoded)).toEqual(encoded);
      }),
      { numRuns: 1500 },
    );
  });

  test('makes anything safe for every function that reads encoded values', () => {
    const tag = fc.constantFrom(
      'map',
      'set',
      'bytes',
      'error',
      'cut',
      'ref',
      'array',
      'object',
      'date',
      'regexp',
      'boxed',
      'opaque',
      'number',
      'bigint',
      'x',
    );
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(null, 0, 'text', '', true, 'AAEC', -1),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'v',
            'of',
            'type',
            'base64',
            'length',
            'id',
            'name',
            'message',
            'source',
            'flags',
            'stack',
            'cause',
            'props',
            '__proto__',
          ),
          tie('node'),
        ),
        fc
          .tuple(
            tag,
            fc.dictionary(
              fc.constantFrom(
                'v',
                'of',
                'type',
                'base64',
                'length',
                'byteLength',
                'id',
                'name',
                'message',
                'source',
                'flags',
                'cause',
                'props',
              ),
              fc.oneof(tie('node'), tag),
            ),
          )
          .map(([$, rest]) => ({ $, ...rest })),
      ),
    }));
    fc.assert(
      fc.property(node, (value) => {
        const checked = checkEncoded(value);
        preview(checked);
        walk(checked);
        if (hasReferences(checked)) objectPaths(checked, 'x');
        decode(checked, fromBase64);
        expect(checkEncoded(checked)).toEqual(checked);
      }),
      { numRuns: 5000 },
    );
  });

  test('shows a malformed tag as the object it is', () => {
    expect(checkEncoded({ $: 'map', v: 'not pairs' })).toEqual({
      $: 'object',
      v: [
        ['$', 'map'],
        ['v', 'not pairs'],
      ],
    });
  });

  test('survives any depth', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 3000; i++) deep = [deep];
    expect(() => checkEncoded(deep)).not.toThrow();
  });
});

function walk(node: EncodedValue): void {
  typeMarker(node);
  describeCut(node);
  for (const child of childrenOf(node)) walk(child.value);
}
