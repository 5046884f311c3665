/**
 * What the agent needs of JavaScript, taken when it loads: before the app could put something else in its place, such as a
 * polyfill. nodePrimordials.ts has what it needs of Node, and frame/documentPrimordials.ts what the timing preload needs of
 * documents. The linter refuses these globals elsewhere in the agent; docs/decisions/primordials.md says which, and why not all.
 *
 * Only what V8 itself makes: the hook of `run` is loaded into every Node below a command. Older ones lack other globals, and newer
 * ones make them when they are first read.
 */

/** Under names of their own, as the linter lets nothing take the names of classes. */
export const {
  Error: NativeError,
  FinalizationRegistry: NativeFinalizationRegistry,
  Map: NativeMap,
  Promise: NativePromise,
  Proxy: NativeProxy,
  WeakRef: NativeWeakRef,
} = globalThis;

export const { apply, construct, deleteProperty, get: reflectGet, has: reflectHas, set: reflectSet } = Reflect;

export const {
  assign,
  create,
  defineProperty,
  entries,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isExtensible,
  keys,
  prototype: objectPrototype,
  setPrototypeOf,
} = Object;

export const { isArray } = Array;
export const { filter } = Array.prototype;
export const { parse, stringify } = JSON;
export const { ceil, floor, imul, max, min, random, round } = Math;
export const { then: promiseThen } = Promise.prototype;
export const { now: dateNow } = Date;
