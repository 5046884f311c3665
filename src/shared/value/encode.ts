/**
 * Turns values that cross (or are about to cross) an IPC boundary into encoded values, within a budget.
 *
 * It runs in the target's main process, on its hot path, so it works in two steps. `encode` takes a snapshot
 * at once, because handlers may mutate what they are given: objects are copied with native spreads, strings are
 * shared. `seal`, later, off the path, resolves shared references; looking every object up in a Map at once
 * would double the cost (docs/benchmarks.md). Cycles are found by depth: a value that nests deeper than
 * `FAST_DEPTH`, or does not fit the budget, is encoded again with every object looked up.
 *
 * Built-ins are taken at load, before any code of the app could replace them. Nothing here ever throws, runs
 * a getter or an overridden method, or triggers a proxy's trap: what would do so is left unread.
 */

import { DEFAULT_SETTINGS } from '../link/captureSettings';
import { findHiddenPlaces, type HiddenPlaces, type ObjectReader } from '../redaction/pathRules';
import type { Redaction } from '../redaction/redactor';
import type { TextRules } from '../redaction/textRules';
import type { Builtins } from './builtins';
import {
  type BytesType,
  type CutReason,
  type CutText,
  type EncodedPair,
  type EncodedValue,
  type OpaqueType,
  type RedactedType,
  type SizeClass,
  TAG,
} from './encodedValue';
import { maskTexts } from './maskTexts';
import { stringify } from './stringify';

export interface EncodeLimits {
  /** Roughly the bytes of JSON that may be kept of one value. */
  readonly maxBytes: number;
  /** Objects nested deeper are cut. At most 400, so that no reader's stack is at risk. */
  readonly maxDepth: number;
}

export const DEFAULT_LIMITS: EncodeLimits = { maxBytes: DEFAULT_SETTINGS.maxPayloadBytes, maxDepth: 200 };

/**
 * Where a value comes from: `received` values were just deserialized, so they cannot hold getters, proxies
 * or functions; `app` values were made by the app's code and can hold anything.
 */
export type ValueOrigin = 'received' | 'app';

/** A snapshot; `seal` makes the encoded value of it. */
export interface Encoding {
  /** The encoded value, except that shared references still stand as copies, and that texts are not yet masked. */
  readonly node: EncodedValue;
  /** Approximate size of the structured clone, cut parts of known size included. */
  readonly sizeBytes: number;
  /** Something was cut: `sizeBytes` may be less than the truth. */
  readonly truncated: boolean;
  /** The objects in the order of their numbers; empty where references are already resolved. */
  readonly objects: readonly object[];
  /** The node of each object, in the same order. */
  readonly nodes: readonly EncodedValue[];
  /** Nodes within `node` that carry much base64; see writeSealed.ts. */
  readonly blobs: readonly BlobNode[];
  /** What is to be masked in texts before anything leaves this process. */
  readonly texts: TextRules | undefined;
  /** Texts that were cut, with more of them than was kept, so that nothing that is to be masked is cut in two. */
  readonly cutTexts: CutTextRest[];
}

interface CutTextRest {
  readonly node: { v: string };
  readonly longer: string;
}

/** A `bytes` node, or a cut one. */
export interface BlobNode {
  base64: string;
}

export interface Encoder {
  /**
   * Never throws, whatever the value.
   *
   * @param redaction what must not stand in the encoded value
   */
  encode(value: unknown, origin: ValueOrigin, limits: EncodeLimits, redaction?: Redaction): Encoding;
}

const FAST_DEPTH = 16;
/** An object of more keys is copied key by key, so that the budget can stop it. */
const MAX_SPREAD_KEYS = 512;
/** Base64 from this length on is kept out of JSON.stringify. */
const BLOB_LENGTH = 1024;
/** Bytes of an element, key or pair apart from its content. */
const ELEMENT_BYTES = 2;
/** Kept of a cut text beyond the cut, until it is masked. */
const CUT_OVERLAP = 1024;

