/** Writes an encoded value as a JavaScript expression that makes it again, as far as it was recorded. */

import { type EncodedError, type EncodedValue, isTagged, type TaggedValue } from './encodedValue';
import { describeCut, describeRedaction, leafText, quote, textOf } from './inspect';

/**
 * What can't be written (references, functions, what was cut or hidden) stands there as a comment, on `null` where a value
 * is needed.
 *
 * @param objectPaths where the objects stand that references name, by number
 */
export function toJavaScript(value: EncodedValue, objectPaths: readonly string[] = []): string {
  return new Writer(objectPaths).write(value, '');
}

const ERROR_CLASSES = ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];

class Writer {
  constructor(private readonly objectPaths: readonly string[]) {}

  /** @param indent of the line that the value begins in */
  write(value: EncodedValue, indent: string): string {
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
        // A sign can't stand before a hexadecimal literal's digits otherwise.
        return `${value.v}n`;
      case 'date':
        return value.v === null ? 'new Date(NaN)' : `new Date(${quote(new Date(value.v).toISOString())})`;
      case 'regexp':
        return `new RegExp(${quote(value.source)}, ${quote(value.flags)})`;
      case 'boxed':
        return `Object(${this.write(value.v, indent)})`;
      case 'map':
        return this.list('new Map([', value.v, '])', indent);
      case 'set':
        return this.list('new Set([', value.v, '])', indent);
      case 'array':
        return `Object.assign(new Array(${value.length}), ${this.object(value.v, indent)})`;
      case 'object':
        return this.object(value.v, indent);
      case 'bytes':
        return bytes(value.type, value.base64);
      case 'error':
        return this.error(value, indent);
      case 'ref':
        return `null ${comment(`the same as ${this.objectPaths[value.id] ?? `object #${value.id}`}`)}`;
      case 'cut':
        return this.cut(value, indent);
      case 'redacted': {
        const text = textOf(value);
        return `${text === '' ? 'null' : quote(text)} ${comment(describeRedaction(value) ?? 'redacted')}`;
      }
      default:
        return `null ${comment(leafText(value) ?? 'unknown')}`;
    }
  }

  private cut(value: Extract<TaggedValue, { $: 'cut' }>, indent: string): string {
    const note = ` ${comment(describeCut(value) ?? 'cut')}`;
    switch (value.of) {
      case 'string':
        return quote(value.v) + note;
      case 'regexp':
        return `new RegExp(${quote(value.v)})${note}`;
      case 'bytes':
        return bytes(value.type, value.base64) + note;
      case 'array':
        return this.list('[', value.v, ']', indent) + note;
      case 'map':
        return this.list('new Map([', value.v, '])', indent) + note;
      case 'set':
        return this.list('new Set([', value.v, '])', indent) + note;
      case 'object':
      case 'sparseArray':
        return this.object(value.v, indent) + note;
      default:
        return `null${note}`;
    }
  }

  private error({ name, message, cause, props }: EncodedError, indent: string): string {
    const options = cause === undefined ? '' : `, { cause: ${this.write(cause, indent)} }`;
    const known = ERROR_CLASSES.includes(name);
    const made = `new ${known ? name : 'Error'}(${quote(textOf(message) || String(message))}${options})`;
    const own: [string, EncodedValue][] = [
      ...(known ? [] : [['name', name] as [string, string]]),
      ...Object.entries(props ?? {}),
    ];
    return own.length === 0 ? made : `Object.assign(${made}, ${this.object(own, indent)})`;
  }

  private list(open: string, values: readonly EncodedValue[], close: string, indent: string): string {
    if (values.length === 0) return open + close;
    const inner = `${indent}  `;
    return `${open}\n${values.map((value) => `${inner}${this.write(value, inner)},\n`).join('')}${indent}${close}`;
  }

  private object(entries: readonly (readonly [string, EncodedValue])[], indent: string): string {
    if (entries.length === 0) return '{}';
    const inner = `${indent}  `;
    const lines = entries.map(([key, value]) => `${inner}${propertyName(key)}: ${this.write(value, inner)},\n`);
    return `{\n${lines.join('')}${indent}}`;
  }
}

/** `__proto__: x` would set the prototype. */
function propertyName(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}

function bytes(type: string, base64: string): string {
  const list = `Uint8Array.from(atob(${quote(base64)}), (c) => c.charCodeAt(0))`;
  if (type === 'Uint8Array') return list;
  return type.endsWith('ArrayBuffer') ? `${list}.buffer` : `new ${type}(${list}.buffer)`;
}

function comment(text: string): string {
  return `/* ${text.replaceAll('*/', '* /')} */`;
}
