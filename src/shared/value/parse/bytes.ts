/** Reads buffers and views: `new Uint8Array([1, 2])`, `new ArrayBuffer(8)`, `Uint8Array.from(atob("…"), …)`, `….buffer`. */

import type { CallExpression, Expression, NewExpression, SpreadElement } from 'acorn';
import { fromBase64, toBase64 } from '../base64';
import type { BytesType, EncodedBytes } from '../encodedValue';
import { problemAt } from './problem';

/** More has to be sent from code. */
const MAX_ZERO_BYTES = 64 * 1024 * 1024;

type View = ArrayBufferView & ArrayLike<number | bigint>;
interface ViewType {
  readonly BYTES_PER_ELEMENT: number;
  new (content: ArrayBufferLike | readonly (number | bigint)[]): View;
}

const VIEW_NAME = /^(?:(?:Int|Uint)(?:8|16|32)|Uint8Clamped|Float(?:16|32|64)|Big(?:Int|Uint)64)Array$/;

/** Undefined: it makes no bytes. */
export function readBytes(node: Expression): EncodedBytes | undefined {
  if (node.type === 'MemberExpression' && !node.computed && nameOf(node.property) === 'buffer') {
    const view = node.object.type === 'Super' ? undefined : readBytes(node.object);
    return view && { ...view, type: 'ArrayBuffer' };
  }
  if (node.type === 'NewExpression') return made(node, nameOf(node.callee));
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const type = nameOf(node.callee.object);
  if (type === undefined || !VIEW_NAME.test(type)) return undefined;
  return called(node, type, nameOf(node.callee.property));
}

function made(node: NewExpression, type: string | undefined): EncodedBytes | undefined {
  if (type === undefined) return undefined;
  if (type === 'SharedArrayBuffer') {
    throw problemAt(node, 'A SharedArrayBuffer can’t be sent.', 'Write an ArrayBuffer: new ArrayBuffer(8).');
  }
  if (type !== 'ArrayBuffer' && type !== 'DataView' && !VIEW_NAME.test(type)) return undefined;
  const [content, more] = node.arguments;
  if (more !== undefined) {
    throw problemAt(more, 'Only the whole of a buffer can be viewed here.', `Write its bytes: ${example(type)}.`);
  }
  if (content === undefined) return type === 'DataView' ? refused(node, type) : encoded(type, new Uint8Array(0));
  const length = lengthOf(content);
  if (length !== undefined && type !== 'DataView') return zeros(content, type, length);
  if (type === 'ArrayBuffer') return refused(content, type);
  if (type !== 'DataView' && content.type === 'ArrayExpression') return listed(type, content.elements, content);
  const buffer = content.type === 'SpreadElement' ? undefined : readBytes(content);
  if (buffer?.type !== 'ArrayBuffer') return refused(content, type);
  const size = type === 'DataView' ? 1 : viewType(content, type).BYTES_PER_ELEMENT;
  if (buffer.byteLength % size !== 0) {
    throw problemAt(
      content,
      `${buffer.byteLength} bytes make no whole elements of ${size} bytes.`,
      `Write a buffer of ${size}, ${2 * size}, … bytes.`,
    );
  }
  return { ...buffer, type: type as BytesType };
}

function called(node: CallExpression, type: string, method: string | undefined): EncodedBytes {
  if (method === 'of') return listed(type, node.arguments, node);
  const [content, mapper] = node.arguments;
  if (content === undefined) return refused(node, type);
  if (method === 'from' && mapper === undefined && content.type === 'ArrayExpression') {
    return listed(type, content.elements, content);
  }
  // The way to read base64 that every Electron has, and the new one.
  const text = method === 'from' ? encodedText(content) : method === 'fromBase64' ? content : undefined;
  if (type !== 'Uint8Array' || text?.type !== 'Literal' || typeof text.value !== 'string') return refused(node, type);
  const bytes = fromBase64(text.value);
  if (bytes === undefined) {
    throw problemAt(text, 'This is not valid base64.', 'Use the characters A–Z, a–z, 0–9, + and /, with = at the end.');
  }
  return encoded(type, bytes);
}

function encodedText(content: Expression | SpreadElement): Expression | SpreadElement | undefined {
  return content.type === 'CallExpression' && nameOf(content.callee) === 'atob' ? content.arguments[0] : undefined;
}

function zeros(node: Expression | SpreadElement, type: string, length: number): EncodedBytes {
  const bytes = length * (type === 'ArrayBuffer' ? 1 : viewType(node, type).BYTES_PER_ELEMENT);
  if (bytes > MAX_ZERO_BYTES) {
    throw problemAt(node, `${bytes} bytes are more than can be sent from here.`, 'Write at most 64 MB.');
  }
  return encoded(type, new Uint8Array(bytes));
}

function listed(
  type: string,
  elements: readonly (Expression | SpreadElement | null)[],
  node: Expression,
): EncodedBytes {
  const isBig = type.startsWith('Big');
  const numbers = elements.map((element) => {
    const number = element === null ? undefined : numberOf(element);
    if (typeof number === (isBig ? 'bigint' : 'number')) return number as number | bigint;
    const what = isBig ? 'numbers such as 1n' : 'numbers';
    throw problemAt(element ?? node, `A ${type} holds only ${what}.`, `Write ${example(type)}.`);
  });
  const view = new (viewType(node, type))(numbers);
  return encoded(type, new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}

function viewType(node: Expression | SpreadElement, type: string): ViewType {
  const found = (globalThis as Record<string, unknown>)[type];
  if (typeof found === 'function') return found as ViewType;
  throw problemAt(node, `This version of Electron has no ${type}.`, 'Write another typed array.');
}

function encoded(type: string, bytes: Uint8Array): EncodedBytes {
  return { $: 'bytes', type: type as BytesType, byteLength: bytes.length, base64: toBase64(bytes) };
}

function refused(node: Expression | SpreadElement, type: string): never {
  throw problemAt(node, `The bytes of a ${type} can’t be read here.`, `Write ${example(type)}.`);
}

function example(type: string): string {
  if (type === 'ArrayBuffer') return 'new ArrayBuffer(8) or new Uint8Array([1, 2]).buffer';
  if (type === 'DataView') return 'new DataView(new Uint8Array([1, 2]).buffer)';
  return type.startsWith('Big') ? `new ${type}([1n, 2n])` : `new ${type}([1, 2])`;
}

function lengthOf(node: Expression | SpreadElement): number | undefined {
  return node.type === 'Literal' && Number.isSafeInteger(node.value) ? (node.value as number) : undefined;
}

function numberOf(node: Expression | SpreadElement): number | bigint | undefined {
  if (node.type === 'Literal')
    return typeof node.value === 'number' || typeof node.value === 'bigint' ? node.value : undefined;
  if (node.type === 'Identifier') return node.name === 'NaN' ? NaN : node.name === 'Infinity' ? Infinity : undefined;
  if (node.type !== 'UnaryExpression' || node.operator !== '-') return undefined;
  const number = numberOf(node.argument);
  return number === undefined ? undefined : -number;
}

function nameOf(node: { readonly type: string; readonly name?: string }): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined;
}
