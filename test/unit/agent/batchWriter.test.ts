import { describe, expect, it } from 'vitest';
import { BatchWriter } from '../../../src/agent/batchWriter';

/** Lengths around those at which the writer joins pieces, grows, and gives its memory up. */
const LENGTHS = [0, 1, 8191, 8192, 8193, 50_000, 131_072, 700_000];

describe('BatchWriter', () => {
  it.each(LENGTHS)('writes pieces of %i characters in order, as UTF-8', (length) => {
    const writer = new BatchWriter();
    const piece = 'ä€😀x'.repeat(Math.ceil(length / 5)).slice(0, length);
    for (const round of [1, 2]) {
      writer.text(`<${round}`);
      writer.text(piece);
      writer.ascii('A'.repeat(length));
      writer.text('>');
      const expected = Buffer.from(`<${round}${piece}${'A'.repeat(length)}>`, 'utf8');
      expect(Buffer.compare(writer.take(), expected)).toBe(0);
    }
  });

  it('has nothing to take where nothing was written', () => {
    expect(new BatchWriter().take()).toHaveLength(0);
  });
});
