/**
 * Checks values from a file or another process. Whatever the JSON is, the result is an encoded
 * value that every function in this folder can rely on. It treats a malformed tagged object as a
 * plain object that happens to have a key `$`.
 */

import { isRegExp } from '../redaction/rules';
import { type EncodedValue, type RedactedText, TAG, type TaggedValue } from './encodedValue';

const { isArray } = Array;
const { entries, fromEntries, hasOwn } = Object;

/** Deeper nesting than any agent writes; what lies below is replaced by a mark. */
const MAX_DEPTH = 500;

type Json = Record<string, unknown>;

export function checkEncoded(value: unknown): EncodedValue {
  return check(value, 0);
}

function check(value: unknown, depth: number): EncodedValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      break;
    default:
      return { $: 'undefined' };
  }
  if (value === null) return null;
  if (depth > MAX_DEPTH) return { $: 'opaque', type: 'unreadable' };
  if (isArray(value)) return value.map((element) => check(element, depth + 1));
  const object = value as Json;
  if (!hasOwn(object, TAG)) return fromEntries(checkEntries(entries(object), depth));
  return checkTagged(object, depth) ?? { $: 'object', v: checkEntries(entries(object), depth) };
}

type NamedEntry = readonly [string, EncodedValue];

function checkEntries(entries: readonly (readonly [string, unknown])[], depth: number): NamedEntry[] {
  return entries.map(([key, content]) => [key, check(content, depth + 1)]);
}

const NUMBERS = ['NaN', 'Infinity', '-Infinity', '-0'] as const;
const BYTES_TYPES =
  /^((Int|Uint)(8|16|32)|Uint8Clamped|Float(16|32|64)|Big(Int|Uint)64)Array$|^DataView$|^(Shared)?ArrayBuffer$/;
const OPAQUE_TYPES = ['function', 'symbol', 'proxy', 'getter', 'promise', 'weak', 'native', 'unreadable'] as const;

/** Undefined: not well formed. */
function checkTagged(node: Json, depth: number): TaggedValue | undefined {
  switch (node[TAG]) {
    case 'undefined':
      return { $: 'undefined' };
    case 'number': {
      const v = NUMBERS.find((name) => name === node.v);
      return v && { $: 'number', v };
    }
    case 'bigint':
      return typeof node.v === 'string' && /^-?(\d+|0x[0-9a-f]+)$/i.test(node.v)
        ? { $: 'bigint', v: node.v }
        : undefined;
    case 'date':
      return node.v === null || typeof node.v === 'number' ? { $: 'date', v: node.v } : undefined;
    case 'regexp':
      return isText(node.source) && isText(node.flags) && isRegExp(node.source, node.flags)
        ? { $: 'regexp', source: node.source, flags: node.flags }
        : undefined;
    case 'boxed':
      return { $: 'boxed', v: check(node.v, depth + 1) };
    case 'map': {
      const v = pairs(node.v, depth);
      return v && { $: 'map', v };
    }
    case 'set':
      return isArray(node.v) ? { $: 'set', v: node.v.map((element) => check(element, depth + 1)) } : undefined;
    case 'array': {
      const v = named(node.v, depth);
      return v && isLength(node.length) && node.length < 2 ** 32 ? { $: 'array', length: node.length, v } : undefined;
    }
    case 'object': {
      const v = named(node.v, depth);
      return v && { $: 'object', v };
    }
    case 'bytes':
      return isBytes(node) && isLength(node.byteLength)
        ? { $: 'bytes', type: node.type, byteLength: node.byteLength, base64: node.base64, ...backing(node) }
        : undefined;
    case 'error':
      return checkError(node, depth);
    case 'ref':
      return isLength(node.id) ? { $: 'ref', id: node.id } : undefined;
    case 'opaque': {
      const type = OPAQUE_TYPES.find((name) => name === node.type);
      return type && { $: 'opaque', type, ...(isText(node.name) ? { name: node.name } : {}) };
    }
    case 'redacted':
      return checkRedacted(node);
    case 'cut':
      return isLength(node.length) ? checkCut(node, node.length, depth) : checkCutError(node);
    default:
      return undefined;
  }
}

