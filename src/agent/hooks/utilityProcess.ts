/**
 * Sees the messages between main and its utility processes.
 *
 * `electron.utilityProcess.fork` returns an instance of a class that is not exported; its prototype is found at the first
 * fork. `postMessage` is a method of it. The constructor, within `fork`, puts an `emit` on the native object that it keeps
 * private; native code delivers by that, and it calls `emit('message', value)` of the instance
 * (lib/browser/api/utility-process.ts).
 */

import { EventEmitter } from 'node:events';
import { basename } from 'node:path';
import { ownData } from '../base/ownData';
import { withoutOwnFrames } from '../base/ownFrames';
import { intercept, PassingPatches, patchMethod, type Uninstall } from '../base/patch';
import {
  apply,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isExtensible,
  NativeWeakRef,
  objectPrototype,
} from '../base/primordials';
import { MAIN_ENDPOINT } from '../recording/endpoints';
import type { HookContext } from './hookContext';
import { type Receiver, watchedEmit } from './incoming';
import { patchOutgoing } from './outgoing';

interface UtilityProcessLike extends EventEmitter {
  readonly pid: number | undefined;
}

interface Child {
  readonly endpoint: number;
  /** Service name, or the file that runs. */
  readonly name: string;
  hasExited: boolean;
}

/** @param utilityProcess the module `electron.utilityProcess` */
export function installUtilityProcessHook(utilityProcess: object, context: HookContext): Uninstall {
  const children = new WeakMap<object, Child>();
  const received = new PassingPatches();
  let uninstallClass: Uninstall | undefined;
  const uninstallFork = intercept(utilityProcess, 'fork', function fork(original, self, args) {
    const { result: child, natives } = withEmitsAssigned(() => apply(original, self, args) as UtilityProcessLike);
    context.guard('fork', () => {
      const name = nameOf(args);
      const known: Child = { endpoint: context.endpoints.addUtility(name, child.pid), name, hasExited: false };
      children.set(child, known);
      uninstallClass ??= patchClass(getPrototypeOf(child) as object, children, context);
      for (const native of natives) received.add(native, () => watchReceived(native, child, known, context));
      const [native] = natives;
      if (native === undefined) throw new Error('its native object was not found: what it sends is not seen');
      context.utilities.set(known.endpoint, { child: new NativeWeakRef(child), native: new NativeWeakRef(native) });
    });
    return child;
  });
  return () => {
    uninstallFork();
    uninstallClass?.();
    received.close();
  };
}

/**
 * Finds the objects to which the work assigns a method `emit`. If an object has no such property, an assignment looks for a setter
 * on its prototypes. They have one while the work runs.
 */
function withEmitsAssigned<Result>(work: () => Result): { readonly result: Result; readonly natives: object[] } {
  const natives: object[] = [];
  const putBack = [EventEmitter.prototype, objectPrototype].map((prototype) => awaitAssignment(prototype, natives));
  try {
    return { result: work(), natives };
  } catch (error) {
    throw withoutOwnFrames(error);
  } finally {
    for (const put of putBack) put();
  }
}

function awaitAssignment(prototype: object, natives: object[]): () => void {
  const before = getOwnPropertyDescriptor(prototype, 'emit');
  const isChangeable = before === undefined ? isExtensible(prototype) : before.configurable && 'value' in before;
  if (!isChangeable) return () => {};
  defineProperty(prototype, 'emit', {
    get: () => before?.value as unknown,
    set(this: object, value: unknown) {
      defineProperty(this, 'emit', { value, writable: true, enumerable: true, configurable: true });
      if (typeof value === 'function') natives.push(this);
    },
    enumerable: before?.enumerable ?? false,
    configurable: true,
  });
  return () => {
    if (before === undefined) deleteProperty(prototype, 'emit');
    else defineProperty(prototype, 'emit', before);
  };
}

function nameOf([modulePath, , options]: readonly unknown[]): string {
  const serviceName = ownData(options, 'serviceName');
  return typeof serviceName === 'string' && serviceName !== '' ? serviceName : basename(String(modulePath));
}

function patchClass(prototype: object, children: WeakMap<object, Child>, context: HookContext): Uninstall {
  return patchOutgoing<UtilityProcessLike>(
    prototype,
    'postMessage',
    {
      transferOf: (args) => args[1],
      describe(process, args) {
        const child = children.get(process);
        if (child === undefined) return undefined;
        const { name: channel, endpoint: to } = child;
        // After its end, Electron ignores the call.
        const lost = child.hasExited ? 'the process has ended' : undefined;
        return { kind: 'utility', direction: 'to-utility', channel, to, args: args.slice(0, 1), lost };
      },
    },
    context,
  );
}

function watchReceived(native: object, emitter: UtilityProcessLike, child: Child, context: HookContext): Uninstall {
  const receiver: Receiver = {
    emitter,
    describe: (message) => ({
      kind: 'utility',
      direction: 'to-main',
      channel: child.name,
      from: child.endpoint,
      to: MAIN_ENDPOINT,
      args: [message],
      origin: 'received',
    }),
    observe(eventName, exitCode) {
      // Only now does the process have an id.
      if (eventName === 'spawn') context.endpoints.describeUtility(child.endpoint, child.name, emitter.pid);
      if (eventName !== 'exit' || child.hasExited) return;
      child.hasExited = true;
      context.utilities.delete(child.endpoint);
      context.endpoints.endUtility(child.endpoint, typeof exitCode === 'number' ? exitCode : undefined);
    },
  };
  return patchMethod(native, 'emit', (original) => watchedEmit(original, receiver, context));
}
