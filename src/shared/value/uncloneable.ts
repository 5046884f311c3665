/**
 * Finds the value because of which structured clone refused a message. It looks at values in the order in which V8 clones
 * them, reads only data properties, and gives up at the first getter: what the getter gave is not known any more.
 */

/** What the walk may do in the world it runs in. */
export interface CloneWorld {
  /** Whether a value is a proxy, known without touching it. Undefined: it can't be known there. */
  readonly isProxy: ((value: object) => boolean) | undefined;
  /** `structuredClone`, or undefined where there is none. */
  readonly clone: ((value: unknown) => unknown) | undefined;
  /** False where a proxy of the app may be met and can't be recognised: then only the arguments themselves are looked at. */
  readonly looksInside: boolean;
}

interface Child {
  readonly path: string;
  readonly value: unknown;
}

/** As Electron words them (shell/common/v8_util.cc, shell/browser/api/electron_api_web_frame_main.cc). */
const CLONE_ERRORS = ['could not be cloned', 'Failed to serialize arguments'];
/** That are looked at. The caller waits for the search. */
const MAX_VALUES = 10_000;
/** That are cloned to find the one that can't be: each level is cloned again. */
const MAX_CLONED_VALUES = 20_000;
const BYTES_PER_VALUE = 1000;
const MAX_PATH_LENGTH = 500;

const { apply, ownKeys } = Reflect;
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { stringify } = JSON;
const { toStringTag } = Symbol;
const { toString: functionText } = Function.prototype;
const { entries: mapEntries } = Map.prototype;
const { values: setValues } = Set.prototype;
const { next: nextEntry } = getPrototypeOf(new Map().entries()) as Iterator<[unknown, unknown]>;
const { next: nextElement } = getPrototypeOf(new Set().values()) as Iterator<unknown>;
const lengthOfArray = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), 'byteLength')?.get;
const lengthOfView = getOwnPropertyDescriptor(DataView.prototype, 'byteLength')?.get;
const lengthOfBuffer = getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength')?.get;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const INDEX = /^\d+$/;
/** Built-in classes with a tag whose instances can be cloned. */
const CLONEABLE_TAGS = new Set(['Map', 'Set', 'ArrayBuffer', 'DataView', 'BigInt']);

/**
 * @param values what was to be cloned, in order, each with a name
 * @returns where it is and what it is, as `args[0].user.onSave: function`; undefined if that can't be found
 */
export function findUncloneable(
  values: readonly (readonly [name: string, value: unknown])[],
  world: CloneWorld,
): string | undefined {
  const search = new Search(world);
  const children = values.map(([path, value]): Child => ({ path, value }));
  const found = search.find(children) ?? search.findByCloning(children);
  return found?.slice(0, MAX_PATH_LENGTH);
}

/** The arguments after the channel, as `findUncloneable` takes them. */
export function namedArguments(args: readonly unknown[]): [name: string, value: unknown][] {
  return args.map((value, i) => [`args[${i}]`, value]);
}

/** Whether an error says that a value could not be cloned. */
export function isCloneError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const message: unknown = getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' && CLONE_ERRORS.some((text) => message.includes(text));
}

class Search {
  private readonly seen = new Set<object>();
  private values = 0;
  /** Of texts and buffers. */
  private bytes = 0;
  /** Something was left out: what remains can't be found by elimination. */
  private isPartial = false;

  constructor(private readonly world: CloneWorld) {}

  /** The first value that is known to be refused. */
  find(children: readonly Child[]): string | undefined {
    // The next one last, and not recursive: values may nest deeper than the stack allows.
    let waiting = [...children].reverse();
    while (waiting.length > 0) {
      const { path, value } = waiting.pop() as Child;
      const refused = this.refusedAs(value);
      if (refused !== undefined) return `${path}: ${refused}`;
      this.bytes += bytesOf(value);
      if (typeof value !== 'object' || value === null || this.seen.has(value)) continue;
      this.seen.add(value);
      const inside = this.world.looksInside ? this.childrenOf(value, path) : [];
      if (!this.world.looksInside) this.isPartial = true;
      // Only what comes before the part that was left out is known to be the first.
      if (this.isPartial) waiting = [];
      for (const child of inside.reverse()) waiting.push(child);
    }
    return undefined;
  }

  /** The innermost value that can't be cloned though all in it can. Runs no code of the app: there are no getters. */
  findByCloning(children: readonly Child[]): string | undefined {
    if (this.isPartial) return undefined;
    const weight = this.values + this.bytes / BYTES_PER_VALUE;
    let cloned = 0;
    let found: Child | undefined;
    let inside: readonly Child[] = children;
    for (;;) {
      cloned += weight;
      if (cloned > MAX_CLONED_VALUES) return undefined;
      const next = inside.find(({ value }) => !this.canBeCloned(value));
      if (next === undefined || typeof next.value !== 'object' || next.value === null || next.value === found?.value)
        break;
      found = next;
      inside = [...childrenOf(next.value, next.path)].filter((child) => child !== undefined);
    }
    const name = found && (className(found.value as object) ?? 'object');
    // Electron clones that, structured clone does not.
    return found && name !== 'NativeImage' ? `${found.path}: ${name}` : undefined;
  }

  private canBeCloned(value: unknown): boolean {
    try {
      this.world.clone?.(value);
      return true;
    } catch {
      return false;
    }
  }

