/** One walk over one value: what it keeps of it, counts, and must not show. */

import type { HiddenPlaces } from '../../redaction/pathRules';
import type { Redaction } from '../../redaction/redactor';
import type { Builtins, ImageFacts } from '../builtins';
import type { EncodedValue, OpaqueType } from '../encodedValue';
import type { BlobNode, CutTextRest, Encoding } from '../encoding';
import { encodeArray } from './arrays';
import { encodeBuiltin } from './builtinObjects';
import { isWithoutRepeats, standIn, TaggedCopy } from './copies';
import { functionName } from './errors';
import { mayBeHidden, redactedMark, ruleOfName } from './hiding';
import { encodePlainObject } from './plainObjects';
import { bigIntText, isPlainNumber, specialNumber } from './primitives';
import { ownPropertyValue, UNREADABLE } from './safeReads';
import type { ShapeCache } from './shapes';
import { CUT_OVERLAP, ELEMENT_BYTES, MAX_EXTRA_NAME, NUMBER_BYTES, WORD_BYTES } from './sizes';

const { getPrototypeOf, prototype: objectPrototype } = Object;
const { isArray } = Array;
const { ceil, floor, max, min } = Math;

export interface WalkSettings {
  readonly builtins: Builtins;
  /** The value was made by the app's code, and can hold anything. */
  readonly isApp: boolean;
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly redaction: Redaction;
  /** What rules for places hide. */
  readonly places: HiddenPlaces | undefined;
  readonly shapes: ShapeCache;
}

export class Walk {
  readonly builtins: Builtins;
  readonly isApp: boolean;
  readonly keyRules: Redaction['keys'];
  readonly places: HiddenPlaces | undefined;
  readonly shapes: ShapeCache;
  readonly blobs: BlobNode[] = [];
  truncated = false;
  /** The next array is a list of header names and values in turn. */
  isNextFlat = false;
  private redacted = false;
  /** Bytes that may still be spent. What was spent is the size, apart from `uncounted`. */
  private budget: number;
  /** Bytes that cross without having been spent, less those spent on nothing. */
  private uncounted = 0;
  private readonly maxBytes: number;
  private isGivenUp = false;
  private readonly maxDepth: number;
  private readonly texts: Redaction['texts'];
  private readonly cutTexts: CutTextRest[] = [];

  constructor(
    settings: WalkSettings,
    /** Number of each object met, in the exact walk; undefined in the fast one. */
    private readonly seen: Map<object, number> | undefined,
  ) {
    this.builtins = settings.builtins;
    this.isApp = settings.isApp;
    this.keyRules = settings.redaction.keys;
    this.texts = settings.redaction.texts;
    this.places = settings.places;
    this.shapes = settings.shapes;
    this.maxBytes = settings.maxBytes;
    this.budget = settings.maxBytes;
    this.maxDepth = settings.maxDepth;
  }

  get hasBudget(): boolean {
    return this.budget >= 0;
  }

  /** False: objects that stand several times, or around a cycle, may have used up the budget. */
  isReliable(node: EncodedValue): boolean {
    return !this.truncated || (!this.isGivenUp && isWithoutRepeats(node));
  }

  finish(node: EncodedValue): Encoding {
    const { truncated, redacted, blobs, texts, cutTexts } = this;
    const sizeBytes = this.maxBytes - this.budget + this.uncounted;
    const mayRepeat = this.seen === undefined && !truncated;
    return { node, sizeBytes, truncated, redacted, mayRepeat, blobs, texts, cutTexts };
  }

  /** Spends what a value costs that is kept as it is, as most are; false: it must be encoded. */
  spendPlain(value: unknown): boolean {
    let bytes: number;
    if (typeof value === 'string') bytes = value.length + ELEMENT_BYTES;
    else if (typeof value === 'number' && isPlainNumber(value)) bytes = NUMBER_BYTES;
    else if (typeof value === 'boolean') bytes = WORD_BYTES;
    else return false;
    if (bytes > this.budget) return false;
    this.budget -= bytes;
    return true;
  }

  encode(value: unknown, depth: number): EncodedValue {
    switch (typeof value) {
      case 'string':
        return this.string(value);
      case 'number':
        this.spend(NUMBER_BYTES);
        return isPlainNumber(value) ? value : specialNumber(value);
      case 'boolean':
        this.spend(WORD_BYTES);
        return value;
      case 'undefined':
        this.spend(WORD_BYTES);
        return { $: 'undefined' };
      case 'bigint':
        return this.bigint(value);
      case 'object':
        if (value !== null) return this.object(value, depth);
        this.spend(WORD_BYTES);
        return null;
      case 'function':
        return this.opaque('function', functionName(this, value));
      default:
        return this.opaque(value === UNREADABLE ? 'getter' : 'symbol');
    }
  }

  spend(bytes: number): void {
    this.budget -= bytes;
  }

  /** Spends what a name costs. False: it is long, and there is no room for it. */
  spendName(name: string): boolean {
    this.budget -= name.length + ELEMENT_BYTES;
    return this.budget >= 0 || name.length <= MAX_EXTRA_NAME;
  }

  /** The name of a class or function, or its beginning. */
  shortName(name: string): string {
    if (name.length <= MAX_EXTRA_NAME) return name;
    this.truncated = true;
    return name.slice(0, MAX_EXTRA_NAME);
  }

  /** Counts bytes that cross, but are not copied. */
  countOnly(bytes: number): void {
    this.uncounted += bytes;
  }

