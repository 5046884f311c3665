/** What the filter language says, as a tree. Positions are offsets in the text, end exclusive. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ComparisonSign = ':' | '=' | '>' | '>=' | '<' | '<=';

export type FilterNode =
  /** No condition: everything matches. */
  | { readonly type: 'all' }
  | { readonly type: 'and' | 'or'; readonly children: readonly FilterNode[] }
  | { readonly type: 'not'; readonly child: FilterNode }
  /** A bare word, a quoted text or a regular expression. */
  | { readonly type: 'text'; readonly value: FilterValue; readonly span: Span }
  /** A piece of JSON, as it is copied from somewhere: `"id":42`, `{"id":42}`. `text`: as `JSON.stringify` writes it. */
  | { readonly type: 'json'; readonly value: object; readonly text: string; readonly span: Span }
  | {
      readonly type: 'condition';
      readonly key: string;
      readonly keySpan: Span;
      readonly comparison: ComparisonSign;
      readonly value: FilterValue;
      readonly span: Span;
    };

export type FilterValue =
  /** `*` in it stands for any text, unless it was quoted. */
  | { readonly type: 'word'; readonly text: string; readonly span: Span }
  | { readonly type: 'quoted'; readonly text: string; readonly span: Span }
  | { readonly type: 'regex'; readonly regex: RegExp; readonly span: Span };

/** Why a filter can't be used, where, and what may have been meant. */
export interface FilterError {
  readonly message: string;
  readonly span: Span;
  /** The whole filter, corrected. */
  readonly suggestion?: string | undefined;
  /** The whole filter with this term as plain text, where it looks like a channel's name and `suggestion` is another. */
  readonly textSuggestion?: string | undefined;
}

/** What a part of the text is, for colouring it. */
export type TokenType =
  | 'key'
  | 'comparison'
  | 'word'
  | 'quoted'
  | 'regex'
  | 'negation'
  | 'or'
  | 'parenthesis'
  /** What follows a mistake. */
  | 'unread';

/** Tokens stand in the order of the text; what is between them is space. */
export interface Token extends Span {
  readonly type: TokenType;
}
