/**
 * Finds the differences of two encoded values, place by place. It ignores the order of keys and the
 * stacks of errors. It compares references by their targets.
 */

import {
  type EncodedError,
  type EncodedPair,
  type EncodedValue,
  isTagged,
  type TaggedValue,
} from '../value/encodedValue';
import { expressionPaths } from '../value/expressionPaths';
import { accessor, hasReferences } from '../value/objectPaths';
import { preview } from '../value/valueTree';
import { alignLists } from './alignLists';

/** `before` is absent of what was added, `after` of what was removed. */
export interface ValueChange {
  readonly type: 'added' | 'removed' | 'changed';
  /** From the value itself, as `.user.name` or `[3]`; empty: the value itself. */
  readonly path: string;
  readonly before?: EncodedValue;
  readonly after?: EncodedValue;
}

export interface ValueDiff {
  /** In the order of their places. */
  readonly changes: readonly ValueChange[];
  /** The list does not contain all changes. */
  readonly isCut: boolean;
  /** One of the values was not wholly recorded: what is missing was not compared. */
  readonly isPartial: boolean;
}

/** Nobody reads longer lists of changes. */
const MAX_CHANGES = 500;

/** @param maxChanges the comparison ends when it has found this many */
export function diffValues(before: EncodedValue, after: EncodedValue, maxChanges: number = MAX_CHANGES): ValueDiff {
  const differ = new Differ(maxChanges, pathsOf(before), pathsOf(after));
  differ.compare(before, after, '');
  return differ;
}

const pathsOf = (value: EncodedValue): readonly string[] => (hasReferences(value) ? expressionPaths(value, '') : []);

type Named = readonly (readonly [key: string, value: EncodedValue])[];

class Differ implements ValueDiff {
  readonly changes: ValueChange[] = [];
  isCut = false;
  isPartial = false;

  constructor(
    private readonly maxChanges: number,
    private readonly pathsBefore: readonly string[],
    private readonly pathsAfter: readonly string[],
  ) {}

  compare(before: EncodedValue, after: EncodedValue, path: string): void {
    if (before === after || this.isCut) return;
    this.notePartial(before);
    this.notePartial(after);
    const [a, b] = [partsOf(before), partsOf(after)];
    if (a === undefined || b === undefined || a.type !== b.type) {
      if (a !== undefined || b !== undefined || !this.isSameLeaf(before, after)) this.changed(before, after, path);
      return;
    }
    if (a.length !== undefined && b.length !== undefined && a.length !== b.length) {
      this.change({ type: 'changed', path: `${path}.length`, before: a.length, after: b.length });
    }
    if (a.list !== undefined && b.list !== undefined) this.lists(a.list, b.list, path, before);
    if (a.members !== undefined && b.members !== undefined) this.members(a.members, b.members, path);
    if (a.named !== undefined && b.named !== undefined) this.named(a.named, b.named, path);
  }

  private notePartial(node: EncodedValue): void {
    if (isTagged(node) && (node.$ === 'cut' || node.$ === 'redacted' || node.$ === 'opaque')) this.isPartial = true;
  }

  private isSameLeaf(before: EncodedValue, after: EncodedValue): boolean {
    if (isTagged(before) && isTagged(after) && before.$ === 'ref' && after.$ === 'ref') {
      return this.pathsBefore[before.id] === this.pathsAfter[after.id];
    }
    return textOf(before) === textOf(after);
  }

  private lists(
    before: readonly EncodedValue[],
    after: readonly EncodedValue[],
    path: string,
    parent: EncodedValue,
  ): void {
    for (const { from, to } of alignLists(before, after, textOf)) {
      if (this.isCut) return;
      // What was added stands where it is now, everything else where it was.
      const place = path + accessor({ label: String(from ?? to), isSynthetic: false, value: null }, parent);
      if (from === undefined) this.added(after[to as number] as EncodedValue, place);
      else if (to === undefined) this.removed(before[from] as EncodedValue, place);
      else this.compare(before[from] as EncodedValue, after[to] as EncodedValue, place);
    }
  }

  /** Of a set: in whatever order. */
  private members(before: readonly EncodedValue[], after: readonly EncodedValue[], path: string): void {
    const [was, is] = [new Set(before.map(textOf)), new Set(after.map(textOf))];
    for (const element of before) if (!is.has(textOf(element))) this.removed(element, `${path} element`);
    for (const element of after) if (!was.has(textOf(element))) this.added(element, `${path} element`);
  }

