/**
 * Runs something when the process is about to end, without adding a listener to `process`, which the app could count.
 *
 * Node and Electron announce the end by calling `process.emit('exit')`, looked up dynamically; a method on the
 * prototype of `process` intercepts it.
 */

import { patchMethod, type Uninstall } from '../patch';

export function installExitHook(beforeExit: () => void): Uninstall {
  return patchMethod(Object.getPrototypeOf(process), 'emit', (original) => {
    return function emit(this: unknown, ...args: unknown[]) {
      const result: unknown = Reflect.apply(original(), this, args);
      if (args[0] === 'exit') beforeExit();
      return result;
    };
  });
}
