/**
 * Hides in a value that was recorded what rules would have hidden in the target. Objects that are hidden lose their
 * numbers, so those that stay get new ones; what refers to a hidden one is hidden as well.
 */

import type { KeyRules } from '../redaction/keyRules';
import { findHiddenPlaces, type HiddenPlaces, hasPlaces } from '../redaction/pathRules';
import type { Redaction } from '../redaction/redactor';
import { type EncodedError, type EncodedValue, isTagged, type RedactedType } from './encodedValue';
import { isNumberedObject, kindOf, textOf } from './inspect';
import { maskTexts } from './maskTexts';
import { PAIR_NAME_KEYS, sizeClass } from './snapshot/hiding';
import { childrenOf } from './valueTree';

type Entry = readonly [string, EncodedValue];

/** @returns a copy in which nothing is left that the rules hide */
export function redactStored(value: EncodedValue, redaction: Redaction): EncodedValue {
  const objects = numberedObjects(value);
  const hidden = new StoredRedaction(redaction.keys, placesOf(value, redaction, objects)).node(value);
  return redaction.texts === undefined ? hidden : maskTexts(hidden, redaction.texts);
}

/** Whether something in a value is hidden. */
export function hasRedaction(value: EncodedValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isTagged(value) && value.$ === 'redacted') return true;
  // Keys of Maps and what an error has, too.
  return Object.values(value).some((part) => hasRedaction(part as EncodedValue));
}

function placesOf(value: EncodedValue, { places }: Redaction, objects: readonly EncodedValue[]) {
  if (!hasPlaces(places)) return undefined;
  return findHiddenPlaces(value, places, {
    namesOf: (holder) => entriesOf(holder as EncodedValue).map(([name]) => name),
    read(holder, name) {
      const content = entriesOf(holder as EncodedValue).find(([known]) => known === name)?.[1];
      return content !== undefined && isReference(content) ? objects[content.id] : content;
    },
  });
}

class StoredRedaction {
  /** Numbers of objects in what is read. */
  private read = 0;
  /** Numbers of objects in what is made. */
  private made = 0;
  private readonly madeNumbers = new Map<number, number>();
  private isNextFlat = false;

  constructor(
    private readonly keyRules: KeyRules | undefined,
    private readonly places: HiddenPlaces | undefined,
  ) {}

  node(node: EncodedValue): EncodedValue {
    if (typeof node !== 'object' || node === null) return node;
    if (isReference(node)) {
      const id = this.madeNumbers.get(node.id);
      return id === undefined
        ? { $: 'redacted', by: 'key', rule: 'shared with what is hidden', type: 'object' }
        : { ...node, id };
    }
    if (isNumberedObject(node)) this.madeNumbers.set(this.read++, this.made++);
    if (Array.isArray(node)) return this.elements(node, node);
    if (!isTagged(node)) return Object.fromEntries(this.entries(node, Object.entries(node)));
    switch (node.$) {
      case 'boxed':
        return { ...node, v: this.node(node.v) };
      case 'map':
        return { ...node, v: this.pairs(node, node.v) };
      case 'set':
        return { ...node, v: node.v.map((element) => this.node(element)) };
      case 'array':
      case 'object':
        return { ...node, v: this.entries(node, node.v) };
      case 'error':
        return this.error(node);
      case 'cut':
        switch (node.of) {
          case 'array':
            return { ...node, v: this.elements(node, node.v) };
          case 'set':
            return { ...node, v: node.v.map((element) => this.node(element)) };
          case 'map':
            return { ...node, v: this.pairs(node, node.v) };
          case 'object':
          case 'sparseArray':
            return { ...node, v: this.entries(node, node.v) };
          default:
            return node;
        }
      default:
        return node;
    }
  }

  private elements(holder: object, list: readonly EncodedValue[]): EncodedValue[] {
    const isOfPairs = this.keyRules !== undefined && (list.length === 2 || this.isNextFlat);
    this.isNextFlat = false;
    return list.map((element, i) => {
      const name = list[i - 1];
      const isNamed = isOfPairs && i % 2 === 1 && typeof name === 'string' && mayBeHidden(element);
      const place = this.places?.get(holder)?.get(String(i));
      const rule = isNamed && place !== '' ? (this.keyRules?.(name) ?? '') : '';
      if (rule !== '') return this.hide(element, 'key', rule);
      return place && mayBeHidden(element) ? this.hide(element, 'path', place) : this.node(element);
    });
  }

