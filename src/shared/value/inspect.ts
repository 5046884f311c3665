/** How an encoded value is shown: its kind, its marker, what is said of what is cut or hidden, and the text of a leaf. */

import { visibleText } from '../format/visibleText';
import { type EncodedValue, isTagged, type TaggedValue } from './encodedValue';

/** What a node is, for colour and marker; `cut`, `redacted` and `opaque` stand for something not wholly recorded. */
export type ValueKind =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'undefined'
  | 'bigint'
  | 'date'
  | 'regexp'
  | 'boxed'
  | 'array'
  | 'object'
  | 'map'
  | 'set'
  | 'bytes'
  | 'error'
  | 'ref'
  | 'redacted'
  | 'opaque';

export function kindOf(node: EncodedValue): ValueKind {
  if (node === null) return 'null';
  if (Array.isArray(node)) return 'array';
  if (typeof node !== 'object') return typeof node as 'boolean' | 'number' | 'string';
  if (!isTagged(node)) return 'object';
  switch (node.$) {
    case 'cut':
      return node.of === 'sparseArray' ? 'array' : node.of;
    default:
      return node.$;
  }
}

/** Whether a node stands for an object, which has a number that references may name. */
export function isNumberedObject(node: EncodedValue): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (!isTagged(node)) return true;
  switch (node.$) {
    case 'undefined':
    case 'number':
    case 'bigint':
    case 'ref':
    case 'redacted':
      return false;
    case 'cut':
      return node.of !== 'string' && node.of !== 'bigint';
    case 'opaque':
      return node.type === 'promise' || node.type === 'weak' || node.type === 'native' || node.type === 'unreadable';
    default:
      return true;
  }
}

/** Whether something is missing in this very node (not further inside). */
export function isCut(node: EncodedValue): boolean {
  return isTagged(node) && node.$ === 'cut';
}

/** The marker before a container's content, as `Map(3)`, `Uint8Array(49152)`, `Array(5)`; empty for what needs none. */
export function typeMarker(node: EncodedValue): string {
  if (Array.isArray(node)) return `Array(${node.length})`;
  if (!isTagged(node)) return '';
  switch (node.$) {
    case 'map':
      return `Map(${node.v.length})`;
    case 'set':
      return `Set(${node.v.length})`;
    case 'array':
      return `Array(${node.length})`;
    case 'bytes':
      return `${node.type}(${elementCount(node.type, node.byteLength)})`;
    case 'error':
      return node.name;
    case 'boxed':
      return 'Boxed';
    case 'date':
      return 'Date';
    case 'cut':
      return cutMarker(node);
    default:
      return '';
  }
}

function cutMarker(node: Extract<TaggedValue, { $: 'cut' }>): string {
  switch (node.of) {
    case 'map':
      return `Map(${node.length})`;
    case 'set':
      return `Set(${node.length})`;
    case 'array':
    case 'sparseArray':
      return `Array(${node.length})`;
    case 'bytes':
      return `${node.type}(${elementCount(node.type, node.length)})`;
    case 'error':
      return node.name;
    default:
      return '';
  }
}

const ELEMENT_SIZE: Record<string, number> = {
  Int16Array: 2,
  Uint16Array: 2,
  Float16Array: 2,
  Int32Array: 4,
  Uint32Array: 4,
  Float32Array: 4,
  Float64Array: 8,
  BigInt64Array: 8,
  BigUint64Array: 8,
};

function elementCount(type: string, byteLength: number): number {
  return Math.floor(byteLength / (ELEMENT_SIZE[type] ?? 1));
}

/** What is missing in a cut node, in words; undefined where nothing is. */
export function describeCut(node: EncodedValue): string | undefined {
  if (!isTagged(node) || node.$ !== 'cut') return undefined;
  const count = (n: number) => n.toLocaleString('en-US');
  switch (node.of) {
    case 'string':
    case 'regexp':
      return `${count(node.v.length)} of ${count(node.length)} characters recorded`;
    case 'bigint':
      return `${count(node.length)} hexadecimal digits, not recorded`;
    case 'bytes':
      return `${count(bytesInBase64(node.base64))} of ${count(node.length)} bytes recorded`;
    case 'error':
      return 'nested too deep to record';
    default: {
      const unit = node.of === 'object' ? 'keys' : 'entries';
      if (node.reason === 'depth') return `nested too deep: ${count(node.length)} ${unit} not recorded`;
      return `${count(node.v.length)} of ${count(node.length)} ${unit} recorded`;
    }
  }
}

function bytesInBase64(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

/** Why something is hidden in this very node, in words; undefined where nothing is. */
export function describeRedaction(node: EncodedValue): string | undefined {
  if (!isTagged(node) || node.$ !== 'redacted') return undefined;
  if (node.by === 'pattern') {
    return `redacted in the target: ${node.rule}${node.length === undefined ? '' : '; the text was cut as well'}`;
  }
  return `redacted in the target by the rule “${node.rule}” for its ${node.by === 'key' ? 'name' : 'place'}`;
}

/** The text of a string node, whole or as much of it as was recorded; empty for any other node. */
export function textOf(node: EncodedValue): string {
  if (typeof node === 'string') return node;
  if (isTagged(node) && node.$ === 'redacted') return node.by === 'pattern' ? node.text : '';
  return isTagged(node) && node.$ === 'cut' && (node.of === 'string' || node.of === 'regexp') ? node.v : '';
}

/** Text of a value that has no children to open; undefined for containers. */
export function leafText(node: EncodedValue): string | undefined {
  switch (typeof node) {
    case 'string':
      return quote(node);
    case 'number':
    case 'boolean':
      return String(node);
  }
  if (node === null) return 'null';
  if (!isTagged(node)) return undefined;
  switch (node.$) {
    case 'undefined':
      return 'undefined';
    case 'number':
      return node.v;
    case 'bigint':
      return `${node.v}n`;
    case 'date':
      return node.v === null ? 'Invalid Date' : isoTime(node.v);
    case 'regexp':
      return `/${node.source}/${node.flags}`;
    case 'ref':
      return `↩ object #${node.id}`;
    case 'redacted':
      if (node.by === 'pattern') return quote(node.text);
      return `‹redacted ${node.size === undefined ? '' : `${node.size} `}${REDACTED_WORDS[node.type]}›`;
    case 'opaque':
      if (node.name === undefined) return `‹${OPAQUE_WORDS[node.type]}›`;
      // The name of a native object says what it is.
      return node.type === 'native' ? `‹${node.name}›` : `‹${OPAQUE_WORDS[node.type]} ${node.name}›`;
    case 'cut':
      if (node.of === 'string') return `${quote(node.v)}…`;
      if (node.of === 'regexp') return `/${node.v}…`;
      return node.of === 'bigint' ? '…n' : undefined;
    default:
      return undefined;
  }
}

const REDACTED_WORDS = {
  string: 'text',
  number: 'number',
  bigint: 'bigint',
  array: 'array',
  object: 'object',
  other: 'value',
};

const OPAQUE_WORDS = {
  function: 'function',
  symbol: 'symbol',
  proxy: 'proxy, not read',
  getter: 'getter, not read',
  promise: 'promise',
  weak: 'weak collection',
  native: 'native object',
  unreadable: 'could not be read',
};

function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? `Date(${milliseconds})` : date.toISOString();
}

/** A string as a JavaScript literal in double quotes, with every control and bidi character escaped. */
export function quote(text: string): string {
  return visibleText(JSON.stringify(text));
}
