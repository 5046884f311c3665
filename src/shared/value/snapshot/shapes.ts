/**
 * The names of an object's properties, and what follows from them alone. Apps send the same kinds of objects again and
 * again: what was found out about their names is remembered.
 */

import type { KeyRules } from '../../redaction/keyRules';
import { TAG } from '../encodedValue';
import { dependsOnNeighbours } from './hiding';

export interface Shape {
  readonly names: readonly string[];
  /** One of the names is the one that marks tagged values. */
  readonly hasTag: boolean;
  /** Nothing is hidden because of these names. */
  readonly isHarmless: boolean;
  /** Harmless, and JSON.stringify writes an object with these names as the encoded value has it. */
  readonly isPlain: boolean;
  readonly keyRules: KeyRules | undefined;
  /** An object with these names, made when one is first needed: to copy it is faster than to add names one by one. */
  template: object | undefined;
}

const SLOTS = 64;
/** Depths for which the last shape is remembered. */
const DEPTHS = 16;

export class ShapeCache {
  private readonly slots: (Shape | undefined)[] = new Array(SLOTS).fill(undefined);
  private readonly lastShapes: (Shape | undefined)[] = new Array(DEPTHS).fill(undefined);

  /** The shape that an object so deep had last. */
  last(depth: number, keyRules: KeyRules | undefined): Shape | undefined {
    const shape = depth < DEPTHS ? this.lastShapes[depth] : undefined;
    return shape?.keyRules === keyRules ? shape : undefined;
  }

  of(names: readonly string[], depth: number, keyRules: KeyRules | undefined): Shape {
    const slot = slotOf(names);
    let shape = this.slots[slot];
    if (shape === undefined || shape.keyRules !== keyRules || !areSame(shape.names, names)) {
      shape = shapeOf(names, keyRules);
      this.slots[slot] = shape;
    }
    if (depth < DEPTHS) this.lastShapes[depth] = shape;
    return shape;
  }
}

function slotOf(names: readonly string[]): number {
  const { length } = names;
  if (length === 0) return 0;
  return (length * 8 + (names[0] as string).length + (names[length - 1] as string).length * 3) % SLOTS;
}

function areSame(known: readonly string[], names: readonly string[]): boolean {
  const { length } = names;
  if (known.length !== length) return false;
  for (let i = 0; i < length; i++) if (known[i] !== names[i]) return false;
  return true;
}

export function shapeOf(names: readonly string[], keyRules: KeyRules | undefined): Shape {
  let hasTag = false;
  let isHarmless = true;
  let isSpecial = false;
  for (const name of names) {
    if (name === TAG) hasTag = true;
    // `rawJSON`: objects of JSON.rawJSON are written as the text that they hold.
    if (name === TAG || name === 'toJSON' || name === 'rawJSON') isSpecial = true;
    if (keyRules !== undefined && (keyRules(name) !== '' || dependsOnNeighbours(name))) isHarmless = false;
  }
  return { names, hasTag, isHarmless, isPlain: isHarmless && !isSpecial, keyRules, template: undefined };
}
