/** Numbers and big integers that JSON has no text for. */

import type { EncodedValue } from '../encodedValue';

const { isNaN: isNotANumber } = Number;
const { apply } = Reflect;
const bigIntToString = BigInt.prototype.toString;
const LARGE_BIGINT = 1n << 256n;

export function isPlainNumber(value: number): boolean {
  // NaN and the infinities give NaN; -0 is recognised by its reciprocal.
  return value - value === 0 && (value !== 0 || 1 / value > 0);
}

export function specialNumber(value: number): EncodedValue {
  if (isNotANumber(value)) return { $: 'number', v: 'NaN' };
  if (value === 0) return { $: 'number', v: '-0' };
  return { $: 'number', v: value > 0 ? 'Infinity' : '-Infinity' };
}

/** The digits of a big integer: decimal ones, or hexadecimal ones after `0x` for a large value. */
export function bigIntText(value: bigint): {
  readonly text: string;
  readonly digits: number;
  readonly isLarge: boolean;
} {
  const isLarge = value > LARGE_BIGINT || value < -LARGE_BIGINT;
  if (!isLarge) {
    const text = apply(bigIntToString, value, []);
    return { text, digits: text.length, isLarge };
  }
  // Hexadecimal takes linear time, decimal does not.
  const digits = apply(bigIntToString, value, [16]);
  return { text: value < 0n ? `-0x${digits.slice(1)}` : `0x${digits}`, digits: digits.length, isLarge };
}
