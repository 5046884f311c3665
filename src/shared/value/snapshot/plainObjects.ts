/** Copies the own enumerable properties of objects. */

import type { CutReason, EncodedValue } from '../encodedValue';
import { ObjectCopy, standIn, TaggedCopy } from './copies';
import { ownPropertyValue } from './safeReads';
import { type Shape, shapeOf } from './shapes';
import type { Walk } from './walk';

const { keys, values: valuesOf } = Object;
const MAX_NAMES = 512;

/** @param isPlain it inherits from Object.prototype or nothing */
export function encodePlainObject(walk: Walk, value: object, isPlain: boolean, depth: number): EncodedValue {
  const { shapes, isApp, keyRules } = walk;
  // Objects side by side mostly have the same names.
  let shape = isPlain ? shapes.last(depth, keyRules) : undefined;
  let values = shape === undefined ? undefined : valuesInOrder(value, shape.names, isApp);
  if (shape === undefined || values === undefined) {
    const names = keys(value);
    if (names.length > MAX_NAMES) return largeObject(walk, value, names, depth);
    shape = shapes.of(names, depth, keyRules);
    values = isApp ? ownValues(value, names) : (valuesOf(value) as unknown[]);
  }
  const { names } = shape;
  const { length } = names;
  if (length > 0 && walk.isTooDeep(depth)) return cutObject(walk, value, names, [], 'depth');
  const isHarmless = shape.isHarmless && walk.places === undefined;
  for (let i = 0; i < length; i++) {
    const name = names[i] as string;
    if (!walk.spendName(name)) return cutObject(walk, value, names, values.slice(0, i) as EncodedValue[], 'bytes');
    const content = values[i];
    if (!isHarmless) values[i] = walk.named(name, content, value, depth + 1);
    else if (!walk.spendPlain(content)) values[i] = walk.encode(content, depth + 1);
    if (!walk.hasBudget && i + 1 < length) {
      return cutObject(walk, value, names, values.slice(0, i + 1) as EncodedValue[], 'bytes');
    }
  }
  return copyOf(value, shape, values as EncodedValue[]);
}

function copyOf(value: object, shape: Shape, values: readonly EncodedValue[]): EncodedValue {
  return standIn(
    shape.hasTag
      ? new TaggedCopy(value, { $: 'object', v: pairs(shape.names, values) })
      : new ObjectCopy(value, shape, values),
  );
}

/** @returns undefined if the object does not have these names in this order, or more */
function valuesInOrder(value: object, names: readonly string[], isApp: boolean): unknown[] | undefined {
  const { length } = names;
  const values: unknown[] = new Array(length);
  let i = 0;
  // Much faster than Object.keys and Object.values. A name that is inherited makes it one too many.
  for (const name in value) {
    if (i === length || name !== names[i]) return undefined;
    values[i] = isApp ? ownPropertyValue(value, name) : (value as Record<string, unknown>)[name];
    i++;
  }
  return i === length ? values : undefined;
}

function ownValues(value: object, names: readonly string[]): unknown[] {
  const values: unknown[] = [];
  for (const name of names) values.push(ownPropertyValue(value, name));
  return values;
}

/** An object with many names: read one by one, so that the budget can stop it. */
function largeObject(walk: Walk, value: object, names: readonly string[], depth: number): EncodedValue {
  if (walk.isTooDeep(depth)) return cutObject(walk, value, names, [], 'depth');
  const values: EncodedValue[] = [];
  for (const name of names) {
    if (!walk.spendName(name)) return cutObject(walk, value, names, values, 'bytes');
    values.push(walk.property(value, name, depth));
    if (!walk.hasBudget && values.length < names.length) return cutObject(walk, value, names, values, 'bytes');
  }
  return copyOf(value, shapeOf(names, undefined), values);
}

function cutObject(
  walk: Walk,
  value: object,
  names: readonly string[],
  kept: readonly EncodedValue[],
  reason: CutReason,
): EncodedValue {
  walk.truncated = true;
  const node = { $: 'cut', of: 'object', length: names.length, v: pairs(names, kept), reason };
  return standIn(new TaggedCopy(value, node));
}

function pairs(
  names: readonly string[],
  values: readonly EncodedValue[],
): readonly (readonly [string, EncodedValue])[] {
  return values.map((value, i) => [names[i] as string, value]);
}
