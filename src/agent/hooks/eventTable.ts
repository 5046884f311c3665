/**
 * Watches what Electron's objects emit, without an `emit` of ours on any prototype and without a frame of ours in the
 * stacks of the app.
 *
 * An EventEmitter keeps its listeners in an object without prototype, by the names of the events (`_events`,
 * lib/events.js of Node; the same in all versions since 0.10).
 *
 * - A private event of Electron, such as `-ipc-message`, has Electron's own listener. Companions stand beside it in the
 *   list and run directly before and after it.
 * - For a public event, a proxy of the object only notices reads of its entry: `emit` reads it each time.
 *
 * The app sees the same names, numbers and identities of listeners as without the agent.
 *
 * See docs/decisions/events.md.
 */

import { EventEmitter } from 'node:events';
import { types } from 'node:util';
import { nameOfCaller } from '../base/callStack';
import { ownData } from '../base/ownData';
import { type AnyFunction, intercept, type Uninstall } from '../base/patch';
import {
  apply,
  getPrototypeOf,
  hasOwn,
  isArray,
  max,
  NativeProxy,
  NativeWeakRef,
  reflectGet,
} from '../base/primordials';
import { type Accompanied, companionList } from './companionList';

/** What runs in place of Electron's own listener of an event: that one among others, or one that calls it. */
export type Companions = (listener: AnyFunction) => readonly AnyFunction[];

export interface EventWatch {
  readonly companions: ReadonlyMap<string, Companions>;
  readonly noticed: ReadonlySet<string>;
  /** An event is emitted, and its listeners are about to run. Must not throw. */
  readonly notice: (name: string, emitter: object) => void;
}

type Events = Record<string, unknown>;

interface Watched {
  readonly emitter: WeakRef<object>;
  readonly events: WeakRef<object>;
  readonly proxy: WeakRef<object>;
}

/** Listeners are being counted or listed: that is not an event, and companions do not show in it. */
let isCounting = false;

const COUNTING_METHODS = ['listenerCount', 'listeners', 'rawListeners'];

/**
 * Lets the methods of all EventEmitters that count or list listeners leave the companions out. None of them runs code of the
 * app.
 */
export function installCounting(): Uninstall {
  const uninstalls = COUNTING_METHODS.map((name) =>
    intercept(EventEmitter.prototype, name, (original, emitter, args) => {
      isCounting = true;
      try {
        return apply(original, emitter, args);
      } finally {
        isCounting = false;
      }
    }),
  );
  return () => {
    for (const uninstall of uninstalls) uninstall();
  };
}

export class EventTable {
  /** Held weakly, so that no closed window is kept alive only to be put back. */
  private watched: Watched[] = [];
  private nextPruning = 64;
  private readonly proxies = new WeakSet<object>();
  private isClosed = false;

  constructor(private readonly watch: EventWatch) {}

  /**
   * From now on, until `close`.
   *
   * @param emitter one that has listeners already
   */
  add(emitter: object): void {
    const events = ownData(emitter, '_events') as Events | undefined;
    if (this.isClosed || typeof events !== 'object' || events === null || this.proxies.has(events)) return;
    // Not as Node makes it.
    if (types.isProxy(events) || getPrototypeOf(events) !== null) return;
    const { companions, noticed } = this.watch;
    const accompanied = new Map<string, Accompanied>();
    const ref = new NativeWeakRef(emitter);
    const get = (target: Events, name: string | symbol, receiver: unknown): unknown => {
      const entry: unknown = reflectGet(target, name, receiver);
      if (typeof name !== 'string' || isCounting) return entry;
      if (companions.has(name)) return this.accompany(target, name, entry, accompanied);
      if (noticed.has(name) && isEmitting(get)) this.notice(name, ref);
      return entry;
    };
    const proxy = new NativeProxy(events, { get });
    this.proxies.add(proxy);
    (emitter as { _events: object })._events = proxy;
    this.watched.push({ emitter: ref, events: new NativeWeakRef(events), proxy: new NativeWeakRef(proxy) });
    this.prune();
  }

  /** Restores every emitter that is still alive. */
  close(): void {
    this.isClosed = true;
    for (const watched of this.watched.splice(0)) {
      const emitter = watched.emitter.deref() as { _events?: object } | undefined;
      const events = watched.events.deref();
      if (emitter === undefined || events === undefined) continue;
      if (ownData(emitter, '_events') === watched.proxy.deref()) emitter._events = events;
    }
  }

  private prune(): void {
    if (this.watched.length < this.nextPruning) return;
    this.watched = this.watched.filter(({ emitter }) => emitter.deref() !== undefined);
    this.nextPruning = max(64, this.watched.length * 2);
  }

  private notice(name: string, ref: WeakRef<object>): void {
    const emitter = ref.deref();
    if (emitter !== undefined) this.watch.notice(name, emitter);
  }

  /** @returns the entry, with the companions of one listener where it is emitted */
  private accompany(events: Events, name: string, entry: unknown, accompanied: Map<string, Accompanied>): unknown {
    if (typeof entry !== 'function' && !isArray(entry)) return entry;
    const listeners = (isArray(entry) ? entry : [entry]) as readonly AnyFunction[];
    let known = accompanied.get(name);
    let at = known === undefined ? -1 : listeners.indexOf(known.own);
    if (known === undefined || at === -1) {
      const [own] = listeners;
      // A listener added with `once` belongs to the app, which knows it by another function.
      if (typeof own !== 'function' || hasOwn(own, 'listener')) return entry;
      const inPlace = this.watch.companions.get(name)?.(own) ?? [own];
      known = { own, inPlace, standIn: inPlace.includes(own) ? undefined : inPlace[0] };
      at = 0;
      accompanied.set(name, known);
    }
    return companionList(events, name, entry as AnyFunction | AnyFunction[], known, at);
  }
}

/** Whether Node's `emit` asks, and no other method. Assumes `emit` if it can't know. */
function isEmitting(getter: AnyFunction): boolean {
  try {
    const caller = nameOfCaller(getter);
    return caller === undefined || caller === 'emit';
  } catch {
    return true;
  }
}
