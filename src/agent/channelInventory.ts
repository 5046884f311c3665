/**
 * Tells which channels are registered, on which emitter and how, and which are removed.
 *
 * It looks at the emitters' own lists from time to time and tells what is different from the last look. Nothing is
 * wrapped, and no listener is added: an app that reads its listeners, their number or their names finds what it
 * put there, and what was registered before the agent came is found as well. What comes and goes between two looks is
 * missed; its messages still show that somebody listened.
 */

import { types } from 'node:util';
import type { ChannelEntry } from '../shared/journal/entries';
import { nowUs } from './clock';
import type { IpcEmitter, ServiceWorkerLike, WebContentsLike, WebFrameMainLike } from './electronInternals';
import type { EndpointRegistry } from './endpoints';
import { ownEmitter } from './frameFacts';
import { ownData } from './ownData';
import { OwnRegExp } from './ownRegExp';
import type { AnyFunction } from './patch';
import type { Recorder } from './recorder';

type EmitterKind = ChannelEntry['emitter'];
type Registration = Pick<ChannelEntry, 'on' | 'once' | 'handle'>;

interface WatchedEmitter {
  readonly ref: WeakRef<IpcEmitter>;
  readonly emitter: EmitterKind;
  /** Ids that say whose emitter it is. */
  readonly owner: Pick<ChannelEntry, 'webContentsId' | 'endpoint'>;
  readonly isGone: () => boolean;
  /** What was last told of each channel. */
  readonly told: Map<string, Registration>;
}

/** Time between two looks, at least. */
const LOOK_DELAY_MS = 200;
const NOTHING: Registration = {};

const { setTimeout } = globalThis;
const { keys, getOwnPropertyDescriptor } = Object;
const { apply } = Reflect;
const { isArray } = Array;
const mapForEach = Map.prototype.forEach;
const functionToString = Function.prototype.toString;

export class ChannelInventory {
  private readonly watched: WatchedEmitter[] = [];
  private readonly known = new WeakSet<object>();
  private readonly webContents = new Map<number, WeakRef<WebContentsLike>>();
  /** Service workers whose emitter the app has not asked for yet. */
  private readonly workers: { readonly ref: WeakRef<ServiceWorkerLike>; readonly endpoint: number }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly recorder: Recorder,
    private readonly endpoints: EndpointRegistry,
    private readonly guard: (where: string, work: () => void) => void,
    /** Is told of each emitter once. */
    private readonly emitterFound: (ipc: IpcEmitter, refused: (channel: string) => void) => void,
  ) {}

  /** Includes an emitter from now on. It is not kept alive. */
  watch(
    emitter: EmitterKind,
    ipc: IpcEmitter | undefined,
    owner: WatchedEmitter['owner'] = {},
    isGone: () => boolean = () => false,
  ): void {
    if (this.isClosed || typeof ipc !== 'object' || ipc === null || this.known.has(ipc)) return;
    this.known.add(ipc);
    this.watched.push({ ref: new WeakRef(ipc), emitter, owner, isGone, told: new Map() });
    this.emitterFound(ipc, (channel) => {
      this.recorder.entry({ type: 'channel', at: nowUs(), emitter, ...owner, channel, refused: true });
    });
    this.schedule();
  }

  /** A WebContents gave a sign of life. */
  notice(webContents: WebContentsLike): void {
    // A hook that another tool has patched over still calls.
    if (this.isClosed) return;
    this.guard('channels', () => {
      const { id } = webContents;
      if (typeof id === 'number' && !this.webContents.has(id)) {
        const ref = new WeakRef(webContents);
        this.webContents.set(id, ref);
        this.watch('webContents', webContents.ipc, { webContentsId: id }, () => ref.deref()?.isDestroyed() ?? true);
      }
    });
    this.schedule();
  }

  /** A message went to a service worker, or came from it (35 and later). */
  noticeWorker(worker: ServiceWorkerLike, endpoint: number): void {
    if (this.isClosed || this.known.has(worker)) return;
    this.known.add(worker);
    this.workers.push({ ref: new WeakRef(worker), endpoint });
    this.schedule();
  }

  /** Looks again soon. */
  schedule(): void {
    if (this.timer !== undefined || this.isClosed) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.recorder.hasRoom) this.guard('channels', () => this.look());
      else this.schedule();
    }, LOOK_DELAY_MS);
    this.timer.unref?.();
  }

  /** Tells what has changed since the last look. */
  private look(): void {
    this.findFrames();
    this.findWorkers();
    for (let i = this.watched.length - 1; i >= 0; i--) {
      const watched = this.watched[i] as WatchedEmitter;
      const ipc = watched.ref.deref();
      const isGone = ipc === undefined || watched.isGone();
      this.compare(watched, isGone ? new Map() : readRegistrations(ipc), isGone);
      if (isGone) this.watched.splice(i, 1);
    }
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  /** `webFrameMain.ipc` of every frame whose `ipc` the app has touched. */
  private findFrames(): void {
    for (const [id, ref] of this.webContents) {
      const webContents = ref.deref();
      if (webContents === undefined || webContents.isDestroyed()) this.webContents.delete(id);
      else for (const frame of framesOf(webContents)) this.findEmitter(frame);
    }
  }

  /** `serviceWorker.ipc` of every worker whose `ipc` the app has touched. */
  private findWorkers(): void {
    for (let i = this.workers.length - 1; i >= 0; i--) {
      const { ref, endpoint } = this.workers[i] as (typeof this.workers)[number];
      const worker = ref.deref();
      const ipc = worker && ownEmitter(worker);
      if (worker !== undefined && ipc === undefined && !isEnded(worker)) continue;
      this.workers.splice(i, 1);
      this.watch('serviceWorker', ipc, { endpoint }, () => isEnded(ref.deref()));
    }
  }

  private findEmitter(frame: WebFrameMainLike): void {
    const ipc = ownEmitter(frame);
    if (ipc === undefined || this.known.has(ipc)) return;
    const ref = new WeakRef(frame);
    this.watch('frame', ipc, { endpoint: this.endpoints.ofReceiver(frame).id }, () => isDisposed(ref.deref()));
  }

  private compare({ emitter, owner, told }: WatchedEmitter, now: Map<string, Registration>, isGone: boolean): void {
    const at = nowUs();
    const tell = (channel: string, registration: Registration): void => {
      this.recorder.entry({
        ...{ type: 'channel', at, emitter, ...owner, channel, ...registration },
        ...(isGone ? { gone: true } : {}),
      });
    };
    for (const [channel, registration] of now) {
      if (isSame(told.get(channel) ?? NOTHING, registration)) continue;
      told.set(channel, registration);
      tell(channel, registration);
    }
    for (const channel of [...told.keys()]) {
      if (now.has(channel)) continue;
      told.delete(channel);
      tell(channel, NOTHING);
    }
  }
}

