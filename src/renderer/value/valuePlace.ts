/** The place of a value in a payload, as JavaScript and as a filter. */

import { valueSyntax } from '../../shared/filter/edit';
import type { PayloadRoot } from '../../shared/filter/payloadCondition';
import { type EncodedValue, isTagged } from '../../shared/value/encodedValue';
import { kindOf, leafText, textOf } from '../../shared/value/inspect';
import { accessor } from '../../shared/value/objectPaths';
import { childrenOf, type ValueChild } from '../../shared/value/valueTree';

/** What the roots of a tree are. */
export interface TreeOrigin {
  /** Undefined: the filter language has no name for it. */
  readonly root: PayloadRoot | undefined;
  /** The roots are its elements, not the value itself. */
  readonly hasElements: boolean;
}

export interface ValuePlace {
  readonly value: EncodedValue;
  /** `args[0].user.name`. */
  readonly path: string;
  /** A condition that messages with the same value at the same place meet; undefined if there is none. */
  readonly term: string | undefined;
}

/** @param linePath of the value's line in the tree */
export function valuePlaceOf(
  roots: readonly ValueChild[],
  linePath: string,
  origin: TreeOrigin,
): ValuePlace | undefined {
  const [first = 0, ...indexes] = linePath.split('/').map(Number);
  const root = roots[first];
  if (root === undefined) return undefined;
  const name = origin.root ?? 'value';
  const elements: EncodedValue = [];
  let path = origin.hasElements ? name + accessor(root, elements) : name;
  let key = origin.hasElements ? withStep(origin.root, root.label) : origin.root;
  let { value } = root;
  for (const index of indexes) {
    const child = childrenOf(value, index, index + 1)[0];
    if (child === undefined) return undefined;
    path += accessor(child, value);
    const step = stepOf(value, index, child);
    key = step === undefined ? undefined : withStep(key, step);
    value = child.value;
  }
  return { value, path, term: key === undefined ? undefined : termFor(key, value) };
}

/** As the filter language names a child; undefined if it can't. */
function stepOf(parent: EncodedValue, index: number, child: ValueChild): string | undefined {
  if (!isTagged(parent)) return child.label;
  if (kindOf(parent) === 'map' && 'v' in parent && Array.isArray(parent.v)) {
    const pair: unknown = parent.v[index];
    const key: unknown = Array.isArray(pair) ? pair[0] : undefined;
    return typeof key === 'string' ? key : undefined;
  }
  return kindOf(parent) === 'set' ? undefined : child.label;
}

function withStep(key: string | undefined, step: string): string | undefined {
  if (key === undefined) return undefined;
  return /^[^\s.:=<>|()[\]"*]+$/.test(step) ? `${key}.${step}` : `${key}["${step.replace(/["\\]/g, '\\$&')}"]`;
}

/** For longer texts, the filter has only their beginning. */
const MAX_TERM_TEXT = 80;

function termFor(key: string, value: EncodedValue): string {
  const text = textOf(value);
  if (typeof value === 'string' && text.length <= MAX_TERM_TEXT) return `${key}=${valueSyntax(text)}`;
  if (text !== '') return `${key}:${valueSyntax(text.slice(0, MAX_TERM_TEXT))}`;
  const leaf = typeof value === 'string' ? undefined : leafText(value);
  const isPlain = ['number', 'boolean', 'null', 'undefined'].includes(kindOf(value));
  if (isPlain && leaf !== undefined) return `${key}=${leaf}`;
  if (isTagged(value) && value.$ === 'bigint') return `${key}=${value.v}`;
  return `${key}:*`;
}
