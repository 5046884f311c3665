/** Copies the bytes of buffers and of views on them. */

import type { BytesType, EncodedValue } from '../encodedValue';
import type { BlobNode } from '../encoding';
import { getterOf } from './safeReads';
import type { Walk } from './walk';

const { getPrototypeOf } = Object;
const { apply } = Reflect;
/** Base64 from this length on is kept out of JSON.stringify. */
const BLOB_LENGTH = 1024;

const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as object;
const typedArrayTag = getterOf(typedArrayPrototype, Symbol.toStringTag);
const viewGetters = {
  typedArray: {
    buffer: getterOf(typedArrayPrototype, 'buffer'),
    byteOffset: getterOf(typedArrayPrototype, 'byteOffset'),
    byteLength: getterOf(typedArrayPrototype, 'byteLength'),
  },
  dataView: {
    buffer: getterOf(DataView.prototype, 'buffer'),
    byteOffset: getterOf(DataView.prototype, 'byteOffset'),
    byteLength: getterOf(DataView.prototype, 'byteLength'),
  },
};
const bufferByteLength = getterOf(ArrayBuffer.prototype, 'byteLength');
const sharedBufferByteLength =
  typeof SharedArrayBuffer === 'undefined' ? undefined : getterOf(SharedArrayBuffer.prototype, 'byteLength');

type BytesNode = Record<string, EncodedValue> & BlobNode;

export function encodeView(walk: Walk, value: ArrayBufferView): EncodedValue {
  const tag = apply(typedArrayTag, value, []) as BytesType | undefined;
  const getters = tag === undefined ? viewGetters.dataView : viewGetters.typedArray;
  const buffer = apply(getters.buffer, value, []) as ArrayBufferLike;
  const byteOffset = apply(getters.byteOffset, value, []) as number;
  const byteLength = apply(getters.byteLength, value, []) as number;
  const backingBytes = bufferLength(walk, buffer);
  const node = encodeBytes(walk, tag ?? 'DataView', buffer, byteOffset, byteLength);
  // Structured clone carries the whole buffer behind a view.
  if (backingBytes !== byteLength) {
    walk.countOnly(backingBytes - byteLength);
    node.backingBytes = backingBytes;
  }
  return node;
}

export function encodeArrayBuffer(walk: Walk, value: object): EncodedValue {
  const type = walk.builtins.isSharedArrayBuffer(value) ? 'SharedArrayBuffer' : 'ArrayBuffer';
  const buffer = value as ArrayBufferLike;
  return encodeBytes(walk, type, buffer, 0, bufferLength(walk, buffer));
}

function bufferLength({ builtins }: Walk, buffer: ArrayBufferLike): number {
  const getter =
    sharedBufferByteLength !== undefined && builtins.isSharedArrayBuffer(buffer)
      ? sharedBufferByteLength
      : bufferByteLength;
  return apply(getter, buffer, []) as number;
}

function encodeBytes(
  walk: Walk,
  type: BytesType,
  buffer: ArrayBufferLike,
  byteOffset: number,
  byteLength: number,
): BytesNode {
  const kept = walk.affordableBytes(byteLength);
  const base64 = kept === 0 ? '' : walk.builtins.toBase64(new Uint8Array(buffer, byteOffset, kept));
  let node: BytesNode;
  if (kept === byteLength) {
    node = { $: 'bytes', type, byteLength, base64 };
  } else {
    walk.truncated = true;
    node = { $: 'cut', of: 'bytes', type, length: byteLength, base64 };
  }
  if (base64.length >= BLOB_LENGTH) walk.blobs.push(node);
  return node;
}
