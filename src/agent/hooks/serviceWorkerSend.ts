/**
 * Sees every message from main to a service worker (Electron 35 and later). Read in
 * lib/browser/api/service-worker-main.ts; there is no `postMessage`.
 */

import type { ServiceWorkerLike } from '../base/electronInternals';
import type { Uninstall } from '../base/patch';
import type { HookContext } from './hookContext';
import { keepSwallowedError, patchOutgoing } from './outgoing';

/** @param prototype of ServiceWorkerMain */
export function installServiceWorkerSendHook(prototype: object, context: HookContext): Uninstall {
  const uninstalls = [
    patchOutgoing<ServiceWorkerLike>(
      prototype,
      'send',
      {
        describe(worker, [channel, ...args]) {
          if (typeof channel !== 'string') return undefined; // Electron refused the call.
          const to = context.endpoints.ofWorker(worker);
          return { kind: 'send', direction: 'to-worker', channel, to, args };
        },
      },
      context,
    ),
  ];
  if ('_send' in prototype) uninstalls.push(keepSwallowedError(prototype, '_send'));
  return () => {
    for (const uninstall of uninstalls) uninstall();
  };
}