const {
  keys,
  getPrototypeOf,
  getOwnPropertyDescriptor,
  getOwnPropertySymbols,
  hasOwn,
  prototype: objectPrototype,
} = Object;
const { isArray } = Array;
const { isNaN: isNotANumber } = Number;
const { apply } = Reflect;
const { isView } = ArrayBuffer;
const { slice: arraySlice } = Array.prototype;
const lookupGetter = (
  objectPrototype as unknown as { __lookupGetter__: (this: object, key: string | number) => unknown }
).__lookupGetter__;
const getTime = Date.prototype.getTime;
const mapForEach = Map.prototype.forEach;
const mapGet = Map.prototype.get;
const setForEach = Set.prototype.forEach;
const mapSize = getterOf(Map.prototype, 'size');
const setSize = getterOf(Set.prototype, 'size');
const regExpSource = getterOf(RegExp.prototype, 'source');
/** In the order in which `flags` has them; that getter itself asks the object, which may be of a subclass. */
const regExpFlags = (
  [
    ['d', 'hasIndices'],
    ['g', 'global'],
    ['i', 'ignoreCase'],
    ['m', 'multiline'],
    ['s', 'dotAll'],
    ['u', 'unicode'],
    ['v', 'unicodeSets'],
    ['y', 'sticky'],
  ] as const
).flatMap(([flag, name]) => {
  const getter = getterOf(RegExp.prototype, name);
  return getter === undefined ? [] : [{ flag, getter }];
});
/** V8's own, where `stack` is an accessor. */
const stackGetter = getterOf(new Error(), 'stack');
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
const bigIntToString = BigInt.prototype.toString;
const valueOfBoxed = [
  Number.prototype.valueOf,
  String.prototype.valueOf,
  Boolean.prototype.valueOf,
  BigInt.prototype.valueOf,
];
const LARGE_BIGINT = 1n << 256n;

type MutableNode = Record<string, EncodedValue>;
type NamedEntry = [string, EncodedValue];

export function createEncoder(builtins: Builtins): Encoder {
  return {
    encode(value, origin, limits, redaction = NO_REDACTION) {
      const places = hiddenPlaces(value, redaction, builtins);
      const fast = new Snapshot(builtins, origin, limits, undefined, redaction, places);
      const node = fast.encode(value, 0);
      if (!fast.truncated) return fast.finish(node);
      const exact = new Snapshot(builtins, origin, limits, new Map(), redaction, places);
      return exact.finish(exact.encode(value, 0));
    },
  };
}

const NO_REDACTION: Redaction = { keys: undefined, paths: [], texts: undefined };

function hiddenPlaces(value: unknown, { paths }: Redaction, builtins: Builtins): HiddenPlaces | undefined {
  if (paths.length === 0) return undefined;
  const reader: ObjectReader = {
    namesOf(holder) {
      if (builtins.isProxy(holder)) return undefined;
      return builtins.isMap(holder) ? stringKeysOf(holder as Map<unknown, unknown>) : keys(holder);
    },
    read: (holder, name) =>
      builtins.isMap(holder) ? apply(mapGet, holder, [name]) : getOwnPropertyDescriptor(holder, name)?.value,
  };
  return findHiddenPlaces(value, paths, reader);
}

function stringKeysOf(map: Map<unknown, unknown>): string[] {
  const names: string[] = [];
  const addName = (_content: unknown, key: unknown): void => {
    if (typeof key === 'string') names.push(key);
  };
  apply(mapForEach, map, [addName]);
  return names;
}

/** One walk over one value. */
class Snapshot {
  truncated = false;
  private sizeBytes = 0;
  private budget: number;
  private readonly maxDepth: number;
  private readonly isApp: boolean;
  private readonly objects: object[] = [];
  private readonly nodes: EncodedValue[] = [];
  private readonly blobs: BlobNode[] = [];
  private readonly cutTexts: CutTextRest[] = [];
  private readonly keyRules: Redaction['keys'];
  private readonly texts: TextRules | undefined;
  /** The next array is a list of header names and values in turn. */
  private isNextFlat = false;

