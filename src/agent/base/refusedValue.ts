/** Tells which value of what main sends is why structured clone refused it. */

import { types } from 'node:util';
import { type CloneWorld, findUncloneable, isCloneError, namedArguments } from '../../shared/value/uncloneable';
import { structuredClone } from './nodePrimordials';

const world: CloneWorld = { isProxy: types.isProxy, clone: structuredClone, looksInside: true };

/**
 * @param root `args`: the value is the list of arguments
 * @returns as `OutcomeError.place`; undefined for another error, or where it can't be found
 */
export function placeOfRefusal(root: 'args' | 'result', value: unknown, error: unknown): string | undefined {
  if (!isCloneError(error)) return undefined;
  const values = root === 'args' ? namedArguments(value as readonly unknown[]) : [[root, value] as const];
  return findUncloneable(values, world);
}
