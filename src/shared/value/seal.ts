/** Makes encoded values of snapshots, off the app's path: objects, references between them, masked texts. */

import type { TextRules } from '../redaction/textRules';
import type { EncodedValue } from './encodedValue';
import type { CutTextRest, Encoding } from './encoding';
import { maskTexts } from './maskTexts';
import { ArrayCopy, ObjectCopy, TaggedCopy } from './snapshot/copies';
import { CUT_OVERLAP } from './snapshot/sizes';
import { stringify } from './stringify';

const { keys, defineProperty, create } = Object;
const { isArray } = Array;
const { parse } = JSON;
const { max } = Math;

type MutableNode = Record<string, EncodedValue>;

/**
 * The encoded value. The app's objects themselves are only compared, not read again, so it does not matter what the app did
 * to them in the meantime.
 */
export function seal(encoding: Encoding): EncodedValue {
  const node = resolve(encoding);
  return encoding.texts === undefined ? node : maskTexts(node, encoding.texts);
}

export interface SealedJson {
  readonly json: string;
  /** Something in it is hidden. */
  readonly redacted: boolean;
}

/** The JSON of what `seal` gives; much faster where no text is to be masked, which its JSON tells. */
export function sealToJson(encoding: Encoding): SealedJson {
  const { texts, redacted } = encoding;
  const node = encoding.json === undefined ? resolve(encoding) : undefined;
  const json = encoding.json ?? stringify(node);
  if (!texts?.mayConcern(json)) return { json, redacted };
  const masked = stringify(maskTexts(node ?? resolve(encoding), texts));
  return { json: masked, redacted: redacted || masked !== json };
}

function resolve({ node, json, mayRepeat, texts, cutTexts }: Encoding): EncodedValue {
  if (json !== undefined) return parse(json) as EncodedValue;
  if (texts !== undefined) for (const cut of cutTexts.splice(0)) cutSafely(cut, texts);
  const builder = new Builder(mayRepeat);
  const built = builder.build(node);
  return builder.hasRepeats ? new Builder(true, new Map()).build(node) : built;
}

function cutSafely({ node, longer }: CutTextRest, texts: TextRules): void {
  const tail = max(0, node.v.length - CUT_OVERLAP);
  node.v = longer.slice(0, tail + texts.safeEnd(longer.slice(tail), node.v.length - tail));
}

/** Makes objects of copies. */
class Builder {
  hasRepeats = false;
  private readonly met = new Set<object>();

  constructor(
    private readonly mayRepeat: boolean,
    /** Number of each object met, if a reference is to stand in place of a repeated one. */
    private readonly numbers?: Map<object, number>,
  ) {}

  build(node: EncodedValue): EncodedValue {
    if (typeof node !== 'object' || node === null) return node;
    if (node instanceof ObjectCopy) return this.reference(node.original) ?? this.object(node);
    if (node instanceof ArrayCopy) return this.reference(node.original) ?? this.array(node.elements);
    if (node instanceof TaggedCopy) return this.reference(node.original) ?? this.members(node.node as MutableNode);
    return isArray(node) ? this.array(node) : this.members(node as MutableNode);
  }

  private reference(original: object): EncodedValue | undefined {
    if (!this.mayRepeat) return undefined;
    if (this.numbers === undefined) {
      const { size } = this.met;
      if (this.met.add(original).size === size) this.hasRepeats = true;
      return undefined;
    }
    const id = this.numbers.get(original);
    if (id !== undefined) return { $: 'ref', id };
    this.numbers.set(original, this.numbers.size);
    return undefined;
  }

  private object({ shape, values }: ObjectCopy): EncodedValue {
    const { names } = shape;
    shape.template ??= templateOf(names);
    const object = { ...shape.template } as MutableNode;
    for (let i = 0; i < names.length; i++) {
      const value = values[i] as EncodedValue;
      object[names[i] as string] = typeof value === 'object' && value !== null ? this.build(value) : value;
    }
    return object;
  }

  private array(elements: readonly EncodedValue[]): EncodedValue {
    const built: EncodedValue[] = new Array(elements.length);
    for (let i = 0; i < elements.length; i++) {
      const element = elements[i] as EncodedValue;
      built[i] = typeof element === 'object' && element !== null ? this.build(element) : element;
    }
    return built;
  }

  /** Of a tagged value. */
  private members(node: MutableNode): EncodedValue {
    const built: MutableNode = create(null);
    for (const key of keys(node)) built[key] = this.build(node[key] as EncodedValue);
    return built;
  }
}

/** Its names are its own already when values are set, so that it does not matter what the app puts on every object. */
function templateOf(names: readonly string[]): object {
  const template = {};
  for (const name of names) {
    defineProperty(template, name, { value: null, writable: true, enumerable: true, configurable: true });
  }
  return template;
}