  constructor(
    private readonly builtins: Builtins,
    origin: ValueOrigin,
    limits: EncodeLimits,
    /** Number of each object met, in the exact walk; undefined in the fast one. */
    private readonly seen: Map<object, number> | undefined,
    redaction: Redaction,
    /** What rules for places hide. */
    private readonly places: HiddenPlaces | undefined,
  ) {
    this.keyRules = redaction.keys;
    this.texts = redaction.texts;
    this.budget = limits.maxBytes;
    this.maxDepth = seen === undefined ? Math.min(FAST_DEPTH, limits.maxDepth) : limits.maxDepth;
    this.isApp = origin === 'app';
  }

  finish(node: EncodedValue): Encoding {
    const { sizeBytes, truncated, objects, nodes, blobs, texts, cutTexts } = this;
    return { node, sizeBytes, truncated, objects, nodes, blobs, texts, cutTexts };
  }

  encode(value: unknown, depth: number): EncodedValue {
    switch (typeof value) {
      case 'string':
        return this.string(value);
      case 'number':
        this.spend(8);
        return isPlainNumber(value) ? value : { $: 'number', v: specialNumber(value) };
      case 'boolean':
        this.spend(4);
        return value;
      case 'undefined':
        this.spend(4);
        return { $: 'undefined' };
      case 'bigint':
        return this.bigint(value);
      case 'object':
        if (value !== null) return this.object(value, depth);
        this.spend(4);
        return null;
      case 'function':
        return this.opaque('function', this.functionName(value));
      default:
        return this.opaque('symbol');
    }
  }

  private spend(bytes: number): void {
    this.sizeBytes += bytes;
    this.budget -= bytes;
  }

  private string(text: string): string | CutText {
    const { length } = text;
    this.sizeBytes += length + ELEMENT_BYTES;
    this.budget -= length + ELEMENT_BYTES;
    if (this.budget >= 0) return text;
    this.truncated = true;
    const kept = Math.max(0, length + this.budget);
    this.budget = Math.min(this.budget, -1);
    const node = { $: 'cut', of: 'string', length, v: text.slice(0, kept) } as const;
    if (this.texts !== undefined && kept > 0) this.cutTexts.push({ node, longer: text.slice(0, kept + CUT_OVERLAP) });
    return node;
  }

  /** Stands for something that a rule hides. Nothing of it is read. */
  private redacted(value: unknown, by: 'key' | 'path', rule: string): EncodedValue {
    if (typeof value === 'string') {
      const { size, bytes } = sizeClass(value.length);
      this.spend(bytes);
      return { $: 'redacted', by, rule, type: 'string', size };
    }
    this.spend(8);
    return { $: 'redacted', by, rule, type: this.redactedType(value) };
  }

  private redactedType(value: unknown): RedactedType {
    switch (typeof value) {
      case 'number':
        return 'number';
      case 'bigint':
        return 'bigint';
      case 'object':
        return !this.builtins.isProxy(value as object) && isArray(value) ? 'array' : 'object';
      default:
        return 'other';
    }
  }

  /**
   * What stands under a name: encoded, or a mark in its place.
   *
   * @param holder an object of plain data that the name belongs to: the value of the app, or a copy of it
   * @param places names that are hidden because of where the object stands
   */
  private named(
    name: string,
    content: unknown,
    holder: object,
    places: ReadonlyMap<string, string> | undefined,
    depth: number,
  ): EncodedValue {
    if (mayBeHidden(content)) {
      const rule = places?.get(name);
      if (rule !== undefined) return this.redacted(content, 'path', rule);
      const { keyRules } = this;
      if (keyRules !== undefined) {
        const keyRule = keyRules(name) || (name === 'value' ? this.ruleOfPair(holder, keyRules) : '');
        if (keyRule !== '') return this.redacted(content, 'key', keyRule);
        if (name === 'rawHeaders') this.isNextFlat = true;
      }
    }
    return this.encode(content, depth);
  }

  /** `{ name: 'Cookie', value }` names what it holds beside it; a cookie as Electron and browsers list them is one whole. */
  private ruleOfPair(holder: object, keyRules: NonNullable<Redaction['keys']>): string {
    if (hasOwn(holder, 'httpOnly')) return keyRules('cookie');
    for (const key of PAIR_NAME_KEYS) {
      const name: unknown = getOwnPropertyDescriptor(holder, key)?.value;
      const rule = typeof name === 'string' ? keyRules(name) : '';
      if (rule !== '') return rule;
    }
    return '';
  }

