/**
 * Records what a handler threw or rejected with. Only its text crosses to the renderer; stack and cause are lost there.
 *
 * Electron's dispatcher asks `_invokeHandlers.has(channel)`, then `.get(channel)` (lib/browser/ipc-dispatch.ts). For
 * that one `get` the map hands out a stand-in that watches the call; the registration API is untouched, and anyone else
 * who reads the map gets the handler itself. Up to Electron 24 the map holds wrappers that swallow the error, so there
 * only the text is known.
 */

import { types } from 'node:util';
import type { IpcEmitter } from '../electronInternals';
import type { HookContext } from '../hookContext';
import type { MessageRecord } from '../messageRecord';
import type { AnyFunction } from '../patch';
import { patchMethod, type Uninstall } from '../patch';

interface ExpectedLookup {
  readonly channel: string;
  readonly record: MessageRecord;
  readonly context: HookContext;
}

const { apply } = Reflect;
const { getPrototypeOf, hasOwn } = Object;
const promisePrototype = Promise.prototype;
const { then: promiseThen } = promisePrototype;

/** The handler lookup that the dispatcher is about to do, synchronously. */
let expected: ExpectedLookup | undefined;

const patchedMaps = new WeakSet<object>();
const uninstalls: Uninstall[] = [];

/** @param emitters those that the dispatcher asks, in its order */
export function observeHandler(
  emitters: readonly (IpcEmitter | undefined)[],
  channel: string,
  record: MessageRecord,
  context: HookContext,
): void {
  for (const emitter of emitters) {
    const handlers = emitter?._invokeHandlers;
    if (handlers !== undefined && !patchedMaps.has(handlers)) patchLookup(handlers);
  }
  expected = { channel, record, context };
}

/** The dispatch is over: whoever looks a handler up from now on is not the dispatcher. */
export function forgetExpectedLookup(): void {
  expected = undefined;
}

/** Puts back the maps that are still alive. */
export function uninstallHandlerHooks(): void {
  expected = undefined;
  for (const uninstall of uninstalls.splice(0)) uninstall();
}

function patchLookup(handlers: Map<string, AnyFunction>): void {
  patchedMaps.add(handlers);
  const uninstall = patchMethod(handlers, 'get', (original) => {
    return function get(this: Map<string, AnyFunction>, channel: string) {
      const handler = apply(original(), this, [channel]) as AnyFunction | undefined;
      const lookup = expected;
      if (lookup?.channel !== channel || typeof handler !== 'function') return handler;
      expected = undefined;
      return watched(handler, lookup);
    };
  });
  // A map of a closed window must not be kept alive only to be restored later.
  const map = new WeakRef(handlers);
  uninstalls.push(() => {
    const alive = map.deref();
    if (alive === undefined) return;
    patchedMaps.delete(alive);
    uninstall();
  });
}

function watched(handler: AnyFunction, { record, context }: ExpectedLookup): AnyFunction {
  const note = (error: unknown) => {
    context.guard('handler', () => context.recorder.thrown(record, error));
  };
  return function watchedHandler(this: unknown, ...args: unknown[]) {
    let result: unknown;
    try {
      result = apply(handler, this, args);
    } catch (error) {
      note(error);
      throw error;
    }
    // Only a plain promise: calling `then` of anything else would run code of the app a second time.
    if (isPlainPromise(result)) apply(promiseThen, result, [undefined, note]);
    return result;
  };
}

function isPlainPromise(value: unknown): value is Promise<unknown> {
  return (
    types.isPromise(value) &&
    getPrototypeOf(value) === promisePrototype &&
    !hasOwn(value, 'then') &&
    !hasOwn(value, 'constructor')
  );
}
