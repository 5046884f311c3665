/**
 * Sees every message that reaches main from a renderer, whatever handles it.
 *
 * Native code dispatches by calling `emit('-ipc-…', event, …)` on a WebContents (Electron up to 35) or a Session (36
 * and later; service workers in 35). Electron's own listener of that event hands the message to the app's. Companions of it,
 * directly before and after, see the message and how long that took. Read in shell/browser/api/electron_api_web_contents.cc and
 * lib/browser/ipc-dispatch.ts.
 */

import type { ListenerCounts, MessageKind } from '../../shared/journal/entries';
import { FRAME_CHANNEL } from '../../shared/link/frameReport';
import { nowUs } from '../base/clock';
import type { DispatchEvent, IpcEmitter, NativePort, SessionLike, WebContentsLike } from '../base/electronInternals';
import { ownData } from '../base/ownData';
import { type AnyFunction, patchMethod, type Uninstall } from '../base/patch';
import { apply, hasOwn, keys } from '../base/primordials';
import { hasHandler } from '../channels/registrations';
import { CHANGING_EVENTS, MAIN_ENDPOINT } from '../recording/endpoints';
import { ownEmitter } from '../recording/frameFacts';
import type { MessageRecord } from '../recording/messageRecord';
import { idsOf } from '../recording/ports';
import { LEAVING_EVENTS } from '../timing/frameTiming';
import { type Companions, EventTable, type EventWatch } from './eventTable';
import type { HookContext } from './hookContext';
import { observeReply } from './replies';

interface DispatchEventKind {
  readonly kind: MessageKind;
  readonly expectsReply: boolean;
  /** The public event on the WebContents, besides the channel on the `ipc` emitters. */
  readonly publicEvent?: string;
}

const PORTS_EVENT = '-ipc-ports';
const COMMON_EVENTS: readonly [string, DispatchEventKind][] = [
  ['-ipc-message', { kind: 'send', expectsReply: false, publicEvent: 'ipc-message' }],
  ['-ipc-invoke', { kind: 'invoke', expectsReply: true }],
  ['-ipc-message-sync', { kind: 'sendSync', expectsReply: true, publicEvent: 'ipc-message-sync' }],
  [PORTS_EVENT, { kind: 'postMessage', expectsReply: false }],
];
const TO_HOST: DispatchEventKind = { kind: 'sendToHost', expectsReply: false };

/**
 * `sendToHost` is dispatched under another name in each generation. From 36 on Electron emits it once more on the
 * guest's WebContents, which therefore must not be listened to there.
 */
const DISPATCH_EVENTS = {
  webContents: new Map<string, DispatchEventKind>([...COMMON_EVENTS, ['ipc-message-host', TO_HOST]]),
  session: new Map<string, DispatchEventKind>([...COMMON_EVENTS, ['-ipc-message-host', TO_HOST]]),
};
type Emitters = keyof typeof DISPATCH_EVENTS;

/** The dispatches of WebContents, or those of sessions. */
export class DispatchHook {
  private readonly table: EventTable;

  /** @param noticed events for which the hook only notices that they may be emitted */
  constructor(
    private readonly emitters: Emitters,
    private readonly context: HookContext,
    noticed: Pick<EventWatch, 'noticed' | 'notice'> = NOTHING_NOTICED,
  ) {
    const companions = new Map<string, Companions>();
    for (const [name, kind] of DISPATCH_EVENTS[emitters]) {
      companions.set(name, name === PORTS_EVENT ? (own) => [this.aroundPorts(own, kind)] : this.besides(kind));
    }
    this.table = new EventTable({ companions, ...noticed });
  }

