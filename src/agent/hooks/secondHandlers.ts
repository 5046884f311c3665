/**
 * Sees attempts to handle a channel that has a handler. Electron refuses them with an error that the app may swallow.
 *
 * `handle` is an own method of each emitter (lib/browser/ipc-main-impl.ts, 12 and later).
 */

import type { IpcEmitter } from '../base/electronInternals';
import { ownData } from '../base/ownData';
import { withoutOwnFrames } from '../base/ownFrames';
import { intercept, PassingPatches } from '../base/patch';
import { apply } from '../base/primordials';
import { hasHandler } from '../channels/registrations';

export class SecondHandlers {
  private readonly patches = new PassingPatches();

  /** @param refused is called with the channel of each attempt */
  watch(emitter: IpcEmitter, refused: (channel: string) => void): void {
    if (typeof ownData(emitter, 'handle') !== 'function') return;
    this.patches.add(emitter, () =>
      intercept(emitter, 'handle', function handle(original, self, args) {
        const [channel] = args;
        const isHandled = typeof channel === 'string' && hasHandler(emitter, channel);
        try {
          return apply(original, self, args);
        } catch (error) {
          if (isHandled) refused(channel);
          throw withoutOwnFrames(error);
        }
      }),
    );
  }

  /** Restores every emitter that is still alive. */
  close(): void {
    this.patches.close();
  }
}
