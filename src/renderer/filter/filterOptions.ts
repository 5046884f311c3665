/** The options of the popup under the filter. */

import type { SavedFilter } from '../../shared/bridge/windowPreferences';
import type { MessageTable } from '../../shared/columns/messageTable';
import { suggest } from '../../shared/filter/suggest';
import { type Vocabulary, vocabularyOf } from '../../shared/filter/vocabulary';

export interface FilterOption {
  readonly group: 'Recent' | 'Saved' | 'Keys' | 'Values';
  /** What is offered, as it is shown. */
  readonly label: string;
  readonly help?: string | undefined;
  /** Messages that have this value. */
  readonly count?: number | undefined;
  /** The filter once this is taken, and the place of the caret in it. */
  readonly text: string;
  readonly caret: number;
  /** A value is to be chosen next. */
  readonly hasMore: boolean;
}

export interface KnownFilters {
  readonly history: readonly string[];
  readonly saved: readonly SavedFilter[];
}

const MAX_RECENT = 6;

export function filterOptions(
  text: string,
  caret: number,
  { history, saved }: KnownFilters,
  vocabulary: Vocabulary,
): FilterOption[] {
  const known = text.trim() === '' ? [...history.slice(0, MAX_RECENT).map(recent), ...saved.map(named)] : [];
  return [...known, ...completions(text, caret, vocabulary)];
}

function recent(text: string): FilterOption {
  return { group: 'Recent', label: text, text, caret: text.length, hasMore: false };
}

function named({ name, text }: SavedFilter): FilterOption {
  return { group: 'Saved', label: name, help: text, text, caret: text.length, hasMore: false };
}

function completions(text: string, caret: number, vocabulary: Vocabulary): FilterOption[] {
  return suggest(text, caret, vocabulary)
    .filter(({ span, text: written }) => text.slice(span.start, span.end) !== written)
    .map(({ type, span, text: written, help, count }) => {
      const before = text.slice(0, span.start) + written;
      const after = text.slice(span.end);
      // After a value, the next condition may be typed at once.
      const space = type === 'value' && !/^\s/.test(after) ? ' ' : '';
      return {
        group: type === 'key' ? 'Keys' : 'Values',
        label: written,
        help,
        count,
        text: before + space + after,
        caret: before.length + (type === 'value' ? 1 : 0),
        hasMore: type === 'key',
      };
    });
}

/** Minimum time between two counts of all messages while values are offered. */
const RECOUNT_MS = 1000;

/** Counts the values that messages have, when they are asked for. */
export class RecentVocabulary {
  private counted: { readonly vocabulary: Vocabulary; readonly length: number; readonly atMs: number } | undefined;

  constructor(private readonly table: MessageTable) {}

  get(nowMs: number): Vocabulary {
    const { length } = this.table;
    const { counted } = this;
    if (counted !== undefined && (counted.length === length || nowMs - counted.atMs < RECOUNT_MS))
      return counted.vocabulary;
    this.counted = { vocabulary: vocabularyOf(this.table), length, atMs: nowMs };
    return this.counted.vocabulary;
  }
}
