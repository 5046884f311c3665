/** Replaces methods so that they can be put back exactly as they were. */

import { defineProperty, getOwnPropertyDescriptor, max, NativeProxy, NativeWeakRef } from './primordials';

// biome-ignore lint/complexity/noBannedTypes: any function can be patched; it is only ever called through Reflect.apply.
export type AnyFunction = Function;

/** Undoes an installation. Calling it again does nothing. */
export type Uninstall = () => void;

/**
 * Replaces the method `owner[name]`. The replacement gets the original's name, length, attributes and position among the keys.
 * Write it in the same form as the original: a method or an arrow function has no `prototype`.
 *
 * Only for methods that native code calls, and in frames; elsewhere see `intercept`.
 *
 * @param owner has the method itself: on an object that only inherits it, another key would appear
 * @param make is given a function that returns the method to call through to
 * @returns undoes it, unless somebody has replaced it since
 * @throws TypeError if it has no such method, or it can't be replaced
 */
export function patchMethod(
  owner: object,
  name: string,
  make: (original: () => AnyFunction) => AnyFunction,
): Uninstall {
  return replaceMethod(owner, name, (original) =>
    withLooksOf(
      original,
      make(() => original),
    ),
  );
}

/** @returns what the call returns */
export type Interceptor<Self> = (original: AnyFunction, self: Self, args: unknown[]) => unknown;

/**
 * Lets our function make the calls of `owner[name]`. A proxy replaces the original: all own properties, `new` and `util.inspect`
 * stay as before, and its text is that of a native function.
 *
 * Not for methods that native code calls: Node asks such a function for its context, and a proxy has none (MakeCallback in
 * src/api/callback.cc).
 *
 * @param owner has the method itself
 * @returns undoes it, unless somebody has replaced it since
 * @throws TypeError if it has no such method, or it can't be replaced
 */
export function intercept<Self = unknown>(owner: object, name: string, call: Interceptor<Self>): Uninstall {
  return replaceMethod(owner, name, (original) => new NativeProxy(original, { apply: call }));
}

function replaceMethod(owner: object, name: string, replace: (original: AnyFunction) => AnyFunction): Uninstall {
  const own = getOwnPropertyDescriptor(owner, name);
  if (own === undefined || typeof own.value !== 'function') throw new TypeError(`${name} is not a method of its own`);
  if (!own.configurable) throw new TypeError(`${name} cannot be replaced`);
  const replacement = replace(own.value as AnyFunction);
  defineProperty(owner, name, { ...own, value: replacement });
  return once(() => {
    // If someone else has patched on top of it since, their patch stays, and ours only calls through.
    if (getOwnPropertyDescriptor(owner, name)?.value === replacement) defineProperty(owner, name, own);
  });
}

/** Patches of objects that come and go: none is kept alive only to be put back later. */
export class PassingPatches {
  private objects: WeakRef<object>[] = [];
  private nextPruning = 64;
  private uninstallOf = new WeakMap<object, Uninstall>();
  private isClosed = false;

  /** @param patch is called the first time, unless all has been put back already */
  add(object: object, patch: (object: object) => Uninstall): void {
    if (this.isClosed || this.uninstallOf.has(object)) return;
    this.uninstallOf.set(object, patch(object));
    this.objects.push(new NativeWeakRef(object));
    if (this.objects.length < this.nextPruning) return;
    this.objects = this.objects.filter((ref) => ref.deref() !== undefined);
    this.nextPruning = max(64, this.objects.length * 2);
  }

  /** Restores every method that is still alive. Further patches do nothing from now on. */
  close(): void {
    this.isClosed = true;
    for (const ref of this.objects.splice(0)) {
      const object = ref.deref();
      if (object !== undefined) this.uninstallOf.get(object)?.();
    }
  }
}

function withLooksOf(original: AnyFunction, replacement: AnyFunction): AnyFunction {
  for (const key of ['name', 'length']) {
    const descriptor = getOwnPropertyDescriptor(original, key);
    if (descriptor !== undefined) defineProperty(replacement, key, descriptor);
  }
  return replacement;
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