  private named(before: Named, after: Named, path: string): void {
    const later = new Map(after);
    const earlier = new Set(before.map(([key]) => key));
    for (const [key, value] of before) {
      const place = path + keyAccess(key);
      if (later.has(key)) this.compare(value, later.get(key) as EncodedValue, place);
      else this.removed(value, place);
    }
    for (const [key, value] of after) if (!earlier.has(key)) this.added(value, path + keyAccess(key));
  }

  private changed(before: EncodedValue, after: EncodedValue, path: string): void {
    this.change({ type: 'changed', path, before, after });
  }

  private added(after: EncodedValue, path: string): void {
    this.notePartial(after);
    this.change({ type: 'added', path, after });
  }

  private removed(before: EncodedValue, path: string): void {
    this.notePartial(before);
    this.change({ type: 'removed', path, before });
  }

  private change(change: ValueChange): void {
    if (this.changes.length >= this.maxChanges) this.isCut = true;
    else this.changes.push(change);
  }
}

/** What a container holds, in the way in which it is compared. */
interface Parts {
  /** Containers of different types are different as a whole. */
  readonly type: string;
  /** Of a sparse array. */
  readonly length?: number | undefined;
  /** In an order that counts. */
  readonly list?: readonly EncodedValue[];
  /** In an order that does not. */
  readonly members?: readonly EncodedValue[];
  readonly named?: Named;
}

/** Undefined: it holds nothing that could be compared piece by piece. */
function partsOf(node: EncodedValue): Parts | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if (Array.isArray(node)) return { type: 'array', list: node };
  if (!isTagged(node)) return { type: 'object', named: Object.entries(node) };
  return node.$ === 'cut' ? cutParts(node) : taggedParts(node);
}

function taggedParts(node: TaggedValue): Parts | undefined {
  switch (node.$) {
    case 'object':
      return { type: 'object', named: node.v };
    case 'array':
      return { type: 'sparse', length: node.length, named: node.v };
    case 'map':
      return { type: 'map', named: mapEntries(node.v) };
    case 'set':
      return { type: 'set', members: node.v };
    case 'boxed':
      return { type: 'boxed', named: [['value', node.v]] };
    case 'error':
      return { type: 'error', named: errorParts(node) };
    default:
      return undefined;
  }
}

function cutParts(node: Extract<TaggedValue, { $: 'cut' }>): Parts | undefined {
  const { length } = node as { readonly length?: number };
  switch (node.of) {
    case 'array':
      return { type: 'array', length, list: node.v };
    case 'object':
      return { type: 'object', length, named: node.v };
    case 'sparseArray':
      return { type: 'sparse', length, named: node.v };
    case 'map':
      return { type: 'map', length, named: mapEntries(node.v) };
    case 'set':
      return { type: 'set', length, members: node.v };
    default:
      return undefined;
  }
}

function errorParts({ name, message, cause, props = {} }: EncodedError): Named {
  const parts: [string, EncodedValue][] = [
    ['name', name],
    ['message', message],
  ];
  return [...parts, ...(cause === undefined ? [] : [['cause', cause] as const]), ...Object.entries(props)];
}

/** Keys of a map are any values; a control character keeps them apart from names. */
const MAP_KEY = '\u0000';

/** Keys that look the same are matched by their order. */
function mapEntries(pairs: readonly EncodedPair[]): Named {
  const seen = new Map<string, number>();
  return pairs.map(([key, value]) => {
    const text = textOf(key);
    const count = seen.get(text) ?? 0;
    seen.set(text, count + 1);
    return [`${MAP_KEY}${preview(key, 60)}${MAP_KEY}${text}${MAP_KEY}${count}`, value];
  });
}

function keyAccess(key: string): string {
  if (!key.startsWith(MAP_KEY)) return accessor({ label: key, isSynthetic: false, value: null }, {});
  return `.get(${key.split(MAP_KEY)[1]})`;
}

/** The same text for values that are the same but for the order of keys. */
function textOf(value: EncodedValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(value, (_key, node: EncodedValue) => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return node;
    if (isTagged(node)) return node.$ === 'error' ? { ...node, stack: undefined } : node;
    return Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
