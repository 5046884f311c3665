/** Copies errors: what structured clone carries of them, and the own properties that it drops. */

import type { EncodedValue } from '../encodedValue';
import { getterOf, inheritedValue, ownPropertyValue, stringOnly, UNREADABLE } from './safeReads';
import { ELEMENT_BYTES } from './sizes';
import type { Walk } from './walk';

const { keys, hasOwn, getOwnPropertyDescriptor, create } = Object;
const { apply } = Reflect;
/** V8's own, where `stack` is an accessor. */
const stackGetter = getterOf(new Error(), 'stack');
const ERROR_KEYS = new Set(['name', 'message', 'stack', 'cause']);

export function encodeError(walk: Walk, value: object, depth: number): EncodedValue {
  const { isProxy } = walk.builtins;
  const ownName = inheritedValue(value, 'name', isProxy);
  const name = walk.shortName(stringOnly(ownName) ?? className(walk, value) ?? 'Error');
  if (walk.isTooDeep(depth)) return { $: 'cut', of: 'error', name, reason: 'depth' };
  const message = inheritedValue(value, 'message', isProxy);
  const node: Record<string, EncodedValue> = { $: 'error', name, message: walk.string(stringOnly(message) ?? '') };
  // The text of a stack is made when it is first read, and then asks for name and message.
  const stack = ownName === UNREADABLE || message === UNREADABLE ? undefined : stackOf(value);
  if (stack !== undefined) node.stack = walk.string(walk.builtins.cleanStack(stack));
  if (hasOwn(value, 'cause')) node.cause = walk.property(value, 'cause', depth);
  const extra = keys(value).filter((key) => !ERROR_KEYS.has(key));
  if (extra.length > 0 && walk.hasBudget) {
    const props: Record<string, EncodedValue> = create(null);
    for (const key of extra) {
      walk.spend(key.length + ELEMENT_BYTES);
      if (!walk.hasBudget) {
        walk.truncated = true;
        break;
      }
      props[key] = walk.property(value, key, depth);
    }
    node.props = props;
  }
  return node;
}

function className(walk: Walk, value: object): string | undefined {
  const ownClass = inheritedValue(value, 'constructor', walk.builtins.isProxy);
  return typeof ownClass === 'function' ? functionName(walk, ownClass) : undefined;
}

export function functionName(walk: Walk, value: object): string | undefined {
  if (walk.builtins.isProxy(value)) return undefined;
  const name = ownPropertyValue(value, 'name');
  return typeof name === 'string' && name !== '' ? walk.shortName(name) : undefined;
}

function stackOf(error: object): string | undefined {
  const descriptor = getOwnPropertyDescriptor(error, 'stack');
  if (descriptor === undefined) return undefined;
  if (hasOwn(descriptor, 'value')) return stringOnly(descriptor.value);
  return descriptor.get === stackGetter ? stringOnly(apply(stackGetter, error, [])) : undefined;
}
