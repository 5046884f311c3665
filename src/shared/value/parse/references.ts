/** Follows paths such as `args[0].index` and `[...args[0].values()][2]` to what stands there. */

import type { Expression, MemberExpression, SpreadElement } from 'acorn';
import { type EncodedValue, isTagged } from '../encodedValue';

/** The parts of a value that has been read so far; containers may not be complete. */
export type Resolved = { readonly value: EncodedValue } | undefined;

/** Whether an expression is a path from this name, and so no value of its own. */
export function isPathFrom(name: string, node: Expression | SpreadElement): boolean {
  switch (node.type) {
    case 'Identifier':
      return node.name === name;
    case 'MemberExpression':
      if (node.object.type === 'Super') return false;
      return isPathFrom(name, spreadOf(node.object) ?? node.object);
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' && isPathFrom(name, node.callee);
    default:
      return false;
  }
}

/** @param root what the name at the beginning of the path stands for */
export function resolvePath(node: Expression, root: EncodedValue): Resolved {
  if (node.type === 'Identifier') return { value: root };
  if (node.type === 'CallExpression') return resolveGet(node, root);
  if (node.type !== 'MemberExpression' || node.object.type === 'Super') return undefined;
  const key = keyOf(node);
  if (key === undefined) return undefined;
  const spread = spreadOf(node.object);
  if (spread !== undefined) return elementOf(spread, Number(key), root);
  const parent = resolvePath(node.object, root);
  return parent && propertyOf(parent.value, key);
}

/** `x` of `[...x]`. */
function spreadOf(node: Expression): Expression | undefined {
  if (node.type !== 'ArrayExpression' || node.elements.length !== 1) return undefined;
  const [element] = node.elements;
  return element?.type === 'SpreadElement' ? element.argument : undefined;
}

/** `x.get("key")`, or `x.valueOf()` of a boxed value. */
function resolveGet(node: Expression & { readonly type: 'CallExpression' }, root: EncodedValue): Resolved {
  const { callee, arguments: given } = node;
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super' || keyOf(callee) !== 'get') return undefined;
  const map = resolvePath(callee.object, root)?.value;
  const [key] = given;
  if (!isMap(map) || key?.type !== 'Literal') return undefined;
  const pair = map.v.find(([known]) => known === key.value);
  return pair && { value: pair[1] };
}

/** An element of `[...set]`, `[...map.keys()]` or `[...map.values()]`. */
function elementOf(spread: Expression, index: number, root: EncodedValue): Resolved {
  const method =
    spread.type === 'CallExpression' && spread.callee.type === 'MemberExpression' ? spread.callee : undefined;
  const name = method && keyOf(method);
  const isOfMap = name === 'keys' || name === 'values';
  const object = isOfMap ? method?.object : spread;
  if (object === undefined || object.type === 'Super') return undefined;
  const container = resolvePath(object, root)?.value;
  if (isOfMap && isMap(container)) return found(container.v[index]?.[name === 'keys' ? 0 : 1]);
  const isSet = !isOfMap && container !== undefined && isTagged(container) && container.$ === 'set';
  return isSet ? found(container.v[index]) : undefined;
}

function found(value: EncodedValue | undefined): Resolved {
  return value === undefined ? undefined : { value };
}

function propertyOf(parent: EncodedValue, key: string): Resolved {
  if (typeof parent !== 'object' || parent === null) return undefined;
  const own = (object: object): Resolved =>
    Object.hasOwn(object, key) ? { value: (object as Record<string, EncodedValue>)[key] as EncodedValue } : undefined;
  if (Array.isArray(parent)) return key === 'length' ? { value: parent.length } : own(parent);
  if (!isTagged(parent)) return own(parent);
  switch (parent.$) {
    case 'array':
    case 'object': {
      const entry = parent.v.find(([name]) => name === key);
      return entry && { value: entry[1] };
    }
    case 'error':
      if (key === 'cause' && parent.cause !== undefined) return { value: parent.cause };
      return parent.props && own(parent.props);
    default:
      return undefined;
  }
}

function isMap(
  value: EncodedValue | undefined,
): value is EncodedValue & { $: 'map'; v: [EncodedValue, EncodedValue][] } {
  return value !== undefined && isTagged(value) && value.$ === 'map';
}

/** Undefined: it is computed by something else than a text or a number. */
function keyOf({ computed, property }: MemberExpression): string | undefined {
  if (!computed) return property.type === 'Identifier' ? property.name : undefined;
  if (property.type !== 'Literal') return undefined;
  return typeof property.value === 'string' || typeof property.value === 'number' ? String(property.value) : undefined;
}
