/**
 * Runs something when the process is about to end or an error was not caught, and answers whether an agent is here, without adding a listener to
 * `process`, which the app could count.
 *
 * Node and Electron announce the end by calling `process.emit('exit')`, and Node an error by `process.emit('uncaughtExceptionMonitor')`
 * (lib/internal/process/execution.js), looked up dynamically; a method on the prototype of `process` intercepts them.
 */

import { patchMethod, type Uninstall } from '../patch';
import { PRESENCE_QUERY, type Presence } from '../presence';

export interface ProcessEvents {
  /** The listeners of the app have run. @param code of the process, if Node or Electron tell it */
  beforeExit(code: unknown): void;
  /** Before any listener of the app, or Electron's dialog, which keeps main from going on. */
  uncaughtException(): void;
  readonly presence: Presence;
}

export function installProcessHook({ beforeExit, uncaughtException, presence }: ProcessEvents): Uninstall {
  return patchMethod(Object.getPrototypeOf(process), 'emit', (original) => {
    return function emit(this: unknown, ...args: unknown[]) {
      if (args[0] === PRESENCE_QUERY) return presence;
      if (args[0] === 'uncaughtExceptionMonitor') uncaughtException();
      const result: unknown = Reflect.apply(original(), this, args);
      if (args[0] === 'exit') beforeExit(args[1]);
      return result;
    };
  });
}
