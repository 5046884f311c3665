/**
 * Parses the filter language: space is AND, `|` is OR, `-` or `!` is NOT, parentheses group; `key:value`, comparisons,
 * "quotes", /regular expressions/i, pieces of JSON, bare words.
 */

import type { ComparisonSign, FilterError, FilterNode, FilterValue, Span, Token, TokenType } from './ast';
import { readJsonPiece } from './jsonPiece';

/** The tokens are there in either case. */
export type ParseResult = { readonly tokens: readonly Token[] } & (
  | { readonly filter: FilterNode }
  | { readonly error: FilterError }
);

/** Never throws. An empty text matches everything. */
export function parseFilter(text: string): ParseResult {
  const parser = new Parser(text);
  try {
    return { filter: parser.parse(), tokens: parser.tokens };
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    return { error: error.details, tokens: [...parser.tokens, ...unread(text, parser.tokens)] };
  }
}

function unread(text: string, tokens: readonly Token[]): Token[] {
  const start = tokens.at(-1)?.end ?? 0;
  const rest = text.slice(start);
  const space = rest.length - rest.trimStart().length;
  return rest.trim() === '' ? [] : [{ type: 'unread', start: start + space, end: start + rest.trimEnd().length }];
}

class FilterSyntaxError extends Error {
  constructor(readonly details: FilterError) {
    super(details.message);
  }
}

const COMPARISONS: readonly ComparisonSign[] = ['>=', '<=', ':', '=', '>', '<'];