  private bigint(value: bigint): EncodedValue {
    const isLarge = value > LARGE_BIGINT || value < -LARGE_BIGINT;
    if (!isLarge) {
      const text = apply(bigIntToString, value, []);
      this.spend(text.length);
      return { $: 'bigint', v: text };
    }
    // Hexadecimal takes linear time, decimal does not.
    const digits = apply(bigIntToString, value, [16]);
    this.spend(digits.length);
    if (this.budget < 0) {
      this.truncated = true;
      return { $: 'cut', of: 'bigint', length: digits.length };
    }
    return { $: 'bigint', v: value < 0n ? `-0x${digits.slice(1)}` : `0x${digits}` };
  }

  private opaque(type: OpaqueType, name?: string): EncodedValue {
    this.spend(8);
    return name === undefined ? { $: 'opaque', type } : { $: 'opaque', type, name };
  }

  private object(value: object, depth: number): EncodedValue {
    if (this.isApp && this.builtins.isProxy(value)) return this.opaque('proxy');
    if (this.seen !== undefined) {
      const id = this.seen.get(value);
      if (id !== undefined) {
        this.spend(8);
        return { $: 'ref', id };
      }
      this.seen.set(value, this.seen.size);
    }
    const index = this.objects.length;
    this.objects.push(value);
    this.nodes.push(null);
    let node: EncodedValue;
    try {
      node = this.container(value, depth);
    } catch {
      // A revoked proxy in a prototype chain, a destroyed native object: reading it is what failed.
      node = this.opaque('unreadable');
      // Its content is not written, so it must not be counted either.
      this.nodes.length = index + 1;
      for (const dropped of this.objects.splice(index + 1)) this.seen?.delete(dropped);
    }
    this.nodes[index] = node;
    return node;
  }

  private container(value: object, depth: number): EncodedValue {
    this.spend(ELEMENT_BYTES);
    if (isArray(value)) {
      return this.isTooDeep(depth) ? this.cutEntirely('array', value.length) : this.array(value, depth);
    }
    const prototype = getPrototypeOf(value);
    if (prototype === objectPrototype || prototype === null) return this.plainObject(value, depth);
    return this.builtin(value, depth) ?? this.instance(value, depth);
  }

  /** An object of a class. The deserializer makes none, so a received one is native (a NativeImage). */
  private instance(value: object, depth: number): EncodedValue {
    return this.isApp ? this.plainObject(value, depth) : this.opaque('native');
  }

  private isTooDeep(depth: number): boolean {
    if (depth < this.maxDepth) return false;
    this.truncated = true;
    // A fast walk is given up: what it met may be a cycle, around which it would go until the budget ends.
    if (this.seen === undefined) this.budget = -1;
    return true;
  }

  private cutEntirely(of: 'array' | 'map' | 'set', length: number): EncodedValue {
    return { $: 'cut', of, length, v: [], reason: 'depth' };
  }

  private array(value: readonly unknown[], depth: number): EncodedValue {
    const { length } = value;
    if (hasOwn(value, 'index')) return this.sparseArray(value, depth); // The result of a RegExp match.
    // `['Authorization', '…']`, and lists of such.
    const isOfPairs = this.keyRules !== undefined && (length === 2 || this.isNextFlat);
    this.isNextFlat = false;
    const places = this.places?.get(value);
    const affordable = Math.floor(this.budget / ELEMENT_BYTES) + 1;
    if (length > affordable) return this.partOfArray(value, affordable, depth);
    if (this.isApp && hasElementGetter(value, length)) return this.sparseArray(value, depth);
    const copy = this.copyOfArray(value) as EncodedValue[];
    for (let i = 0; i < length; i++) {
      const element: unknown = copy[i];
      if (element === undefined && !hasOwn(value, i)) return this.sparseArray(value, depth);
      this.budget -= ELEMENT_BYTES;
      const rule = isOfPairs && i % 2 === 1 ? this.ruleOfElement(copy[i - 1], element) : '';
      const node =
        rule !== ''
          ? this.redacted(element, 'key', rule)
          : places === undefined
            ? this.encode(element, depth + 1)
            : this.named(String(i), element, value, places, depth + 1);
      if (node !== element) copy[i] = node;
      if (this.budget < 0 && i + 1 < length) {
        this.truncated = true;
        return { $: 'cut', of: 'array', length, v: copy.slice(0, i + 1), reason: 'bytes' };
      }
    }
    return copy;
  }

