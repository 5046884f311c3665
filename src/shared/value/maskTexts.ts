/** Hides what patterns find in the texts of an encoded value: in strings, keys, and the texts of errors. */

import type { TextRules } from '../redaction/textRules';
import { type CutText, type EncodedError, type EncodedValue, isTagged, type RedactedText } from './encodedValue';

const { keys, create } = Object;
const { isArray } = Array;

type NamedEntry = readonly [string, EncodedValue];

/** @returns a copy; numbers of objects stay as they are */
export function maskTexts(node: EncodedValue, texts: TextRules): EncodedValue {
  const mask = (value: EncodedValue): EncodedValue => {
    if (typeof value === 'string') return maskText(value, texts);
    if (typeof value !== 'object' || value === null) return value;
    if (isArray(value)) return value.map(mask);
    return isTagged(value) ? maskTagged(value) : maskObject(value as { readonly [key: string]: EncodedValue });
  };

  const maskObject = (object: { readonly [key: string]: EncodedValue }): EncodedValue => {
    const entries = keys(object).map((key): NamedEntry => [key, mask(object[key] as EncodedValue)]);
    const named = maskNames(entries);
    return named === entries ? fromEntries(entries) : { $: 'object', v: named };
  };

  const maskTagged = (value: Extract<EncodedValue, { $: string }>): EncodedValue => {
    if (!isTagged(value)) return value;
    switch (value.$) {
      case 'boxed':
        return { $: 'boxed', v: mask(value.v) };
      case 'map':
        return { $: 'map', v: value.v.map(([key, content]) => [mask(key), mask(content)]) };
      case 'set':
        return { $: 'set', v: value.v.map(mask) };
      case 'array':
      case 'object':
        return { ...value, v: maskEntries(value.v) };
      case 'regexp': {
        // Still an object, which has its number.
        const masked = texts.mask(value.source);
        return masked === undefined ? value : { $: 'cut', of: 'regexp', length: value.source.length, v: masked.text };
      }
      case 'opaque':
        return value.name === undefined ? value : { ...value, name: plain(value.name) };
      case 'error':
        return maskError(value);
      case 'cut':
        switch (value.of) {
          case 'string':
            return maskText(value, texts);
          case 'regexp':
            return { ...value, v: plain(value.v) };
          case 'error':
            return { ...value, name: plain(value.name) };
          case 'array':
          case 'set':
            return { ...value, v: value.v.map(mask) };
          case 'map':
            return { ...value, v: value.v.map(([key, content]) => [mask(key), mask(content)]) };
          case 'object':
          case 'sparseArray':
            return { ...value, v: maskEntries(value.v) };
          default:
            return value;
        }
      default:
        return value;
    }
  };

  const maskError = (error: EncodedError): EncodedError => ({
    ...error,
    name: plain(error.name),
    message: maskErrorText(error.message),
    ...(error.stack === undefined ? {} : { stack: maskErrorText(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: mask(error.cause) }),
    ...(error.props === undefined
      ? {}
      : { props: fromEntries(maskEntries(keys(error.props).map((key) => [key, error.props?.[key] ?? null]))) }),
  });

  const maskErrorText = (text: EncodedError['message']): EncodedError['message'] =>
    typeof text === 'string' || text.$ === 'cut' ? maskText(text, texts) : text;

  const plain = (text: string): string => texts.mask(text)?.text ?? text;

  const maskNames = (entries: readonly NamedEntry[]): readonly NamedEntry[] =>
    entries.some(([name]) => texts.mask(name) !== undefined)
      ? entries.map(([name, content]) => [plain(name), content])
      : entries;

  const maskEntries = (entries: readonly NamedEntry[]): readonly NamedEntry[] =>
    maskNames(entries.map(([name, content]) => [name, mask(content)]));

  return mask(node);
}

function fromEntries(entries: readonly NamedEntry[]): { readonly [key: string]: EncodedValue } {
  const object: Record<string, EncodedValue> = create(null);
  for (const [name, content] of entries) object[name] = content;
  return object;
}

function maskText(text: string | CutText, texts: TextRules): string | CutText | RedactedText {
  const whole = typeof text === 'string';
  const masked = texts.mask(whole ? text : text.v);
  if (masked === undefined) return text;
  const node = { $: 'redacted', by: 'pattern', rule: masked.rule, type: 'string', text: masked.text } as const;
  return whole ? node : { ...node, length: text.length };
}
