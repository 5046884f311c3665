/** Writes an encoded value as a JavaScript expression that recreates the recorded part of it. */

import { fromBase64 } from './base64';
import type { EncodedError, EncodedPair, EncodedValue, TaggedValue } from './encodedValue';
import { isTagged } from './encodedValue';
import { describeCut, describeRedaction, leafText, quote, textOf } from './inspect';

/**
 * What can't be written (references, functions, what was cut or hidden) stands there as a comment, on `null` where a value
 * is needed.
 *
 * @param objectPaths where the objects stand that references name, by number
 */
export function toJavaScript(value: EncodedValue, objectPaths: readonly string[] = []): string {
  return new CommentingWriter(objectPaths).write(value, '');
}

/** Whatever fits is written on one line of this many characters. */
const LINE_WIDTH = 100;
/** Bytes of a view that are written as numbers; more are written as base64. */
const MAX_LISTED_BYTES = 64;
const ERROR_CLASSES = ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];

/** Writes all but what was not recorded, and what stands elsewhere. */
export abstract class JavaScriptWriter {
  /** A value that names an object by its number. */
  protected abstract reference(id: number): string;

  /** Something of which nothing was recorded. */
  protected abstract missing(note: string): string;

  /** A text of which a part was recorded. */
  protected abstract cutText(text: string, note: string): string;

  /** Says at the end of a list, or of the properties of an object, that there was more; empty: `after` does. */
  protected abstract rest(note: string): string;

  /** Says after an expression that there was more. */
  protected abstract after(note: string): string;

  /** What a compiler has to know of a Map's content. */
  protected mapType(_pairs: readonly EncodedPair[]): string {
    return '';
  }

  /** @param indent of the line that the value begins in */
  write(value: EncodedValue, indent: string): string {
    if (Object.is(value, -0)) return '-0';
    if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
    if (typeof value === 'string') return quote(value);
    if (Array.isArray(value)) return this.list('[', value, ']', indent);
    if (isTagged(value)) return this.tagged(value, indent);
    return this.object(Object.entries(value), indent);
  }

  private tagged(value: TaggedValue, indent: string): string {
    switch (value.$) {
      case 'undefined':
        return 'undefined';
      case 'number':
        return value.v;
      case 'bigint':
        return `${value.v}n`;
      case 'date':
        return dateText(value.v);
      case 'regexp':
        return `new RegExp(${quote(value.source)}, ${quote(value.flags)})`;
      case 'boxed':
        return `Object(${this.write(value.v, indent)})`;
      case 'map':
        return this.map(value.v, indent);
      case 'set':
        return value.v.length === 0 ? 'new Set()' : this.list('new Set([', value.v, '])', indent);
      case 'array':
        return `Object.assign(new Array(${value.length}), ${this.object(value.v, indent)})`;
      case 'object':
        return this.object(value.v, indent);
      case 'bytes':
        return bytesText(value.type, value.base64);
      case 'error':
        return this.error(value, indent);
      case 'ref':
        return this.reference(value.id);
      case 'cut':
        return this.cut(value, indent);
      case 'redacted':
        return this.hidden(textOf(value), describeRedaction(value) ?? 'redacted');
      default:
        return this.missing(leafText(value) ?? 'unknown');
    }
  }

  private cut(value: Extract<TaggedValue, { $: 'cut' }>, indent: string): string {
    const note = describeCut(value) ?? 'cut';
    switch (value.of) {
      case 'string':
        return this.cutText(value.v, note);
      case 'regexp':
        return `new RegExp(${this.cutText(value.v, note)})`;
      case 'bytes':
        return bytesText(value.type, value.base64) + this.after(note);
      case 'array':
        return this.list('[', value.v, ']', indent, note);
      case 'map':
        return this.map(value.v, indent, note);
      case 'set':
        return this.list('new Set([', value.v, '])', indent, note);
      case 'object':
      case 'sparseArray':
        return this.object(value.v, indent, note);
      default:
        return this.missing(note);
    }
  }

  private hidden(text: string, note: string): string {
    return text === '' ? this.missing(note) : this.cutText(text, note);
  }

  private error({ name, message, cause, props }: EncodedError, indent: string): string {
    const options = cause === undefined ? '' : `, { cause: ${this.write(cause, indent)} }`;
    const known = ERROR_CLASSES.includes(name);
    const made = `new ${known ? name : 'Error'}(${this.write(message, indent)}${options})`;
    const own: [string, EncodedValue][] = [
      ...(known ? [] : [['name', name] as [string, string]]),
      ...Object.entries(props ?? {}),
    ];
    return own.length === 0 ? made : `Object.assign(${made}, ${this.object(own, indent)})`;
  }

