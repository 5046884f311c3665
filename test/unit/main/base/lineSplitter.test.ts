import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from '../../../../src/main/base/lineSplitter';

test('gives the same lines however the bytes are cut into chunks', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.integer({ min: 1, max: 9 })), (texts, sizes) => {
      const lines = texts.map((text) => text.replaceAll('\n', ' '));
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const splitter = new LineSplitter(10_000);
      const seen: string[] = [];
      for (let start = 0, i = 0; start < bytes.length; i++) {
        const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] as number);
        splitter.push(bytes.subarray(start, start + size), (line) => seen.push(line.toString()));
        start += size;
      }
      expect(seen).toEqual(lines);
    }),
  );
});

test('refuses a line that never ends', () => {
  const splitter = new LineSplitter(100);
  expect(() => {
    for (let i = 0; i < 11; i++) splitter.push(Buffer.alloc(10, 'x'), () => {});
  }).toThrow('longer than 100 bytes');
});