  /**
   * Watches every object of the class created from now on.
   *
   * @param prototype of WebContents or Session. Native code calls its `_init` on each new object, in which Electron adds its
   *   own listeners (lib/browser/api/web-contents.ts, and session.ts from 35 on)
   * @param made is called with each
   */
  install(prototype: object, made: (emitter: object) => void = () => {}): Uninstall {
    const add = (emitter: object) =>
      this.context.guard('new emitter', () => {
        this.add(emitter);
        made(emitter);
      });
    // Up to 34, sessions have none, and dispatch nothing.
    if (!hasOwn(prototype, '_init')) return () => this.close();
    const uninstall = patchMethod(prototype, '_init', (original) => {
      return function _init(this: object, ...args: unknown[]) {
        const result: unknown = apply(original(), this, args);
        add(this);
        return result;
      };
    });
    return () => {
      uninstall();
      this.close();
    };
  }

  /** Watches an object. */
  add(emitter: object): void {
    this.table.add(emitter);
  }

  close(): void {
    this.table.close();
  }

  private besides(kind: DispatchEventKind): Companions {
    const hook = this;
    return (own) => {
      const before = function (this: WebContentsLike) {
        // biome-ignore lint/complexity/noArguments: a rest parameter would copy them.
        hook.begin(kind, this, arguments, own);
      };
      const after = (event: object) => hook.context.dispatches.end(event);
      return [before, own, after];
    };
  }

  /** The first message of our preload must stop here, so this function calls Electron's listener. */
  private aroundPorts(own: AnyFunction, kind: DispatchEventKind): AnyFunction {
    const hook = this;
    return function (this: WebContentsLike, ...args: unknown[]): unknown {
      if (hook.context.guard('hello', () => takeHello(hook.context, this, args))) return undefined;
      hook.begin(kind, this, args, own);
      try {
        return apply(own, this, args);
      } finally {
        hook.context.dispatches.end(args[0] as object);
      }
    };
  }

  private begin(
    kind: DispatchEventKind,
    emitter: WebContentsLike,
    args: ArrayLike<unknown>,
    listener: AnyFunction,
  ): void {
    const { context } = this;
    const { dispatches } = context;
    const event = args[0] as object;
    // Electron passes a session's event on to a WebContents: that is not another message.
    if (dispatches.isInnermost(event)) {
      dispatches.begin({ event, listener, ended() {} });
      return;
    }
    // Rare. An error that the app caught outside may have ended them.
    if (dispatches.areAny) context.guard('open dispatches', () => dispatches.dropEnded());
    const outerChannel = context.internalChannel;
    if (kind !== TO_HOST) context.dispatchers = this.emitters;
    const arrival = context.guard('dispatch', () => arrive(context, kind, emitter, args));
    const over = context.preloadsAsked && context.guard('preloads', () => context.preloadsAsked?.(emitter));
    dispatches.begin({
      event,
      listener,
      ended(atUs) {
        over?.();
        context.internalChannel = outerChannel;
        if (arrival !== undefined) context.guard('dispatched', () => returned(context, kind, arrival, atUs));
      },
    });
  }
}

/**
 * Watches all WebContents, and the sessions that they use. A session older than the agent becomes known with its first
 * WebContents.
 *
 * @param prototype of WebContents
 * @param existing those that were there before the agent
 */
export function installWebContentsDispatch(
  prototype: object,
  existing: readonly WebContentsLike[],
  sessions: DispatchHook,
  context: HookContext,
): Uninstall {
  const { endpoints, timing } = context;
  const hook = new DispatchHook('webContents', context, {
    noticed: new Set([...CHANGING_EVENTS, ...LEAVING_EVENTS]),
    notice: (name, emitter) =>
      context.guard('event', () => {
        endpoints.observe(name, emitter as WebContentsLike);
        timing.observe(name, emitter as WebContentsLike);
      }),
  });
  const made = ({ session }: WebContentsLike): void => {
    if (session !== undefined) sessions.add(session);
  };
  const uninstall = hook.install(prototype, (emitter) => made(emitter as WebContentsLike));
  for (const emitter of existing) {
    hook.add(emitter);
    made(emitter);
  }
  return uninstall;
}

const NOTHING_NOTICED = { noticed: new Set<string>(), notice() {} };

