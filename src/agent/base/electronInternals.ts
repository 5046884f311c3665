/**
 * The private parts of Electron that the hooks stand on, typed as far as they are used. Where a shape was read is
 * noted beside it. Everything here is looked up at run time and may be missing.
 */

import type { EventEmitter } from 'node:events';
import type { AnyFunction } from './patch';

/** lib/browser/ipc-main-impl.ts */
export interface IpcEmitter extends EventEmitter {
  readonly _invokeHandlers?: Map<string, AnyFunction>;
}

/** What native code passes to the `-ipc-*` listeners (shell/browser/api/electron_api_web_contents.cc). */
export interface DispatchEvent {
  readonly processId?: number;
  readonly frameId?: number;
  /** 33 and later. */
  readonly frameTreeNodeId?: number | undefined;
  /** 36 and later; before, the emitter is the sender. */
  readonly sender?: WebContentsLike;
  /** 35 and later: 'frame' or 'service-worker'. */
  readonly type?: string;
  /** Of a service worker. */
  readonly versionId?: number;
  /** 25 and later (electron#37099). */
  _replyChannel?: ReplyChannel;
  /** 24 and earlier. */
  sendReply?: (value: unknown) => unknown;
}

export interface ReplyChannel {
  sendReply(value: unknown): unknown;
}

export interface WebContentsLike extends EventEmitter {
  readonly id: number;
  readonly ipc?: IpcEmitter;
  readonly mainFrame: WebFrameMainLike;
  /** Of a `<webview>` guest: the WebContents it is embedded in. */
  readonly hostWebContents?: WebContentsLike | null;
  readonly session?: SessionLike;
  getType(): string;
  getTitle(): string;
  isDestroyed(): boolean;
}

/** A session; only its own WebContents are asked for it, so that none is created. */
export interface SessionLike {
  /** 28 and later; null for one in memory. */
  readonly storagePath?: string | null;
  /** 35 and later. */
  readonly serviceWorkers?: ServiceWorkersLike;
}

/** lib/browser/api/service-workers.ts, 35 and later */
interface ServiceWorkersLike {
  _getWorkerFromVersionIDIfExists?(versionId: number): ServiceWorkerLike | null | undefined;
}

/** lib/browser/api/service-worker-main.ts, 35 and later */
export interface ServiceWorkerLike {
  readonly versionId: number;
  readonly scope?: string;
  /** 37 and later. */
  readonly scriptURL?: string;
  isDestroyed?(): boolean;
}

/** lib/browser/api/web-frame-main.ts */
export interface WebFrameMainLike {
  readonly processId: number;
  readonly routingId: number;
  readonly osProcessId: number;
  readonly url: string;
  /** 20 and later. */
  readonly origin?: string;
  readonly parent: WebFrameMainLike | null;
  readonly framesInSubtree?: readonly WebFrameMainLike[];
  /** The native half of `send` (lib/browser/api/web-frame-main.ts); up to 23, an own property. */
  readonly _send?: AnyFunction;
}

/** A MessagePort as native code passes it, before JavaScript wraps it (lib/browser/message-port-main.ts). */
export interface NativePort {
  postMessage: AnyFunction;
}

interface WebFrameMainBinding {
  readonly WebFrameMain?: { readonly prototype: object };
  /** Makes the object, if there is none yet. */
  fromId?(processId: number, frameId: number): WebFrameMainLike | null | undefined;
  /** Up to 32. */
  fromIdOrNull?(processId: number, frameId: number): WebFrameMainLike | null | undefined;
  /** 33 and later. */
  _fromIdIfExists?(processId: number, frameId: number): WebFrameMainLike | null | undefined;
  /** 33 and later. */
  _fromFtnIdIfExists?(frameTreeNodeId: number): WebFrameMainLike | null | undefined;
}

export interface ElectronInternals {
  readonly webContentsPrototype?: object | undefined;
  readonly sessionPrototype?: object | undefined;
  readonly webFrameMainPrototype?: object | undefined;
  /** The frame with these ids, or undefined. Never throws. */
  findFrame(processId: number, frameId: number): WebFrameMainLike | undefined;
  /** As `findFrame`, but undefined also where Electron has not made an object for the frame yet; up to 32 it may make one. */
  findExistingFrame(processId: number, frameId: number): WebFrameMainLike | undefined;
  /**
   * The frame whose `ipc` Electron asks when it dispatches this event, found in the same way: from 33 on by its place in
   * the frame tree, where a frame that unloads, or has just been swapped, is found as well. Never throws.
   */
  findDispatchFrame(event: DispatchEvent): WebFrameMainLike | undefined;
  /** Electron's `internal` flag of an event, where it is not an argument (35's service workers; 36 and later). */
  isInternalEvent(event: object): boolean;
}

/** `process._linkedBinding`, which main-process code may call (Electron's own specs do). */
type LinkedBinding = (name: string) => Record<string, unknown>;

export function findElectronInternals(): ElectronInternals {
  const linkedBinding = (process as unknown as { _linkedBinding?: LinkedBinding })._linkedBinding;
  const binding = <T>(name: string): Partial<T> => {
    try {
      return (linkedBinding?.call(process, name) ?? {}) as Partial<T>;
    } catch {
      return {}; // Not in this version of Electron.
    }
  };
  const frames = binding<WebFrameMainBinding>('electron_browser_web_frame_main');
  const v8Util = binding<{ getHiddenValue(object: object, key: string): unknown }>('electron_common_v8_util');
  const prototypeOf = (bindingName: string, className: string): object | undefined =>
    binding<Record<string, { prototype?: object }>>(bindingName)[className]?.prototype;

  const find = (lookUp: () => WebFrameMainLike | null | undefined): WebFrameMainLike | undefined => {
    try {
      return lookUp() ?? undefined;
    } catch {
      return undefined;
    }
  };
  const findFrame = (processId: number, frameId: number) => find(() => frames.fromId?.(processId, frameId));

  return {
    webContentsPrototype: prototypeOf('electron_browser_web_contents', 'WebContents'),
    sessionPrototype: prototypeOf('electron_browser_session', 'Session'),
    webFrameMainPrototype: frames.WebFrameMain?.prototype,
    findFrame,
    findExistingFrame: (processId, frameId) =>
      frames._fromIdIfExists === undefined
        ? findFrame(processId, frameId)
        : find(() => frames._fromIdIfExists?.(processId, frameId)),
    findDispatchFrame({ frameTreeNodeId, processId, frameId }) {
      if (frames._fromFtnIdIfExists !== undefined && typeof frameTreeNodeId === 'number') {
        return find(() => frames._fromFtnIdIfExists?.(frameTreeNodeId));
      }
      if (processId === undefined || frameId === undefined) return undefined;
      return frames.fromIdOrNull === undefined
        ? findFrame(processId, frameId)
        : find(() => frames.fromIdOrNull?.(processId, frameId));
    },
    isInternalEvent: (event) => v8Util.getHiddenValue?.(event, 'internal') === true,
  };
}