  /** How many of these bytes can be kept as base64; they are spent. */
  affordableBytes(byteLength: number): number {
    const affordable = max(0, floor((this.budget * 3) / 4));
    const base64Length = ceil((byteLength * 4) / 3);
    this.budget -= base64Length;
    this.uncounted += byteLength - base64Length;
    return min(byteLength, affordable);
  }

  /** How many elements there is room for at most. */
  get affordableElements(): number {
    return floor(this.budget / ELEMENT_BYTES) + 1;
  }

  string(text: string): EncodedValue {
    this.budget -= text.length + ELEMENT_BYTES;
    return this.budget >= 0 ? text : this.cutString(text);
  }

  private cutString(text: string): EncodedValue {
    const { length } = text;
    this.truncated = true;
    const kept = max(0, length + this.budget);
    this.setBudget(min(this.budget, -1));
    const node = { $: 'cut', of: 'string', length, v: text.slice(0, kept) } as const;
    if (this.texts !== undefined && kept > 0) this.cutTexts.push({ node, longer: text.slice(0, kept + CUT_OVERLAP) });
    return node;
  }

  /** Without a change of what is counted. */
  private setBudget(bytes: number): void {
    this.uncounted -= this.budget - bytes;
    this.budget = bytes;
  }

  opaque(type: OpaqueType, name?: string): EncodedValue {
    this.spend(8);
    return name === undefined ? { $: 'opaque', type } : { $: 'opaque', type, name };
  }

  private image({ width, height, bytes }: ImageFacts): EncodedValue {
    this.countOnly(bytes);
    return this.opaque('native', `NativeImage ${width} × ${height}`);
  }

  /**
   * What stands under a name: encoded, or a mark in its place.
   *
   * @param holder the object or Map that the name belongs to, which is not a proxy
   */
  named(name: string, content: unknown, holder: object, depth: number): EncodedValue {
    if (mayBeHidden(content)) {
      const place = this.places?.get(holder)?.get(name);
      if (place === '') return this.encode(content, depth);
      if (place !== undefined) return this.hide(content, 'path', place);
      const { keyRules } = this;
      if (keyRules !== undefined) {
        const rule = ruleOfName(name, holder, keyRules);
        if (rule !== '') return this.hide(content, 'key', rule);
        if (name === 'rawHeaders') this.isNextFlat = true;
      }
    }
    return this.encode(content, depth);
  }

  /** Stands for something that a rule hides. Nothing of it is read. */
  hide(value: unknown, by: 'key' | 'path', rule: string): EncodedValue {
    const { node, bytes } = redactedMark(value, by, rule, this.builtins);
    this.redacted = true;
    this.spend(bytes);
    return node;
  }

  /** What stands under one of an object's own names. */
  property(holder: object, name: string, depth: number): EncodedValue {
    return this.named(name, ownPropertyValue(holder, name), holder, depth + 1);
  }

  isTooDeep(depth: number): boolean {
    if (depth < this.maxDepth) return false;
    this.truncated = true;
    // A fast walk is given up: what it met may be a cycle, around which it would go until the budget ends.
    if (this.seen === undefined) {
      this.isGivenUp = true;
      this.setBudget(-1);
    }
    return true;
  }

  /** Stands for a container that is too deep. */
  cutEntirely(of: 'array' | 'map' | 'set', length: number): EncodedValue {
    return { $: 'cut', of, length, v: [], reason: 'depth' };
  }

  private bigint(value: bigint): EncodedValue {
    const { text, digits, isLarge } = bigIntText(value);
    this.spend(digits);
    if (isLarge && this.budget < 0) {
      this.truncated = true;
      return { $: 'cut', of: 'bigint', length: digits };
    }
    return { $: 'bigint', v: text };
  }

  private object(value: object, depth: number): EncodedValue {
    if (this.isApp && this.builtins.isProxy(value)) return this.opaque('proxy');
    const { seen } = this;
    if (seen !== undefined) {
      const id = seen.get(value);
      if (id !== undefined) {
        this.spend(8);
        return { $: 'ref', id };
      }
      seen.set(value, seen.size);
    }
    this.spend(ELEMENT_BYTES);
    if (isArray(value)) return encodeArray(this, value, depth);
    const prototype = getPrototypeOf(value);
    if (prototype === objectPrototype || prototype === null) return encodePlainObject(this, value, true, depth);
    return this.unusualObject(value, depth);
  }

  private unusualObject(value: object, depth: number): EncodedValue {
    const { seen } = this;
    const firstInside = seen?.size ?? 0;
    try {
      const node = encodeBuiltin(this, value, depth);
      if (node !== undefined) return standIn(new TaggedCopy(value, node as object));
      const image = this.builtins.imageOf(value);
      if (image !== undefined) return standIn(new TaggedCopy(value, this.image(image) as object));
      // An object of a class. The deserializer makes none, so a received one is native.
      if (this.isApp) return encodePlainObject(this, value, false, depth);
      return standIn(new TaggedCopy(value, this.opaque('native') as object));
    } catch {
      // A revoked proxy in a prototype chain, a destroyed native object: reading it is what failed. What was read of its
      // content is not written, and must not be numbered.
      if (seen !== undefined) for (const [object, id] of seen) if (id >= firstInside) seen.delete(object);
      return standIn(new TaggedCopy(value, this.opaque('unreadable') as object));
    }
  }
}
