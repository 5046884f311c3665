/** Copies arrays. */

import type { EncodedValue } from '../encodedValue';
import { ArrayCopy, standIn, TaggedCopy } from './copies';
import { mayBeHidden } from './hiding';
import { elementValue, hasElementGetter, ownPropertyValue, UNREADABLE } from './safeReads';
import { ELEMENT_BYTES, MAX_EXTRA_NAME } from './sizes';
import type { Walk } from './walk';

const { keys, getPrototypeOf, hasOwn } = Object;
const { prototype: arrayPrototype } = Array;

export function encodeArray(walk: Walk, value: readonly unknown[], depth: number): EncodedValue {
  const { length } = value;
  if (walk.isTooDeep(depth)) return standIn(new TaggedCopy(value, walk.cutEntirely('array', length) as object));
  // `['Authorization', '…']`, and lists of such.
  const isOfPairs = walk.keyRules !== undefined && (length === 2 || walk.isNextFlat);
  walk.isNextFlat = false;
  if (length > walk.affordableElements) return cut(walk, value, partOfArray(walk, value, depth));
  if (!isOrdinary(walk, value)) return standIn(new TaggedCopy(value, sparseArray(walk, value, depth)));
  const places = walk.places?.get(value);
  // Of its length at once: one that grows takes room for 17 elements first.
  const elements: EncodedValue[] = new Array(length);
  for (let i = 0; i < length; i++) {
    const element = value[i];
    walk.spend(ELEMENT_BYTES);
    const isNamed = isOfPairs && i % 2 === 1 && places?.get(String(i)) !== '';
    const rule = isNamed ? ruleOfElement(walk, value[i - 1], element) : '';
    if (rule !== '') elements[i] = walk.hide(element, 'key', rule);
    else if (places === undefined) {
      elements[i] = walk.spendPlain(element) ? (element as EncodedValue) : walk.encode(element, depth + 1);
    } else elements[i] = walk.named(String(i), element, value, depth + 1);
    if (!walk.hasBudget && i + 1 < length) return cut(walk, value, elements.slice(0, i + 1));
  }
  return standIn(new ArrayCopy(value, elements));
}

function cut(walk: Walk, value: readonly unknown[], kept: readonly EncodedValue[]): EncodedValue {
  walk.truncated = true;
  return standIn(new TaggedCopy(value, { $: 'cut', of: 'array', length: value.length, v: kept, reason: 'bytes' }));
}

/** Whether it has all its elements, and nothing else: no getters, no names, as the result of a RegExp match has. */
function isOrdinary({ isApp }: Walk, value: readonly unknown[]): boolean {
  const { length } = value;
  if (hasOwn(value, 'index')) return false;
  if (isApp) {
    if (getPrototypeOf(value) !== arrayPrototype) return isOrdinaryInstance(value);
    if (hasElementGetter(value, length)) return false;
  }
  for (let i = 0; i < length; i++) if (value[i] === undefined && !hasOwn(value, i)) return false;
  return true;
}

/** The same, of an array of a class, from which it may inherit anything. */
function isOrdinaryInstance(value: readonly unknown[]): boolean {
  for (let i = 0; i < value.length; i++) {
    if (!hasOwn(value, i) || ownPropertyValue(value, i) === UNREADABLE) return false;
  }
  return true;
}

function ruleOfElement({ keyRules }: Walk, name: unknown, element: unknown): string {
  return typeof name === 'string' && mayBeHidden(element) ? (keyRules?.(name) ?? '') : '';
}

/** The first elements of an array that cannot fit; at once, because a look at all may cost too much. */
function partOfArray(walk: Walk, value: readonly unknown[], depth: number): readonly EncodedValue[] {
  const kept: EncodedValue[] = [];
  const places = walk.places?.get(value);
  const isReceived = !walk.isApp;
  const inheritsArrayOnly = getPrototypeOf(value) === arrayPrototype;
  for (let i = 0; i < value.length && walk.hasBudget; i++) {
    walk.spend(ELEMENT_BYTES);
    const element = isReceived ? value[i] : inheritsArrayOnly ? elementValue(value, i) : ownPropertyValue(value, i);
    if (places === undefined) kept.push(walk.encode(element, depth + 1));
    else kept.push(walk.named(String(i), element, value, depth + 1));
  }
  return kept;
}

/** An array with holes, getters or names, as its own names and what stands under them. */
function sparseArray(walk: Walk, value: readonly unknown[], depth: number): object {
  const names = keys(value);
  const entries: [string, EncodedValue][] = [];
  for (const name of names) {
    // Most are indices, which count as the elements of any array.
    const hasRoom = name.length <= MAX_EXTRA_NAME || walk.spendName(name);
    if (hasRoom) {
      walk.spend(ELEMENT_BYTES);
      entries.push([name, walk.property(value, name, depth)]);
    }
    if (!hasRoom || (!walk.hasBudget && entries.length < names.length)) {
      walk.truncated = true;
      return { $: 'cut', of: 'sparseArray', length: value.length, v: entries, reason: 'bytes' };
    }
  }
  return { $: 'array', length: value.length, v: entries };
}
