/** How large a received value is, roughly and at little cost. */

import { isArray } from '../base/primordials';

const BYTES_PER_VALUE = 8;

const { isView } = ArrayBuffer;

/**
 * Reads only what structured clone makes: nothing of it runs code of the app. Of a large value, only a part is read.
 *
 * @returns approximate bytes of a structured clone; once they are more than `limit`, what was counted so far
 */
export function approximateBytes(value: unknown, limit: number): number {
  const seen = new Set<object>();
  const pending: unknown[] = [value];
  let bytes = BYTES_PER_VALUE;
  while (pending.length > 0 && bytes <= limit) {
    const next = pending.pop();
    if (typeof next === 'string') bytes += next.length;
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (next instanceof ArrayBuffer || isView(next)) {
      bytes += next.byteLength;
      continue;
    }
    for (const part of partsOf(next, limit)) {
      pending.push(part);
      bytes += BYTES_PER_VALUE;
      if (bytes > limit) break;
    }
  }
  return bytes;
}

function* partsOf(value: object, limit: number): Generator<unknown, void> {
  if (value instanceof Map) {
    for (const [key, item] of value) {
      yield key;
      yield item;
    }
  } else if (value instanceof Set) yield* value;
  // The names of its elements are not listed only to find that it is too long.
  else if (isArray(value) && value.length * BYTES_PER_VALUE > limit) yield* value;
  else {
    for (const key in value) {
      yield key;
      yield (value as Record<string, unknown>)[key];
    }
  }
}
