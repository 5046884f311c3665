import { types } from 'node:util';
import type { Builtins } from '../../src/shared/value/builtins';

/** What the agent gives the encoder, for tests in plain Node. */
export const nodeBuiltins: Builtins = {
  ...types,
  imageOf: () => undefined,
  cleanStack: (stack) => stack,
  toBase64: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
};

export function fromBase64(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
