/** Changes a filter's text the way buttons and menus do, leaving the rest as the user wrote it. */

import type { ComparisonSign, Span, Token } from './ast';
import { parseFilter } from './parse';

/** A text in the form in which the language accepts any content. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A value as it is written: quoted only where it would mean something else otherwise. */
export function valueSyntax(text: string): string {
  return /[\s|()"*]|^\/|^$/.test(text) ? quoted(text) : text;
}

export function termOf(key: string, comparison: ComparisonSign, value: string): string {
  return `${key}${comparison}${valueSyntax(value)}`;
}

export function hasTerm(text: string, term: string): boolean {
  return termsOf(text)?.some((span) => sliceOf(text, span) === term) ?? false;
}

/** The messages that match both. A part that can't be parsed stays in front. */
export function withTerm(text: string, term: string): string {
  const opposite = term.startsWith('-') ? term.slice(1) : `-${term}`;
  const base = withoutTerm(text, opposite);
  if (base === '' || hasTerm(base, term)) return base === '' ? term : base;
  return `${termsOf(base) === undefined && isRight(base) ? `(${base})` : base} ${term}`;
}

export function withoutTerm(text: string, term: string): string {
  const found = termsOf(text)?.find((span) => sliceOf(text, span) === term);
  return found === undefined ? text.trim() : withReplaced(text, found, '');
}

export function toggledTerm(text: string, term: string): string {
  return hasTerm(text, term) ? withoutTerm(text, term) : withTerm(text, term);
}

/** The values that a filter lets a key have: those of `kind:invoke` or `(kind:invoke | kind:send)`; empty: any. */
export function choicesOf(text: string, key: string): readonly string[] {
  return findChoices(text, key)?.values ?? [];
}

/** Lets a key have these values only; none: any. */
export function withChoices(text: string, key: string, values: readonly string[]): string {
  const terms = values.map((value) => termOf(key, ':', value));
  const written = terms.length > 1 ? `(${terms.join(' | ')})` : (terms[0] ?? '');
  const found = findChoices(text, key);
  if (found !== undefined) return withReplaced(text, found.span, written);
  return written === '' ? text.trim() : withTerm(text, written);
}

/** What it hid, and nothing else. */
export function inverted(text: string): string {
  const trimmed = text.trim();
  const terms = termsOf(trimmed);
  if (trimmed === '' || !isRight(trimmed)) return trimmed;
  const [only] = terms?.length === 1 ? terms : [];
  if (only === undefined) return `-(${trimmed})`;
  if (!/^[-!]/.test(trimmed)) return `-${trimmed}`;
  const inner = trimmed.slice(1).trim();
  return isGroup(inner) ? inner.slice(1, -1).trim() : inner;
}

interface Choices {
  readonly span: Span;
  readonly values: readonly string[];
}

function findChoices(text: string, key: string): Choices | undefined {
  for (const span of termsOf(text) ?? []) {
    const term = sliceOf(text, span);
    const group = isGroup(term) ? term.slice(1, -1) : term;
    const values = alternativesOf(group)?.map((alternative) => wordOf(alternative, key));
    if (values !== undefined && values.length > 0 && values.every((value) => value !== undefined)) {
      return { span, values: values as string[] };
    }
  }
  return undefined;
}

function wordOf(term: string, key: string): string | undefined {
  const [first, comparison, value, ...rest] = parseFilter(term).tokens;
  if (first?.type !== 'key' || comparison?.type !== 'comparison' || value?.type !== 'word' || rest.length > 0)
    return undefined;
  const isWanted = sliceOf(term, first) === key && [':', '='].includes(sliceOf(term, comparison));
  return isWanted ? sliceOf(term, value) : undefined;
}

/** `a | b` as its parts, each a single term. */
function alternativesOf(text: string): string[] | undefined {
  const places = scan(text);
  if (places === undefined || places.length === 0) return undefined;
  const isList = places.every((place, i) => (i % 2 === 1) === place.isOr);
  return isList ? places.filter(({ isOr }) => !isOr).map((span) => sliceOf(text, span)) : undefined;
}

/** The terms that must all match; undefined if the filter is not such a list: it has alternatives, or can't be read. */
function termsOf(text: string): Span[] | undefined {
  const places = scan(text);
  return places?.some(({ isOr }) => isOr) ? undefined : places;
}

interface Place extends Span {
  readonly isOr: boolean;
}

/** What stands outside of all parentheses: terms with what negates them, and the signs between alternatives. */
function scan(text: string): Place[] | undefined {
  if (!isRight(text)) return undefined;
  const { tokens } = parseFilter(text);
  const places: Place[] = [];
  for (let i = 0; i < tokens.length; ) {
    const { start } = tokens[i] as Token;
    const next = endOfTerm(text, tokens, i);
    places.push({ start, end: (tokens[next - 1] as Token).end, isOr: tokens[i]?.type === 'or' });
    i = next;
  }
  return places;
}

/** The place after the term that begins at a token. */
function endOfTerm(text: string, tokens: readonly Token[], first: number): number {
  let i = first;
  while (tokens[i]?.type === 'negation') i++;
  if (tokens[i]?.type === 'key') return i + 3;
  if (tokens[i]?.type !== 'parenthesis') return i + 1;
  let depth = 0;
  do {
    const token = tokens[i++] as Token;
    if (token.type === 'parenthesis') depth += sliceOf(text, token) === '(' ? 1 : -1;
  } while (depth > 0);
  return i;
}

function isGroup(term: string): boolean {
  const places = scan(term);
  return term.startsWith('(') && places?.length === 1;
}

function isRight(text: string): boolean {
  return 'filter' in parseFilter(text);
}

function sliceOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Without the space that a removed term leaves behind. */
function withReplaced(text: string, { start, end }: Span, replacement: string): string {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (replacement !== '') return `${before}${replacement}${after}`.trim();
  return `${before.trimEnd()} ${after.trimStart()}`.trim();
}

/** Whether the filter as a whole is negated. */
export function isInverted(text: string): boolean {
  return termsOf(text)?.length === 1 && /^\s*[-!]/.test(text);
}
