/**
 * How a journal line is laid out, for code that writes or reads a part of one without JSON.stringify or JSON.parse: `type`
 * comes first, payload comes last. Lines of other writers may differ; readers that rely on this decline those.
 */

import type { JournalEntry } from './entries';

/** The keys of an entry that are payload, in the order in which the agent writes them. */
export const PAYLOAD_NAMES = ['args', 'result', 'error', 'stack'] as const;
export type PayloadName = (typeof PAYLOAD_NAMES)[number];

/** A key as it stands before its value. */
export function keyText(name: string): string {
  return `"${name}":`;
}

/** The same after another member. A line can be cut off there. */
export const PAYLOAD_KEYS: { readonly [Name in PayloadName]: string } = {
  args: `,${keyText('args')}`,
  result: `,${keyText('result')}`,
  error: `,${keyText('error')}`,
  stack: `,${keyText('stack')}`,
};

/** How a line of a type begins. */
export function lineStart(type: JournalEntry['type']): string {
  return `{"type":"${type}"`;
}

/** How a line begins that has more than its type. */
export const MESSAGE_START = `${lineStart('message')},`;
export const OUTCOME_START = `${lineStart('outcome')},`;
export const DISPATCHED_START = `${lineStart('dispatched')},`;