/** A key: letters, then, of a place in a payload, `.name`, `[0]`, `["any name"]`; `*` stands for any text. */
const KEY = /^[A-Za-z][A-Za-z0-9_]*(?:\.[^\s.:=<>|()[\]"]+|\[(?:\d+|\*)\]|\["(?:\\.|[^"\\])*"\])*/;

class Parser {
  readonly tokens: Token[] = [];
  private position = 0;

  constructor(private readonly text: string) {}

  parse(): FilterNode {
    this.skipSpace();
    if (this.isAtEnd) return { type: 'all' };
    const filter = this.alternatives();
    if (!this.isAtEnd) throw this.fail('There is a “)” without its “(”', this.position, this.position + 1);
    return filter;
  }

  private get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  private get current(): string {
    return this.text[this.position] ?? '';
  }

  private fail(message: string, start: number, end: number, suggestion?: string): FilterSyntaxError {
    return new FilterSyntaxError({ message, span: { start, end: Math.max(end, start + 1) }, suggestion });
  }

  private skipSpace(): void {
    while (/\s/.test(this.current)) this.position++;
  }

  private alternatives(): FilterNode {
    const children = [this.conjunction()];
    while (this.current === '|') {
      this.take('or', 1);
      this.skipSpace();
      children.push(this.conjunction());
    }
    return children.length === 1 ? (children[0] as FilterNode) : { type: 'or', children };
  }

  private conjunction(): FilterNode {
    const children: FilterNode[] = [];
    while (!this.isAtEnd && this.current !== '|' && this.current !== ')') {
      children.push(this.negation());
      this.skipSpace();
    }
    if (children.length === 0) {
      throw this.fail('A condition is missing here', Math.max(0, this.position - 1), this.position);
    }
    return children.length === 1 ? (children[0] as FilterNode) : { type: 'and', children };
  }

  private negation(): FilterNode {
    if (this.current !== '-' && this.current !== '!') return this.primary();
    const start = this.position;
    this.take('negation', 1);
    if (this.isAtEnd || /[\s|)]/.test(this.current)) {
      throw this.fail(`“${this.text[start]}” must stand right before what it negates`, start, start + 1);
    }
    return { type: 'not', child: this.negation() };
  }

  private primary(): FilterNode {
    if (this.current !== '(') return this.term();
    const start = this.position;
    this.take('parenthesis', 1);
    this.skipSpace();
    const inside = this.alternatives();
    // Nothing else ends a list of alternatives.
    if (this.isAtEnd) throw this.fail('This “(” is never closed', start, start + 1, `${this.text})`);
    this.take('parenthesis', 1);
    return inside;
  }

  private term(): FilterNode {
    const start = this.position;
    const condition = this.condition(start);
    if (condition !== undefined) return condition;
    const json = readJsonPiece(this.text.slice(start));
    if (json !== undefined) {
      this.take('quoted', json.length);
      return { type: 'json', value: json.value, text: json.text, span: this.spanFrom(start) };
    }
    const value = this.value();
    return { type: 'text', value, span: this.spanFrom(start) };
  }

  /** `key`, a comparison, a value; undefined if what stands here does not begin like that. */
  private condition(start: number): FilterNode | undefined {
    const key = KEY.exec(this.text.slice(start))?.[0];
    if (key === undefined) return undefined;
    const afterKey = start + key.length;
    const comparison = COMPARISONS.find((sign) => this.text.startsWith(sign, afterKey));
    if (comparison === undefined) return undefined;
    this.take('key', key.length);
    this.take('comparison', comparison.length);
    if (this.isAtEnd || /[\s|)]/.test(this.current)) {
      throw this.fail(`A value is missing after “${key}${comparison}”`, start, this.position);
    }
    const value = this.value();
    return {
      type: 'condition',
      key,
      keySpan: { start, end: afterKey },
      comparison,
      value,
      span: this.spanFrom(start),
    };
  }

  private value(): FilterValue {
    if (this.current === '"') return this.quoted();
    if (this.current === '/') return this.regex() ?? this.word();
    return this.word();
  }

  private quoted(): FilterValue {
    const start = this.position++;
    let text = '';
    while (!this.isAtEnd && this.current !== '"') {
      if (this.current === '\\' && this.position + 1 < this.text.length) this.position++;
      text += this.current;
      this.position++;
    }
    if (this.isAtEnd) throw this.fail('This quote is never closed', start, this.text.length, closedQuote(this.text));
    this.position++;
    this.tokens.push({ type: 'quoted', ...this.spanFrom(start) });
    return { type: 'quoted', text, span: this.spanFrom(start) };
  }

  /** `/pattern/flags`; undefined for a slash that begins no regular expression, as in a path. */
  private regex(): FilterValue | undefined {
    const match = /^\/((?:\\.|[^\\/])+)\/([a-z]*)(?=[\s|)]|$)/.exec(this.text.slice(this.position));
    if (match === null) return undefined;
    const [all, pattern = '', flags = ''] = match;
    const start = this.position;
    this.take('regex', all.length);
    try {
      // Neither sticky nor global: matching must not depend on what was matched before.
      return { type: 'regex', regex: new RegExp(pattern, flags.replace(/[gy]/g, '')), span: this.spanFrom(start) };
    } catch (error) {
      const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : '';
      throw this.fail(`Not a regular expression: ${reason}`, start, this.position);
    }
  }

  private word(): FilterValue {
    const start = this.position;
    while (!this.isAtEnd && !/[\s|)]/.test(this.current)) this.position++;
    if (this.position === start) throw this.fail('A condition is missing here', start, start + 1);
    this.tokens.push({ type: 'word', ...this.spanFrom(start) });
    return { type: 'word', text: this.text.slice(start, this.position), span: this.spanFrom(start) };
  }

  private take(type: TokenType, length: number): void {
    const start = this.position;
    this.position += length;
    this.tokens.push({ type, start, end: this.position });
  }

  private spanFrom(start: number): Span {
    return { start, end: this.position };
  }
}

/** A backslash at the end would escape the quote that is added. */
function closedQuote(text: string): string {
  const backslashes = /\\*$/.exec(text)?.[0].length ?? 0;
  return `${text}${backslashes % 2 === 1 ? '\\' : ''}"`;
}
