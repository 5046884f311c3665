/** Replaces methods so that they can be put back exactly as they were. */

// biome-ignore lint/complexity/noBannedTypes: any function can be patched; it is only ever called through Reflect.apply.
export type AnyFunction = Function;

/** Undoes an installation. Calling it again does nothing. */
export type Uninstall = () => void;

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;

/**
 * Puts a method in place of `holder[name]`, own or inherited. The replacement carries the name and the length of
 * the original, and the attributes of its property.
 *
 * @param make is given a function that returns the method to call through to; for an inherited one it is looked up
 *   at each call, as it would be without the patch
 * @returns undoes it: the own property is restored, or removed if there was none
 * @throws TypeError if there is no such method, or it can't be replaced
 */
export function patchMethod(
  holder: object,
  name: string,
  make: (original: () => AnyFunction) => AnyFunction,
): Uninstall {
  const own = getOwnPropertyDescriptor(holder, name);
  const shadowed = own ?? findInherited(holder, name);
  if (shadowed === undefined || typeof shadowed.value !== 'function') {
    throw new TypeError(`${name} is not a method`);
  }
  if (own !== undefined && !own.configurable) throw new TypeError(`${name} cannot be replaced`);
  const originalMethod = shadowed.value as AnyFunction;
  const original =
    own === undefined
      ? () => (getPrototypeOf(holder) as Record<string, AnyFunction>)[name] as AnyFunction
      : () => originalMethod;

  const replacement = make(original);
  for (const key of ['name', 'length']) {
    const descriptor = getOwnPropertyDescriptor(originalMethod, key);
    if (descriptor !== undefined) defineProperty(replacement, key, descriptor);
  }
  defineProperty(holder, name, {
    value: replacement,
    writable: shadowed.writable ?? true,
    enumerable: shadowed.enumerable ?? false,
    configurable: true,
  });

  let installed = true;
  return () => {
    if (!installed) return;
    installed = false;
    // Someone else may have patched on top of it since; then theirs stays, and ours only calls through.
    if (getOwnPropertyDescriptor(holder, name)?.value !== replacement) return;
    if (own === undefined) Reflect.deleteProperty(holder, name);
    else defineProperty(holder, name, own);
  };
}

function findInherited(holder: object, name: string): PropertyDescriptor | undefined {
  for (let level = getPrototypeOf(holder); level !== null; level = getPrototypeOf(level)) {
    const descriptor = getOwnPropertyDescriptor(level, name);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}