  private ruleOfElement(name: unknown, element: unknown): string {
    return typeof name === 'string' && mayBeHidden(element) ? (this.keyRules?.(name) ?? '') : '';
  }

  private copyOfArray(value: readonly unknown[]): unknown[] {
    if (!this.isApp) return apply(arraySlice, value, []);
    // `slice` asks an array for its class.
    const copy: unknown[] = [];
    for (let i = 0; i < value.length; i++) copy[i] = value[i];
    return copy;
  }

  /** The first elements of an array that cannot fit; at once, because a copy of all may cost too much. */
  private partOfArray(value: readonly unknown[], count: number, depth: number): EncodedValue {
    this.truncated = true;
    const kept: EncodedValue[] = [];
    for (let i = 0; i < count && this.budget >= 0; i++) {
      this.budget -= ELEMENT_BYTES;
      kept.push(this.property(value, i, depth));
    }
    return { $: 'cut', of: 'array', length: value.length, v: kept, reason: 'bytes' };
  }

  private sparseArray(value: readonly unknown[], depth: number): EncodedValue {
    const names = keys(value);
    const entries: NamedEntry[] = [];
    for (const name of names) {
      this.spend(ELEMENT_BYTES);
      entries.push([name, this.property(value, name, depth)]);
      if (this.budget < 0 && entries.length < names.length) {
        this.truncated = true;
        return { $: 'cut', of: 'sparseArray', length: value.length, v: entries, reason: 'bytes' };
      }
    }
    return { $: 'array', length: value.length, v: entries };
  }

  private plainObject(value: object, depth: number): EncodedValue {
    const names = keys(value);
    const { length } = names;
    if (depth >= this.maxDepth && length > 0 && this.isTooDeep(depth)) {
      return { $: 'cut', of: 'object', length, v: [], reason: 'depth' };
    }
    if (length > MAX_SPREAD_KEYS || names.includes(TAG) || (this.isApp && isReadBySpread(value, names))) {
      return this.objectByKeys(value, names, depth);
    }
    const copy = { ...value } as MutableNode;
    const places = this.places?.get(value);
    for (let i = 0; i < length; i++) {
      const name = names[i] as string;
      this.budget -= name.length + ELEMENT_BYTES;
      this.sizeBytes += name.length + ELEMENT_BYTES;
      const content: unknown = copy[name];
      const node = this.named(name, content, copy, places, depth + 1);
      if (node !== content) copy[name] = node;
      if (this.budget < 0 && i + 1 < length) {
        const kept = names.slice(0, i + 1).map((key): NamedEntry => [key, copy[key] as EncodedValue]);
        return this.cutObject(length, kept, 'bytes');
      }
    }
    return copy;
  }

  private objectByKeys(value: object, names: readonly string[], depth: number): EncodedValue {
    const entries: NamedEntry[] = [];
    for (const name of names) {
      this.spend(name.length + ELEMENT_BYTES);
      entries.push([name, this.property(value, name, depth)]);
      if (this.budget < 0 && entries.length < names.length) return this.cutObject(names.length, entries, 'bytes');
    }
    if (hasOwn(value, TAG)) return { $: 'object', v: entries };
    const node: MutableNode = Object.create(null);
    for (const [name, content] of entries) node[name] = content;
    return node;
  }

  private cutObject(length: number, kept: readonly NamedEntry[], reason: CutReason): EncodedValue {
    this.truncated = true;
    return { $: 'cut', of: 'object', length, v: kept, reason };
  }

  private property(holder: object, name: string | number, depth: number): EncodedValue {
    if (this.isApp && apply(lookupGetter, holder, [name]) !== undefined) return this.opaque('getter');
    const content = (holder as Record<string | number, unknown>)[name];
    const places = this.places?.get(holder);
    // Of elements there can be a million, and their numbers are no names.
    if (typeof name === 'number' && places === undefined) return this.encode(content, depth + 1);
    return this.named(String(name), content, holder, places, depth + 1);
  }

