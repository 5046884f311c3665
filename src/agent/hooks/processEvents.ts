/**
 * Runs something when the process is about to end, and answers whether an agent is here, without adding a listener to
 * `process`, which the app could count.
 *
 * Node and Electron announce the end by calling `process.emit('exit')`, looked up dynamically; a method on the
 * prototype of `process` intercepts it.
 */

import { patchMethod, type Uninstall } from '../patch';
import { PRESENCE_QUERY, type Presence } from '../presence';

export interface ProcessEvents {
  beforeExit(): void;
  readonly presence: Presence;
}

export function installProcessHook({ beforeExit, presence }: ProcessEvents): Uninstall {
  return patchMethod(Object.getPrototypeOf(process), 'emit', (original) => {
    return function emit(this: unknown, ...args: unknown[]) {
      if (args[0] === PRESENCE_QUERY) return presence;
      const result: unknown = Reflect.apply(original(), this, args);
      if (args[0] === 'exit') beforeExit();
      return result;
    };
  });
}
