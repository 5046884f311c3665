/** What must not leave a target, as rules that can be written down, sent and checked. */

const { isArray } = Array;

/** Everything that is hidden; plain JSON, so that it can cross the link. */
export interface RedactionRules {
  /**
   * Names of properties, Map keys and headers whose values are hidden. `*` stands for any text; case, `-`, `_` and spaces
   * do not count.
   */
  readonly keys: readonly string[];
  /** Places such as `args.0.pin`, `result.*.ssn` or `args.1@keychain:*`: see pathRules.ts. */
  readonly paths: readonly string[];
  /** Texts that are hidden wherever they stand in a string. */
  readonly patterns: readonly TextPattern[];
  /** What rules for keys and places leave alone: keys, such as `token@llm:*` with the channels for which it holds, and places. */
  readonly keeps: readonly string[];
}

/** Hides what a regular expression finds in a text. What its first group captured stays. */
export interface TextPattern {
  /** Shown in place of what was found. */
  readonly name: string;
  readonly source: string;
  readonly flags: string;
  /** Without it every text is examined. */
  readonly hint?: TextHint;
}

/** What the JSON of every value has in which a pattern finds something; where it has not, its texts are passed over. */
export interface TextHint {
  /** At least one of them. */
  readonly literals: readonly string[];
  /** Then, a regular expression, ignoring case. */
  readonly source?: string;
}

export const NO_REDACTION: RedactionRules = { keys: [], paths: [], patterns: [], keeps: [] };

/** More than anyone writes by hand; an agent refuses larger ones. */
const MAX_RULES = 1000;
const MAX_RULE_LENGTH = 4096;
const FLAGS = /^[dgimsuy]*$/;

/** Whether this is a set of rules that can be used: of the right shape, bounded, every expression valid. */
export function isRedactionRules(value: unknown): value is RedactionRules {
  if (typeof value !== 'object' || value === null) return false;
  const { keys, paths, patterns, keeps } = value as Partial<Record<keyof RedactionRules, unknown>>;
  return [keys, paths, keeps].every((texts) => isListOf(texts, isRuleText)) && isListOf(patterns, isTextPattern);
}

function isListOf(value: unknown, isElement: (element: unknown) => boolean): boolean {
  return isArray(value) && value.length <= MAX_RULES && value.every(isElement);
}

function isRuleText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_RULE_LENGTH;
}

function isTextPattern(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, source, flags, hint } = value as Partial<Record<keyof TextPattern, unknown>>;
  if (!isRuleText(name) || !isRuleText(source) || typeof flags !== 'string' || !FLAGS.test(flags)) return false;
  return isRegExp(source, flags) && (hint === undefined || isTextHint(hint));
}

function isTextHint(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { literals, source } = value as Partial<Record<keyof TextHint, unknown>>;
  return isListOf(literals, isRuleText) && (source === undefined || (isRuleText(source) && isRegExp(source, 'i')));
}

/**
 * Reads a rule as it is written on the command line: `/expression/flags` is a pattern, what begins with `args`,
 * `result` or `error` and a point is a path, anything else is the name of a key.
 *
 * @returns the rules with this one added; a text that says what is wrong with it, if it can't be used
 */
export function addRule(rules: RedactionRules, text: string): RedactionRules | string {
  if (text === '' || text.length > MAX_RULE_LENGTH) return 'a rule has 1 to 4096 characters';
  const expression = /^\/(.+)\/([a-z]*)$/s.exec(text);
  if (expression !== null) {
    const [, source = '', flags = ''] = expression;
    if (!FLAGS.test(flags)) return `${flags} are not flags of a regular expression`;
    try {
      new RegExp(source, flags);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return { ...rules, patterns: [...rules.patterns, { name: 'custom pattern', source, flags }] };
  }
  if (isPlace(text)) return { ...rules, paths: [...rules.paths, text] };
  if (/^[*\s_-]+$/.test(text)) return 'it would hide every value';
  return { ...rules, keys: [...rules.keys, text] };
}

/**
 * Reads an exception as it is written on the command line: the name of a key, with `@` and channels if it holds for these only,
 * or a path as `addRule` reads it.
 *
 * @returns as `addRule`
 */
export function addKeep(rules: RedactionRules, text: string): RedactionRules | string {
  if (text === '' || text.length > MAX_RULE_LENGTH) return 'an exception has 1 to 4096 characters';
  if (/^\/.+\/[a-z]*$/s.test(text)) return 'a pattern can’t be an exception; name a key or a path';
  if (text.startsWith('@')) return 'the key before @ is missing';
  return { ...rules, keeps: [...rules.keeps, text] };
}

/** Whether a rule names a place, and not a key. */
export function isPlace(text: string): boolean {
  return /^(args|result|error)[.[]/.test(text);
}

/** Whether a regular expression can be made of these. */
export function isRegExp(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}
