/**
 * What an EventEmitter gets in place of the listeners of an event that has companions. The stored list never has any, so the app
 * can't list, count or remove them. Node (lib/events.js, 16 to 24) does one of these with what it gets:
 *
 * - `emit` reads `length` twice and then the elements, and calls them: it finds the companions among them. Later versions of Node 24
 *   first write to a symbol of the list how often it is being emitted.
 * - `removeListener` reads `listener` first, in case that it is a single function. From then on it finds the stored list.
 * - `addListener` calls `push` or `unshift`, and then reads `length` and `warned`; before, Node 24 reads that symbol, and copies a
 *   list that is being emitted. From then on it finds the stored list.
 * - `removeAllListeners` reads `length` once, and removes every element that it finds. A companion is not there by then, which is
 *   no removal. What stands in for a listener is that listener here.
 */

import type { AnyFunction } from '../base/patch';
import { hasOwn, isArray, NativeProxy, reflectGet, reflectHas, reflectSet } from '../base/primordials';

/** A listener, and what runs in its place. */
export interface Accompanied {
  readonly own: AnyFunction;
  readonly inPlace: readonly AnyFunction[];
  /** The one in its place that calls it; undefined if it is among them. */
  readonly standIn: AnyFunction | undefined;
  /** The list for an only listener, kept for reuse: nearly always there is only one. */
  shown?: { readonly list: AnyFunction[]; readonly handler: AccompaniedHandler } | undefined;
}

/**
 * @param entry of `events[name]`: one listener, or a list
 * @param at where the listener that has companions is
 */
export function companionList(
  events: Record<string, unknown>,
  name: string,
  entry: AnyFunction | AnyFunction[],
  accompanied: Accompanied,
  at: number,
): AnyFunction[] {
  const { shown, own, inPlace, standIn } = accompanied;
  const isSingle = !isArray(entry);
  if (isSingle && shown?.handler.showsAgain() === true) return shown.list;
  const list = isSingle ? [entry] : entry;
  const view = list.length === 1 ? inPlace : [...list.slice(0, at), ...inPlace, ...list.slice(at + 1)];
  const handler = new AccompaniedHandler(events, name, isSingle ? entry : undefined, view, own, standIn);
  const proxy = new NativeProxy(list, handler);
  accompanied.shown = isSingle ? { list: proxy, handler } : undefined;
  return proxy;
}

class AccompaniedHandler implements ProxyHandler<AnyFunction[]> {
  /** Shows the stored list. */
  private isStored = false;
  private lengthReads = 0;
  private counter: symbol | undefined;
  /** `emit` has read all of it, and keeps nothing of it. */
  private isRead = false;
  private readonly last: string;

  constructor(
    private readonly events: Record<string, unknown>,
    private readonly name: string,
    /** The only listener; undefined: there is a list. */
    private readonly single: AnyFunction | undefined,
    private readonly view: readonly AnyFunction[],
    private readonly own: AnyFunction,
    private readonly standIn: AnyFunction | undefined,
  ) {
    this.last = String(view.length - 1);
  }

  /** Resets the list for the next `emit`. @returns false if the list may still be in use */
  showsAgain(): boolean {
    if (!this.isRead) return false;
    this.isRead = false;
    this.lengthReads = 0;
    return true;
  }

  get(target: AnyFunction[], key: string | symbol): unknown {
    if (key === 'listener') {
      this.isStored = true;
      // A listener that is the only one is removed if this is it.
      return this.single;
    }
    if (typeof key === 'symbol') {
      this.isStored = true;
      this.counter = key;
    }
    if (key === 'push' || key === 'unshift') {
      this.isStored = true;
      // Node would make a list of the two.
      if (this.single !== undefined) {
        this.events[this.name] = target;
        if (this.counter !== undefined) reflectSet(target, this.counter, 0);
      }
    }
    if (this.isStored || !hasOwn(this.view, key)) return reflectGet(target, key) as unknown;
    const found = reflectGet(this.view, key) as unknown;
    if (key === 'length') this.lengthReads++;
    else if (key === this.last && this.lengthReads === 2 && this.counter === undefined) this.isRead = true;
    return this.lengthReads === 1 && found === this.standIn ? this.own : found;
  }

  set(target: AnyFunction[], key: string | symbol, value: unknown): boolean {
    // An event is emitted, or has been.
    if (key === this.counter) {
      this.isStored = false;
      this.lengthReads = 2;
    }
    return reflectSet(target, key, value);
  }

  has(target: AnyFunction[], key: string | symbol): boolean {
    return reflectHas(this.isStored || !hasOwn(this.view, key) ? target : this.view, key);
  }
}
