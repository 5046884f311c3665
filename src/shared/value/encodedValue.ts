/**
 * An IPC value as it stands in a journal: JSON that stands for itself, plus tagged objects for what
 * structured clone carries and JSON does not. A tagged object is one with an own key `$`; a plain object
 * of the app that has such a key is itself written tagged (`object`), so the two are never confused.
 *
 * Objects (everything whose `typeof` is "object", null excepted) are numbered in the order in which they
 * begin, from 0; `ref` names an object by that number, which is how cycles and shared references survive.
 */
export type EncodedValue =
  | null
  | boolean
  | number
  | string
  | readonly EncodedValue[]
  | { readonly [key: string]: EncodedValue }
  | TaggedValue;

/** The key that marks a tagged value. */
export const TAG = '$';
const { isArray } = Array;

type TypedArrayName =
  | 'Int8Array'
  | 'Uint8Array'
  | 'Uint8ClampedArray'
  | 'Int16Array'
  | 'Uint16Array'
  | 'Float16Array'
  | 'Int32Array'
  | 'Uint32Array'
  | 'Float32Array'
  | 'Float64Array'
  | 'BigInt64Array'
  | 'BigUint64Array';

export type BytesType = TypedArrayName | 'DataView' | 'ArrayBuffer' | 'SharedArrayBuffer';

/** Where a cut container was cut, or what a cut leaf is. */
export type CutReason = 'bytes' | 'depth';

/** A text that was too long to record whole; `length` is its true length in UTF-16 units. */
export interface CutText {
  readonly $: 'cut';
  readonly of: 'string';
  readonly length: number;
  readonly v: string;
}

export interface EncodedError {
  readonly $: 'error';
  readonly name: string;
  readonly message: string | CutText | RedactedText;
  readonly stack?: string | CutText | RedactedText;
  readonly cause?: EncodedValue;
  /** Own enumerable properties such as `code`, which structured clone does not carry. */
  readonly props?: { readonly [key: string]: EncodedValue };
}

/** About how long a hidden text is; its true length would help to guess it. */
export type SizeClass = 'empty' | 'short' | 'medium' | 'long' | 'very long';

/** What kind of value is hidden. */
export type RedactedType = 'string' | 'number' | 'bigint' | 'array' | 'object' | 'other';

/** A text in which something is hidden: `‹redacted: name of the pattern›` stands in its place. */
export interface RedactedText {
  readonly $: 'redacted';
  readonly by: 'pattern';
  /** Name of the pattern that found something first. */
  readonly rule: string;
  readonly type: 'string';
  readonly text: string;
  /** The true length, of a text that was cut as well. */
  readonly length?: number;
}

/** Something that a rule for its key or its place kept in the target. It has no number, whatever it was. */
interface RedactedContent {
  readonly $: 'redacted';
  readonly by: 'key' | 'path';
  /** The rule, as it was written. */
  readonly rule: string;
  readonly type: RedactedType;
  /** Of a text. */
  readonly size?: SizeClass;
}

/** Bytes of a buffer or a view. `backingBytes`: the size of the buffer behind a smaller view, which is what crosses. */
export interface EncodedBytes {
  readonly $: 'bytes';
  readonly type: BytesType;
  readonly byteLength: number;
  readonly base64: string;
  readonly backingBytes?: number;
}

/** A container or leaf of which only a part was kept; `length` is its true size in elements, keys, characters or bytes. */
type EncodedCut =
  | CutText
  /** `length`: hexadecimal digits. */
  | { readonly $: 'cut'; readonly of: 'bigint'; readonly length: number }
  | { readonly $: 'cut'; readonly of: 'regexp'; readonly length: number; readonly v: string }
  | {
      readonly $: 'cut';
      readonly of: 'bytes';
      readonly type: BytesType;
      readonly length: number;
      readonly base64: string;
      readonly backingBytes?: number;
    }
  | {
      readonly $: 'cut';
      readonly of: 'array';
      readonly length: number;
      readonly v: readonly EncodedValue[];
      readonly reason: CutReason;
    }
  | {
      readonly $: 'cut';
      readonly of: 'object' | 'sparseArray';
      readonly length: number;
      readonly v: readonly (readonly [string, EncodedValue])[];
      readonly reason: CutReason;
    }
  | {
      readonly $: 'cut';
      readonly of: 'map';
      readonly length: number;
      readonly v: readonly EncodedPair[];
      readonly reason: CutReason;
    }
  | {
      readonly $: 'cut';
      readonly of: 'set';
      readonly length: number;
      readonly v: readonly EncodedValue[];
      readonly reason: CutReason;
    }
  | { readonly $: 'cut'; readonly of: 'error'; readonly name: string; readonly reason: CutReason };

export type EncodedPair = readonly [EncodedValue, EncodedValue];

/** Why a value stands in the journal without its content. */
export type OpaqueType =
  | 'function'
  | 'symbol'
  | 'proxy'
  | 'getter'
  | 'promise'
  | 'weak'
  | 'native'
  /** Reading it threw. */
  | 'unreadable';

export type TaggedValue =
  | { readonly $: 'undefined' }
  | { readonly $: 'number'; readonly v: 'NaN' | 'Infinity' | '-Infinity' | '-0' }
  /** Decimal digits, or hexadecimal ones after `0x` for large values; a sign comes first. */
  | { readonly $: 'bigint'; readonly v: string }
  /** Milliseconds since the epoch; null: an invalid date. */
  | { readonly $: 'date'; readonly v: number | null }
  | { readonly $: 'regexp'; readonly source: string; readonly flags: string }
  | { readonly $: 'boxed'; readonly v: EncodedValue }
  | { readonly $: 'map'; readonly v: readonly EncodedPair[] }
  | { readonly $: 'set'; readonly v: readonly EncodedValue[] }
  /** A sparse array, or one with named properties: its own keys and values. */
  | { readonly $: 'array'; readonly length: number; readonly v: readonly (readonly [string, EncodedValue])[] }
  /** A plain object that has a key `$`. */
  | { readonly $: 'object'; readonly v: readonly (readonly [string, EncodedValue])[] }
  | EncodedBytes
  | EncodedError
  | EncodedCut
  | RedactedText
  | RedactedContent
  | { readonly $: 'ref'; readonly id: number }
  /** Something structured clone refuses, or that could not be read without running the app's code. */
  | { readonly $: 'opaque'; readonly type: OpaqueType; readonly name?: string };

/** Whether this node is a tagged one (and not a plain JSON value). */
export function isTagged(value: EncodedValue): value is TaggedValue {
  return typeof value === 'object' && value !== null && !isArray(value) && TAG in value;
}
