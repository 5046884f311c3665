/** Names the objects of an encoded value by where they stand, so that a `ref` can say what it points to. */

import { type EncodedValue, isTagged } from './encodedValue';
import { isNumberedObject } from './inspect';
import { childrenOf, type ValueChild } from './valueTree';

const { stringify } = JSON;

/**
 * Paths of all objects in the order of their numbers, as `[0].layout.root`.
 *
 * @param prefix stands for the value itself
 */
export function objectPaths(value: EncodedValue, prefix: string): string[] {
  const paths: string[] = [];
  visitObjects(value, prefix, (node, path) => {
    if (isNumberedObject(node)) paths.push(path);
  });
  return paths;
}

/** Calls for each object and marked value in the order in which they stand, with its path. */
export function visitObjects(
  node: EncodedValue,
  path: string,
  visit: (node: EncodedObject, path: string) => void,
): void {
  if (typeof node !== 'object' || node === null) return;
  visit(node, path);
  if (isTagged(node) && node.$ === 'map') {
    node.v.forEach(([key, content], i) => {
      visitObjects(key, `${path} key ${i}`, visit);
      visitObjects(content, `${path} entry ${i}`, visit);
    });
    return;
  }
  for (const child of childrenOf(node)) visitObjects(child.value, path + accessor(child, node), visit);
}

type EncodedObject = Extract<EncodedValue, object>;

/** How a child is reached from its parent, in JavaScript where there is such a way. */
export function accessor({ label, isSynthetic }: ValueChild, parent: EncodedValue): string {
  if (isSynthetic) return ` ${label}`;
  if (isTagged(parent) && parent.$ === 'set') return ` element ${label}`;
  if (/^\d+$/.test(label)) return `[${label}]`;
  return /^[A-Za-z_$][\w$]*$/.test(label) ? `.${label}` : `[${stringify(label)}]`;
}

/** Whether a value has a reference anywhere, so that paths are worth computing. */
export function hasReferences(value: EncodedValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isTagged(value) && value.$ === 'ref') return true;
  return Object.values(value).some((child) => hasReferences(child as EncodedValue));
}