function isSame(a: Registration, b: Registration): boolean {
  return a.on === b.on && a.once === b.once && a.handle === b.handle;
}

/** Reads lib/browser/ipc-main-impl.ts: listeners as every EventEmitter has them, and a Map of handlers. */
function readRegistrations(ipc: IpcEmitter): Map<string, Registration> {
  const found = new Map<string, Registration>();
  const events = ownData(ipc, '_events');
  if (typeof events === 'object' && events !== null && !types.isProxy(events)) {
    for (const channel of keys(events)) {
      const registration = countListeners(ownData(events, channel));
      // Electron's own, so that an error without a listener does not end the app.
      if (registration !== undefined && !(channel === 'error' && registration.on === 1))
        found.set(channel, registration);
    }
  }
  const handlers = ownData(ipc, '_invokeHandlers');
  if (types.isMap(handlers)) {
    const addHandler = (handler: unknown, channel: unknown): void => {
      if (typeof channel !== 'string') return;
      found.set(channel, { ...found.get(channel), handle: isOnceHandler(handler) ? 'handleOnce' : 'handle' });
    };
    apply(mapForEach, handlers, [addHandler]);
  }
  return found;
}

/** @param listeners as EventEmitter keeps them: a function, or a list */
function countListeners(listeners: unknown): Registration | undefined {
  const list: readonly unknown[] = isArray(listeners) ? listeners : [listeners];
  let on = 0;
  let once = 0;
  for (let i = 0; i < list.length; i++) {
    const listener = list[i];
    if (typeof listener !== 'function') continue;
    if (isOnceListener(listener)) once++;
    else on++;
  }
  if (on + once === 0) return undefined;
  return { ...(on > 0 ? { on } : {}), ...(once > 0 ? { once } : {}) };
}

/** Node keeps a wrapper that carries the listener. */
function isOnceListener(listener: AnyFunction): boolean {
  return !types.isProxy(listener) && typeof getOwnPropertyDescriptor(listener, 'listener')?.value === 'function';
}

/** Electron's wrapper, by its text: it removes the handler, then calls it. */
const ONCE_HANDLER = new OwnRegExp(
  String.raw`^\(\w+,\s*\.\.\.\w+\)\s*=>\s*[({]\s*this\.removeHandler\(\w+\)[,;]\s*(?:return )?\w+\(\w+,\s*\.\.\.\w+\);?\s*[)}]$`,
);
const MAX_WRAPPER_LENGTH = 200;
/** Texts are long, and the same at every look. */
const judgedHandlers = new WeakMap<AnyFunction, boolean>();

function isOnceHandler(handler: unknown): boolean {
  if (typeof handler !== 'function' || types.isProxy(handler)) return false;
  let isOnce = judgedHandlers.get(handler);
  if (isOnce === undefined) {
    const text = apply(functionToString, handler, []) as string;
    isOnce = text.length < MAX_WRAPPER_LENGTH && ONCE_HANDLER.test(text);
    judgedHandlers.set(handler, isOnce);
  }
  return isOnce;
}

function framesOf(webContents: WebContentsLike): readonly WebFrameMainLike[] {
  try {
    return webContents.mainFrame.framesInSubtree ?? [webContents.mainFrame];
  } catch {
    return []; // It crashed, or is being closed.
  }
}

function isEnded(worker: ServiceWorkerLike | undefined): boolean {
  return worker === undefined || (worker.isDestroyed?.() ?? false);
}

function isDisposed(frame: WebFrameMainLike | undefined): boolean {
  try {
    return frame === undefined || frame.url === undefined;
  } catch {
    return true;
  }
}
