/**
 * Finds what a handler threw or rejected with. Only its text crosses to the renderer; its stack, cause and properties
 * are lost there.
 *
 * Electron's dispatcher calls the handler and catches its errors. A wrapper of ours would appear in the stack of the
 * error, or among the reactions of the promise, which V8 reads for asynchronous stacks. But at the end the dispatcher
 * evaluates `event._replyChannel.sendReply({ error: error.toString() })` (lib/browser/ipc-dispatch.ts; up to 24
 * `event.sendReply(…)`). It first reads `sendReply`, and then calls the error's `toString`. Between the two, our
 * functions replace the two `toString` methods that nearly everything inherits. No code of the app runs in that time,
 * except a `toString` of the error's own: then only the text is known.
 */

import type { AnyFunction } from '../base/patch';
import { apply, defineProperty, getOwnPropertyDescriptor, NativeError, objectPrototype } from '../base/primordials';

interface TextMethod {
  readonly prototype: { toString: AnyFunction };
  readonly standIn: AnyFunction;
  original: AnyFunction | undefined;
}

let found: { readonly value: unknown; readonly text: unknown } | undefined;
let isLooking = false;

const textMethods: readonly TextMethod[] = [NativeError.prototype, objectPrototype].map((prototype) => {
  const method: TextMethod = { prototype, original: undefined, standIn };
  defineProperty(standIn, 'name', { value: 'toString', configurable: true });
  return method;

  function standIn(this: unknown): unknown {
    const { original } = method;
    stopLooking();
    const text: unknown = apply(original ?? prototype.toString, this, []);
    found = { value: this, text };
    return text;
  }
});

/** The dispatcher has asked for the method it replies with. */
export function lookForError(): void {
  found = undefined;
  if (isLooking) return;
  for (const method of textMethods) {
    const descriptor = getOwnPropertyDescriptor(method.prototype, 'toString');
    // Frozen, or of the app.
    if (typeof descriptor?.value !== 'function' || descriptor.writable !== true) return;
    method.original = descriptor.value as AnyFunction;
  }
  isLooking = true;
  for (const { prototype, standIn } of textMethods) prototype.toString = standIn;
}

/**
 * The dispatcher replies.
 *
 * @param text with which it does
 * @returns what has that text; undefined if that is not known
 */
export function takeError(text: string): { readonly value: unknown } | undefined {
  stopLooking();
  const error = found;
  found = undefined;
  return error?.text === text ? error : undefined;
}

/** Restores everything. */
export function stopLooking(): void {
  if (!isLooking) return;
  isLooking = false;
  for (const { prototype, standIn, original } of textMethods) {
    const isOurs = getOwnPropertyDescriptor(prototype, 'toString')?.value === standIn;
    if (isOurs && original !== undefined) prototype.toString = original;
  }
}