  /** Objects whose content is in internal slots; undefined: anything else. */
  private builtin(value: object, depth: number): EncodedValue | undefined {
    const { builtins } = this;
    if (isView(value)) return this.view(value);
    if (builtins.isDate(value)) {
      this.spend(8);
      const time = apply(getTime, value, []);
      return { $: 'date', v: isNotANumber(time) ? null : time };
    }
    if (builtins.isMap(value)) return this.map(value as Map<unknown, unknown>, depth);
    if (builtins.isSet(value)) return this.set(value as Set<unknown>, depth);
    if (builtins.isNativeError(value)) return this.error(value, depth);
    if (builtins.isAnyArrayBuffer(value)) return this.arrayBuffer(value);
    if (builtins.isRegExp(value)) {
      const source = this.string(apply(regExpSource, value, []) as string);
      // In place: what was cut is known by its node.
      if (typeof source !== 'string') return Object.assign(source as object, { of: 'regexp' } as const) as EncodedValue;
      const flags = regExpFlags.filter(({ getter }) => apply(getter, value, []) === true);
      return { $: 'regexp', source, flags: flags.map(({ flag }) => flag).join('') };
    }
    if (builtins.isBoxedPrimitive(value)) return { $: 'boxed', v: this.encode(unboxed(value), depth + 1) };
    if (builtins.isPromise(value)) return this.opaque('promise');
    if (builtins.isWeakMap(value) || builtins.isWeakSet(value)) return this.opaque('weak');
    return undefined;
  }

  private map(value: Map<unknown, unknown>, depth: number): EncodedValue {
    const length = apply(mapSize, value, []) as number;
    if (this.isTooDeep(depth)) return this.cutEntirely('map', length);
    const pairs: EncodedPair[] = [];
    const places = this.places?.get(value);
    const addPair = (content: unknown, key: unknown): void => {
      if (this.budget < 0) return;
      this.spend(ELEMENT_BYTES);
      const encodedKey = this.encode(key, depth + 1);
      const node =
        typeof key === 'string' ? this.named(key, content, value, places, depth + 1) : this.encode(content, depth + 1);
      pairs.push([encodedKey, node]);
    };
    apply(mapForEach, value, [addPair]);
    if (pairs.length === length) return { $: 'map', v: pairs };
    this.truncated = true;
    return { $: 'cut', of: 'map', length, v: pairs, reason: 'bytes' };
  }

  private set(value: Set<unknown>, depth: number): EncodedValue {
    const length = apply(setSize, value, []) as number;
    if (this.isTooDeep(depth)) return this.cutEntirely('set', length);
    const elements: EncodedValue[] = [];
    const addElement = (element: unknown): void => {
      if (this.budget < 0) return;
      this.spend(ELEMENT_BYTES);
      elements.push(this.encode(element, depth + 1));
    };
    apply(setForEach, value, [addElement]);
    if (elements.length === length) return { $: 'set', v: elements };
    this.truncated = true;
    return { $: 'cut', of: 'set', length, v: elements, reason: 'bytes' };
  }

  private error(value: object, depth: number): EncodedValue {
    const ownName = this.plainProperty(value, 'name');
    const name = textOf(ownName) ?? this.className(value) ?? 'Error';
    if (this.isTooDeep(depth)) return { $: 'cut', of: 'error', name, reason: 'depth' };
    const message = this.plainProperty(value, 'message');
    const node: MutableNode = { $: 'error', name, message: this.string(textOf(message) ?? '') };
    // The text of a stack is made when it is first read, and then asks for name and message.
    const stack = ownName === UNREADABLE || message === UNREADABLE ? undefined : stackOf(value);
    if (stack !== undefined) node.stack = this.string(this.builtins.cleanStack(stack));
    if (hasOwn(value, 'cause')) node.cause = this.property(value, 'cause', depth);
    const extra = keys(value).filter((key) => !ERROR_KEYS.has(key));
    if (extra.length > 0 && this.budget >= 0) {
      const props: MutableNode = Object.create(null);
      for (const key of extra) {
        this.spend(key.length + ELEMENT_BYTES);
        if (this.budget < 0) {
          this.truncated = true;
          break;
        }
        props[key] = this.property(value, key, depth);
      }
      node.props = props;
    }
    return node;
  }

