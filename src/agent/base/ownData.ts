/** Reads objects of the app without running any of its code. */

import { types } from 'node:util';
import { getOwnPropertyDescriptor } from './primordials';

/** What an own property holds; undefined where there is none, or where reading it would run a getter or a trap. */
export function ownData(holder: unknown, key: string | number): unknown {
  if (typeof holder !== 'object' || holder === null || types.isProxy(holder)) return undefined;
  return getOwnPropertyDescriptor(holder, key)?.value;
}
