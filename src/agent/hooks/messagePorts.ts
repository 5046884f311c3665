/**
 * Sees the messages on every MessagePortMain, both ways, and how its channel came to be.
 *
 * MessagePortMain wraps a native port, whose `emit` it forwards to its own; both that and `postMessage` are looked up
 * on its prototype at each call (lib/browser/message-port-main.ts).
 */

import type { EventEmitter } from 'node:events';
import { MAIN_ENDPOINT } from '../endpoints';
import type { HookContext } from '../hookContext';
import type { Uninstall } from '../patch';
import { idsOf, type MessagePortMainLike, type PortEnd, portChannelName } from '../ports';
import { patchIncoming } from './incoming';
import { patchOutgoing } from './outgoing';

interface ReceivedMessage {
  readonly data: unknown;
  /** MessagePortMain. */
  readonly ports?: readonly MessagePortMainLike[];
}

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
        const to = context.endpoints.ofPortHolder(end.peer);
        return { kind: 'port', direction: 'port', channel: portChannelName(end), to, args: [message] };
      },
    },
    context,
  );
  const uninstallEmit = patchIncoming<MessagePortMainLike & EventEmitter>(prototype, context, (port, message) => {
    const end = endOf(context, port);
    // With both ends in main, the message was recorded when it was posted.
    if (end === undefined || end.peer.holder === MAIN_ENDPOINT) return undefined;
    const { data, ports = [] } = message as ReceivedMessage;
    const natives = ports.flatMap((wrapped) => wrapped._internalPort ?? []);
    return {
      kind: 'port',
      direction: 'port',
      channel: portChannelName(end),
      from: context.endpoints.ofPortHolder(end.peer),
      to: MAIN_ENDPOINT,
      args: [data],
      origin: 'received',
      ports: idsOf(context.ports.received(natives, end.peer.holder)),
    };
  });
  return () => {
    uninstallPost();
    uninstallEmit();
  };
}

function endOf(context: HookContext, port: MessagePortMainLike): PortEnd | undefined {
  const native = port._internalPort;
  return native === undefined ? undefined : context.ports.endOf(native, undefined);
}
