import { expect, test } from 'vitest';
import { TokenBucket } from '../../../../src/agent/base/tokenBucket';

/** How often in a row it lets something happen. */
function inARow(bucket: TokenBucket, nowUs: number): number {
  let count = 0;
  while (bucket.take(nowUs)) count++;
  return count;
}

test('lets something happen several times in a row, then once a period', () => {
  const bucket = new TokenBucket(3, 100);
  expect(inARow(bucket, 0)).toBe(3);
  expect(inARow(bucket, 99)).toBe(0);
  expect(inARow(bucket, 100)).toBe(1);
  expect(inARow(bucket, 199)).toBe(0);
  // What is left of a period counts for the next.
  expect(inARow(bucket, 350)).toBe(2);
  expect(inARow(bucket, 399)).toBe(0);
  expect(inARow(bucket, 400)).toBe(1);
});

test('never lets more happen in a row than it holds', () => {
  const bucket = new TokenBucket(3, 100);
  expect(inARow(bucket, 1_000_000)).toBe(3);
});

test('what costs more leaves it in debt', () => {
  const bucket = new TokenBucket(3, 100);
  bucket.spend(0.9);
  expect(bucket.take(0)).toBe(true);
  bucket.spend(3.9);
  // One below nothing.
  expect(inARow(bucket, 100)).toBe(0);
  expect(inARow(bucket, 200)).toBe(1);
});
