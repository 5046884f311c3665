/**
 * Takes the call stack without the app noticing.
 *
 * An app may have put its own function in `Error.prepareStackTrace`, which would be called, and its own
 * `Error.stackTraceLimit`. Both are properties: for the moment of the capture, in which no code of the app runs, they hold
 * ours, and then exactly what they held before. Where that can't be done (`Error` is frozen, or replaced by the app),
 * there is no stack.
 */

import type { AnyFunction } from './patch';

const NativeError = Error;
const { captureStackTrace } = NativeError;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply, deleteProperty } = Reflect;

/** Frames of the agent may be among those that are captured. */
const EXTRA_FRAMES = 10;

/** V8's own, which an app could replace on the prototype. */
let callSiteToString: ((this: NodeJS.CallSite) => string) | undefined;

/**
 * @param above the function from which on, inwards, frames are left out
 * @param frames at most so many
 * @param isOwn whether a line is of ours: such do not count, and are left out
 * @returns lines as V8 writes them, without indentation; undefined where it can't be taken unseen
 */
export function captureCallStack(
  above: AnyFunction,
  frames: number,
  isOwn: (line: string) => boolean,
): string | undefined {
  // Node asks whatever stands there at the moment.
  if (getOwnPropertyDescriptor(globalThis, 'Error')?.value !== NativeError) return undefined;
  const limit = getOwnPropertyDescriptor(NativeError, 'stackTraceLimit');
  const prepare = getOwnPropertyDescriptor(NativeError, 'prepareStackTrace');
  if (limit?.configurable === false || prepare?.configurable === false) return undefined;
  if (!Object.isExtensible(NativeError)) return undefined;
  let lines: string[] = [];
  try {
    put('stackTraceLimit', frames + EXTRA_FRAMES);
    put('prepareStackTrace', (_error: unknown, callSites: readonly NodeJS.CallSite[]) => {
      lines = callSites.map(describeCallSite);
      return '';
    });
    const holder: { stack?: string } = {};
    captureStackTrace(holder, above);
    // The text is made when it is read.
    void holder.stack;
  } finally {
    restore('stackTraceLimit', limit);
    restore('prepareStackTrace', prepare);
  }
  return lines
    .filter((line) => !isOwn(line))
    .slice(0, frames)
    .join('\n');
}

function describeCallSite(callSite: NodeJS.CallSite): string {
  callSiteToString ??= getOwnPropertyDescriptor(Object.getPrototypeOf(callSite), 'toString')?.value as (
    this: NodeJS.CallSite,
  ) => string;
  return `at ${apply(callSiteToString, callSite, [])}`;
}

/** Not an assignment, which would call a setter. */
function put(name: string, value: unknown): void {
  defineProperty(NativeError, name, { value, writable: true, enumerable: true, configurable: true });
}

function restore(name: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) deleteProperty(NativeError, name);
  else defineProperty(NativeError, name, descriptor);
}