  private entries(holder: object, entries: readonly Entry[]): Entry[] {
    return entries.map(([name, content]) => [name, this.named(holder, entries, name, content)]);
  }

  private pairs(holder: object, pairs: readonly (readonly [EncodedValue, EncodedValue])[]) {
    return pairs.map(([key, content]) => {
      const name = typeof key === 'string' ? key : undefined;
      const madeKey = this.node(key);
      return [madeKey, name === undefined ? this.node(content) : this.named(holder, [], name, content)] as const;
    });
  }

  private error(node: EncodedError): EncodedError {
    const cause = node.cause === undefined ? {} : { cause: this.node(node.cause) };
    if (node.props === undefined) return { ...node, ...cause };
    const props = Object.fromEntries(this.entries(node, Object.entries(node.props)));
    return { ...node, ...cause, props };
  }

  private named(holder: object, siblings: readonly Entry[], name: string, content: EncodedValue): EncodedValue {
    if (!mayBeHidden(content)) return this.node(content);
    const place = this.places?.get(holder)?.get(name);
    if (place === '') return this.node(content);
    if (place !== undefined) return this.hide(content, 'path', place);
    const { keyRules } = this;
    if (keyRules !== undefined) {
      const rule = keyRules(name) || (name === 'value' ? ruleOfPair(siblings, keyRules) : '');
      if (rule !== '') return this.hide(content, 'key', rule);
      if (name === 'rawHeaders') this.isNextFlat = true;
    }
    return this.node(content);
  }

  private hide(node: EncodedValue, by: 'key' | 'path', rule: string): EncodedValue {
    if (isTagged(node) && node.$ === 'redacted' && node.by !== 'pattern') return node;
    this.read += numberedObjects(node).length;
    const type = typeOf(node);
    if (type !== 'string') return { $: 'redacted', by, rule, type };
    const { size } = sizeClass(
      isTagged(node) && node.$ === 'cut' && node.of === 'string' ? node.length : textOf(node).length,
    );
    return { $: 'redacted', by, rule, type, size };
  }
}

/** In the order of their numbers. */
function numberedObjects(value: EncodedValue): EncodedValue[] {
  const objects: EncodedValue[] = [];
  const visit = (node: EncodedValue): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isNumberedObject(node)) objects.push(node);
    if (isTagged(node) && (node.$ === 'map' || (node.$ === 'cut' && node.of === 'map'))) {
      for (const [key, content] of node.v) {
        visit(key);
        visit(content);
      }
      return;
    }
    for (const child of childrenOf(node)) visit(child.value);
  };
  visit(value);
  return objects;
}

/** What stands under a name that a rule can give. */
function entriesOf(node: EncodedValue): readonly Entry[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.map((element: EncodedValue, i): Entry => [String(i), element]);
  if (!isTagged(node)) return Object.entries(node);
  if (node.$ === 'map' || (node.$ === 'cut' && node.of === 'map')) {
    return node.v.flatMap(([key, content]) => (typeof key === 'string' ? [[key, content] as const] : []));
  }
  return childrenOf(node).flatMap(({ label, isSynthetic, value }) => (isSynthetic ? [] : [[label, value] as const]));
}

/** `{ name: 'Cookie', value }` names what it holds beside it; a cookie as Electron and browsers list them is one whole. */
function ruleOfPair(siblings: readonly Entry[], keyRules: KeyRules): string {
  if (siblings.some(([name]) => name === 'httpOnly')) return keyRules('cookie');
  for (const key of PAIR_NAME_KEYS) {
    const name = siblings.find(([sibling]) => sibling === key)?.[1];
    const rule = typeof name === 'string' ? keyRules(name) : '';
    if (rule !== '') return rule;
  }
  return '';
}

function mayBeHidden(content: EncodedValue): boolean {
  const kind = kindOf(content);
  return kind !== 'undefined' && kind !== 'null' && kind !== 'boolean';
}

function typeOf(node: EncodedValue): RedactedType {
  if (isTagged(node) && node.$ === 'opaque')
    return node.type === 'function' || node.type === 'symbol' ? 'other' : 'object';
  const kind = kindOf(node);
  switch (kind) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'array':
      return kind;
    case 'redacted':
      return 'string';
    default:
      return 'object';
  }
}

function isReference(node: EncodedValue): node is Extract<EncodedValue, { $: 'ref' }> {
  return isTagged(node) && node.$ === 'ref';
}
