/** What of a recorded value is not there, so that it can't be sent again as if it were whole. */

import { type EncodedValue, isTagged } from '../value/encodedValue';
import { describeCut, describeRedaction, isNumberedObject } from '../value/inspect';
import { visitObjects } from '../value/objectPaths';

export interface MissingPart {
  /** Where, as `[0].user.token`. */
  readonly path: string;
  /** What, in words. */
  readonly what: string;
}

/** @returns the parts in the order in which they stand; empty: the value is whole */
export function findMissing(value: EncodedValue): readonly MissingPart[] {
  const parts: MissingPart[] = [];
  let objects = 0;
  visitObjects(value, '', (node, path) => {
    if (isNumberedObject(node)) objects++;
    const what = whatIsMissing(node, objects);
    if (what !== undefined) parts.push({ path, what });
  });
  return parts;
}

/** @param objects how many were met so far: references can only name these */
function whatIsMissing(node: EncodedValue, objects: number): string | undefined {
  if (!isTagged(node)) return undefined;
  switch (node.$) {
    case 'cut':
      return describeCut(node);
    case 'redacted':
      return describeRedaction(node);
    case 'opaque':
      return `${node.name === undefined ? node.type : `${node.type} ${node.name}`}: what it was is not recorded`;
    case 'bytes':
      return node.type === 'SharedArrayBuffer' ? 'a SharedArrayBuffer can’t be sent' : undefined;
    case 'ref':
      return node.id < objects ? undefined : `refers to object #${node.id}, which is not there`;
    default:
      return undefined;
  }
}

/** All of it in one line, the first few places by name. */
export function describeMissing(parts: readonly MissingPart[], shown = 3): string {
  const named = parts.slice(0, shown).map(({ path, what }) => `${shortened(path) || 'the arguments'}: ${what}`);
  const more = parts.length - named.length;
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

const MAX_PATH_LENGTH = 80;

function shortened(path: string): string {
  if (path.length <= MAX_PATH_LENGTH) return path;
  return `${path.slice(0, MAX_PATH_LENGTH / 2)}…${path.slice(-MAX_PATH_LENGTH / 2)}`;
}
