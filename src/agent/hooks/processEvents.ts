/**
 * Runs something when the process is about to end, and before Node hands on an error that nobody caught, without a listener
 * on `process`, which the app could count, and without a method on its prototypes.
 *
 * - Electron announces the end with `quit` of the app, on which its own listener emits `exit` of the process
 *   (lib/browser/init.ts); `process.exit` is `app.exit` there.
 * - Native code calls `process._fatalException`, looked up dynamically, for every error that was not caught (TriggerUncaughtException
 *   in src/node_errors.cc).
 */

import type { App } from 'electron';
import { ownData } from '../base/ownData';
import { type AnyFunction, intercept, patchMethod, type Uninstall } from '../base/patch';
import { apply, isArray } from '../base/primordials';

/**
 * @param beforeExit is called after the app's listeners of `exit`, with the exit code, where Electron tells it
 * @throws if this Electron does not listen to the end of its app
 */
export function installExitHook(app: App, beforeExit: (code: unknown) => void): Uninstall {
  const list = listenersOf(app, 'quit');
  const own = list?.[0];
  if (list === undefined || own === undefined) throw new TypeError('Electron does not listen to quit');
  const holder = { own };
  intercept(holder, 'own', function quit(original, self, args) {
    try {
      return apply(original, self, args);
    } finally {
      beforeExit(args[1]);
    }
  });
  replaceListener(app, 'quit', own, holder.own);
  return () => replaceListener(app, 'quit', holder.own, own);
}

/** @param uncaughtException is called before any listener of the app, and before Electron's dialog, which keeps main from going on */
export function installExceptionHook(uncaughtException: () => void): Uninstall {
  return patchMethod(process, '_fatalException', (original) => {
    // Node's is an arrow function.
    return (...args: unknown[]): unknown => {
      uncaughtException();
      return apply(original(), process, args);
    };
  });
}

/** As EventEmitter keeps them: a function, or a list. */
function listenersOf(emitter: object, name: string): readonly AnyFunction[] | undefined {
  const listeners = ownData(ownData(emitter, '_events'), name);
  if (typeof listeners === 'function') return [listeners];
  return isArray(listeners) ? (listeners as AnyFunction[]) : undefined;
}

function replaceListener(emitter: object, name: string, from: AnyFunction, to: AnyFunction): void {
  const events = ownData(emitter, '_events') as Record<string, unknown> | undefined;
  const listeners = ownData(events, name);
  if (events === undefined) return;
  if (listeners === from) events[name] = to;
  else if (isArray(listeners)) {
    const at = listeners.indexOf(from);
    if (at !== -1) listeners[at] = to;
  }
}