const REDACTED_TYPES = ['string', 'number', 'bigint', 'array', 'object', 'other'] as const;
const SIZE_CLASSES = ['empty', 'short', 'medium', 'long', 'very long'] as const;

function checkRedacted(node: Json): TaggedValue | undefined {
  if (node.by === 'pattern') return checkRedactedText(node);
  const type = REDACTED_TYPES.find((name) => name === node.type);
  if (type === undefined || !isText(node.rule) || (node.by !== 'key' && node.by !== 'path')) return undefined;
  const size = SIZE_CLASSES.find((name) => name === node.size);
  return { $: 'redacted', by: node.by, rule: node.rule, type, ...(size === undefined ? {} : { size }) };
}

function checkRedactedText({ rule, text, length }: Json): RedactedText | undefined {
  if (!isText(rule) || !isText(text)) return undefined;
  return { $: 'redacted', by: 'pattern', rule, type: 'string', text, ...(isLength(length) ? { length } : {}) };
}

function checkCut(node: Json, length: number, depth: number): TaggedValue | undefined {
  const reason = node.reason === 'depth' ? 'depth' : 'bytes';
  switch (node.of) {
    case 'string':
    case 'regexp':
      return isText(node.v) ? { $: 'cut', of: node.of, length, v: node.v } : undefined;
    case 'bigint':
      return { $: 'cut', of: 'bigint', length };
    case 'bytes':
      return isBytes(node)
        ? { $: 'cut', of: 'bytes', type: node.type, length, base64: node.base64, ...backing(node) }
        : undefined;
    case 'array':
    case 'set':
      return isArray(node.v)
        ? { $: 'cut', of: node.of, length, v: node.v.map((element) => check(element, depth + 1)), reason }
        : undefined;
    case 'map': {
      const v = pairs(node.v, depth);
      return v && { $: 'cut', of: 'map', length, v, reason };
    }
    case 'object':
    case 'sparseArray': {
      const v = named(node.v, depth);
      return v && { $: 'cut', of: node.of, length, v, reason };
    }
    default:
      return undefined;
  }
}

function checkCutError(node: Json): TaggedValue | undefined {
  if (node.of !== 'error' || !isText(node.name)) return undefined;
  return { $: 'cut', of: 'error', name: node.name, reason: node.reason === 'depth' ? 'depth' : 'bytes' };
}

function checkError(node: Json, depth: number): TaggedValue | undefined {
  const message = text(node.message);
  if (!isText(node.name) || message === undefined) return undefined;
  const stack = text(node.stack);
  return {
    $: 'error',
    name: node.name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(node.cause === undefined ? {} : { cause: check(node.cause, depth + 1) }),
    ...(isPlain(node.props) ? { props: fromEntries(checkEntries(entries(node.props), depth)) } : {}),
  };
}

/** A text, whole, cut or masked. */
function text(value: unknown) {
  if (isText(value)) return value;
  if (isPlain(value) && value[TAG] === 'redacted') return checkRedactedText(value);
  if (!isPlain(value) || value[TAG] !== 'cut' || value.of !== 'string') return undefined;
  return isText(value.v) && isLength(value.length)
    ? ({ $: 'cut', of: 'string', length: value.length, v: value.v } as const)
    : undefined;
}

function pairs(value: unknown, depth: number): (readonly [EncodedValue, EncodedValue])[] | undefined {
  if (!isListOfPairs(value)) return undefined;
  return value.map(([key, content]) => [check(key, depth + 1), check(content, depth + 1)]);
}

function named(value: unknown, depth: number): NamedEntry[] | undefined {
  if (!isListOfPairs(value)) return undefined;
  return value.every((pair): pair is [string, unknown] => isText(pair[0])) ? checkEntries(value, depth) : undefined;
}

function isListOfPairs(value: unknown): value is [unknown, unknown][] {
  return isArray(value) && value.every((pair) => isArray(pair) && pair.length === 2);
}

function isBytes(node: Json): node is Json & { type: never; base64: string } {
  return (
    isText(node.type) &&
    BYTES_TYPES.test(node.type) &&
    isText(node.base64) &&
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(node.base64)
  );
}

function backing(node: Json): { backingBytes?: number } {
  return isLength(node.backingBytes) ? { backingBytes: node.backingBytes } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isLength(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isPlain(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !isArray(value);
}
