/** Turns an encoded value back into a JavaScript value. */

import {
  type CutText,
  type EncodedBytes,
  type EncodedError,
  type EncodedPair,
  type EncodedValue,
  isTagged,
  type RedactedText,
} from './encodedValue';
import { isNumberedObject } from './inspect';

/** Stands in a decoded value for something that was not recorded whole: cut, redacted, opaque, or a dangling reference. */
export class MissingValue {
  constructor(
    /** The encoded node, which says what is missing and why. */
    readonly node: EncodedValue,
  ) {}
}

/** Turns base64 into bytes. Node's Buffer and the browsers' atob differ, so the caller brings it. */
export type FromBase64 = (base64: string) => Uint8Array;

/**
 * Decodes a value. Whatever was recorded whole comes back deeply equal to the original, cycles and shared
 * references included; what was not becomes a `MissingValue` in its place.
 */
export function decode(value: EncodedValue, fromBase64: FromBase64): unknown {
  return new Decoder(fromBase64).decode(value);
}

class Decoder {
  private readonly objects: object[] = [];

  constructor(private readonly fromBase64: FromBase64) {}

  decode(node: EncodedValue): unknown {
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) {
      const array: unknown[] = this.register([]);
      for (const element of node) array.push(this.decode(element));
      return array;
    }
    return isTagged(node) ? this.tagged(node) : this.properties(this.register({}), Object.entries(node));
  }

  private register<T extends object>(object: T): T {
    this.objects.push(object);
    return object;
  }

  private tagged(node: EncodedValue & { readonly $: unknown }): unknown {
    if (!isTagged(node)) return new MissingValue(node);
    switch (node.$) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(node.v);
      case 'bigint':
        return node.v.startsWith('-') ? -BigInt(node.v.slice(1)) : BigInt(node.v);
      case 'date':
        return this.register(new Date(node.v ?? Number.NaN));
      case 'regexp':
        return this.register(new RegExp(node.source, node.flags));
      case 'boxed':
        return this.register(Object(this.decode(node.v)) as object);
      case 'map': {
        const map = this.register(new Map<unknown, unknown>());
        for (const [key, content] of node.v) map.set(this.decode(key), this.decode(content));
        return map;
      }
      case 'set': {
        const set = this.register(new Set<unknown>());
        for (const element of node.v) set.add(this.decode(element));
        return set;
      }
      case 'array':
        return this.properties(this.register(new Array<unknown>(node.length)), node.v);
      case 'object':
        return this.properties(this.register({}), node.v);
      case 'bytes':
        return this.register(bytesOf(node, this.fromBase64(node.base64)));
      case 'error':
        return this.error(node);
      case 'ref':
        return this.objects[node.id] ?? new MissingValue(node);
      case 'cut':
      case 'redacted':
      case 'opaque':
        return this.missing(node);
    }
  }

  private properties<T extends object>(target: T, entries: readonly (readonly [string, EncodedValue])[]): T {
    for (const [key, content] of entries) {
      // Not an assignment, which would take a key "__proto__" for the prototype.
      const value = this.decode(content);
      Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
    }
    return target;
  }

  private error(node: EncodedError): Error {
    const error = this.register(new (errorClass(node.name))(plainText(node.message)));
    if (error.name !== node.name) Object.defineProperty(error, 'name', hidden(node.name));
    // An assignment changes the text that structured clone takes along; a definition would only hide it.
    Object.assign(error, { stack: node.stack && plainText(node.stack) });
    if (node.cause !== undefined) Object.defineProperty(error, 'cause', hidden(this.decode(node.cause)));
    if (node.props !== undefined) this.properties(error, Object.entries(node.props));
    return error;
  }

  /** Keeps the numbers of the objects inside a cut one, which references may name. */
  private missing(node: EncodedValue): MissingValue {
    const missing = new MissingValue(node);
    if (!isTagged(node)) return missing;
    if (isNumberedObject(node)) this.register(missing);
    if (node.$ !== 'cut') return missing;
    if (node.of === 'array' || node.of === 'set') for (const element of node.v) this.decode(element);
    if (node.of === 'object' || node.of === 'sparseArray') for (const [, content] of node.v) this.decode(content);
    if (node.of === 'map') for (const pair of node.v) this.pair(pair);
    return missing;
  }

  private pair([key, content]: EncodedPair): void {
    this.decode(key);
    this.decode(content);
  }
}

const hidden = (value: unknown) => ({ value, writable: true, enumerable: false, configurable: true });

/** The text, or as much of it as was recorded. */
function plainText(text: string | CutText | RedactedText): string {
  if (typeof text === 'string') return text;
  return text.$ === 'cut' ? text.v : text.text;
}

const ERROR_CLASSES = new Map<string, ErrorConstructor>(
  [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map((errorType) => [
    errorType.name,
    errorType as ErrorConstructor,
  ]),
);

function errorClass(name: string): ErrorConstructor {
  return ERROR_CLASSES.get(name) ?? Error;
}

function bytesOf(node: EncodedBytes, bytes: Uint8Array): object {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  if (node.type === 'ArrayBuffer' || node.type === 'SharedArrayBuffer') return buffer;
  const viewType = (globalThis as Record<string, unknown>)[node.type];
  // Float16Array is younger than some readers.
  if (typeof viewType !== 'function') return new MissingValue(node);
  return new (viewType as new (buffer: ArrayBufferLike) => object)(buffer);
}