  /** What a property holds, own or inherited; UNREADABLE where reading it would run code of the app. */
  private plainProperty(value: object, key: string): unknown {
    for (let level: object | null = value; level !== null; level = getPrototypeOf(level) as object | null) {
      if (this.isApp && this.builtins.isProxy(level)) return UNREADABLE;
      const descriptor = getOwnPropertyDescriptor(level, key);
      if (descriptor !== undefined) return 'value' in descriptor ? descriptor.value : UNREADABLE;
    }
    return undefined;
  }

  private className(value: object): string | undefined {
    const ownClass = this.plainProperty(value, 'constructor');
    return typeof ownClass === 'function' ? this.functionName(ownClass) : undefined;
  }

  private functionName(value: object): string | undefined {
    if (this.isApp && this.builtins.isProxy(value)) return undefined;
    const name = getOwnPropertyDescriptor(value, 'name')?.value as unknown;
    return typeof name === 'string' && name !== '' ? name : undefined;
  }

  private view(value: ArrayBufferView): EncodedValue {
    const tag = apply(typedArrayTag, value, []) as BytesType | undefined;
    const getters = tag === undefined ? viewGetters.dataView : viewGetters.typedArray;
    const buffer = apply(getters.buffer, value, []) as ArrayBufferLike;
    const byteOffset = apply(getters.byteOffset, value, []) as number;
    const byteLength = apply(getters.byteLength, value, []) as number;
    const backingBytes = this.bufferLength(buffer);
    const node = this.bytes(tag ?? 'DataView', buffer, byteOffset, byteLength);
    // Structured clone carries the whole buffer behind a view.
    if (backingBytes !== byteLength) {
      this.sizeBytes += backingBytes - byteLength;
      node.backingBytes = backingBytes;
    }
    return node;
  }

  private arrayBuffer(value: object): EncodedValue {
    const type = this.builtins.isSharedArrayBuffer(value) ? 'SharedArrayBuffer' : 'ArrayBuffer';
    const buffer = value as ArrayBufferLike;
    return this.bytes(type, buffer, 0, this.bufferLength(buffer));
  }

  private bufferLength(buffer: ArrayBufferLike): number {
    const getter =
      sharedBufferByteLength !== undefined && this.builtins.isSharedArrayBuffer(buffer)
        ? sharedBufferByteLength
        : bufferByteLength;
    return apply(getter, buffer, []) as number;
  }

  private bytes(type: BytesType, buffer: ArrayBufferLike, byteOffset: number, byteLength: number): MutableNode {
    this.sizeBytes += byteLength;
    const affordable = Math.max(0, Math.floor((this.budget * 3) / 4));
    const kept = Math.min(byteLength, affordable);
    this.budget -= Math.ceil((byteLength * 4) / 3);
    const base64 = kept === 0 ? '' : this.builtins.toBase64(new Uint8Array(buffer, byteOffset, kept));
    let node: MutableNode & BlobNode;
    if (kept === byteLength) {
      node = { $: 'bytes', type, byteLength, base64 };
    } else {
      this.truncated = true;
      node = { $: 'cut', of: 'bytes', type, length: byteLength, base64 };
    }
    if (base64.length >= BLOB_LENGTH) this.blobs.push(node);
    return node;
  }
}

/** Not read: an accessor, or behind a proxy. */
const UNREADABLE = Symbol('unreadable');
const ERROR_KEYS = new Set(['name', 'message', 'stack', 'cause']);

/**
 * Puts a `ref` in place of every repeated object of a fast snapshot, and masks texts. The objects themselves are only
 * compared, not read again, so it does not matter what the app did to them in the meantime.
 */
export function seal(encoding: Encoding): EncodedValue {
  const node = resolve(encoding);
  return encoding.texts === undefined ? node : maskTexts(node, encoding.texts);
}

