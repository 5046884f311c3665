/** Makes a predicate over rows of a filter's text. */

import type { MessageTable } from '../columns/messageTable';
import type { FilterError, FilterNode, Span } from './ast';
import { byIndex, closest, findOperator, OPERATORS, type RowPredicate } from './operators';
import { parseFilter } from './parse';
import { containsMatcher } from './textMatch';

export interface CompiledFilter {
  readonly text: string;
  readonly matches: RowPredicate;
}

export type CompileResult = { readonly filter: CompiledFilter } | { readonly error: FilterError };

/** Never throws. The predicate is bound to the table, whose channels and endpoints may grow. */
export function compileFilter(text: string, table: MessageTable): CompileResult {
  const parsed = parseFilter(text);
  if ('error' in parsed) return parsed;
  try {
    return { filter: { text, matches: new Compiler(text, table).compile(parsed.filter) } };
  } catch (error) {
    if (error instanceof FilterMeaningError) return { error: error.details };
    throw error;
  }
}

class FilterMeaningError extends Error {
  constructor(readonly details: FilterError) {
    super(details.message);
  }
}

class Compiler {
  constructor(
    private readonly text: string,
    private readonly table: MessageTable,
  ) {}

  compile(node: FilterNode): RowPredicate {
    switch (node.type) {
      case 'all':
        return () => true;
      case 'and': {
        const children = node.children.map((child) => this.compile(child));
        return (columns, i) => children.every((child) => child(columns, i));
      }
      case 'or': {
        const children = node.children.map((child) => this.compile(child));
        return (columns, i) => children.some((child) => child(columns, i));
      }
      case 'not': {
        const child = this.compile(node.child);
        return (columns, i) => !child(columns, i);
      }
      case 'text':
        return byIndex('channel', containsMatcher(node.value), (index) => this.table.channels[index]);
      case 'condition':
        return this.condition(node);
    }
  }

  private condition(node: FilterNode & { readonly type: 'condition' }): RowPredicate {
    const operator = findOperator(node.key);
    if (operator === undefined) throw this.unknownKey(node.key, node.keySpan, node.span);
    const result = operator.compile(node.comparison, node.value, this.table);
    if (typeof result === 'function') return result;
    const { message, suggestion } = result;
    const span = node.value.span;
    const fix = suggestion === ':' ? { start: node.keySpan.end, end: span.start } : span;
    throw new FilterMeaningError({ message, span, suggestion: suggestion && this.replace(fix, suggestion) });
  }

  /** Channel names often contain colons, so the word may not have been meant as a key at all. */
  private unknownKey(key: string, keySpan: Span, span: Span): FilterMeaningError {
    const whole = this.text.slice(span.start, span.end);
    const isChannel = this.table.channels.some((channel) => channel.toLowerCase().includes(whole.toLowerCase()));
    const similar = closest(key, [...OPERATORS.map((operator) => operator.key), 'dir']);
    const suggestion =
      similar !== undefined && !isChannel ? this.replace(keySpan, similar) : this.replace(span, `"${whole}"`);
    return new FilterMeaningError({
      message: `There is no key “${key}”; to search for text with a colon, quote it`,
      span: keySpan,
      suggestion,
    });
  }

  private replace({ start, end }: Span, replacement: string): string {
    return this.text.slice(0, start) + replacement + this.text.slice(end);
  }
}
