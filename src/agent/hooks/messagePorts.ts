/**
 * Sees the messages on every MessagePortMain, both ways, and how its channel came to be.
 *
 * MessagePortMain wraps a native port, whose `emit` it forwards to its own; both that and `postMessage` are looked up
 * on its prototype at each call (lib/browser/message-port-main.ts).
 */

import type { EventEmitter } from 'node:events';
import { types } from 'node:util';
import type { NativePort } from '../electronInternals';
import { MAIN_ENDPOINT } from '../endpoints';
import type { HookContext } from '../hookContext';
import { ownData } from '../ownData';
import { patchMethod, type Uninstall } from '../patch';
import { type MessagePortMainLike, type PortEnd, portChannelName } from '../ports';
import { type IncomingMessage, patchIncoming } from './incoming';
import { patchOutgoing } from './outgoing';

/**
 * Learns which two ports are the ends of one channel. The constructor of MessageChannelMain assigns them to `port1` and
 * `port2`; setters on its prototype see the assignments, and leave the own properties they would have made.
 *
 * (`createPair` of the native binding would be the plainer place, but by the time an agent runs, Electron's default app
 * has made the module take it.)
 *
 * @throws if this Electron's constructor does not assign them
 */
export function installChannelHook(MessageChannelMain: new () => object, context: HookContext): Uninstall {
  const { prototype } = MessageChannelMain as { prototype: object };
  const firstPorts = new WeakMap<object, MessagePortMainLike>();
  let isTrial = true;
  let isAssigned = false;
  defineSetter(prototype, 'port1', (channel, port) => {
    isAssigned = true;
    firstPorts.set(channel, port);
  });
  defineSetter(prototype, 'port2', (channel, port) => {
    if (isTrial) return;
    const port1 = firstPorts.get(channel)?._internalPort;
    const port2 = port._internalPort;
    if (port1 !== undefined && port2 !== undefined) {
      context.guard('MessageChannelMain', () => context.ports.addPair(port1, port2));
    }
  });
  const uninstall = () => {
    Reflect.deleteProperty(prototype, 'port1');
    Reflect.deleteProperty(prototype, 'port2');
  };
  closePorts(new MessageChannelMain() as MessageChannelLike);
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

function defineSetter(
  prototype: object,
  name: 'port1' | 'port2',
  observe: (channel: object, port: MessagePortMainLike) => void,
): void {
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: false,
    get: () => undefined,
    set(this: object, port: MessagePortMainLike) {
      Object.defineProperty(this, name, { value: port, writable: true, enumerable: true, configurable: true });
      observe(this, port);
    },
  });
}

const { apply } = Reflect;

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
  const uninstallEmit = patchIncoming<MessagePortMainLike & EventEmitter>(
    prototype,
    context,
    (port, message) => describeReceived(context, port, message),
    (port, eventName) => {
      if (eventName !== 'close') return;
      const end = knownEndOf(context, port);
      if (end !== undefined) context.ports.closed(end, 'otherSide');
    },
  );
  // Before the call: closing emits `close` on the port itself, which must not be taken for news from the other side.
  const uninstallClose = patchState(prototype, 'close', context, (end) => context.ports.closed(end, 'main'));
  const uninstallStart = patchState(prototype, 'start', context, (end) => context.ports.started(end));
  return () => {
    uninstallPost();
    uninstallEmit();
    uninstallClose();
    uninstallStart();
  };
}

function describeReceived(
  context: HookContext,
  port: MessagePortMainLike,
  message: unknown,
): IncomingMessage | undefined {
  const natives = nativePortsOf(message);
  const end = endOf(context, port);
  if (natives === undefined || end === undefined) return undefined;
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

/**
 * The ports that an event brought. It is a plain object with `data` and `ports`; what an app imitates is not looked at
 * in a way that it could notice.
 *
 * @returns undefined if it is no message
 */
function nativePortsOf(message: unknown): NativePort[] | undefined {
  const ports = ownData(message, 'ports');
  if (!Array.isArray(ports) || types.isProxy(ports)) return undefined;
  const natives: NativePort[] = [];
  for (let i = 0; i < ports.length; i++) {
    const native = nativeOf(ownData(ports, i));
    if (native !== undefined) natives.push(native);
  }
  return natives;
}

/** Observes a method that changes the state of a port, before it is called. */
function patchState(
  prototype: object,
  name: 'start' | 'close',
  context: HookContext,
  observe: (end: PortEnd) => void,
): Uninstall {
  return patchMethod(prototype, name, (original) => {
    return function changeState(this: MessagePortMainLike, ...args: unknown[]) {
      context.guard(name, () => {
        const end = knownEndOf(context, this);
        if (end !== undefined) observe(end);
      });
      return apply(original(), this, args);
    };
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

/** Methods can be called on anything, so it is looked at without running code of the app. */
function nativeOf(port: unknown): NativePort | undefined {
  const native = ownData(port, '_internalPort');
  return typeof native === 'object' && native !== null ? (native as NativePort) : undefined;
}
