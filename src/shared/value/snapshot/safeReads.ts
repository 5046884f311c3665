/**
 * Reads objects without running code of the app: no getter, no overridden method. Built-ins are taken when this is
 * loaded, before any code of the app could replace them. Proxies must be recognised before.
 */

const { getPrototypeOf, getOwnPropertyDescriptor, hasOwn, prototype: objectPrototype } = Object;
const { isView } = ArrayBuffer;
const { apply } = Reflect;
const lookupGetter = (objectPrototype as unknown as { __lookupGetter__: (this: object, key: number) => unknown })
  .__lookupGetter__;

/** Not read: an accessor, or behind a proxy. */
export const UNREADABLE = Symbol('unreadable');

/** What an own property of an object that is no proxy holds; undefined if there is none, UNREADABLE for an accessor. */
export function ownPropertyValue(holder: object, name: string | number): unknown {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  if (descriptor === undefined) return undefined;
  // A descriptor inherits what the app puts on every object, which may be an accessor itself.
  if (!('value' in objectPrototype) && descriptor.value !== undefined) return descriptor.value;
  return hasOwn(descriptor, 'value') ? descriptor.value : UNREADABLE;
}

/** Of arrays that inherit from nothing but Array.prototype. Of elements, this is faster than their descriptors are. */
export function hasElementGetter(value: readonly unknown[], length: number): boolean {
  for (let i = 0; i < length; i++) if (apply(lookupGetter, value, [i]) !== undefined) return true;
  return false;
}

/** What an element holds; UNREADABLE for an accessor. Of an array that inherits from nothing but Array.prototype. */
export function elementValue(value: readonly unknown[], index: number): unknown {
  return apply(lookupGetter, value, [index]) === undefined ? value[index] : UNREADABLE;
}

/** What a property holds, own or inherited; UNREADABLE where reading it would run code of the app. */
export function inheritedValue(value: object, name: string, isProxy: (level: object) => boolean): unknown {
  for (let level: object | null = value; level !== null; level = getPrototypeOf(level) as object | null) {
    if (isProxy(level)) return UNREADABLE;
    if (hasOwn(level, name)) return ownPropertyValue(level, name);
  }
  return undefined;
}

/** A getter as it was when this was loaded. */
export function getterOf(holder: object, key: string | symbol): () => unknown {
  return getOwnPropertyDescriptor(holder, key)?.get as () => unknown;
}

export function stringOnly(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Whether it is a typed array or a DataView. */
export const isBufferView: (value: unknown) => value is ArrayBufferView = isView;
