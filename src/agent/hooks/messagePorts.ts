/**
 * Sees the messages on every MessagePortMain, both ways, and how its channel came to be.
 *
 * `postMessage`, `start` and `close` are methods of its prototype. Native code passes received messages to the `emit` that
 * Electron has put on the native port (lib/browser/message-port-main.ts), and only once the port is started.
 */

import type { EventEmitter } from 'node:events';
import type { NativePort } from '../base/electronInternals';
import { ownData } from '../base/ownData';
import { type AnyFunction, intercept, PassingPatches, patchMethod, type Uninstall } from '../base/patch';
import {
  apply,
  construct,
  defineProperty,
  getPrototypeOf,
  isArray,
  NativeProxy,
  setPrototypeOf,
} from '../base/primordials';
import { MAIN_ENDPOINT } from '../recording/endpoints';
import { type MessagePortMainLike, type PortEnd, portChannelName } from '../recording/ports';
import type { HookContext } from './hookContext';
import { type IncomingMessage, type Receiver, watchedEmit } from './incoming';
import { patchOutgoing } from './outgoing';

interface PortPair {
  port1?: MessagePortMainLike;
  port2?: MessagePortMainLike;
}
type ChannelClass = new () => MessageChannelLike;

/**
 * Learns which two ports are the ends of one channel. The constructor of MessageChannelMain calls that of EventEmitter, which
 * JavaScript looks up as the prototype of the class; then it assigns `port1` and `port2` to the new object. For that class
 * alone, the lookup finds a replacement, which prepares the object to report the assignments. The assignments have the same
 * result as without it.
 *
 * (`createPair` of the native binding would be the plainer place, but by the time an agent runs, Electron's default app
 * has made the module take it.)
 *
 * @throws if this Electron's constructor does not assign them
 */
export function installChannelHook(MessageChannelMain: ChannelClass, context: HookContext): Uninstall {
  let isTrial = true;
  let isAssigned = false;
  const parent = getPrototypeOf(MessageChannelMain) as AnyFunction;
  const paired = ({ port1, port2 }: PortPair) => {
    isAssigned = true;
    if (isTrial) return;
    const [native1, native2] = [port1?._internalPort, port2?._internalPort];
    if (native1 !== undefined && native2 !== undefined) {
      context.guard('MessageChannelMain', () => context.ports.addPair(native1, native2));
    }
  };
  const watchedParent = new NativeProxy(parent, {
    construct(target, args, newTarget) {
      const channel = construct(target, args, newTarget) as object;
      const pair: PortPair = {};
      awaitAssignment(channel, 'port1', (port) => {
        pair.port1 = port;
      });
      awaitAssignment(channel, 'port2', (port) => {
        pair.port2 = port;
        paired(pair);
      });
      return channel;
    },
  });
  setPrototypeOf(MessageChannelMain, watchedParent);
  const uninstall = () => {
    // Somebody else's stays.
    if (getPrototypeOf(MessageChannelMain) === watchedParent) setPrototypeOf(MessageChannelMain, parent);
  };
  closePorts(new MessageChannelMain());
  isTrial = false;
  if (isAssigned) return uninstall;
  uninstall();
  throw new Error('its constructor does not assign the ports: which two belong together stays unknown');
}

interface MessageChannelLike {
  readonly port1: Electron.MessagePortMain;
  readonly port2: Electron.MessagePortMain;
}

function closePorts({ port1, port2 }: MessageChannelLike): void {
  port1.close();
  port2.close();
}

function awaitAssignment(
  channel: object,
  name: 'port1' | 'port2',
  assigned: (port: MessagePortMainLike) => void,
): void {
  defineProperty(channel, name, {
    configurable: true,
    enumerable: true,
    get: () => undefined,
    set(this: object, port: MessagePortMainLike) {
      defineProperty(this, name, { value: port, writable: true, enumerable: true, configurable: true });
      assigned(port);
    },
  });
}

