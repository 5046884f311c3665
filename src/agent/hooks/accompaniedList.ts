/**
 * What an EventEmitter gets in place of the listeners of an event that has companions. The stored list never has any, so there is
 * nothing of ours in it to be listed, counted or removed. Node (lib/events.js, 16 to 24) does one of these with what it gets:
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

const { hasOwn } = Object;
const { get: reflectGet, has: reflectHas, set: reflectSet } = Reflect;
const { isArray } = Array;

/** A listener, and what runs in its place. */
export interface Accompanied {
  readonly own: AnyFunction;
  readonly inPlace: readonly AnyFunction[];
  /** The one in its place that calls it; undefined if it is among them. */
  readonly standIn: AnyFunction | undefined;
}

/**
 * @param entry of `events[name]`: one listener, or a list
 * @param at where the listener that has companions is
 */
export function accompaniedList(
  events: Record<string, unknown>,
  name: string,
  entry: AnyFunction | AnyFunction[],
  { own, inPlace, standIn }: Accompanied,
  at: number,
): AnyFunction[] {
  const list = isArray(entry) ? entry : [entry];
  const view = list.length === 1 ? inPlace : [...list.slice(0, at), ...inPlace, ...list.slice(at + 1)];
  /** The stored list is to be found. */
  let isStored = false;
  let lengthReads = 0;
  let counter: symbol | undefined;
  return new Proxy(list, {
    get(target, key) {
      if (key === 'listener') {
        isStored = true;
        // A listener that is the only one is removed if this is it.
        return isArray(entry) ? undefined : entry;
      }
      if (typeof key === 'symbol') {
        isStored = true;
        counter = key;
      }
      if (key === 'push' || key === 'unshift') {
        isStored = true;
        // Node would make a list of the two.
        if (!isArray(entry)) {
          events[name] = target;
          if (counter !== undefined) reflectSet(target, counter, 0);
        }
      }
      if (isStored || !hasOwn(view, key)) return reflectGet(target, key) as unknown;
      const found = reflectGet(view, key) as unknown;
      if (key === 'length') lengthReads++;
      return lengthReads === 1 && found === standIn ? own : found;
    },
    set(target, key, value) {
      // An event is emitted, or has been.
      if (key === counter) {
        isStored = false;
        lengthReads = 2;
      }
      return reflectSet(target, key, value);
    },
    has: (target, key) => reflectHas(isStored || !hasOwn(view, key) ? target : view, key),
  });
}
