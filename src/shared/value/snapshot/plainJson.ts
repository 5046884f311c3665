/**
 * The JSON of values that are JSON already, as most messages are: one look at everything, then the native
 * JSON.stringify. Copying such a value first and writing the copy later costs twice as much in all.
 *
 * The look finds whatever JSON.stringify would lose, change, or run code for: then there is no JSON, and the value is
 * walked and copied (walk.ts). What it counts is what that walk counts.
 */

import type { KeyRules } from '../../redaction/keyRules';
import type { Builtins } from '../builtins';
import { isPlainNumber } from './primitives';
import { hasElementGetter, ownPropertyValue } from './safeReads';
import type { ShapeCache } from './shapes';
import { ELEMENT_BYTES, NUMBER_BYTES, WORD_BYTES } from './sizes';

const { getPrototypeOf, hasOwn, keys, prototype: objectPrototype } = Object;
const { isArray, prototype: arrayPrototype } = Array;
const { stringify } = JSON;

/** Objects that are looked through one by one before a Set pays. */
const FEW_OBJECTS = 8;
const EMPTY = {};

export interface PlainJsonSettings {
  readonly builtins: Builtins;
  /** The value was made by the app's code, and can hold anything. */
  readonly isApp: boolean;
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly keyRules: KeyRules | undefined;
  readonly shapes: ShapeCache;
}

export interface PlainJson {
  readonly json: string;
  /** As `Encoding.sizeBytes`. */
  readonly sizeBytes: number;
}

/**
 * Never throws, and runs no code of the app.
 *
 * @returns undefined if the value has no such JSON: it holds what is not JSON, what a rule hides, or an object twice, or
 *   it is too large or too deep
 */
export function plainJson(value: unknown, settings: PlainJsonSettings): PlainJson | undefined {
  if (areBuiltinsExtended()) return undefined;
  const look = new Look(settings);
  if (!look.isPlain(value, 0)) return undefined;
  const json = stringify(value) as string | undefined;
  return json === undefined ? undefined : { json, sizeBytes: settings.maxBytes - look.budget };
}

/** Whether the app gave all objects a property that a loop over their names meets, or that JSON.stringify calls. */
function areBuiltinsExtended(): boolean {
  for (const _name in EMPTY) return true;
  return 'toJSON' in objectPrototype || 'toJSON' in arrayPrototype;
}

class Look {
  /** Bytes that may still be spent. */
  budget: number;
  private readonly few: object[] = [];
  private many: Set<object> | undefined;

  constructor(private readonly settings: PlainJsonSettings) {
    this.budget = settings.maxBytes;
  }

  isPlain(value: unknown, depth: number): boolean {
    switch (typeof value) {
      case 'string':
        this.budget -= value.length + ELEMENT_BYTES;
        return this.budget >= 0;
      case 'number':
        this.budget -= NUMBER_BYTES;
        return isPlainNumber(value);
      case 'boolean':
        this.budget -= WORD_BYTES;
        return true;
      case 'object':
        if (value !== null) return this.isPlainObject(value, depth);
        this.budget -= WORD_BYTES;
        return true;
      default:
        return false;
    }
  }

  private isPlainObject(value: object, depth: number): boolean {
    const { builtins, isApp, maxDepth } = this.settings;
    if (isApp && builtins.isProxy(value)) return false;
    this.budget -= ELEMENT_BYTES;
    if (this.budget < 0 || depth >= maxDepth || !this.isNew(value)) return false;
    if (isArray(value)) return this.hasPlainElements(value, depth);
    const prototype = getPrototypeOf(value);
    if (prototype !== objectPrototype && prototype !== null) return false;
    // It may be hidden from a loop over the names.
    if (isApp && 'toJSON' in value) return false;
    return this.hasPlainMembers(value, depth);
  }

  /** Objects that stand several times become references, which JSON has not. */
  private isNew(value: object): boolean {
    const { few, many } = this;
    if (many !== undefined) {
      const { size } = many;
      return many.add(value).size !== size;
    }
    for (let i = 0; i < few.length; i++) if (few[i] === value) return false;
    few.push(value);
    if (few.length === FEW_OBJECTS) this.many = new Set(few);
    return true;
  }

  private hasPlainElements(value: readonly unknown[], depth: number): boolean {
    const { isApp, keyRules } = this.settings;
    const { length } = value;
    if (length * ELEMENT_BYTES > this.budget || hasOwn(value, 'index')) return false;
    if (isApp) {
      if (getPrototypeOf(value) !== arrayPrototype || hasOwn(value, 'toJSON')) return false;
      if (hasElementGetter(value, length)) return false;
    }
    // `['Authorization', '…']`
    if (length === 2 && typeof value[0] === 'string' && keyRules !== undefined && keyRules(value[0]) !== '')
      return false;
    for (let i = 0; i < length; i++) {
      this.budget -= ELEMENT_BYTES;
      // A hole is undefined here, which is not JSON.
      if (!this.isPlain(value[i], depth + 1)) return false;
    }
    return this.budget >= 0;
  }

  private hasPlainMembers(value: object, depth: number): boolean {
    const { isApp, shapes, keyRules } = this.settings;
    // Objects side by side mostly have the same names.
    const last = shapes.last(depth, keyRules);
    if (last?.isPlain !== true) return this.hasOtherMembers(value, 0, depth);
    const { names } = last;
    let i = 0;
    // Much faster than Object.keys.
    for (const name in value) {
      if (i === names.length || name !== names[i]) return this.hasOtherMembers(value, i, depth);
      // The read of a received value stands within the loop: V8 makes it a fast one only there.
      const content = isApp ? ownPropertyValue(value, name) : (value as Record<string, unknown>)[name];
      this.budget -= name.length + ELEMENT_BYTES;
      if (!this.isPlain(content, depth + 1)) return false;
      i++;
    }
    return this.budget >= 0 && (i > 0 || this.isReallyEmpty(value));
  }

  /** @param first number of names that were looked at */
  private hasOtherMembers(value: object, first: number, depth: number): boolean {
    const { isApp, shapes, keyRules } = this.settings;
    const names = keys(value);
    if (names.length * ELEMENT_BYTES > this.budget || !shapes.of(names, depth, keyRules).isPlain) return false;
    for (let i = first; i < names.length; i++) {
      const name = names[i] as string;
      const content = isApp ? ownPropertyValue(value, name) : (value as Record<string, unknown>)[name];
      this.budget -= name.length + ELEMENT_BYTES;
      if (!this.isPlain(content, depth + 1)) return false;
    }
    return this.budget >= 0 && (names.length > 0 || this.isReallyEmpty(value));
  }

  /** No `new Number(1)` whose prototype was replaced, which JSON.stringify would ask for its value. */
  private isReallyEmpty(value: object): boolean {
    const { builtins, isApp } = this.settings;
    return !isApp || !builtins.isBoxedPrimitive(value);
  }
}
