/** Compiles the text of a filter to a predicate over messages. */

import { CHUNK_MASK } from '../columns/columns';
import type { MessageTable } from '../columns/messageTable';
import type { FilterError, FilterNode, FilterValue, Span, Token } from './ast';
import { closest } from './closest';
import { byIndex } from './columnPredicates';
import { quoted } from './edit';
import { propertiesOf } from './jsonPiece';
import type { CompileContext, FilterOperator, ValueFault } from './operator';
import { findOperator, OPERATORS } from './operators';
import { parseFilter } from './parse';
import { ANY_DEPTH, MAX_PAYLOAD_CONDITIONS, PAYLOAD_ROOTS, type PayloadCondition } from './payloadCondition';
import { containsMatcher, partMatcher } from './textMatch';
import {
  and,
  byMet,
  createVerdicts,
  evaluateRows,
  everything,
  not,
  or,
  type Predicate,
  UNREAD,
  Verdict,
} from './verdict';

/** A filter ready for use, bound to the table, whose channels and endpoints may grow. */
export interface CompiledFilter {
  readonly text: string;
  /**
   * What only the payload can tell. With `UNREAD`, `predicate` says maybe of rows for which it matters; with a bit for each of
   * these that the row meets, it says yes or no. Empty: the columns decide every row.
   */
  readonly conditions: readonly PayloadCondition[];
  readonly predicate: Predicate;
  /** A term is the beginning of a channel's name too, and does not find it. */
  readonly channelHint?: ChannelHint | undefined;
}

interface ChannelHint {
  readonly channel: string;
  /** The whole filter, with the term as plain text. */
  readonly suggestion: string;
}

export type CompileResult = { readonly tokens: readonly Token[] } & (
  | { readonly filter: CompiledFilter }
  | { readonly error: FilterError }
);

/** Never throws. */
export function compileFilter(text: string, table: MessageTable): CompileResult {
  const parsed = parseFilter(text);
  if ('error' in parsed) return parsed;
  const { tokens } = parsed;
  try {
    const compiler = new Compiler(text, table);
    const predicate = compiler.compile(parsed.filter);
    const { conditions, channelHint } = compiler;
    return { filter: { text, predicate, conditions, channelHint }, tokens };
  } catch (error) {
    if (error instanceof FilterMeaningError) return { error: error.details, tokens };
    throw error;
  }
}

/** Evaluates rows one at a time. */
export class RowMatcher {
  private readonly verdicts = createVerdicts();

  constructor(private readonly filter: CompiledFilter) {}

  /** @returns one of `Verdict`; without `met`, maybe where the payload must tell */
  verdictOf(table: MessageTable, row: number, met = UNREAD): number {
    const i = row & CHUNK_MASK;
    evaluateRows(this.filter.predicate, table.columns.chunkOf(row), i, i + 1, this.verdicts, met);
    return this.verdicts.bytes[i] as number;
  }

  /** @param met a bit for each of the filter's conditions that the row's payload meets */
  matches(table: MessageTable, row: number, met: number): boolean {
    return this.verdictOf(table, row, met) === Verdict.yes;
  }
}

class FilterMeaningError extends Error {
  constructor(readonly details: FilterError) {
    super(details.message);
  }
}

type Condition = FilterNode & { readonly type: 'condition' };

class Compiler {
  readonly conditions: PayloadCondition[] = [];
  channelHint: ChannelHint | undefined;

  constructor(
    private readonly text: string,
    private readonly table: MessageTable,
  ) {}

  compile(node: FilterNode): Predicate {
    switch (node.type) {
      case 'all':
        return everything;
      case 'and':
        return and(node.children.map((child) => this.compile(child)));
      case 'or':
        return or(node.children.map((child) => this.compile(child)));
      case 'not':
        return not(this.compile(node.child));
      case 'text':
        return this.bareText(node.value, node.span);
      case 'json':
        return this.json(node);
      case 'condition':
        return this.condition(node);
    }
  }

  /** What the channel's name decides needs no look at the payload. */
  private bareText(value: FilterValue, span: Span): Predicate {
    return or([
      byIndex(['channel'], this.table.channels, containsMatcher(value)),
      this.payload({ type: 'value', roots: PAYLOAD_ROOTS, steps: [], comparison: ':', value }, span),
    ]);
  }

  /** Each property as it stands there, in an object at any depth; or the JSON itself, where the app sends it as text. */
  private json({ value, text, span }: FilterNode & { readonly type: 'json' }): Predicate {
    const properties = propertiesOf(value).map(({ steps, value: leaf }) =>
      this.payload(
        {
          type: 'value',
          roots: PAYLOAD_ROOTS,
          steps: [ANY_DEPTH, ...steps],
          comparison: '=',
          value:
            typeof leaf === 'string'
              ? { type: 'quoted', text: leaf, span }
              : { type: 'word', text: String(leaf), span },
        },
        span,
      ),
    );
    return or([and(properties), this.bareText({ type: 'quoted', text, span }, span)]);
  }

