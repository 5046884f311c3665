/** What could be typed next: keys, and the values that real traffic has for them. */

import type { Span, Token } from './ast';
import { valueSyntax } from './edit';
import type { FilterOperator } from './operator';
import { findOperator, OPERATORS } from './operators';
import { parseFilter } from './parse';
import type { Vocabulary } from './vocabulary';

export interface Suggestion {
  readonly type: 'key' | 'value';
  /** Replaces what stands at `span`. */
  readonly text: string;
  readonly span: Span;
  /** One line that explains a key. */
  readonly help?: string;
  /** Messages that have this value. */
  readonly count?: number;
}

const MAX_SUGGESTIONS = 20;

/** @param caret offset in the text */
export function suggest(text: string, caret: number, vocabulary: Vocabulary): readonly Suggestion[] {
  const { key, typed, start, termStart } = placeAt(text.slice(0, caret));
  const rest = /^[^\s|()]*/.exec(text.slice(caret))?.[0] ?? '';
  // Within a value in quotes what follows is another term.
  const end = caret + (typed.startsWith('"') ? 0 : rest.length);
  const found = key === undefined ? startingTerms(typed, vocabulary) : valuesOf(key, typed, vocabulary);
  // What looks like a key may be the beginning of a channel's name.
  const channels = key === undefined || typed === '' ? [] : channelTerms(text.slice(termStart, caret), vocabulary);
  return [
    ...found.map((suggestion) => ({ ...suggestion, span: { start, end } })),
    ...channels.map((suggestion) => ({ ...suggestion, span: { start: termStart, end } })),
  ].slice(0, MAX_SUGGESTIONS);
}

interface Place {
  /** A value of this key is being typed; undefined: a term begins. */
  readonly key: string | undefined;
  readonly typed: string;
  readonly start: number;
  /** Where the key begins, or what was typed if there is none. */
  readonly termStart: number;
}

function placeAt(text: string): Place {
  const { tokens } = parseFilter(text);
  const last = tokens.at(-1);
  const end = text.length;
  const nothing = { key: undefined, typed: '', start: end, termStart: end };
  if (last === undefined || last.end !== end) return nothing;
  if (last.type === 'comparison') return { ...nothing, key: keyBefore(text, tokens, last.start) };
  if (last.type !== 'word' && last.type !== 'unread') return nothing;
  const before = tokens.at(-2);
  const isValue = before?.type === 'comparison' && before.end === last.start;
  const key = isValue ? keyBefore(text, tokens, before.start) : undefined;
  const termStart = key === undefined || before === undefined ? last.start : before.start - key.length;
  return { key, typed: text.slice(last.start, end), start: last.start, termStart };
}

function keyBefore(text: string, tokens: readonly Token[], end: number): string | undefined {
  const token = tokens.find((candidate) => candidate.type === 'key' && candidate.end === end);
  return token && text.slice(token.start, token.end);
}

type Found = Omit<Suggestion, 'span'>;

function startingTerms(typed: string, vocabulary: Vocabulary): Found[] {
  const keys = ranked(OPERATORS, typed, ({ key }) => key, true).map(keySuggestion);
  return [...keys, ...(typed === '' ? [] : channelTerms(typed, vocabulary))];
}

function channelTerms(typed: string, vocabulary: Vocabulary): Found[] {
  return valuesFor('channel', typed, vocabulary).map((found) => ({ ...found, text: `channel:${found.text}` }));
}

/** With the comparison that its example has: `dur>`, `kind:`. */
function keySuggestion({ key, help, example }: FilterOperator): Found {
  const comparison = /^\w+([:=<>]+)/.exec(example)?.[1] ?? ':';
  return { type: 'key', text: `${key}${comparison}`, help };
}

function valuesOf(key: string, typed: string, vocabulary: Vocabulary): Found[] {
  const operator = findOperator(key);
  return operator === undefined ? [] : valuesFor(operator.key, typed, vocabulary, operator.values);
}

function valuesFor(key: string, typed: string, vocabulary: Vocabulary, fixed: readonly string[] = []): Found[] {
  const counted = vocabulary.valuesOf(key);
  const known = new Set(counted.map(({ value }) => value));
  const unseen = fixed.filter((value) => !known.has(value)).map((value) => ({ value, count: 0 }));
  return ranked([...counted, ...unseen], typed.replace(/^"/, ''), ({ value }) => value).map(({ value, count }) => ({
    type: 'value',
    text: valueSyntax(value),
    count,
  }));
}

/**
 * Keeps the order within two groups: first those that begin with the typed text, then those that
 * contain it.
 */
function ranked<T>(items: readonly T[], typed: string, textOf: (item: T) => string, isPrefixOnly = false): T[] {
  const wanted = typed.toLowerCase();
  const at = items.map((item) => [item, textOf(item).toLowerCase().indexOf(wanted)] as const);
  const begin = at.filter(([, place]) => place === 0);
  const contain = isPrefixOnly ? [] : at.filter(([, place]) => place > 0);
  return [...begin, ...contain].map(([item]) => item);
}
