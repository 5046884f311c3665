/** Loads the timing preload into the frames, by the method this Electron uses to find the preloads of a document. */

import { accessSync, constants } from 'node:fs';
import type { WebContentsLike } from '../base/electronInternals';
import type { HookContext } from './hookContext';
import type { LimitedHook } from './hookInstaller';
import { installNativePreloads, type NativePreloads, readsPreloadsNatively } from './nativePreloads';
import {
  installOwnPreloadPathsHook,
  installPreloadPathsHook,
  installPreloadScriptsHook,
  type TimingPreload,
} from './preloadList';

/** Why sandboxed frames do not get the preload; unsandboxed ones still do. */
const ONLY_UNSANDBOXED = 'this Electron hands preloads to sandboxed frames itself';

/** It may be unavailable to sandboxed frames. */
export interface TimingPreloadHook extends LimitedHook {
  /** Present if the agent must notice sessions. */
  readonly native?: NativePreloads;
}

/**
 * @param onRefused is called with the reason if it turns out later that sandboxed frames can't load it
 * @throws if its file can't be read
 */
export function installTimingPreload(
  context: HookContext,
  preload: TimingPreload,
  onRefused: (reason: string) => void,
): TimingPreloadHook {
  const { webContentsPrototype, sessionPrototype } = context.internals;
  // A preload that can't be read would be an error of the app's window.
  accessSync(preload.path, constants.R_OK);
  if (sessionPrototype !== undefined && readsPreloadsNatively(process.versions.electron)) {
    try {
      const native = installNativePreloads(sessionPrototype, preload, context, (reason) =>
        onRefused(`${ONLY_UNSANDBOXED} (${reason})`),
      );
      return { native, uninstall: native.uninstall };
    } catch (error) {
      const uninstall = installPreloadScriptsHook(sessionPrototype, preload, context);
      return { uninstall, unavailable: `${ONLY_UNSANDBOXED} (${String(error)})` };
    }
  }
  if (webContentsPrototype !== undefined && '_getPreloadPaths' in webContentsPrototype) {
    return { uninstall: installPreloadPathsHook(webContentsPrototype, preload, context) };
  }
  if (sessionPrototype === undefined) return { uninstall: installOwnPreloadPathsHook(preload, context) };
  return { uninstall: installPreloadScriptsHook(sessionPrototype, preload, context) };
}

/** Sessions that were there before the agent. None is created: a WebContents is asked for the one it has. */
export function noticeSession(native: NativePreloads, webContents: WebContentsLike): void {
  const { session } = webContents;
  if (session !== undefined) native.noticed(session);
}
