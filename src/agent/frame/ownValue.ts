import { getOwnPropertyDescriptor } from '../base/primordials';

/** The value of an own property; not what the page may have put on `Object.prototype`. */
export function ownValue(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null ? getOwnPropertyDescriptor(holder, key)?.value : undefined;
}
