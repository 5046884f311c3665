/** What rules for keys and places hide: which content, and what stands in its place. */

import type { KeyRules } from '../../redaction/keyRules';
import type { Builtins } from '../builtins';
import type { EncodedValue, RedactedType, SizeClass } from '../encodedValue';
import { ownPropertyValue } from './safeReads';

const { hasOwn } = Object;
const { isArray } = Array;

/** Keys that hold the name of what stands beside them under `value`. */
export const PAIR_NAME_KEYS = ['name', 'key', 'header'] as const;

/** Whether what stands under this name may be hidden because of what stands beside it, or names what stands in it. */
export function dependsOnNeighbours(name: string): boolean {
  return name === 'value' || name === 'rawHeaders';
}

/** What tells nothing is not hidden: that a password is missing may be what someone looks for. */
export function mayBeHidden(content: unknown): boolean {
  return content !== undefined && content !== null && typeof content !== 'boolean';
}

/**
 * The rule that hides what stands under a name; empty: it may be shown.
 *
 * @param holder the object that the name belongs to, which is not a proxy
 */
export function ruleOfName(name: string, holder: object, keyRules: KeyRules): string {
  return keyRules(name) || (name === 'value' ? ruleOfPair(holder, keyRules) : '');
}

/** `{ name: 'Cookie', value }` names what it holds beside it; a cookie as Electron and browsers list them is one whole. */
function ruleOfPair(holder: object, keyRules: KeyRules): string {
  if (hasOwn(holder, 'httpOnly')) return keyRules('cookie');
  for (const key of PAIR_NAME_KEYS) {
    const name = ownPropertyValue(holder, key);
    const rule = typeof name === 'string' ? keyRules(name) : '';
    if (rule !== '') return rule;
  }
  return '';
}

/** What stands in place of something hidden, and what it counts for: a number of bytes that does not tell its length. */
export function redactedMark(
  value: unknown,
  by: 'key' | 'path',
  rule: string,
  builtins: Builtins,
): { readonly node: EncodedValue; readonly bytes: number } {
  if (typeof value !== 'string') {
    return { node: { $: 'redacted', by, rule, type: redactedType(value, builtins) }, bytes: 8 };
  }
  const { size, bytes } = sizeClass(value.length);
  return { node: { $: 'redacted', by, rule, type: 'string', size }, bytes };
}

function redactedType(value: unknown, builtins: Builtins): RedactedType {
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'bigint':
      return 'bigint';
    case 'object':
      return !builtins.isProxy(value as object) && isArray(value) ? 'array' : 'object';
    default:
      return 'other';
  }
}

export function sizeClass(length: number): { readonly size: SizeClass; readonly bytes: number } {
  if (length === 0) return { size: 'empty', bytes: 2 };
  if (length <= 16) return { size: 'short', bytes: 16 };
  if (length <= 64) return { size: 'medium', bytes: 64 };
  return length <= 1024 ? { size: 'long', bytes: 1024 } : { size: 'very long', bytes: 4096 };
}
