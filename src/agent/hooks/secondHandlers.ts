/**
 * Sees attempts to handle a channel that has a handler. Electron refuses them with an error that the app may swallow.
 *
 * `handle` asks `_invokeHandlers.has(channel)` first (lib/browser/ipc-main-impl.ts). So does the dispatcher, but that one
 * is announced.
 */

import { types } from 'node:util';
import type { IpcEmitter } from '../electronInternals';
import type { AnyFunction } from '../patch';
import { patchMethod, type Uninstall } from '../patch';

const { apply } = Reflect;
/** The patched maps; held weakly, so that none of a closed window is kept alive only to be restored later. */
const patchedMaps: WeakRef<object>[] = [];
const uninstallOf = new WeakMap<object, Uninstall>();

/** The channel whose handler the dispatcher is about to look for, synchronously. */
let announced: string | undefined;

export function announceLookup(channel: string): void {
  announced = channel;
}

export function forgetAnnouncedLookup(): void {
  announced = undefined;
}

/** @param refused is told of each attempt */
export function watchSecondHandlers(emitter: IpcEmitter, refused: (channel: string) => void): void {
  const handlers = emitter._invokeHandlers;
  if (handlers === undefined || !types.isMap(handlers)) return;
  const uninstall = patchMethod(handlers, 'has', (original) => {
    return function has(this: Map<string, AnyFunction>, channel: string) {
      const isThere = apply(original(), this, [channel]) as boolean;
      if (!isThere) return isThere;
      if (channel === announced) announced = undefined;
      else if (typeof channel === 'string') refused(channel);
      return isThere;
    };
  });
  patchedMaps.push(new WeakRef(handlers));
  uninstallOf.set(handlers, uninstall);
}

/** Puts back the maps that are still alive. */
export function uninstallSecondHandlerHooks(): void {
  announced = undefined;
  for (const ref of patchedMaps.splice(0)) {
    const map = ref.deref();
    if (map !== undefined) uninstallOf.get(map)?.();
  }
}