  private payload(condition: PayloadCondition, span: Span): Predicate {
    const bit = 1 << this.conditions.length;
    if (this.conditions.push(condition) > MAX_PAYLOAD_CONDITIONS) {
      const message = `A filter can look for up to ${MAX_PAYLOAD_CONDITIONS} things in payloads; this is one more`;
      throw new FilterMeaningError({ message, span });
    }
    return byMet(bit);
  }

  private condition(node: Condition): Predicate {
    const { key, comparison, value, span } = node;
    const operator = findOperator(key);
    if (operator === undefined) throw this.unknownKey(node);
    const context: CompileContext = { table: this.table, payload: (condition) => this.payload(condition, span) };
    const result = operator.compile(comparison, value, context);
    if ('narrow' in result) return this.orChannel(node, operator, result);
    throw this.badValue(node, result);
  }

  /**
   * What looks like a key may be a part of a channel's name, as in `window:minimize`. Where the key takes any text, both are found.
   * Where its values are few, as in `is:error`, it means the key alone, whatever channels there are: budgets count on that. A value in
   * quotes is the key's alone, too.
   */
  private orChannel(
    { comparison, value, span }: Condition,
    { key, takesAnyText }: FilterOperator,
    predicate: Predicate,
  ): Predicate {
    if (comparison !== ':' || value.type !== 'word' || key === 'channel') return predicate;
    const term = this.text.slice(span.start, span.end);
    if (takesAnyText) {
      return or([
        predicate,
        byIndex(['channel'], this.table.channels, partMatcher({ type: 'word', text: term, span })),
      ]);
    }
    const channel = this.table.channels.find((name) => name.toLowerCase().startsWith(term.toLowerCase()));
    if (channel !== undefined) this.channelHint ??= { channel, suggestion: this.replace(span, quoted(term)) };
    return predicate;
  }

  private badValue({ keySpan, comparison, value, span }: Condition, fault: ValueFault): FilterMeaningError {
    const { message, suggestion, comparisonSuggestion } = fault;
    const { text } = this;
    if (comparisonSuggestion !== undefined) {
      const replaced = { start: keySpan.end, end: comparisonSuggestion === ':' ? value.span.start : span.end };
      return new FilterMeaningError({
        message,
        span: value.span,
        suggestion: this.replace(replaced, comparisonSuggestion),
      });
    }
    const asText =
      comparison === ':' && value.type === 'word'
        ? this.replace(span, quoted(text.slice(span.start, span.end)))
        : undefined;
    const corrected = suggestion && this.replace(value.span, suggestion);
    return new FilterMeaningError({ message, span: value.span, ...this.suggestions(span, corrected, asText) });
  }

  /** Channel names often contain colons, so the word may not have been meant as a key at all. */
  private unknownKey(node: Condition): FilterMeaningError {
    const { key, keySpan, span } = node;
    const similar = this.similarKey(node);
    const nameSpan = { start: keySpan.start, end: keySpan.start + (/^\w+/.exec(key)?.[0] ?? key).length };
    const asText = this.replace(span, quoted(this.text.slice(span.start, span.end)));
    return new FilterMeaningError({
      message: `There is no key “${key}”; to search for text with a colon, quote it`,
      span: keySpan,
      ...this.suggestions(span, similar && this.replace(nameSpan, similar), asText),
    });
  }

  /** The key that may have been meant: one with which the term makes sense. Paths and addresses have none. */
  private similarKey({ key, keySpan, comparison, value }: Condition): string | undefined {
    const name = /^\w+/.exec(key)?.[0] ?? key;
    if (name.length < 2 || /^[\\/]/.test(this.text.slice(keySpan.end + comparison.length))) return undefined;
    const keys = OPERATORS.flatMap((operator) => operator.alias ?? operator.key).concat('dir');
    const similar = name.length < key.length ? closest(name, PAYLOAD_ROOTS) : closest(key, keys);
    if (similar === undefined || similar === name.toLowerCase()) return undefined;
    const operator = findOperator(similar + key.slice(name.length));
    const context: CompileContext = { table: this.table, payload: () => everything };
    return operator !== undefined && 'narrow' in operator.compile(comparison, value, context) ? similar : undefined;
  }

  /** The plain text comes first where there is a channel of that name by now, or nothing else was meant. */
  private suggestions(span: Span, corrected: string | undefined, asText: string | undefined) {
    const whole = this.text.slice(span.start, span.end).toLowerCase();
    const isChannel = this.table.channels.some((channel) => channel.toLowerCase().includes(whole));
    if (corrected === undefined || (isChannel && asText !== undefined)) return { suggestion: asText };
    return { suggestion: corrected, ...(asText === undefined ? {} : { textSuggestion: asText }) };
  }

  private replace({ start, end }: Span, replacement: string): string {
    return this.text.slice(0, start) + replacement + this.text.slice(end);
  }
}
