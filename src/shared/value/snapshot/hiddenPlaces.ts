/** Looks up, in a value that is about to be copied, the places that rules hide. */

import { findHiddenPlaces, type HiddenPlaces, type ObjectReader, type PathRule } from '../../redaction/pathRules';
import type { Builtins } from '../builtins';
import { ownValue } from './safeReads';

const { keys } = Object;
const { apply } = Reflect;
const mapForEach = Map.prototype.forEach;
const mapGet = Map.prototype.get;

/** @returns undefined if nothing in the value is hidden by these rules */
export function hiddenPlaces(value: unknown, rules: readonly PathRule[], builtins: Builtins): HiddenPlaces | undefined {
  if (rules.length === 0) return undefined;
  const reader: ObjectReader = {
    namesOf(holder) {
      if (builtins.isProxy(holder)) return undefined;
      return builtins.isMap(holder) ? stringKeysOf(holder as Map<unknown, unknown>) : keys(holder);
    },
    // An accessor gives a symbol, into which nothing looks further.
    read: (holder, name) => (builtins.isMap(holder) ? apply(mapGet, holder, [name]) : ownValue(holder, name)),
  };
  return findHiddenPlaces(value, rules, reader);
}

function stringKeysOf(map: Map<unknown, unknown>): string[] {
  const names: string[] = [];
  const addName = (_content: unknown, key: unknown): void => {
    if (typeof key === 'string') names.push(key);
  };
  apply(mapForEach, map, [addName]);
  return names;
}
