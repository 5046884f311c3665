/**
 * Puts the timing preload first among the preloads of an Electron that reads a session's list in native code (42.4 and later,
 * electron#51602): native code passes it to sandboxed frames as they navigate, without any JavaScript.
 *
 * So it has to be registered. That happens in `Session.prototype._init` (lib/browser/api/session.ts), which native code calls
 * before the app hears of the session: ours is the first. `getPreloadScripts` leaves it out, except for Electron's own
 * requests on behalf of unsandboxed frames. `getPreloads` and `setPreloads` go through it in JavaScript.
 */

import { ownData } from '../base/ownData';
import { type AnyFunction, intercept, patchMethod, type Uninstall } from '../base/patch';
import { apply, filter, getOwnPropertyDescriptor, isArray, NativeWeakRef } from '../base/primordials';
import { forgetCompiledPreloads, noteCompiledPreloads } from './compiledPreloads';
import type { HookContext } from './hookContext';
import { LOAD_CHANNELS, type TimingPreload } from './preloadList';

/** The same in every run: Electron keeps the compiled preload under its hash. */
export const TIMING_PRELOAD_ID = 'electroscope:timing-preload';

/** shell/browser/api/electron_api_session.cc, 35 and later; `_deprecated`, which allows relative paths, is not passed on. */
interface PreloadScript {
  readonly id: string;
  readonly type: string;
  readonly filePath: string;
  readonly _deprecated?: boolean;
}

/** A session, as far as it is needed here. */
interface PreloadSession {
  readonly storagePath?: string | null;
}

export interface NativePreloads {
  /** A session that may have been there before the agent. */
  noticed(session: PreloadSession): void;
  /** `isOn` may have changed; holds for documents loaded from then on. */
  settingsChanged(): void;
  /** Electron may have kept the compiled preload on disk; it is removed. */
  forgetCompiled(): void;
  uninstall: Uninstall;
}

/**
 * @param prototype of Session
 * @param onRefused is called with the reason, at most once, if it turns out that a session does not take the preload
 * @throws TypeError if this Electron lacks what is needed to register the preload and to hide it
 */
export function installNativePreloads(
  prototype: object,
  preload: TimingPreload,
  context: HookContext,
  onRefused: (reason: string) => void,
): NativePreloads {
  const [register, unregister, list] = ['registerPreloadScript', 'unregisterPreloadScript', 'getPreloadScripts'].map(
    (name) => ownMethod(prototype, name),
  ) as [AnyFunction, AnyFunction, AnyFunction];
  // Before anything is replaced.
  ownMethod(prototype, '_init');
  const sessions = new Set<WeakRef<PreloadSession>>();
  const known = new WeakSet<PreloadSession>();
  let isRefused = false;

  const uninstallHiding = intercept(prototype, 'getPreloadScripts', function getPreloadScripts(original, self, args) {
    const scripts: unknown = apply(original, self, args);
    if (!isArray(scripts)) return scripts;
    if (LOAD_CHANNELS.has(context.internalChannel)) {
      // An unsandboxed frame asks, and the session did not take it.
      return isRefused && preload.isOn() ? [scriptOf(preload), ...(scripts as unknown[])] : scripts;
    }
    return apply(filter, scripts, [(script: unknown) => ownData(script, 'id') !== TIMING_PRELOAD_ID]) as unknown;
  });
  const uninstallInit = patchMethod(prototype, '_init', (original) => {
    return function _init(this: PreloadSession, ...args: unknown[]) {
      const result: unknown = apply(original(), this, args);
      context.guard('preloads of a session', () => noticed(this));
      return result;
    };
  });

  function noticed(session: PreloadSession): void {
    if (known.has(session)) return;
    known.add(session);
    sessions.add(new NativeWeakRef(session));
    noteCompiledPreloads(session.storagePath, TIMING_PRELOAD_ID);
    if (preload.isOn()) add(session);
  }

  /** Registers ours first: takes the existing preloads out, and adds them again after it. */
  function add(session: PreloadSession): void {
    if (isRefused) return;
    const earlier = apply(list, session, []) as readonly PreloadScript[];
    if (earlier.some(({ id }) => id === TIMING_PRELOAD_ID)) return;
    try {
      apply(register, session, [scriptOf(preload)]);
      const added = (apply(list, session, []) as readonly unknown[]).at(-1);
      // It could not be hidden.
      if (ownData(added, 'id') !== TIMING_PRELOAD_ID) throw new TypeError('the registered preload is not listed');
    } catch (error) {
      refuse(session, error);
      return;
    }
    for (const { id } of earlier) apply(unregister, session, [id]);
    for (const script of earlier) apply(register, session, [{ ...script, _deprecated: true }]);
  }

  function refuse(session: PreloadSession, error: unknown): void {
    isRefused = true;
    try {
      apply(unregister, session, [TIMING_PRELOAD_ID]);
    } catch {
      // It was not registered.
    }
    onRefused(String(error));
  }

  function remove(session: PreloadSession): void {
    const scripts = apply(list, session, []) as readonly unknown[];
    if (scripts.some((script) => ownData(script, 'id') === TIMING_PRELOAD_ID)) {
      apply(unregister, session, [TIMING_PRELOAD_ID]);
    }
  }

  function forEachSession(work: (session: PreloadSession) => void): void {
    for (const reference of sessions) {
      const session = reference.deref();
      if (session === undefined) sessions.delete(reference);
      else context.guard('preloads of a session', () => work(session));
    }
  }

  return {
    noticed: (session) => context.guard('preloads of a session', () => noticed(session)),
    settingsChanged: () => forEachSession(preload.isOn() ? add : remove),
    forgetCompiled: () => context.guard('compiled preloads', forgetCompiledPreloads),
    uninstall() {
      uninstallInit();
      forEachSession(remove);
      uninstallHiding();
      context.guard('compiled preloads', forgetCompiledPreloads);
    },
  };
}

function scriptOf({ path }: TimingPreload): PreloadScript {
  return { type: 'frame', id: TIMING_PRELOAD_ID, filePath: path };
}

/** @throws TypeError if there is no such method, or it can't be replaced */
function ownMethod(prototype: object, name: string): AnyFunction {
  const descriptor = getOwnPropertyDescriptor(prototype, name);
  if (typeof descriptor?.value !== 'function') throw new TypeError(`Session.${name} is not a method`);
  return descriptor.value as AnyFunction;
}

/**
 * Whether native code reads the list of a session's preloads itself. Only the version shows this in advance. An
 * Electron without a readable version counts as a later one, because registering the preload works from 35 on.
 */
export function readsPreloadsNatively(version: string | undefined): boolean {
  const [major = Number.NaN, minor = Number.NaN] = (version ?? '').split('.').map(Number);
  if (Number.isNaN(major) || Number.isNaN(minor)) return true;
  return major > 42 || (major === 42 && minor >= 4);
}
