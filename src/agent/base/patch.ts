/** Replaces methods so that they can be put back exactly as they were. */

// biome-ignore lint/complexity/noBannedTypes: any function can be patched; it is only ever called through Reflect.apply.
export type AnyFunction = Function;

/** Undoes an installation. Calling it again does nothing. */
export type Uninstall = () => void;

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;

/**
 * Puts a method in place of `owner[name]`. The replacement carries the name and the length of the original, and stands at
 * its place among the keys, with its attributes.
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
  const own = getOwnPropertyDescriptor(owner, name);
  if (own === undefined || typeof own.value !== 'function') throw new TypeError(`${name} is not a method of its own`);
  if (!own.configurable) throw new TypeError(`${name} cannot be replaced`);
  const original = own.value as AnyFunction;
  const replacement = withLooksOf(
    original,
    make(() => original),
  );
  defineProperty(owner, name, { ...own, value: replacement });
  return once(() => {
    // Someone else may have patched on top of it since; then theirs stays, and ours only calls through.
    if (getOwnPropertyDescriptor(owner, name)?.value === replacement) defineProperty(owner, name, own);
  });
}

/**
 * Puts a method on an object that inherits one of this name: only for objects that no app looks at, where the owner is
 * shared with the app.
 *
 * @param make as for `patchMethod`; the inherited method is looked up at each call, as it would be without
 * @throws TypeError if it inherits no such method, or has one itself
 */
export function shadowMethod(
  object: object,
  name: string,
  make: (original: () => AnyFunction) => AnyFunction,
): Uninstall {
  const inherited = (getPrototypeOf(object) as Record<string, unknown> | null)?.[name];
  if (typeof inherited !== 'function' || getOwnPropertyDescriptor(object, name) !== undefined) {
    throw new TypeError(`${name} is not an inherited method`);
  }
  const replacement = withLooksOf(
    inherited,
    make(() => (getPrototypeOf(object) as Record<string, AnyFunction>)[name] as AnyFunction),
  );
  defineProperty(object, name, { value: replacement, writable: true, enumerable: false, configurable: true });
  return once(() => {
    if (getOwnPropertyDescriptor(object, name)?.value === replacement) Reflect.deleteProperty(object, name);
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
    this.objects.push(new WeakRef(object));
    if (this.objects.length < this.nextPruning) return;
    this.objects = this.objects.filter((ref) => ref.deref() !== undefined);
    this.nextPruning = Math.max(64, this.objects.length * 2);
  }

  /** Puts back what is still alive. No other is patched from now on. */
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
