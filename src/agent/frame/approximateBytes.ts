/** How large a received value is, roughly and at little cost. */

const BYTES_PER_VALUE = 8;

/**
 * Reads only what structured clone makes: nothing of it runs code of the app.
 *
 * @returns approximate bytes of a structured clone; once they are more than `limit`, what was counted so far
 */
export function approximateBytes(value: unknown, limit: number): number {
  const seen = new Set<object>();
  const pending: unknown[] = [value];
  let bytes = 0;
  while (pending.length > 0 && bytes <= limit) {
    const next = pending.pop();
    bytes += BYTES_PER_VALUE;
    if (typeof next === 'string') bytes += next.length;
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (next instanceof ArrayBuffer) bytes += next.byteLength;
    else if (ArrayBuffer.isView(next)) bytes += next.byteLength;
    else if (next instanceof Map) for (const [key, item] of next) pending.push(key, item);
    else if (next instanceof Set) pending.push(...next);
    else for (const key in next) pending.push(key, (next as Record<string, unknown>)[key]);
  }
  return bytes;
}
