import { describe, expect, it } from 'vitest';
import { createEncoder, DEFAULT_LIMITS } from '../../../../src/shared/value/encode';
import { seal } from '../../../../src/shared/value/seal';
import { stringify } from '../../../../src/shared/value/stringify';
import { sealToPieces, writePieces } from '../../../../src/shared/value/writeSealed';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);

/** What `writeSealed` writes, beside what JSON.stringify makes of the same sealed encoding. */
function bothTexts(value: unknown): { readonly written: string; readonly expected: string } {
  const encoding = encoder.encode(value, 'app', DEFAULT_LIMITS);
  let written = '';
  const add = (piece: string) => {
    written += piece;
  };
  writePieces(sealToPieces(encoding), { text: add, ascii: add });
  return { written, expected: stringify(seal(encoding)) };
}

const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => i * 7);

describe('writeSealed', () => {
  const shared = bytes(3000);
  it.each<[string, unknown]>([
    ['a value without binary content', { a: [1, 'zwei', null] }],
    ['a primitive', 'text'],
    ['large binary content, whole', [bytes(5000)]],
    ['several, among other values', { a: bytes(5000), b: ['x', bytes(10)], c: bytes(2000).buffer, d: 'end' }],
    ['more than is kept', [bytes(400_000), 'after']],
    ['a view of a larger buffer', [new Uint8Array(new ArrayBuffer(9000), 100, 4000)]],
    ['the same bytes twice', { first: shared, second: shared, third: bytes(2000) }],
    ['equal bytes', [bytes(2000), bytes(2000)]],
    [
      'text that looks like a place to be filled',
      ['{"$":"bytes","type":"Uint8Array","byteLength":5000,"base64":"#0#"}', '#0#', bytes(5000)],
    ],
    [
      'an object that looks like one',
      [{ $: 'bytes', type: 'Uint8Array', byteLength: 5000, base64: '#0#' }, bytes(5000)],
    ],
  ])('writes what JSON.stringify would: %s', (_, value) => {
    const { written, expected } = bothTexts(value);
    expect(written).toBe(expected);
  });
});
