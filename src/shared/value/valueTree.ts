/** An encoded value as a tree: the children of a node, and one line that gives an idea of all of it. */

import { type EncodedValue, isTagged } from './encodedValue';
import { isCut, kindOf, leafText, quote, textOf, typeMarker } from './inspect';

export interface ValueChild {
  /** As shown before the value: `name`, `0`, `key`, `[[backing buffer]]`. */
  readonly label: string;
  /** The label is a name of the inspector's, not a key of the app's. */
  readonly isSynthetic: boolean;
  readonly value: EncodedValue;
}

/** Number of characters of a preview, unless told. */
const PREVIEW_LENGTH = 120;

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