  private map(pairs: readonly EncodedPair[], indent: string, note?: string): string {
    if (pairs.length === 0 && note === undefined) return `new Map${this.mapType(pairs)}()`;
    const entries = pairs.map((pair): EncodedValue => pair);
    return this.list(`new Map${this.mapType(pairs)}([`, entries, '])', indent, note);
  }

  protected list(open: string, values: readonly EncodedValue[], close: string, indent: string, note?: string): string {
    const inner = `${indent}  `;
    const items = values.map((value) => this.write(value, inner));
    return this.container(open, items, close, indent, note);
  }

  private object(entries: readonly (readonly [string, EncodedValue])[], indent: string, note?: string): string {
    const inner = `${indent}  `;
    const items = entries.map(([key, value]) => `${propertyName(key)}: ${this.write(value, inner)}`);
    if (items.length === 0 && note === undefined) return '{}';
    return this.container('{ ', items, ' }', indent, note);
  }

  private container(open: string, items: string[], close: string, indent: string, note: string | undefined): string {
    const rest = note === undefined ? '' : this.rest(note);
    const all = rest === '' ? items : [...items, rest];
    const after = note === undefined || rest !== '' ? '' : this.after(note);
    const length = all.reduce((sum, item) => sum + item.length + 2, indent.length + open.length + close.length);
    if (length <= LINE_WIDTH && !all.some((item) => item.includes('\n'))) {
      return `${all.length === 0 ? open.trim() + close.trim() : open + all.join(', ') + close}${after}`;
    }
    return `${open.trim()}\n${all.map((item) => `${indent}  ${item},\n`).join('')}${indent}${close.trim()}${after}`;
  }
}

/** For reading, and for running where what is missing does not matter. */
class CommentingWriter extends JavaScriptWriter {
  constructor(private readonly objectPaths: readonly string[]) {
    super();
  }

  protected override reference(id: number): string {
    return this.missing(`the same as ${this.objectPaths[id] ?? `object #${id}`}`);
  }

  protected override missing(note: string): string {
    return `null${this.after(note)}`;
  }

  protected override cutText(text: string, note: string): string {
    return quote(text) + this.after(note);
  }

  protected override rest(): string {
    return '';
  }

  protected override after(note: string): string {
    return ` /* ${note.replaceAll('*/', '* /')} */`;
  }
}

/** `__proto__: x` would set the prototype. */
function propertyName(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}

function dateText(milliseconds: number | null): string {
  if (milliseconds === null) return 'new Date(NaN)';
  const date = new Date(milliseconds);
  // A file can hold a time that no date can.
  return Number.isNaN(date.getTime()) ? `new Date(${milliseconds})` : `new Date(${quote(date.toISOString())})`;
}

function bytesText(type: string, base64: string): string {
  const numbers = listedNumbers(type, base64);
  if (numbers !== undefined) return `new ${type}(${numbers.length === 0 ? '' : `[${numbers}]`})`;
  const list = `Uint8Array.from(atob(${quote(base64)}), (c) => c.charCodeAt(0))`;
  if (type === 'Uint8Array') return list;
  return type.endsWith('ArrayBuffer') ? `${list}.buffer` : `new ${type}(${list}.buffer)`;
}

interface NumericView {
  readonly BYTES_PER_ELEMENT: number;
  new (source: ArrayBufferLike | readonly (number | bigint)[]): ArrayLike<number | bigint> & ArrayBufferView;
}

/** The elements of a short typed array; undefined where numbers don't say all. */
function listedNumbers(type: string, base64: string): string | undefined {
  if (!type.endsWith('Array') || base64.length > (MAX_LISTED_BYTES * 4) / 3) return undefined;
  const bytes = fromBase64(base64);
  const View = (globalThis as Record<string, unknown>)[type] as NumericView | undefined;
  // Float16Array is younger than some readers; a cut may end within an element.
  if (bytes === undefined || View === undefined || bytes.length % View.BYTES_PER_ELEMENT !== 0) return undefined;
  const numbers = Array.from(new View(bytes.buffer), (number) => (Number.isNaN(number) ? Number.NaN : number));
  // Many bits are not a number, and `NaN` makes one of them.
  const made = new Uint8Array(new View(numbers).buffer);
  if (made.some((byte, i) => byte !== bytes[i])) return undefined;
  const numberText = (number: number | bigint): string =>
    typeof number === 'bigint' ? `${number}n` : Object.is(number, -0) ? '-0' : String(number);
  return numbers.map(numberText).join(', ');
}
