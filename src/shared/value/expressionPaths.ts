/** Names the objects of an encoded value by JavaScript expressions that reach them. */

import { type EncodedError, type EncodedValue, isTagged } from './encodedValue';
import { isNumberedObject, quote } from './inspect';

/**
 * Expressions for all objects in the order of their numbers, as `args[0].layout.root` or `args[0].get("key")`.
 *
 * @param root stands for the value itself
 */
export function expressionPaths(value: EncodedValue, root: string): string[] {
  const paths: string[] = [];
  visitObjects(value, root, (_, path) => paths.push(path));
  return paths;
}

/** Calls back for each numbered object, before those inside it. */
function visitObjects(value: EncodedValue, root: string, visit: (node: EncodedValue, path: string) => void): void {
  const walk = (node: EncodedValue, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isNumberedObject(node)) visit(node, path);
    for (const [child, childPath] of childPaths(node, path)) walk(child, childPath);
  };
  walk(value, root);
}

/** The children of a node in the order in which they are numbered, each with the expression that reaches it. */
export function childPaths(node: EncodedValue, path: string): [child: EncodedValue, path: string][] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.map((child, i) => [child, `${path}[${i}]`]);
  if (!isTagged(node)) return namedPaths(Object.entries(node), path);
  switch (node.$) {
    case 'map':
      return mapPaths(node.v, path);
    case 'set':
      return node.v.map((child, i) => [child, `[...${path}][${i}]`]);
    case 'array':
    case 'object':
      return namedPaths(node.v, path);
    case 'boxed':
      return [[node.v, `${path}.valueOf()`]];
    case 'error':
      return errorPaths(node, path);
    case 'cut':
      if (!('v' in node) || typeof node.v === 'string') return [];
      if (node.of === 'array') return node.v.map((child, i) => [child, `${path}[${i}]`]);
      if (node.of === 'set') return node.v.map((child, i) => [child, `[...${path}][${i}]`]);
      return node.of === 'map' ? mapPaths(node.v, path) : namedPaths(node.v, path);
    default:
      return [];
  }
}

function namedPaths(entries: readonly (readonly [string, EncodedValue])[], path: string): [EncodedValue, string][] {
  return entries.map(([key, child]) => [child, path + propertyAccess(key)]);
}

function mapPaths(pairs: readonly (readonly [EncodedValue, EncodedValue])[], path: string): [EncodedValue, string][] {
  return pairs.flatMap(([key, content], i): [EncodedValue, string][] => [
    [key, `[...${path}.keys()][${i}]`],
    [content, typeof key === 'string' ? `${path}.get(${quote(key)})` : `[...${path}.values()][${i}]`],
  ]);
}

function errorPaths({ stack, cause, props, message }: EncodedError, path: string): [EncodedValue, string][] {
  return [
    [message, `${path}.message`],
    ...(stack === undefined ? [] : [[stack, `${path}.stack`] as [EncodedValue, string]]),
    ...(cause === undefined ? [] : [[cause, `${path}.cause`] as [EncodedValue, string]]),
    ...namedPaths(Object.entries(props ?? {}), path),
  ];
}

function propertyAccess(key: string): string {
  if (/^(0|[1-9]\d*)$/.test(key)) return `[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${quote(key)}]`;
}
