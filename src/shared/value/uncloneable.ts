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
  /** False where a proxy of the app may be met and can't be told: then only the arguments themselves are looked at. */
  readonly looksInside: boolean;
}

interface Child {
  readonly path: string;
  readonly value: unknown;
}

/** As Electron words them (shell/common/v8_util.cc, shell/browser/api/electron_api_web_frame_main.cc). */
const CLONE_ERRORS = ['could not be cloned', 'Failed to serialize arguments'];
const MAX_VALUES = 10_000;
const MAX_PATH_LENGTH = 500;

const { apply, ownKeys } = Reflect;
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { stringify } = JSON;
const { toStringTag } = Symbol;
const { toString: functionText } = Function.prototype;
const { forEach: forEachEntry } = Map.prototype;
const { forEach: forEachElement } = Set.prototype;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const INDEX = /^\d+$/;
/** Built-in classes with a tag whose instances can be cloned. */
const CLONEABLE_TAGS = new Set(['Map', 'Set', 'ArrayBuffer', 'DataView', 'BigInt']);

/**
 * @param values what was to be cloned, in order, each with a name
 * @returns where it is and what it is, as `args[0].user.onSave: function`; undefined if that can't be told
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
  /** Something was left out: what remains can't be found by elimination. */
  private isPartial = false;

  constructor(private readonly world: CloneWorld) {}

  /** The first value that is known to be refused. */
  find(children: readonly Child[]): string | undefined {
    // The next one last, and not recursive: values may nest deeper than the stack allows.
    const waiting = [...children].reverse();
    while (waiting.length > 0 && !this.isPartial) {
      const { path, value } = waiting.pop() as Child;
      const refused = this.refusedAs(value);
      if (refused !== undefined) return `${path}: ${refused}`;
      if (typeof value !== 'object' || value === null || this.seen.has(value)) continue;
      this.seen.add(value);
      if (!this.world.looksInside || this.seen.size > MAX_VALUES) this.isPartial = true;
      else waiting.push(...this.childrenOf(value, path).reverse());
    }
    return undefined;
  }

  /** The innermost value that can't be cloned though all in it can. Runs no code of the app: there are no getters. */
  findByCloning(children: readonly Child[]): string | undefined {
    if (this.isPartial) return undefined;
    let found: Child | undefined;
    let inside: readonly Child[] = children;
    for (;;) {
      const next = inside.find(({ value }) => !this.canBeCloned(value));
      if (next === undefined || typeof next.value !== 'object' || next.value === null || next.value === found?.value)
        break;
      found = next;
      inside = this.childrenOf(next.value, next.path);
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

  /** In the order in which they are cloned. */
  private childrenOf(value: object, path: string): Child[] {
    const tag = builtInTag(value);
    if (tag === 'Map') return mapChildren(value, path);
    if (tag === 'Set') return setChildren(value, path);
    if (tag !== undefined || isLeaf(value)) return [];
    const children: Child[] = [];
    for (const key of ownKeys(value)) {
      if (typeof key !== 'string') continue;
      const descriptor = getOwnPropertyDescriptor(value, key);
      if (descriptor === undefined || !descriptor.enumerable) continue;
      if (!('value' in descriptor)) {
        this.isPartial = true;
        break;
      }
      children.push({ path: path + accessor(key), value: descriptor.value });
    }
    return children;
  }
}

function mapChildren(map: object, path: string): Child[] {
  const children: Child[] = [];
  apply(forEachEntry, map, [
    (value: unknown, key: unknown) => {
      const at = children.length / 2;
      children.push({ path: `${path} key ${at}`, value: key });
      children.push({
        path: typeof key === 'string' ? `${path}.get(${stringify(key)})` : `${path} entry ${at}`,
        value,
      });
    },
  ]);
  return children;
}

function setChildren(set: object, path: string): Child[] {
  const children: Child[] = [];
  apply(forEachElement, set, [
    (value: unknown) => children.push({ path: `${path} element ${children.length}`, value }),
  ]);
  return children;
}

function accessor(key: string): string {
  if (INDEX.test(key)) return `[${key}]`;
  return IDENTIFIER.test(key) ? `.${key}` : `[${stringify(key)}]`;
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
