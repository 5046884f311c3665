/**
 * Watches what Electron's objects emit, without an `emit` of ours on any prototype and without a frame of ours in the
 * stacks of the app.
 *
 * An EventEmitter keeps its listeners in an object without prototype, by the names of the events (`_events`,
 * lib/events.js of Node; the same in all versions since 0.10).
 *
 * - A private event of Electron, such as `-ipc-message`, has Electron's own listener. Companions stand beside it in the
 *   list and run directly before and after it.
 * - Of a public event it is only noticed that its entry was asked for, which `emit` does each time: a proxy stands for the
 *   object.
 *
 * Names, numbers and identity of listeners are for the app as without.
 *
 * See docs/decisions/events.md.
 */

import { EventEmitter } from 'node:events';
import { types } from 'node:util';
import { ownData } from './ownData';
import { type AnyFunction, patchMethod, type Uninstall } from './patch';

/** What stands in the list of an event in place of Electron's own listener. */
export type Companions = (listener: AnyFunction) => readonly AnyFunction[];

export interface EventWatch {
  readonly companions: ReadonlyMap<string, Companions>;
  readonly noticed: ReadonlySet<string>;
  /** Its entry was asked for: an event is emitted, and its listeners are about to run, or one is added or removed. */
  readonly notice: (name: string, emitter: object) => void;
  /** What was noticed last was not an event: a listener was added or removed. */
  readonly mistook: (name: string, emitter: object) => void;
}

interface Asked {
  readonly name: string;
  readonly events: object;
  readonly emitter: WeakRef<object>;
}

type Events = Record<string, unknown>;

interface Watched {
  readonly emitter: WeakRef<object>;
  readonly events: WeakRef<object>;
  readonly proxy: WeakRef<object>;
}

/** While listeners are counted or listed, which is no event, and in which companions do not show. */
let isCounting = false;

const COUNTING_METHODS = ['listenerCount', 'listeners', 'rawListeners'];
const { getPrototypeOf, keys } = Object;
const { apply, get: reflectGet, set: reflectSet } = Reflect;
const { isArray } = Array;

/**
 * Lets the methods of all EventEmitters that count or list listeners leave the companions out. None of them runs code of the
 * app.
 */
export function installCounting(): Uninstall {
  const uninstalls = COUNTING_METHODS.map((name) =>
    patchMethod(EventEmitter.prototype, name, (original) => {
      return function (this: unknown, ...args: unknown[]): unknown {
        isCounting = true;
        try {
          return apply(original(), this, args);
        } finally {
          isCounting = false;
        }
      };
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
  /** What was put in place of which listener. */
  private readonly originals = new WeakMap<AnyFunction, AnyFunction | undefined>();
  private lastAsked: Asked | undefined;
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
    for (const name of keys(events)) this.accompany(events, name, events[name]);
    const ref = new WeakRef(emitter);
    const proxy = new Proxy(events, {
      get: (target, name, receiver) => {
        const entry = reflectGet(target, name, receiver) as unknown;
        if (typeof name !== 'string') return entry;
        if (isCounting) return this.watch.companions.has(name) ? this.withoutCompanions(entry) : entry;
        this.asked(ref, target, name);
        return entry;
      },
      set: (target, name, value, receiver) => {
        if (typeof name === 'string') {
          this.wasChanged(target, name);
          if (this.watch.companions.has(name) && target[name] === undefined) {
            this.accompany(target, name, value);
            return true;
          }
        }
        return reflectSet(target, name, value, receiver);
      },
    });
    this.proxies.add(proxy);
    (emitter as { _events: object })._events = proxy;
    this.watched.push({ emitter: ref, events: new WeakRef(events), proxy: new WeakRef(proxy) });
    this.prune();
  }

  /** Puts all back that is still alive. */
  close(): void {
    this.isClosed = true;
    for (const watched of this.watched.splice(0)) {
      const emitter = watched.emitter.deref() as { _events?: object } | undefined;
      const events = watched.events.deref() as Events | undefined;
      if (emitter === undefined || events === undefined) continue;
      for (const name of keys(events)) {
        if (this.watch.companions.has(name)) events[name] = this.withoutCompanions(events[name]);
      }
      if (ownData(emitter, '_events') === watched.proxy.deref()) emitter._events = events;
    }
  }

  private prune(): void {
    if (this.watched.length < this.nextPruning) return;
    this.watched = this.watched.filter(({ emitter }) => emitter.deref() !== undefined);
    this.nextPruning = Math.max(64, this.watched.length * 2);
  }

  private accompany(events: Events, name: string, entry: unknown): void {
    const companions = this.watch.companions.get(name);
    if (companions === undefined) return;
    const [own, ...others] = isArray(entry) ? (entry as AnyFunction[]) : [entry as AnyFunction];
    if (typeof own !== 'function') return;
    const inPlace = companions(own);
    for (const each of inPlace) if (each !== own) this.originals.set(each, undefined);
    const [first] = inPlace;
    if (first !== undefined && !inPlace.includes(own)) this.originals.set(first, own);
    const list = [...inPlace, ...others];
    events[name] = list.length === 1 ? first : list;
  }

  private withoutCompanions(entry: unknown): unknown {
    if (entry === undefined) return undefined;
    const list = (isArray(entry) ? (entry as AnyFunction[]) : [entry as AnyFunction]).flatMap((each) =>
      this.originals.has(each) ? (this.originals.get(each) ?? []) : [each],
    );
    return list.length === 1 ? list[0] : list;
  }

  private asked(emitter: WeakRef<object>, events: object, name: string): void {
    // Node asks for it when it has removed a listener.
    if (name === 'removeListener' && this.lastAsked !== undefined) this.wasChanged(events, this.lastAsked.name);
    if (!this.watch.noticed.has(name)) return;
    const alive = emitter.deref();
    if (alive === undefined) return;
    this.lastAsked = { name, events, emitter };
    this.watch.notice(name, alive);
  }

  /** Directly after it was asked for, this means that it was not asked for by `emit`. */
  private wasChanged(events: object, name: string): void {
    const { lastAsked } = this;
    this.lastAsked = undefined;
    if (lastAsked === undefined || lastAsked.events !== events || lastAsked.name !== name) return;
    const emitter = lastAsked.emitter.deref();
    if (emitter !== undefined) this.watch.mistook(name, emitter);
  }
}