/** @param prototype of MessagePortMain */
export function installPortHook(prototype: object, context: HookContext): Uninstall {
  const uninstallPost = patchOutgoing<MessagePortMainLike>(
    prototype,
    'postMessage',
    {
      transferOf: (args) => args[1],
      describe(port, [message]) {
        const end = endOf(context, port);
        if (end === undefined) return undefined;
        return {
          kind: 'port',
          direction: 'port',
          channel: portChannelName(end),
          to: context.endpoints.ofPortHolder(end.peer),
          args: [message],
          postedOn: end,
          lost: context.ports.whyMute(end),
        };
      },
    },
    context,
  );
  const received = new PassingPatches();
  const watch = (port: MessagePortMainLike & EventEmitter) => {
    const native = nativeOf(port);
    if (native !== undefined) received.add(native, () => watchReceived(native, port, context));
  };
  // Before the call: closing emits `close` on the port itself, which must not count as an event from the other side.
  const uninstallClose = patchState(prototype, 'close', context, (end) => context.ports.closed(end, 'main'));
  const uninstallStart = patchState(prototype, 'start', context, (end) => context.ports.started(end), watch);
  return () => {
    uninstallPost();
    received.close();
    uninstallClose();
    uninstallStart();
  };
}

function watchReceived(
  native: NativePort,
  emitter: MessagePortMainLike & EventEmitter,
  context: HookContext,
): Uninstall {
  const receiver: Receiver = {
    emitter,
    describe: (message) => describeReceived(context, native, message),
    observe(eventName) {
      if (eventName !== 'close') return;
      const end = context.ports.knownEndOf(native);
      if (end !== undefined) context.ports.closed(end, 'otherSide');
    },
  };
  return patchMethod(native, 'emit', (original) => watchedEmit(original, receiver, context));
}

function describeReceived(context: HookContext, native: NativePort, message: unknown): IncomingMessage | undefined {
  const natives = nativePortsOf(message);
  if (natives === undefined) return undefined;
  const end = context.ports.usedEndOf(native);
  // What main posted was recorded then.
  if (context.ports.receivedOwn(end, natives) || end.peer.holder === MAIN_ENDPOINT) return undefined;
  return {
    kind: 'port',
    direction: 'port',
    channel: portChannelName(end),
    from: context.endpoints.ofPortHolder(end.peer),
    to: MAIN_ENDPOINT,
    args: [ownData(message, 'data')],
    origin: 'received',
    port: end.peer.id,
    ends: context.ports.received(natives, end.peer.holder),
  };
}

/** The ports that an event of native code brought, a plain object with `data` and `ports`; undefined if it is not a message. */
function nativePortsOf(message: unknown): NativePort[] | undefined {
  const ports = ownData(message, 'ports');
  return isArray(ports) ? (ports as NativePort[]) : undefined;
}

/** Observes a method that changes the state of a port, before it is called. */
function patchState(
  prototype: object,
  name: 'start' | 'close',
  context: HookContext,
  observe: (end: PortEnd) => void,
  prepare: (port: MessagePortMainLike & EventEmitter) => void = () => {},
): Uninstall {
  return intercept<MessagePortMainLike & EventEmitter>(prototype, name, function changeState(original, port, args) {
    context.guard(name, () => {
      prepare(port);
      const end = knownEndOf(context, port);
      if (end !== undefined) observe(end);
    });
    return apply(original, port, args);
  });
}

/** The end a port stands for, if it has been seen before. */
function knownEndOf(context: HookContext, port: unknown): PortEnd | undefined {
  const native = nativeOf(port);
  return native && context.ports.knownEndOf(native);
}

/** The end a port stands for. */
function endOf(context: HookContext, port: unknown): PortEnd | undefined {
  const native = nativeOf(port);
  return native && context.ports.usedEndOf(native);
}

/** The app can call methods on anything, so this check runs no code of the app. */
function nativeOf(port: unknown): NativePort | undefined {
  const native = ownData(port, '_internalPort');
  return typeof native === 'object' && native !== null ? (native as NativePort) : undefined;
}
