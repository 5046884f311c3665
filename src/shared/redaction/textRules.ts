/**
 * Hides what patterns find in texts. It runs after a message was handed on, not while the app waits: first a look at the
 * JSON of a whole value, and only where that may hold something, a look at each text.
 */

import type { TextHint, TextPattern } from './rules';

interface MaskedText {
  readonly text: string;
  /** Name of the first pattern that found something. */
  readonly rule: string;
}

export interface TextRules {
  /** False: no text in a value with this JSON is touched. */
  mayConcern(json: string): boolean;
  /** Undefined: nothing was found. */
  mask(text: string): MaskedText | undefined;
  /** Where to cut a text so that what a pattern found is not cut in two: at `end` or before. */
  safeEnd(text: string, end: number): number;
}

interface CompiledPattern {
  readonly name: string;
  readonly regExp: RegExp;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

type Search = (regExp: RegExp, text: string) => RegExpExecArray | null;

/** With this many literals, it pays to look for a character first. */
const MANY_LITERALS = 4;
/** Up to here one expression for all literals is faster than a search for each. */
const SHORT_JSON = 800;

const { apply } = Reflect;

/** @param engine makes the expressions; in a target it is one whose matches the app can't see */
export function compileTextRules(
  patterns: readonly TextPattern[],
  engine: RegExpConstructor = RegExp,
): TextRules | undefined {
  if (patterns.length === 0) return undefined;
  const { exec } = engine.prototype;
  const search: Search = (regExp, text) => apply(exec, regExp, [text]) as RegExpExecArray | null;
  const compiled = patterns.map(
    ({ name, source, flags }): CompiledPattern => ({ name, regExp: new engine(source, searchFlags(flags)) }),
  );
  const hints = patterns.map(({ hint }) => compileHint(hint, engine, search));
  const anyLiteral = patterns.every(({ hint }) => hint !== undefined)
    ? new engine(patterns.flatMap(({ hint }) => hint?.literals.map(quoted) ?? []).join('|'))
    : undefined;
  return {
    mayConcern(json) {
      if (json.length < SHORT_JSON && anyLiteral !== undefined && search(anyLiteral, json) === null) return false;
      for (const isHinted of hints) if (isHinted(json)) return true;
      return false;
    },
    mask(text) {
      const found = findAll(text, compiled, search);
      return found.length === 0 ? undefined : { text: maskAll(text, found), rule: (found[0] as Found).name };
    },
    safeEnd(text, end) {
      for (const { start, end: foundEnd } of findAll(text, compiled, search))
        if (start < end && foundEnd > end) return start;
      return end;
    },
  };
}

const SPECIAL_CHARACTERS = '\\^$.*+?()[]{}|/-';

function quoted(literal: string): string {
  return [...literal]
    .map((character) => (SPECIAL_CHARACTERS.includes(character) ? `\\${character}` : character))
    .join('');
}

function compileHint(hint: TextHint | undefined, engine: RegExpConstructor, search: Search): (json: string) => boolean {
  if (hint === undefined) return () => true;
  const { literals, source } = hint;
  const regExp = source === undefined ? undefined : new engine(source, 'i');
  return (json) => {
    // Many texts have none, which one fast look tells of all the literals that need one.
    const hasUnderscore = literals.length < MANY_LITERALS || json.includes('_');
    for (const literal of literals) {
      // Several times faster than any expression would be.
      if ((hasUnderscore || !literal.includes('_')) && json.includes(literal))
        return regExp === undefined || search(regExp, json) !== null;
    }
    return false;
  };
}

/** Every match counts, so `g`; a sticky expression would stop at the first miss. */
function searchFlags(flags: string): string {
  return `${flags.split('g').join('').split('y').join('')}g`;
}

/** In the order of their places, without those that begin within another. */
function findAll(text: string, patterns: readonly CompiledPattern[], search: Search): readonly Found[] {
  const all: Found[] = [];
  for (const { name, regExp } of patterns) {
    regExp.lastIndex = 0;
    for (let match = search(regExp, text); match !== null; match = search(regExp, text)) {
      const end = match.index + match[0].length;
      const start = match.index + keptLength(match);
      if (end > start) all.push({ start, end, name });
      if (end === match.index) regExp.lastIndex++;
    }
  }
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: Found[] = [];
  for (const found of all) {
    const last = apart[apart.length - 1];
    if (last === undefined || found.start >= last.end) apart.push(found);
    else if (found.end > last.end) apart[apart.length - 1] = { ...last, end: found.end };
  }
  return apart;
}

/** What the first group captured stays, if it is where the match begins. */
function keptLength(match: RegExpExecArray): number {
  const kept = match[1];
  return kept !== undefined && match[0].startsWith(kept) ? kept.length : 0;
}

function maskAll(text: string, found: readonly Found[]): string {
  let masked = '';
  let position = 0;
  for (const { start, end, name } of found) {
    masked += `${text.slice(position, start)}‹redacted: ${name}›`;
    position = end;
  }
  return masked + text.slice(position);
}
