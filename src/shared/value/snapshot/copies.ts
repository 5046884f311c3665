/**
 * What stands for an object in a snapshot. Each knows which object it was made of, to be compared and never read again:
 * so it is found out later, off the app's path, which of them are copies of the same one.
 */

import type { EncodedValue } from '../encodedValue';
import type { Shape } from './shapes';

const { values: valuesOf } = Object;

/** Names and values side by side: copying them into an object at once would take twice the time. */
export class ObjectCopy {
  constructor(
    readonly original: object,
    readonly shape: Shape,
    /** As many as the shape has names. */
    readonly values: readonly EncodedValue[],
  ) {}
}

export class ArrayCopy {
  constructor(
    readonly original: object,
    readonly elements: readonly EncodedValue[],
  ) {}
}

/** Anything else, as a tagged value. */
export class TaggedCopy {
  constructor(
    readonly original: object,
    readonly node: object,
  ) {}
}

/** Within a snapshot a copy stands where `seal` will put the encoded value. */
export function standIn(copy: ObjectCopy | ArrayCopy | TaggedCopy): EncodedValue {
  return copy as unknown as EncodedValue;
}

/** Whether no object stands in it twice. */
export function isWithoutRepeats(root: EncodedValue): boolean {
  const met = new Set<object>();
  let isFirst = true;
  const visit = (node: unknown): void => {
    if (!isFirst || typeof node !== 'object' || node === null) return;
    if (node instanceof ObjectCopy) {
      meet(node.original);
      for (const value of node.values) visit(value);
    } else if (node instanceof ArrayCopy) {
      meet(node.original);
      for (const element of node.elements) visit(element);
    } else if (node instanceof TaggedCopy) {
      meet(node.original);
      visit(node.node);
    } else {
      for (const part of valuesOf(node)) visit(part);
    }
  };
  const meet = (original: object): void => {
    if (met.has(original)) isFirst = false;
    met.add(original);
  };
  visit(root);
  return isFirst;
}
