/**
 * Puts the timing preload first among the preloads of a document when Electron requests their list for a frame
 * (lib/browser/rpc-server.ts). Nothing is registered on a session: an app that reads its preloads finds only its own.
 */

import { intercept, type Uninstall } from '../base/patch';
import { apply, hasOwn, isArray } from '../base/primordials';
import type { HookContext } from './hookContext';

/** Electron's own requests for what a frame has to load. */
export const LOAD_CHANNELS = new Set<string | undefined>(['BROWSER_SANDBOX_LOAD', 'BROWSER_NONSANDBOX_LOAD']);

export interface TimingPreload {
  /** Absolute. */
  readonly path: string;
  isOn(): boolean;
}

/**
 * Electron 24 to 34 asks the WebContents, for paths.
 *
 * @param prototype of WebContents
 */
export function installPreloadPathsHook(prototype: object, preload: TimingPreload, context: HookContext): Uninstall {
  return patchList(prototype, '_getPreloadPaths', preload, context, ({ path }) => path);
}

/**
 * Electron up to 23 asks the WebContents too, but there the method is an own property of each: native code of these versions
 * fills the template of instances (shell/browser/api/electron_api_web_contents.cc). The hook replaces it while Electron asks,
 * and restores it at once.
 */
export function installOwnPreloadPathsHook(preload: TimingPreload, context: HookContext): Uninstall {
  context.preloadsAsked = (webContents) =>
    LOAD_CHANNELS.has(context.internalChannel) && hasOwn(webContents, '_getPreloadPaths')
      ? installPreloadPathsHook(webContents, preload, context)
      : undefined;
  return () => {
    context.preloadsAsked = undefined;
  };
}

/**
 * Electron 35 and later asks the Session, for scripts.
 *
 * @param prototype of Session
 */
export function installPreloadScriptsHook(prototype: object, preload: TimingPreload, context: HookContext): Uninstall {
  return patchList(prototype, 'getPreloadScripts', preload, context, ({ path }) => ({
    type: 'frame',
    id: 'electroscope-timing',
    filePath: path,
  }));
}

function patchList(
  prototype: object,
  name: string,
  preload: TimingPreload,
  context: HookContext,
  itemOf: (preload: TimingPreload) => unknown,
): Uninstall {
  return intercept(prototype, name, function list(original, self, args) {
    const items: unknown = apply(original, self, args);
    if (!preload.isOn() || !LOAD_CHANNELS.has(context.internalChannel) || !isArray(items)) return items;
    return [itemOf(preload), ...(items as unknown[])];
  });
}
