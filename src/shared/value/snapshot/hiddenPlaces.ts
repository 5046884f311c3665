/** Looks up, in a value that is about to be copied, the places that rules hide. */

import {
  findHiddenPlaces,
  type HiddenPlaces,
  hasPlaces,
  type ObjectReader,
  type PlaceRules,
} from '../../redaction/pathRules';
import type { Builtins } from '../builtins';
import { ownPropertyValue } from './safeReads';

const { keys } = Object;
const { apply } = Reflect;
const mapForEach = Map.prototype.forEach;
const mapGet = Map.prototype.get;

/** @returns undefined if these rules concern nothing in the value */
export function hiddenPlaces(value: unknown, rules: PlaceRules, builtins: Builtins): HiddenPlaces | undefined {
  if (!hasPlaces(rules)) return undefined;
  const reader: ObjectReader = {
    namesOf(holder) {
      if (builtins.isProxy(holder)) return undefined;
      return builtins.isMap(holder) ? stringKeysOf(holder as Map<unknown, unknown>) : keys(holder);
    },
    // An accessor gives a symbol, into which nothing looks further.
    read: (holder, name) => (builtins.isMap(holder) ? apply(mapGet, holder, [name]) : ownPropertyValue(holder, name)),
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
