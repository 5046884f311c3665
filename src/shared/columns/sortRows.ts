/** Sorts rows by a number per row. Numbers only, so that another thread can do it on copies. */

const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

/**
 * The rows in the order of their keys; rows with equal keys stay as they are, those without one come last. A radix sort: a
 * million rows take tens of milliseconds, where comparing takes most of a second.
 */
export function sortByKeys(rows: Uint32Array, keys: Float64Array, isDescending: boolean): Uint32Array<ArrayBuffer> {
  const { high, low } = sortableBits(keys, isDescending);
  let order = Uint32Array.from({ length: rows.length }, (_, n) => n);
  let next = new Uint32Array(rows.length);
  for (const half of [low, high]) {
    for (const shift of [0, DIGIT_BITS]) {
      if (!placeByDigit(half, shift, order, next)) continue;
      [order, next] = [next, order];
    }
  }
  return next.map((_, n) => rows[order[n] as number] as number);
}

/** The keys as unsigned numbers of 64 bits, in two halves, whose order is that of the keys. */
function sortableBits(keys: Float64Array, isDescending: boolean): { high: Uint32Array; low: Uint32Array } {
  const bits = new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2);
  const high = new Uint32Array(keys.length);
  const low = new Uint32Array(keys.length);
  const flip = isDescending ? 0xffffffff : 0;
  for (let n = 0; n < keys.length; n++) {
    if (Number.isNaN(keys[n])) {
      high[n] = low[n] = 0xffffffff;
      continue;
    }
    const [l, h] = [bits[2 * n] as number, bits[2 * n + 1] as number];
    // Negative numbers count backwards; the sign bit of the others puts them behind these.
    const isNegative = h >>> 31 === 1;
    high[n] = (isNegative ? ~h : h ^ 0x80000000) ^ flip;
    low[n] = (isNegative ? ~l : l) ^ flip;
  }
  return { high, low };
}

/** One pass, which keeps the order of equal digits. @returns false if all digits are equal, so that nothing was done */
function placeByDigit(values: Uint32Array, shift: number, order: Uint32Array, next: Uint32Array): boolean {
  const places = new Uint32Array(DIGITS);
  for (let n = 0; n < values.length; n++) {
    const digit = ((values[n] as number) >>> shift) & 0xffff;
    places[digit] = (places[digit] as number) + 1;
  }
  let sum = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = places[digit] as number;
    if (count === values.length) return false;
    places[digit] = sum;
    sum += count;
  }
  for (let n = 0; n < order.length; n++) {
    const index = order[n] as number;
    const digit = ((values[index] as number) >>> shift) & 0xffff;
    const place = places[digit] as number;
    next[place] = index;
    places[digit] = place + 1;
  }
  return true;
}
