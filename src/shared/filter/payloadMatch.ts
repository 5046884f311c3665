/** Answers payload conditions for an entry of a journal. */

import type { MessageEntry, OutcomeEntry } from '../journal/entries';
import { checkEncoded } from '../value/checkEncoded';
import { type EncodedValue, isTagged } from '../value/encodedValue';
import { leafText, textOf } from '../value/inspect';
import { hasChildren } from '../value/valueTree';
import type { ComparisonSign } from './ast';
import type { PayloadCondition, PayloadRoot } from './payloadCondition';
import { nodesAt, plainNodesAt } from './payloadPath';
import { someText } from './payloadText';
import { containsMatcher, equalsMatcher, valueText } from './textMatch';

/** An entry that carries a payload; what stands in it was not checked. */
export type PayloadEntry = MessageEntry | OutcomeEntry;

/**
 * Tells which of the conditions an entry meets, a bit each. Of a message and its outcome, either may meet one.
 *
 * @param wanted the conditions to try, a bit each; without it, all
 */
export type PayloadMatcher = (entry: PayloadEntry, wanted?: number) => number;

export function payloadMatcher(conditions: readonly PayloadCondition[]): PayloadMatcher {
  const tests = conditions.map(conditionTest);
  return (entry, wanted = -1) => {
    let met = 0;
    for (let bit = 0; bit < tests.length; bit++) {
      if ((wanted & (1 << bit)) !== 0 && tests[bit]?.(entry)) met |= 1 << bit;
    }
    return met;
  };
}

type Test = (entry: PayloadEntry) => boolean;

function conditionTest(condition: PayloadCondition): Test {
  switch (condition.type) {
    case 'value':
      return condition.steps.length === 0 && condition.comparison === ':' ? textTest(condition) : placeTest(condition);
    case 'ports': {
      const { ids } = condition;
      const isWanted = (id: unknown) => ids === undefined || ids.includes(id as number);
      return (entry) => {
        if (entry.type !== 'message') return false;
        const { port, ports } = entry;
        return (port !== undefined && isWanted(port)) || (Array.isArray(ports) && ports.some(isWanted));
      };
    }
  }
}

type ValueCondition = PayloadCondition & { readonly type: 'value' };

function textTest({ roots, value }: ValueCondition): Test {
  const matches = containsMatcher(value);
  return (entry) => roots.some((root) => someText(payloadAt(entry, root), matches));
}

function placeTest({ roots, steps, comparison, value }: ValueCondition): Test {
  const matches = nodeTest(comparison, value);
  return (entry) =>
    roots.some((root) => {
      const payload = payloadAt(entry, root);
      if (payload === undefined) return false;
      const plain = root === 'error' ? undefined : plainNodesAt(payload, steps);
      return (plain ?? nodesAt(startNode(root, payload, steps), steps)).some(matches);
    });
}

/** Of an error, the thing thrown; where only its text crossed, that is its message. */
function startNode(root: PayloadRoot, payload: unknown, steps: readonly string[]): EncodedValue {
  if (root !== 'error' || typeof payload !== 'object' || payload === null) return checkEncoded(payload);
  const { value, text } = payload as { value?: unknown; text?: unknown };
  if (value !== undefined) return checkEncoded(value);
  const message = typeof text === 'string' ? text : '';
  return steps.length === 0 ? message : { message };
}

/** What a node must be to meet a condition; what stands below it was not checked. */
export function nodeTest(
  comparison: ValueCondition['comparison'],
  value: ValueCondition['value'],
): (node: EncodedValue) => boolean {
  if (comparison === ':') {
    const contains = containsMatcher(value);
    return (node) => (hasChildren(node) ? someText(node, contains) : contains(plainText(node)));
  }
  if (comparison === '=') {
    const equals = equalsMatcher(value);
    const wanted = value.type === 'word' ? Number(value.text) : Number.NaN;
    return (node) => !hasChildren(node) && (equals(plainText(node)) || numberOf(node) === wanted);
  }
  const compare = comparator(comparison, orderedValue(valueText(value)) ?? Number.NaN);
  return (node) => compare(numberOf(node));
}

function comparator(comparison: ComparisonSign, wanted: number): (value: number) => boolean {
  switch (comparison) {
    case '>':
      return (value) => value > wanted;
    case '>=':
      return (value) => value >= wanted;
    case '<':
      return (value) => value < wanted;
    default:
      return (value) => value <= wanted;
  }
}

/** A number, or a date as milliseconds, as it may follow `>`; undefined if the text is neither. */
export function orderedValue(text: string): number | undefined {
  const value = /^\d{4}-\d\d/.test(text) ? Date.parse(text) : text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(value) ? undefined : value;
}

function numberOf(node: EncodedValue): number {
  if (typeof node === 'number') return node;
  if (!isTagged(node)) return Number.NaN;
  if (node.$ === 'number') return Number(node.v);
  if (node.$ === 'bigint') return node.v.startsWith('-') ? -Number(node.v.slice(1)) : Number(node.v);
  return node.$ === 'date' && node.v !== null ? node.v : Number.NaN;
}

/** The text of a leaf, a string without quotes, a bigint without its `n`. */
function plainText(node: EncodedValue): string {
  if (typeof node === 'string') return node;
  if (isTagged(node) && node.$ === 'bigint') return node.v;
  return textOf(node) || (leafText(node) ?? '');
}

function payloadAt(entry: PayloadEntry, root: PayloadRoot): unknown {
  return root === 'args' ? (entry.type === 'message' ? entry.args : undefined) : entry[root];
}
