/**
 * Bytes that the agent keeps need memory of their own. `Buffer.from` and `Buffer.concat` allocate small buffers from
 * a pool shared with the app. Each kept buffer would then retain 8 KB. Structured clone copies all the memory behind
 * a view, so an app that sends a small Buffer would also send our bytes.
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
