/** Names the objects of an encoded value by where they stand, so that a `ref` can say what it points to. */

import { type EncodedValue, isTagged } from './encodedValue';
import { isNumberedObject } from './inspect';
import { childrenOf, type ValueChild } from './valueTree';

/**
 * Paths of all objects in the order of their numbers, as `[0].layout.root`.
 *
 * @param prefix stands for the value itself
 */
export function objectPaths(value: EncodedValue, prefix: string): string[] {
  const paths: string[] = [];
  const visit = (node: EncodedValue, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isNumberedObject(node)) paths.push(path);
    if (isTagged(node) && node.$ === 'map') {
      node.v.forEach(([key, content], i) => {
        visit(key, `${path} key ${i}`);
        visit(content, `${path} entry ${i}`);
      });
      return;
    }
    for (const child of childrenOf(node)) visit(child.value, path + accessor(child, node));
  };
  visit(value, prefix);
  return paths;
}

/** How a child is reached from its parent, in JavaScript where there is such a way. */
export function accessor({ label, isSynthetic }: ValueChild, parent: EncodedValue): string {
  if (isSynthetic) return ` ${label}`;
  if (isTagged(parent) && parent.$ === 'set') return ` element ${label}`;
  if (/^\d+$/.test(label)) return `[${label}]`;
  return /^[A-Za-z_$][\w$]*$/.test(label) ? `.${label}` : `[${JSON.stringify(label)}]`;
}

/** Whether a value has a reference anywhere, so that paths are worth computing. */
export function hasReferences(value: EncodedValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isTagged(value) && value.$ === 'ref') return true;
  return Object.values(value).some((child) => hasReferences(child as EncodedValue));
}