/** @returns whether it is the first message of our preload in a document, which the app must not see */
function takeHello(context: HookContext, emitter: WebContentsLike, args: ArrayLike<unknown>): boolean {
  const { event, channel, internal, payload, ports = [] } = parseArguments(context, args);
  if (channel !== FRAME_CHANNEL || internal || event.type === 'service-worker') return false;
  const { processId = 0, frameId = 0 } = event;
  context.timing.greeted({ webContents: event.sender ?? emitter, processId, frameId }, payload, ports);
  return true;
}

interface ObservedDispatch {
  readonly record: MessageRecord;
  /** Undefined where they can't be counted. */
  readonly listeners: ListenerCounts | undefined;
}

function arrive(
  context: HookContext,
  { kind, expectsReply, publicEvent }: DispatchEventKind,
  emitter: WebContentsLike,
  args: ArrayLike<unknown>,
): ObservedDispatch | undefined {
  const atUs = nowUs();
  // That one has a public name, under which an app may emit anything.
  if (kind === 'sendToHost' && typeof ownData(args[0], 'processId') !== 'number') return undefined;
  const message = parseArguments(context, args);
  const { event, channel, internal } = message;
  context.internalChannel = internal && event.type !== 'service-worker' ? channel : undefined;
  if (event.type === 'service-worker') return arriveFromWorker(context, kind, emitter as SessionLike, message, atUs);
  const sender = event.sender ?? emitter;
  const { processId = 0, frameId = 0 } = event;
  const from = context.endpoints.ofSender(sender, processId, frameId);
  const isToHost = kind === 'sendToHost';
  const frameIpc = internal || isToHost ? undefined : frameEmitter(context, event);
  const listeners = internal || isToHost ? {} : countListeners(context, message, sender, frameIpc, kind, publicEvent);
  const ends = message.ports === undefined ? [] : context.ports.received(message.ports, from.id);
  const record = context.recorder.message({
    kind,
    direction: isToHost ? 'to-host' : 'to-main',
    channel,
    from: from.id,
    to: isToHost ? context.endpoints.ofHost(sender) : MAIN_ENDPOINT,
    args: argumentsOf(kind, message.payload),
    origin: 'received',
    ports: idsOf(ends),
    internal,
    atUs,
    isArriving: true,
  });
  if (!internal) from.document?.arrived(record, kind, channel, atUs);
  context.ports.transferred(ends, { seq: record?.seq, from: from.id, to: MAIN_ENDPOINT });
  if (record === undefined) return undefined;
  if (expectsReply) {
    const isHandled = internal || keys(listeners).length > 0;
    observeReply(event, record, { kind, isHandled }, context);
  }
  return { record, listeners };
}

/** Only `serviceWorker.ipc` receives messages of a service worker (35 and later). */
function arriveFromWorker(
  context: HookContext,
  kind: MessageKind,
  session: SessionLike,
  { event, channel, internal, payload, ports }: DispatchedMessage,
  atUs: number,
): ObservedDispatch | undefined {
  const { versionId = 0 } = event;
  const { serviceWorkers } = session;
  const worker = serviceWorkers?._getWorkerFromVersionIDIfExists?.(versionId) ?? undefined;
  const emitter = worker === undefined ? undefined : ownEmitter(worker);
  const count = kind === 'invoke' ? Number(hasHandler(emitter, channel)) : context.countListeners(emitter, channel);
  const canCount = serviceWorkers?._getWorkerFromVersionIDIfExists !== undefined;
  const listeners = canCount ? (count > 0 ? { serviceWorker: count } : {}) : undefined;
  const from = context.endpoints.ofWorkerEvent(versionId, event.processId, session);
  const ends = ports === undefined ? [] : context.ports.received(ports, from);
  const record = context.recorder.message({
    kind,
    direction: 'to-main',
    channel,
    from,
    to: MAIN_ENDPOINT,
    args: argumentsOf(kind, payload),
    origin: 'received',
    ports: idsOf(ends),
    internal,
    atUs,
    isArriving: true,
  });
  context.ports.transferred(ends, { seq: record?.seq, from, to: MAIN_ENDPOINT });
  if (record === undefined) return undefined;
  if (kind === 'invoke' || kind === 'sendSync') {
    const isHandled = internal || listeners === undefined || count > 0;
    observeReply(event, record, { kind, isHandled }, context);
  }
  return { record, listeners };
}

