// Writes any value as one line of text that keeps what structured clone keeps and what it loses: types, classes, holes,
// cycles, shared references. Used in main, in renderers and in utility processes, so that both ends describe alike.
// Never runs a getter or a proxy's trap: scenarios count those.

const { types } = require('node:util');

const LONGEST_TEXT = 160;
const MOST_BYTES = 48;

module.exports = { describe, typeOf };

/** The value as text. Objects met more than once are numbered where they are first met: `#1=[#1]` is a cycle. */
function describe(value) {
  const visits = new Map();
  countVisits(value, visits);
  const numbers = new Map();
  return write(value, visits, numbers);
}

function countVisits(root, visits) {
  // Not recursive: values may nest deeper than the stack allows.
  const waiting = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (!isContainer(value)) continue;
    const count = visits.get(value) ?? 0;
    visits.set(value, count + 1);
    if (count === 0) for (const part of partsOf(value)) waiting.push(...part.values);
  }
}

function write(value, visits, numbers) {
  if (!isContainer(value)) return writePrimitive(value);
  const number = numbers.get(value);
  if (number !== undefined) return `#${number}`;
  let mark = '';
  if (visits.get(value) > 1) {
    numbers.set(value, numbers.size + 1);
    mark = `#${numbers.size}=`;
  }
  const [open, close] = bracketsOf(value);
  const parts = partsOf(value).map(({ label, values }) => {
    const texts = values.map((content) => write(content, visits, numbers));
    return label + texts.join(' => ');
  });
  return `${mark}${headOf(value)}${open}${parts.join(', ')}${close}`;
}

function isContainer(value) {
  return typeof value === 'object' && value !== null && !types.isProxy(value);
}

function writePrimitive(value) {
  switch (typeof value) {
    case 'string':
      return writeText(value);
    case 'bigint':
      return `${value}n`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'symbol':
      return String(value);
    case 'function':
      return `<function ${nameOf(value)}>`;
    case 'object':
      return value === null ? 'null' : '<proxy>';
    default:
      return String(value);
  }
}

/** Of a proxy, too: methods that are observed are proxies (docs/capture.md). */
function nameOf(value) {
  try {
    return value.name;
  } catch {
    return 'whose name cannot be read';
  }
}

function writeText(text) {
  if (text.length <= LONGEST_TEXT) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, 20))}…(${text.length} characters, hash ${hashOf(text)})`;
}

/** Of an object: its class, and what is in its internal slots. */
function headOf(value) {
  const type = typeOf(value);
  if (Array.isArray(value)) return type === 'Array' ? '' : type;
  if (types.isDate(value)) return `${type}(${Date.prototype.getTime.call(value)})`;
  if (types.isRegExp(value)) return `${type}(${RegExp.prototype.toString.call(value)}, lastIndex ${value.lastIndex})`;
  if (types.isBoxedPrimitive(value)) return `${type}(${writePrimitive(value.valueOf())})`;
  if (types.isAnyArrayBuffer(value)) return `${type}(${writeBytes(new Uint8Array(value))})`;
  if (ArrayBuffer.isView(value)) return `${type}(${writeView(value)})`;
  return type === 'Object' ? '' : type;
}

function typeOf(value) {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null) return 'null-prototype';
  const ownClass = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof ownClass === 'function' ? ownClass.name : 'classless';
}

function writeView(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const backing = view.buffer.byteLength;
  return backing === view.byteLength ? writeBytes(bytes) : `${writeBytes(bytes)} of ${backing}`;
}

function writeBytes(bytes) {
  if (bytes.length <= MOST_BYTES) return bytes.join(' ');
  return `${bytes.subarray(0, 8).join(' ')}…${bytes.length} bytes, hash ${hashOf(bytes)}`;
}

function bracketsOf(value) {
  return Array.isArray(value) ? ['[', ']'] : ['{', '}'];
}

/** What an object contains, each with what to write before it. */
function partsOf(value) {
  if (types.isMap(value)) return [...mapParts(value), ...propertyParts(value)];
  if (types.isSet(value)) return [...setParts(value), ...propertyParts(value)];
  if (types.isNativeError(value)) return errorParts(value);
  if (Array.isArray(value)) return arrayParts(value);
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return [];
  if (types.isStringObject(value)) return [];
  return propertyParts(value).filter(({ key }) => !(types.isRegExp(value) && key === 'lastIndex'));
}

function mapParts(map) {
  const parts = [];
  Map.prototype.forEach.call(map, (content, key) => parts.push({ label: '', values: [key, content] }));
  return parts;
}

function setParts(set) {
  const parts = [];
  Set.prototype.forEach.call(set, (element) => parts.push({ label: '', values: [element] }));
  return parts;
}

function arrayParts(array) {
  const parts = [];
  for (let index = 0; index < array.length; index++) {
    const descriptor = Object.getOwnPropertyDescriptor(array, index);
    if (descriptor === undefined) parts.push({ label: '<hole>', values: [] });
    else if ('value' in descriptor) parts.push({ label: '', values: [descriptor.value] });
    else parts.push({ label: '<getter>', values: [] });
  }
  const isIndex = (key) => typeof key === 'string' && /^\d+$/.test(key);
  return [...parts, ...propertyParts(array).filter(({ key }) => !isIndex(key) && key !== 'length')];
}

/** Stacks differ in their frames, and their text in nothing else: only their presence counts. */
function errorParts(error) {
  const parts = propertyParts(error).map((part) =>
    part.key === 'stack'
      ? { ...part, label: part.values.length === 0 ? 'stack' : `stack: ${typeof part.values[0]}`, values: [] }
      : part,
  );
  if (!Object.hasOwn(error, 'name')) parts.push({ label: 'inherited name: ', values: [error.name] });
  return parts;
}

function propertyParts(value) {
  return Reflect.ownKeys(value).map((key) => {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    const label = `${typeof key === 'symbol' ? `[${String(key)}]` : key}: `;
    if (!('value' in descriptor)) return { key, label: `${label}<getter>`, values: [] };
    return { key, label, values: [descriptor.value] };
  });
}

/** FNV-1a of characters or bytes. */
function hashOf(items) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < items.length; i++) {
    const item = typeof items === 'string' ? items.charCodeAt(i) : items[i];
    hash = Math.imul(hash ^ item, 0x01000193) >>> 0;
  }
  return hash.toString(16);
}
