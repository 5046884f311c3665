/**
 * Bytes that are kept lie in memory of their own. `Buffer.from` and `Buffer.concat` take small ones out of memory shared
 * with the app's: they would keep 8 KB each, and the app, sending a small Buffer, would send ours with it (structured clone
 * takes all the memory behind a view).
 */

import { allocUnsafeSlow, byteLength } from './nodePrimordials';

export function ownCopy(bytes: Buffer): Buffer {
  const copy = allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

/** @param length of all parts together */
export function ownJoined(parts: readonly Buffer[], length: number): Buffer {
  const joined = allocUnsafeSlow(length);
  let position = 0;
  for (const part of parts) position += part.copy(joined, position);
  return joined;
}

/** A text as UTF-8. */
export function ownBytes(text: string): Buffer {
  const bytes = allocUnsafeSlow(byteLength(text));
  bytes.write(text);
  return bytes;
}