/** The JSON of what `seal` gives; much faster where no text is to be masked, which its JSON tells. */
export function sealToJson(encoding: Encoding): string {
  const node = resolve(encoding);
  const json = stringify(node);
  const { texts } = encoding;
  return texts?.mayConcern(json) ? stringify(maskTexts(node, texts)) : json;
}

function resolve(encoding: Encoding): EncodedValue {
  const { objects, nodes, node, texts, cutTexts } = encoding;
  if (texts !== undefined) {
    for (const { node: cut, longer } of cutTexts.splice(0)) {
      const tail = Math.max(0, cut.v.length - CUT_OVERLAP);
      cut.v = longer.slice(0, tail + texts.safeEnd(longer.slice(tail), cut.v.length - tail));
    }
  }
  if (objects.length < 2 || new Set(objects).size === objects.length) return node;
  const objectOfNode = new Map<EncodedValue, object>();
  for (let i = 0; i < nodes.length; i++) objectOfNode.set(nodes[i] as EncodedValue, objects[i] as object);
  const numbers = new Map<object, number>();
  const rewrite = (current: EncodedValue): EncodedValue => {
    if (typeof current !== 'object' || current === null) return current;
    const original = objectOfNode.get(current);
    if (original !== undefined) {
      const id = numbers.get(original);
      if (id !== undefined) return { $: 'ref', id };
      numbers.set(original, numbers.size);
    }
    if (isArray(current)) return current.map(rewrite);
    const copy: MutableNode = Object.create(null);
    for (const key of keys(current)) copy[key] = rewrite((current as MutableNode)[key] as EncodedValue);
    return copy;
  };
  return rewrite(node);
}

/** What tells nothing is not hidden: that a password is missing may be what someone looks for. */
function mayBeHidden(content: unknown): boolean {
  return content !== undefined && content !== null && typeof content !== 'boolean';
}

/** Keys that hold the name of what stands beside them under `value`. */
const PAIR_NAME_KEYS = ['name', 'key', 'header'] as const;

/** The size of a hidden text, and what it counts for: a number of bytes that does not tell its length. */
function sizeClass(length: number): { readonly size: SizeClass; readonly bytes: number } {
  if (length === 0) return { size: 'empty', bytes: 2 };
  if (length <= 16) return { size: 'short', bytes: 16 };
  if (length <= 64) return { size: 'medium', bytes: 64 };
  return length <= 1024 ? { size: 'long', bytes: 1024 } : { size: 'very long', bytes: 4096 };
}

function isPlainNumber(value: number): boolean {
  // NaN and the infinities give NaN; -0 is told apart by its reciprocal.
  return value - value === 0 && (value !== 0 || 1 / value > 0);
}

function specialNumber(value: number): 'NaN' | 'Infinity' | '-Infinity' | '-0' {
  if (isNotANumber(value)) return 'NaN';
  if (value === 0) return '-0';
  return value > 0 ? 'Infinity' : '-Infinity';
}

/** A spread would run a getter. It reads what symbols name, too. */
function isReadBySpread(value: object, names: readonly string[]): boolean {
  // Of a name, the descriptor is found in half the time that the getter's lookup takes; of an element, it is not.
  for (const name of names) if (getOwnPropertyDescriptor(value, name)?.get !== undefined) return true;
  return getOwnPropertySymbols(value).length > 0;
}

function hasElementGetter(value: readonly unknown[], length: number): boolean {
  for (let i = 0; i < length; i++) if (apply(lookupGetter, value, [i]) !== undefined) return true;
  return false;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function stackOf(error: object): string | undefined {
  const descriptor = getOwnPropertyDescriptor(error, 'stack');
  if (descriptor === undefined) return undefined;
  if ('value' in descriptor) return textOf(descriptor.value);
  return descriptor.get === stackGetter ? textOf(apply(stackGetter, error, [])) : undefined;
}

function unboxed(value: object): unknown {
  for (const unbox of valueOfBoxed) {
    try {
      return apply(unbox, value, []);
    } catch {
      // Not of this type: the next one is tried.
    }
  }
  return undefined;
}

function getterOf(holder: object, key: string | symbol): () => unknown {
  return getOwnPropertyDescriptor(holder, key)?.get as () => unknown;
}
