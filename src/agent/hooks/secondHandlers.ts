/**
 * Sees attempts to handle a channel that has a handler. Electron refuses them with an error that the app may swallow.
 *
 * `handle` asks `_invokeHandlers.has(channel)` first (lib/browser/ipc-main-impl.ts). So does the dispatcher, but that one
 * is announced.
 */

import { types } from 'node:util';
import type { IpcEmitter } from '../base/electronInternals';
import type { AnyFunction } from '../base/patch';
import { PassingPatches, shadowMethod } from '../base/patch';

const { apply } = Reflect;

export class SecondHandlers {
  private readonly patches = new PassingPatches();

  /** @param refused is called with the channel of each attempt */
  watch(emitter: IpcEmitter, refused: (channel: string) => void): void {
    const handlers = emitter._invokeHandlers;
    if (handlers === undefined || !types.isMap(handlers)) return;
    this.patches.add(handlers, () =>
      shadowMethod(handlers, 'has', (original) => {
        return function has(this: Map<string, AnyFunction>, channel: string) {
          const isThere = apply(original(), this, [channel]) as boolean;
          if (!isThere) return isThere;
          if (channel === announced) announced = undefined;
          else if (typeof channel === 'string') refused(channel);
          return isThere;
        };
      }),
    );
  }

  /** Puts back the maps that are still alive. */
  close(): void {
    announced = undefined;
    this.patches.close();
  }
}

/** The channel whose handler the dispatcher is about to look for, synchronously. */
let announced: string | undefined;

export function announceLookup(channel: string): void {
  announced = channel;
}

export function forgetAnnouncedLookup(): void {
  announced = undefined;
}
