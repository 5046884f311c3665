/**
 * Sees the messages between main and its utility processes.
 *
 * `electron.utilityProcess.fork` returns an instance of a class that is not exported; its prototype is found at the first
 * fork. `postMessage` is a method of it, and native code delivers by `emit('message', value)`
 * (lib/browser/api/utility-process.ts).
 */

import type { EventEmitter } from 'node:events';
import { basename } from 'node:path';
import { MAIN_ENDPOINT } from '../endpoints';
import type { HookContext } from '../hookContext';
import { ownData } from '../ownData';
import { patchMethod, type Uninstall } from '../patch';
import { patchIncoming } from './incoming';
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
  let uninstallClass: Uninstall | undefined;
  const uninstallFork = patchMethod(utilityProcess, 'fork', (original) => {
    return function fork(this: unknown, ...args: unknown[]) {
      const child = Reflect.apply(original(), this, args) as UtilityProcessLike;
      context.guard('fork', () => {
        const name = nameOf(args);
        const endpoint = context.endpoints.addUtility(name, child.pid);
        children.set(child, { endpoint, name, hasExited: false });
        context.utilities.set(endpoint, new WeakRef(child));
        uninstallClass ??= patchClass(Object.getPrototypeOf(child), children, context);
      });
      return child;
    };
  });
  return () => {
    uninstallFork();
    uninstallClass?.();
  };
}

function nameOf([modulePath, , options]: readonly unknown[]): string {
  const serviceName = ownData(options, 'serviceName');
  return typeof serviceName === 'string' && serviceName !== '' ? serviceName : basename(String(modulePath));
}

function patchClass(prototype: object, children: WeakMap<object, Child>, context: HookContext): Uninstall {
  const uninstallPost = patchOutgoing<UtilityProcessLike>(
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
  const uninstallEmit = patchIncoming<UtilityProcessLike>(
    prototype,
    context,
    (process, message) => {
      const child = children.get(process);
      if (child === undefined) return undefined;
      return {
        kind: 'utility',
        direction: 'to-main',
        channel: child.name,
        from: child.endpoint,
        to: MAIN_ENDPOINT,
        args: [message],
        origin: 'received',
      };
    },
    (process, eventName, exitCode) => {
      const child = children.get(process);
      if (child === undefined) return;
      // Only now does the process have an id.
      if (eventName === 'spawn') context.endpoints.describeUtility(child.endpoint, child.name, process.pid);
      if (eventName !== 'exit' || child.hasExited) return;
      child.hasExited = true;
      context.utilities.delete(child.endpoint);
      context.endpoints.endUtility(child.endpoint, typeof exitCode === 'number' ? exitCode : undefined);
    },
  );
  return () => {
    uninstallPost();
    uninstallEmit();
  };
}
