/** How a message ended, and whether it ended as another did. */

import type { MessageKind, OutcomeError, Status } from '../journal/entries';
import { type EncodedValue, isTagged } from '../value/encodedValue';

export interface Answer {
  /** `pending`: it had not ended. */
  readonly status: Status;
  readonly result?: EncodedValue;
  readonly error?: OutcomeError;
  /** As the table shows it; absent where it is not known. */
  readonly durationUs?: number;
}

/** In what an answer differs from the one that was expected. */
export type Difference = 'status' | 'value';

/** Whether it was seen to end by itself: `lost` is what nobody answered before its caller was gone. */
export function hasEnded(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && ['ok', 'error', 'unhandled'].includes(answer.status);
}

/**
 * Whether two ends have something in common that could differ: answers of calls, and errors. That a message without an answer
 * was heard again says little.
 */
export function isCompared(kind: MessageKind, expected: Answer | undefined, actual: Answer | undefined): boolean {
  if (!hasEnded(expected) || !hasEnded(actual)) return false;
  return kind === 'invoke' || kind === 'sendSync' || expected.error !== undefined || actual.error !== undefined;
}

/** What was not seen to end can't be compared. Stacks of errors are not compared: they tell where the code stands, not what it does. */
export function differencesOf(expected: Answer, actual: Answer): readonly Difference[] {
  if (!hasEnded(expected) || actual.status === 'unknown') return [];
  if (expected.status !== actual.status) return ['status'];
  return isSameValue(expected.result, actual.result) && isSameError(expected.error, actual.error) ? [] : ['value'];
}

function isSameError(one: OutcomeError | undefined, other: OutcomeError | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.text !== undefined && other.text !== undefined) return one.text === other.text;
  return isSameValue(one.value, other.value);
}

/**
 * The order of keys does not count, what only names an object by number is compared by that number, and of what is hidden in
 * both only that it is.
 */
export function isSameValue(one: EncodedValue | undefined, other: EncodedValue | undefined): boolean {
  return one === undefined || other === undefined ? one === other : canonical(one) === canonical(other);
}

function canonical(value: EncodedValue): string {
  return JSON.stringify(value, (_key, node: EncodedValue) => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return node;
    if (isTagged(node)) {
      if (node.$ === 'redacted' && node.by !== 'pattern') return { $: node.$ };
      if (node.$ !== 'error') return node;
      const { stack: _, ...rest } = node;
      return rest;
    }
    return Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
