/**
 * Reads how channels are registered on an emitter, from where Node and Electron keep it, without running any code of the app:
 * listeners as every EventEmitter has them (`_events`, `_eventsCount` of lib/events.js), and a Map of handlers
 * (`_invokeHandlers` of lib/browser/ipc-main-impl.ts).
 */

import { types } from 'node:util';
import type { ChannelEntry } from '../../shared/journal/entries';
import type { IpcEmitter } from '../base/electronInternals';
import { ownData } from '../base/ownData';
import { OwnRegExp } from '../base/ownRegExp';
import type { AnyFunction } from '../base/patch';
import { apply, getOwnPropertyDescriptor, isArray, keys, min } from '../base/primordials';

export type Registration = Pick<ChannelEntry, 'on' | 'once' | 'handle'>;

/** Not registered. */
export const NOTHING: Registration = {};

/** Of a channel with more listeners, the rest counts as added with `on`: each is read to tell `once` apart. */
const MAX_READ_LISTENERS = 300;

const mapGet = Map.prototype.get;
const mapHas = Map.prototype.has;
const mapKeys = Map.prototype.keys;
const mapSize = getOwnPropertyDescriptor(Map.prototype, 'size')?.get as (this: Map<unknown, unknown>) => number;
const functionToString = Function.prototype.toString;

/** How a channel is registered now. */
export function registrationOf(ipc: IpcEmitter, channel: string): Registration {
  const registration = countListeners(ownData(eventsOf(ipc), channel));
  const handlers = handlersOf(ipc);
  const handler: unknown = handlers === undefined ? undefined : apply(mapGet, handlers, [channel]);
  // Electron's own, so that an error without a listener does not end the app.
  const isOwn = channel === 'error' && registration.on === 1 && registration.once === undefined;
  const listeners = isOwn ? NOTHING : registration;
  if (handler === undefined) return listeners;
  return { ...listeners, handle: isOnceHandler(handler) ? 'handleOnce' : 'handle' };
}

/** Whether a channel has a handler now. */
export function hasHandler(ipc: IpcEmitter | undefined, channel: string): boolean {
  const handlers = handlersOf(ipc);
  return handlers !== undefined && (apply(mapHas, handlers, [channel]) as boolean);
}

export function isSame(a: Registration, b: Registration): boolean {
  return a.on === b.on && a.once === b.once && a.handle === b.handle;
}

/** Channels with listeners, and channels with a handler; undefined where that can't be known without listing them. */
export interface RegistrationCounts {
  readonly listened: number | undefined;
  readonly handled: number;
}

/** Costs the same whatever their number. */
export function countRegistrations(ipc: IpcEmitter): RegistrationCounts {
  const listened = ownData(ipc, '_eventsCount');
  const handlers = handlersOf(ipc);
  return {
    listened: typeof listened === 'number' ? listened : undefined,
    handled: handlers === undefined ? 0 : (apply(mapSize, handlers, []) as number),
  };
}

/** The channels with listeners. The one thing here that can't be done in steps: about 0.1 µs a channel. */
export function listenedChannels(ipc: IpcEmitter): readonly string[] {
  const events = eventsOf(ipc);
  return events === undefined ? [] : keys(events);
}

/** The channels with a handler, one after the other: the map may change during the iteration. */
export function handledChannels(ipc: IpcEmitter): Iterable<string> {
  const handlers = handlersOf(ipc);
  // Only the map is kept alive by going through it.
  return handlers === undefined ? [] : texts(apply(mapKeys, handlers, []) as Iterable<unknown>);
}

function* texts(values: Iterable<unknown>): Generator<string, void> {
  for (const value of values) if (typeof value === 'string') yield value;
}

function eventsOf(ipc: IpcEmitter): object | undefined {
  const events = ownData(ipc, '_events');
  return typeof events === 'object' && events !== null && !types.isProxy(events) ? events : undefined;
}

function handlersOf(ipc: IpcEmitter | undefined): Map<unknown, unknown> | undefined {
  const handlers = ownData(ipc, '_invokeHandlers');
  return types.isMap(handlers) ? (handlers as Map<unknown, unknown>) : undefined;
}

/** @param listeners as EventEmitter keeps them: a function, or a list */
function countListeners(listeners: unknown): Registration {
  const list: readonly unknown[] = isArray(listeners) ? listeners : [listeners];
  const read = min(list.length, MAX_READ_LISTENERS);
  let on = list.length - read;
  let once = 0;
  for (let i = 0; i < read; i++) {
    const listener = list[i];
    if (typeof listener !== 'function') continue;
    if (isOnceListener(listener as AnyFunction)) once++;
    else on++;
  }
  if (on + once === 0) return NOTHING;
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
  let isOnce = judgedHandlers.get(handler as AnyFunction);
  if (isOnce === undefined) {
    const text = apply(functionToString, handler, []) as string;
    isOnce = text.length < MAX_WRAPPER_LENGTH && ONCE_HANDLER.test(text);
    judgedHandlers.set(handler as AnyFunction, isOnce);
  }
  return isOnce;
}
