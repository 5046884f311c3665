/** How an encoded value is shown: its kind, a one-line preview, and its children for a tree. */

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

export interface ValueChild {
  /** As shown before the value: `name`, `0`, `key`, `[[backing buffer]]`. */
  readonly label: string;
  /** The label is a name of the inspector's, not a key of the app's. */
  readonly isSynthetic: boolean;
  readonly value: EncodedValue;
}

/** Number of characters of a preview, unless told. */
export const PREVIEW_LENGTH = 120;

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
      return node.name === undefined ? `‹${OPAQUE_WORDS[node.type]}›` : `‹${OPAQUE_WORDS[node.type]} ${node.name}›`;
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
  return JSON.stringify(text).replace(UNPRINTABLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// Characters that hide, or reorder what is around them: C1 controls, zero width, bidi marks and overrides, BOM.
const UNPRINTABLE = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Whether the node can be opened in a tree. */
export function hasChildren(node: EncodedValue): boolean {
  return childCount(node) > 0;
}

export function childCount(node: EncodedValue): number {
  if (typeof node !== 'object' || node === null) return 0;
  if (Array.isArray(node)) return node.length;
  if (!isTagged(node)) return Object.keys(node).length;
  switch (node.$) {
    case 'map':
    case 'set':
    case 'array':
    case 'object':
      return node.v.length;
    case 'error':
    case 'boxed':
      return childrenOf(node).length;
    case 'cut':
      return 'v' in node && typeof node.v !== 'string' ? node.v.length : 0;
    default:
      return 0;
  }
}

/**
 * The children of a node.
 *
 * @param start first child, for trees that show long containers page by page
 * @param end after the last child
 */
export function childrenOf(node: EncodedValue, start = 0, end = Number.POSITIVE_INFINITY): readonly ValueChild[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return elements(node, start, end);
  if (!isTagged(node)) return named(Object.entries(node).slice(start, end));
  switch (node.$) {
    case 'map':
      return pairs(node.v, start, end);
    case 'set':
      return elements(node.v, start, end);
    case 'array':
    case 'object':
      return named(node.v.slice(start, end));
    case 'boxed':
      return [synthetic('value', node.v)];
    case 'error': {
      const children = [synthetic('message', node.message)];
      if (node.stack !== undefined) children.push(synthetic('stack', node.stack));
      if (node.cause !== undefined) children.push(synthetic('cause', node.cause));
      return [...children, ...named(Object.entries(node.props ?? {}))];
    }
    case 'cut':
      switch (node.of) {
        case 'array':
        case 'set':
          return elements(node.v, start, end);
        case 'map':
          return pairs(node.v, start, end);
        case 'object':
        case 'sparseArray':
          return named(node.v.slice(start, end));
        default:
          return [];
      }
    default:
      return [];
  }
}

function elements(values: readonly EncodedValue[], start: number, end: number): ValueChild[] {
  return values.slice(start, end).map((value, i) => ({ label: String(start + i), isSynthetic: false, value }));
}

function named(entries: readonly (readonly [string, EncodedValue])[]): ValueChild[] {
  return entries.map(([label, value]) => ({ label, isSynthetic: false, value }));
}

function pairs(entries: readonly (readonly [EncodedValue, EncodedValue])[], start: number, end: number): ValueChild[] {
  return entries.slice(start, end).map(([key, value]) => ({ label: preview(key, 40), isSynthetic: true, value }));
}

function synthetic(label: string, value: EncodedValue): ValueChild {
  return { label, isSynthetic: true, value };
}

/**
 * One line that gives an idea of the value.
 *
 * @param maxLength about how many characters; never much longer, however large the value
 */
export function preview(node: EncodedValue, maxLength: number = PREVIEW_LENGTH): string {
  const writer = new PreviewWriter(maxLength);
  writer.write(node, 0);
  return writer.text;
}

/** A text, even if something in it is hidden. */
function isText(node: EncodedValue): boolean {
  return typeof node === 'string' || (isTagged(node) && node.$ === 'redacted' && node.by === 'pattern');
}

const MAX_PREVIEW_DEPTH = 3;

class PreviewWriter {
  text = '';

  constructor(private readonly maxLength: number) {}

  private get isFull(): boolean {
    return this.text.length >= this.maxLength;
  }

  write(node: EncodedValue, depth: number): void {
    const leaf = isText(node) ? this.shortString(textOf(node)) : leafText(node);
    if (leaf !== undefined) {
      this.text += leaf;
      return;
    }
    if (isTagged(node) && node.$ === 'error') {
      this.text += `${node.name}: ${this.shortString(textOf(node.message)).slice(1, -1)}`;
      return;
    }
    const marker = Array.isArray(node) ? '' : typeMarker(node);
    if (kindOf(node) === 'bytes') {
      this.text += marker;
      return;
    }
    this.text += marker === '' ? '' : `${marker} `;
    const isSparse = isTagged(node) && node.$ === 'array';
    const isList = (kindOf(node) === 'array' && !isSparse) || kindOf(node) === 'set';
    const [open, close] = kindOf(node) === 'array' ? ['[', ']'] : ['{', '}'];
    this.text += open;
    this.content(node, depth, isList);
    this.text += close;
  }

  private content(node: EncodedValue, depth: number, isList: boolean): void {
    const count = childCount(node);
    if (count === 0 && !isCut(node)) return;
    if (depth >= MAX_PREVIEW_DEPTH) {
      this.text += '…';
      return;
    }
    const shown = childrenOf(node, 0, 24);
    for (const [i, child] of shown.entries()) {
      if (this.isFull) {
        this.text += '…';
        return;
      }
      if (i > 0) this.text += ', ';
      if (!isList) this.text += `${child.label}${kindOf(node) === 'map' ? ' → ' : ': '}`;
      this.write(child.value, depth + 1);
    }
    if (count > shown.length || isCut(node)) this.text += ', …';
  }

  private shortString(text: string): string {
    const room = Math.max(16, this.maxLength - this.text.length);
    return text.length <= room ? quote(text) : `${quote(text.slice(0, room)).slice(0, -1)}…"`;
  }
}
