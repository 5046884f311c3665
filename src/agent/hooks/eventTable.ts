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
import { ownData } from '../base/ownData';
import { type AnyFunction, patchMethod, type Uninstall } from '../base/patch';

/** What stands in the list of an event in place of Electron's own listener. */
export type Companions = (listener: AnyFunction) => readonly AnyFunction[];

export interface EventWatch {
  readonly companions: ReadonlyMap<string, Companions>;
  readonly noticed: ReadonlySet<string>;
  /** Its entry was asked for: an event is emitted, and its listeners are about to run, or one is removed. */
  readonly notice: (name: string, emitter: object) => void;
  /** What was noticed last was not an event: a listener was removed. */
  readonly mistook: (name: string, emitter: object) => void;
}

interface Asked {
  readonly name: string;
  /** Stands for the table as well: each has one of its own, which keeps nothing alive. */
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

/** How often Node asks for the entry of an event to remove one of its listeners: from 20.20 on twice. */
const readsOfRemoval = countReadsOfRemoval();

const COUNTING_METHODS = ['listenerCount', 'listeners', 'rawListeners'];
const { getPrototypeOf, hasOwn, keys } = Object;
const { apply, get: reflectGet, set: reflectSet } = Reflect;
const { isArray } = Array;

function countReadsOfRemoval(): number {
  const name = 'probe';
  const emitter = new EventEmitter();
  const listener = () => {};
  emitter.on(name, listener).on(name, () => {});
  let reads = 0;
  const holder = emitter as unknown as { _events: object };
  holder._events = new Proxy(holder._events, {
    get(target, key, receiver) {
      if (key === name) reads++;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  emitter.off(name, listener);
  return reads;
}

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
  /** The listener that a companion belongs to. */
  private readonly owns = new WeakMap<AnyFunction, AnyFunction>();
  private lastAsked: Asked | undefined;
  /** Whose next entry is asked for to add a listener. */
  private adding: WeakRef<object> | undefined;
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
          this.wasChanged(ref, name);
          if (target[name] === undefined && reflectSet(target, name, value, receiver)) {
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
    // One that was added with `once` is of the app, and is known by another.
    if (typeof own !== 'function' || hasOwn(own, 'listener')) return;
    const inPlace = companions(own);
    for (const each of inPlace) {
      if (each === own) continue;
      this.originals.set(each, undefined);
      this.owns.set(each, own);
    }
    const [first] = inPlace;
    if (first !== undefined && !inPlace.includes(own)) {
      this.originals.set(first, own);
      // As of a listener that is added with `once`: the app removes it by that one.
      (first as AnyFunction & { listener?: AnyFunction }).listener = own;
    }
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

  private asked(emitter: WeakRef<object>, events: Events, name: string): void {
    // Node asks for this one, and directly afterwards for the entry, when it adds a listener.
    if (name === 'newListener') {
      this.adding = emitter;
      return;
    }
    const isAdding = this.adding === emitter;
    this.adding = undefined;
    const { lastAsked } = this;
    this.lastAsked = undefined;
    // Node asks for this one when it has removed a listener.
    if (name === 'removeListener') {
      if (lastAsked?.emitter === emitter) this.mistook(lastAsked);
      this.tidy(emitter, events);
    }
    if (isAdding || !this.watch.noticed.has(name)) return;
    const alive = emitter.deref();
    if (alive === undefined) return;
    this.lastAsked = { name, emitter };
    this.watch.notice(name, alive);
  }

  /** Directly after it was asked for, this means that it was not asked for by `emit`. */
  private wasChanged(changed: WeakRef<object>, name: string): void {
    const { lastAsked } = this;
    this.lastAsked = undefined;
    if (lastAsked?.emitter === changed && lastAsked.name === name) this.mistook(lastAsked);
  }

  private mistook({ name, emitter }: Asked): void {
    const alive = emitter.deref();
    if (alive === undefined) return;
    for (let i = 0; i < readsOfRemoval; i++) this.watch.mistook(name, alive);
  }

  /** Companions go with their listener. The one that comes first then has some. */
  private tidy(ref: WeakRef<object>, events: Events): void {
    for (const name of this.watch.companions.keys()) {
      const entry = events[name];
      if (entry === undefined) continue;
      const list = isArray(entry) ? (entry as AnyFunction[]) : [entry as AnyFunction];
      const own = list.map((each) => this.owns.get(each)).find((each) => each !== undefined);
      // Where a companion calls the listener, it stands in its place.
      if (own === undefined || list.includes(own) || list.some((each) => this.originals.get(each) === own)) continue;
      const rest = list.filter((each) => !this.originals.has(each));
      if (rest.length > 0) {
        this.accompany(events, name, rest);
        continue;
      }
      delete events[name];
      const emitter = ref.deref() as { _eventsCount: number } | undefined;
      if (emitter !== undefined) emitter._eventsCount--;
    }
  }
}
