/** Copies objects whose content is in internal slots: dates, expressions, boxed values, Maps and Sets. */

import type { EncodedPair, EncodedValue } from '../encodedValue';
import { encodeArrayBuffer, encodeView } from './binary';
import { encodeError } from './errors';
import { getterOf, isBufferView } from './safeReads';
import { ELEMENT_BYTES } from './sizes';
import type { Walk } from './walk';

const { isNaN: isNotANumber } = Number;
const { apply } = Reflect;
const { assign } = Object;
const getTime = Date.prototype.getTime;
const mapForEach = Map.prototype.forEach;
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
const valueOfBoxed = [
  Number.prototype.valueOf,
  String.prototype.valueOf,
  Boolean.prototype.valueOf,
  BigInt.prototype.valueOf,
];

/** @returns undefined: it is none of these */
export function encodeBuiltin(walk: Walk, value: object, depth: number): EncodedValue | undefined {
  const { builtins } = walk;
  if (isBufferView(value)) return encodeView(walk, value);
  if (builtins.isDate(value)) {
    walk.spend(8);
    const time = apply(getTime, value, []);
    return { $: 'date', v: isNotANumber(time) ? null : time };
  }
  if (builtins.isMap(value)) return encodeMap(walk, value as Map<unknown, unknown>, depth);
  if (builtins.isSet(value)) return encodeSet(walk, value as Set<unknown>, depth);
  if (builtins.isNativeError(value)) return encodeError(walk, value, depth);
  if (builtins.isAnyArrayBuffer(value)) return encodeArrayBuffer(walk, value);
  if (builtins.isRegExp(value)) return encodeRegExp(walk, value);
  if (builtins.isBoxedPrimitive(value)) return { $: 'boxed', v: walk.encode(unboxed(value), depth + 1) };
  if (builtins.isPromise(value)) return walk.opaque('promise');
  if (builtins.isWeakMap(value) || builtins.isWeakSet(value)) return walk.opaque('weak');
  return undefined;
}

function encodeRegExp(walk: Walk, value: object): EncodedValue {
  const source = walk.string(apply(regExpSource, value, []) as string);
  // In place: what was cut is known by its node.
  if (typeof source !== 'string') return assign(source as object, { of: 'regexp' } as const) as EncodedValue;
  const flags = regExpFlags.filter(({ getter }) => apply(getter, value, []) === true);
  return { $: 'regexp', source, flags: flags.map(({ flag }) => flag).join('') };
}

function encodeMap(walk: Walk, value: Map<unknown, unknown>, depth: number): EncodedValue {
  const length = apply(mapSize, value, []) as number;
  if (walk.isTooDeep(depth)) return walk.cutEntirely('map', length);
  const pairs: EncodedPair[] = [];
  const addPair = (content: unknown, key: unknown): void => {
    if (!walk.hasBudget) return;
    walk.spend(ELEMENT_BYTES);
    const encodedKey = walk.encode(key, depth + 1);
    const node = typeof key === 'string' ? walk.named(key, content, value, depth + 1) : walk.encode(content, depth + 1);
    pairs.push([encodedKey, node]);
  };
  apply(mapForEach, value, [addPair]);
  if (pairs.length === length) return { $: 'map', v: pairs };
  walk.truncated = true;
  return { $: 'cut', of: 'map', length, v: pairs, reason: 'bytes' };
}

function encodeSet(walk: Walk, value: Set<unknown>, depth: number): EncodedValue {
  const length = apply(setSize, value, []) as number;
  if (walk.isTooDeep(depth)) return walk.cutEntirely('set', length);
  const elements: EncodedValue[] = [];
  const addElement = (element: unknown): void => {
    if (!walk.hasBudget) return;
    walk.spend(ELEMENT_BYTES);
    elements.push(walk.encode(element, depth + 1));
  };
  apply(setForEach, value, [addElement]);
  if (elements.length === length) return { $: 'set', v: elements };
  walk.truncated = true;
  return { $: 'cut', of: 'set', length, v: elements, reason: 'bytes' };
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
