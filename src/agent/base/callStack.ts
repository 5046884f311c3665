/**
 * Captures the call stack without the app noticing.
 *
 * The app may have set `Error.prepareStackTrace`, which V8 would call, and `Error.stackTraceLimit`. During the
 * capture both properties hold our values. No code of the app runs in that time, and both are restored exactly. If
 * that is not possible (`Error` is frozen, or the app replaced it), there is no stack.
 */

import type { AnyFunction } from './patch';
import {
  apply,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isExtensible,
  NativeError,
  random,
} from './primordials';

const { captureStackTrace } = NativeError;

/** Frames of the agent may be among those that are captured. */
const EXTRA_FRAMES = 10;

/** V8's own methods, which an app could replace on the prototype. */
const callSiteMethods = new Map<string, AnyFunction>();

/**
 * @param above the stack starts at the caller of this function
 * @param frames maximum number of lines
 * @param isOwn whether a line is ours: such lines are left out and do not count
 * @returns lines as V8 writes them, without indentation; undefined if the stack can't be captured unnoticed
 */
export function captureCallStack(
  above: AnyFunction,
  frames: number,
  isOwn: (line: string) => boolean,
): string | undefined {
  return readCallSites(above, frames + EXTRA_FRAMES, describeCallSite)
    ?.filter((line) => !isOwn(line))
    .slice(0, frames)
    .join('\n');
}

/** @returns the name of the function that called, which may be empty; undefined where that can't be found out unseen */
export function nameOfCaller(called: AnyFunction): string | undefined {
  return readCallSites(called, 1, nameOfFunction)?.[0];
}

/**
 * Counts the calls of some functions that have not returned.
 *
 * @returns undefined where they can't be counted unseen
 */
export function countRunning(functions: Iterable<AnyFunction>): number | undefined {
  const mark = `running ${random()}`;
  const before: [AnyFunction, PropertyDescriptor | undefined][] = [];
  try {
    for (const each of new Set(functions)) {
      const name = getOwnPropertyDescriptor(each, 'name');
      if (name === undefined ? !isExtensible(each) : !name.configurable) return undefined;
      before.push([each, name]);
      // V8 names a frame by this, also that of a function which it does not hand out.
      defineProperty(each, 'name', { value: mark, configurable: true });
    }
    return readCallSites(countRunning, Number.POSITIVE_INFINITY, nameOfFunction)?.filter((name) => name === mark)
      .length;
  } finally {
    for (const [each, name] of before) {
      if (name === undefined) deleteProperty(each, 'name');
      else defineProperty(each, 'name', name);
    }
  }
}

/**
 * @param above the stack starts at the caller of this function
 * @param limit maximum number of frames
 * @returns what `read` finds in each frame, innermost first; undefined if the stack can't be captured unnoticed
 */
function readCallSites<Read>(
  above: AnyFunction,
  limit: number,
  read: (callSite: NodeJS.CallSite) => Read,
): Read[] | undefined {
  // Node asks whatever stands there at the moment.
  // biome-ignore lint/style/noRestrictedGlobals: what the app has put there is the question.
  if (getOwnPropertyDescriptor(globalThis, 'Error')?.value !== NativeError) return undefined;
  const before = getOwnPropertyDescriptor(NativeError, 'stackTraceLimit');
  const prepare = getOwnPropertyDescriptor(NativeError, 'prepareStackTrace');
  if (before?.configurable === false || prepare?.configurable === false) return undefined;
  if (!isExtensible(NativeError)) return undefined;
  let found: Read[] = [];
  try {
    put('stackTraceLimit', limit);
    put('prepareStackTrace', (_error: unknown, callSites: readonly NodeJS.CallSite[]) => {
      found = callSites.map(read);
      return '';
    });
    const holder: { stack?: string } = {};
    captureStackTrace(holder, above);
    // The text is made when it is read.
    void holder.stack;
  } finally {
    restore('stackTraceLimit', before);
    restore('prepareStackTrace', prepare);
  }
  return found;
}

function describeCallSite(callSite: NodeJS.CallSite): string {
  return `at ${ask(callSite, 'toString')}`;
}

function nameOfFunction(callSite: NodeJS.CallSite): string {
  return String(ask(callSite, 'getFunctionName') ?? '');
}

function ask(callSite: NodeJS.CallSite, name: 'toString' | 'getFunctionName'): unknown {
  let method = callSiteMethods.get(name);
  if (method === undefined) {
    method = getOwnPropertyDescriptor(getPrototypeOf(callSite), name)?.value as AnyFunction;
    callSiteMethods.set(name, method);
  }
  return apply(method, callSite, []);
}

/** Not an assignment, which would call a setter. */
function put(name: string, value: unknown): void {
  defineProperty(NativeError, name, { value, writable: true, enumerable: true, configurable: true });
}

function restore(name: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) deleteProperty(NativeError, name);
  else defineProperty(NativeError, name, descriptor);
}