function returned(
  context: HookContext,
  kind: DispatchEventKind,
  { record, listeners }: ObservedDispatch,
  atUs: number,
): void {
  const { internal, direction } = record.facts;
  // Electron itself listens to its own messages, and hands those of a guest to its host.
  const isCounted = internal !== true && direction === 'to-main' && listeners !== undefined;
  const isUnheard = isCounted && keys(listeners).length === 0;
  context.recorder.dispatched(record, isCounted ? listeners : undefined, atUs);
  if (!kind.expectsReply) context.recorder.end(record, { status: isUnheard ? 'unhandled' : 'ok', atUs });
  // sendSync without a listener: no reply will ever come, and the renderer is blocked.
  else if (kind.kind === 'sendSync' && isUnheard) context.recorder.end(record, { status: 'unhandled', atUs });
}

/** `postMessage` has one message, which native code passes as it is; the others a list of arguments. */
function argumentsOf(kind: MessageKind, payload: unknown): readonly unknown[] {
  return kind === 'postMessage' ? [payload] : (payload as unknown[]);
}

interface DispatchedMessage {
  readonly event: DispatchEvent;
  readonly internal: boolean;
  readonly channel: string;
  /** The arguments, as an array; of `-ipc-ports`, the one message. */
  readonly payload: unknown;
  readonly ports: readonly NativePort[] | undefined;
}

/** The two generations differ in whether the internal flag is an argument (WebContents) or hidden on the event (Session). */
function parseArguments(context: HookContext, args: ArrayLike<unknown>): DispatchedMessage {
  const event = args[0] as DispatchEvent;
  const hasFlag = typeof args[1] === 'boolean';
  const first = hasFlag ? 2 : 1;
  return {
    event,
    internal: hasFlag ? args[1] === true : context.internals.isInternalEvent(event),
    channel: args[first] as string,
    payload: args[first + 1],
    ports: args[first + 2] as NativePort[] | undefined,
  };
}

/** `webFrameMain.ipc` of the sender, if the app or Electron has touched it yet. */
function frameEmitter(context: HookContext, event: DispatchEvent): IpcEmitter | undefined {
  const frame = context.internals.findDispatchFrame(event);
  return frame && ownEmitter(frame);
}

function countListeners(
  context: HookContext,
  { channel }: DispatchedMessage,
  sender: WebContentsLike,
  frame: IpcEmitter | undefined,
  kind: MessageKind,
  publicEvent: string | undefined,
): ListenerCounts {
  context.channelMet?.(channel);
  const counts: { -readonly [K in keyof ListenerCounts]: ListenerCounts[K] } = {};
  if (kind === 'invoke') {
    // Only the first emitter that has a handler is asked.
    if (hasHandler(frame, channel)) counts.frame = 1;
    else if (hasHandler(sender.ipc, channel)) counts.webContents = 1;
    else if (hasHandler(context.ipcMain, channel)) counts.ipcMain = 1;
    return counts;
  }
  const onMain = context.countListeners(context.ipcMain, channel);
  const onWebContents = context.countListeners(sender.ipc, channel);
  const onFrame = context.countListeners(frame, channel);
  const onEvent = publicEvent === undefined ? 0 : context.countListeners(sender, publicEvent);
  if (onMain > 0) counts.ipcMain = onMain;
  if (onWebContents > 0) counts.webContents = onWebContents;
  if (onFrame > 0) counts.frame = onFrame;
  if (onEvent > 0) counts.event = onEvent;
  return counts;
}