  private refusedAs(value: unknown): string | undefined {
    if (typeof value === 'function' || typeof value === 'symbol') return typeof value;
    if (typeof value !== 'object' || value === null) return undefined;
    if (this.world.isProxy?.(value)) return 'Proxy';
    return this.world.looksInside ? refusedClass(value) : undefined;
  }

  /** In the order in which they are cloned, up to the first that can't be looked at. */
  private childrenOf(value: object, path: string): Child[] {
    const children: Child[] = [];
    for (const child of childrenOf(value, path)) {
      if (child === undefined || ++this.values > MAX_VALUES) {
        this.isPartial = true;
        break;
      }
      children.push(child);
    }
    return children;
  }
}

/** @returns undefined for one that only a getter knows */
function childrenOf(value: object, path: string): Iterable<Child | undefined> {
  const tag = builtInTag(value);
  if (tag === 'Map') return mapChildren(value, path);
  if (tag === 'Set') return setChildren(value, path);
  if (tag !== undefined || isLeaf(value)) return [];
  return propertiesOf(value, path);
}

function* propertiesOf(value: object, path: string): Generator<Child | undefined, void> {
  for (const key of keysOf(value)) {
    const descriptor = getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    yield 'value' in descriptor ? { path: path + accessor(key), value: descriptor.value } : undefined;
  }
}

/** Long arrays are not listed as a whole only to look at their beginning. */
function* keysOf(value: object): Generator<string, void> {
  if (isArray(value) && value.length > MAX_VALUES) {
    for (let index = 0; index < value.length; index++) yield `${index}`;
    return;
  }
  for (const key of ownKeys(value)) if (typeof key === 'string') yield key;
}

function* mapChildren(map: object, path: string): Generator<Child, void> {
  const entries: unknown = apply(mapEntries, map, []);
  for (let at = 0; ; at++) {
    const { done, value } = apply(nextEntry, entries, []) as IteratorResult<[unknown, unknown]>;
    if (done) return;
    const [key, entry] = value;
    yield { path: `${path} key ${at}`, value: key };
    const name = typeof key === 'string' ? `.get(${quoted(key)})` : ` entry ${at}`;
    yield { path: path + name, value: entry };
  }
}

function* setChildren(set: object, path: string): Generator<Child, void> {
  const elements: unknown = apply(setValues, set, []);
  for (let at = 0; ; at++) {
    const { done, value } = apply(nextElement, elements, []) as IteratorResult<unknown>;
    if (done) return;
    yield { path: `${path} element ${at}`, value };
  }
}

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (isView(value))
    return byteLength(getPrototypeOf(value) === DataView.prototype ? lengthOfView : lengthOfArray, value);
  if (typeof value !== 'object' || value === null || getPrototypeOf(value) !== ArrayBuffer.prototype) return 0;
  return byteLength(lengthOfBuffer, value);
}

function byteLength(getter: (() => unknown) | undefined, value: object): number {
  try {
    return getter === undefined ? 0 : (apply(getter, value, []) as number);
  } catch {
    return 0; // It only looks like one.
  }
}

function accessor(key: string): string {
  const short = key.slice(0, MAX_PATH_LENGTH);
  if (INDEX.test(short)) return `[${short}]`;
  return IDENTIFIER.test(short) ? `.${short}` : `[${quoted(short)}]`;
}

function quoted(text: string): string {
  return stringify(text.slice(0, MAX_PATH_LENGTH));
}

/** The name of a built-in class none of whose instances can be cloned. */
function refusedClass(value: object): string | undefined {
  const tag = builtInTag(value);
  return tag === undefined || CLONEABLE_TAGS.has(tag) || isView(value) ? undefined : tag;
}

/** The tag of the built-in class of an object: `Map`, `Promise`, `Blob`; undefined for plain objects and classes of the app. */
function builtInTag(value: object): string | undefined {
  for (const level of prototypesOf(value)) {
    const tag: unknown = getOwnPropertyDescriptor(level, toStringTag)?.value;
    if (typeof tag === 'string' && isNative(constructorOf(level))) return tag;
  }
  return undefined;
}

/** Cloned by what is in it, not by its properties. */
function isLeaf(value: object): boolean {
  if (isArray(value)) return false;
  const names = ['Date', 'RegExp', 'String', 'Number', 'Boolean', 'Error'];
  return (
    isView(value) ||
    prototypesOf(value).some((level) => {
      const native = constructorOf(level);
      return isNative(native) && names.includes((native as { readonly name: string }).name);
    })
  );
}

function className(value: object): string | undefined {
  const [first] = prototypesOf(value);
  const constructed = first && constructorOf(first);
  const name: unknown =
    typeof constructed === 'function' ? getOwnPropertyDescriptor(constructed, 'name')?.value : undefined;
  return typeof name === 'string' && name !== '' && name !== 'Object' ? name : undefined;
}

function prototypesOf(value: object): object[] {
  const levels: object[] = [];
  for (let level: object | null = getPrototypeOf(value); level !== null; level = getPrototypeOf(level))
    levels.push(level);
  return levels;
}

function constructorOf(prototype: object): unknown {
  return getOwnPropertyDescriptor(prototype, 'constructor')?.value;
}

function isNative(constructed: unknown): boolean {
  return (
    typeof constructed === 'function' && (apply(functionText, constructed, []) as string).includes('[native code]')
  );
}
