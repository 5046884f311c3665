/** What a key of the filter language is, and the kinds of keys there are. */

import type { EndpointInfo } from '../columns/endpointInfo';
import type { MessageTable } from '../columns/messageTable';
import type { ComparisonSign, FilterValue } from './ast';
import { closest } from './closest';
import { byIndex, byNumber, byValue, type NumberColumn } from './columnPredicates';
import type { PayloadCondition } from './payloadCondition';
import { containsMatcher, equalsMatcher, type TextMatcher, valueText } from './textMatch';
import type { Predicate } from './verdict';

/** A value that is invalid for its key. */
export interface ValueFault {
  readonly message: string;
  /** A value that would have been right. */
  readonly suggestion?: string | undefined;
  /** The text that should replace the comparison and the value. */
  readonly comparisonSuggestion?: string;
}

/** What a key is compiled for. */
export interface CompileContext {
  /** Its channels and endpoints may grow. */
  readonly table: MessageTable;
  /** @returns a predicate that says maybe, until it is told whether the payload meets the condition */
  payload(condition: PayloadCondition): Predicate;
}

export interface FilterOperator {
  readonly key: string;
  /** What may be written instead of the key. */
  readonly alias?: string | undefined;
  /** One line for the help. */
  readonly help: string;
  readonly example: string;
  /** The values it knows, where they are few. */
  readonly values?: readonly string[];
  /** Its values are texts of the app, so every value is valid. */
  readonly takesAnyText?: true;
  compile(comparison: ComparisonSign, value: FilterValue, context: CompileContext): Predicate | ValueFault;
}

/** `:` finds the text anywhere in the name, `=` wants the whole. */
function matcherFor(comparison: ComparisonSign, value: FilterValue): TextMatcher {
  return comparison === '=' ? equalsMatcher(value) : containsMatcher(value);
}

export function onlyEquality(comparison: ComparisonSign): ValueFault | undefined {
  if (comparison === ':' || comparison === '=') return undefined;
  return { message: `“${comparison}” compares numbers; here use “:”`, comparisonSuggestion: ':' };
}

export function unknownValue(key: string, word: string, values: readonly string[]): ValueFault {
  return { message: `“${word}” is not a value for ${key}: ${values.join(', ')}`, suggestion: closest(word, values) };
}

export function enumOperator(
  key: string,
  column: 'kind' | 'direction' | 'status',
  help: string,
  values: readonly string[],
  alias?: string,
): FilterOperator {
  return {
    key,
    alias,
    help,
    example: `${key}:${values[1] ?? values[0]}`,
    values,
    compile(comparison, value) {
      const matches = equalsMatcher(value);
      const wanted = values.map((name) => matches(name));
      if (!wanted.includes(true)) return unknownValue(key, valueText(value), values);
      return onlyEquality(comparison) ?? byValue(column, wanted);
    },
  };
}

export function channelOperator(
  key: string,
  help: string,
  example: string,
  textOfChannel: (channel: string) => string | undefined,
): FilterOperator {
  return {
    key,
    help,
    example,
    takesAnyText: true,
    compile(comparison, value, { table }) {
      const matches = matcherFor(comparison, value);
      const test = (channel: string) => {
        const text = textOfChannel(channel);
        return text !== undefined && matches(text);
      };
      return onlyEquality(comparison) ?? byIndex(['channel'], table.channels, test);
    },
  };
}

export function endpointOperator(
  key: string,
  help: string,
  example: string,
  columns: readonly ('from' | 'to')[],
  textOfEndpoint: (endpoint: EndpointInfo) => string | undefined,
): FilterOperator {
  return {
    key,
    help,
    example,
    takesAnyText: true,
    compile(comparison, value, { table }) {
      const matches = key === 'pid' ? equalsMatcher(value) : matcherFor(comparison, value);
      const test = (endpoint: EndpointInfo) => matches(textOfEndpoint(endpoint) ?? '');
      return onlyEquality(comparison) ?? byIndex(columns, table.endpoints, test);
    },
  };
}

export function numberOperator(
  key: string,
  help: string,
  example: string,
  parse: (text: string) => number | undefined,
  column: NumberColumn,
): FilterOperator {
  return {
    key,
    help,
    example,
    compile(comparison, value) {
      const text = valueText(value);
      const wanted = parse(text);
      if (wanted !== undefined) return byNumber(column, comparison, wanted);
      const message = `“${text}” is not a value for ${key}`;
      // As some other tools want it: `dur:>50ms`.
      if (/^[<>]=?/.test(text) && parse(text.replace(/^[<>]=?/, '')) !== undefined)
        return { message, comparisonSuggestion: text };
      // `size:changed` may be the name of a channel; what has a digit was meant to be a number.
      return comparison !== ':' || /\d/.test(text)
        ? { message, suggestion: example.replace(/^\w+\W+/, '') }
        : { message };
    },
  };
}
