/** A frame that receives a large value on a port is neither kept busy with it nor left without a report. */

import { describe, expect, test } from 'vitest';
import { approximateBytes } from '../../../../src/agent/frame/approximateBytes';

const LIMIT = 256 * 1024;

test('texts and buffers count for their length, everything else a little', () => {
  expect(approximateBytes('x'.repeat(1000), LIMIT)).toBe(1008);
  expect(approximateBytes(new Uint8Array(1000), LIMIT)).toBe(1008);
  expect(approximateBytes(new ArrayBuffer(1000), LIMIT)).toBe(1008);
  expect(approximateBytes({ ab: [1] }, LIMIT)).toBe(8 + (8 + 2) + 8 + (8 + 1) + 8);
  expect(approximateBytes(new Map([['a', 1]]), LIMIT)).toBe(8 + (8 + 1) + 8);
});

test('what stands several times counts once', () => {
  const shared = { text: 'x'.repeat(1000) };
  expect(approximateBytes([shared, shared], LIMIT)).toBeLessThan(1200);
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(approximateBytes(cycle, LIMIT)).toBeLessThan(100);
});

describe('more than the limit is known without a look at everything', () => {
  test.each<[string, unknown]>([
    ['a long text', 'x'.repeat(LIMIT)],
    ['a Set', new Set(Array.from({ length: 300_000 }, (_, i) => i))],
    ['a Map', new Map(Array.from({ length: 300_000 }, (_, i) => [i, i]))],
    ['a list with holes', new Array(2 ** 32 - 1)],
  ])('%s', (_name, value) => {
    expect(approximateBytes([value], LIMIT)).toBeGreaterThan(LIMIT);
  });

  test('a long list', () => {
    let reads = 0;
    const list = new Proxy(new Array(1_000_000).fill(0) as unknown[], {
      get(target, key, receiver) {
        reads++;
        return Reflect.get(target, key, receiver) as unknown;
      },
      ownKeys: () => expect.unreachable('its names are listed'),
    });
    expect(approximateBytes(list, LIMIT)).toBeGreaterThan(LIMIT);
    expect(reads).toBeLessThan(100_000);
  });
});
