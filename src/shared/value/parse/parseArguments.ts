/**
 * Reads the arguments of a call from their text, as `argumentsText` writes them and as people do: JSON, and what JavaScript
 * has for the types that JSON lacks. Nothing of it is ever run; what is not the text of a value is refused, with its place.
 */

import { type ArrayExpression, type Expression, parseExpressionAt, type SpreadElement } from 'acorn';
import type { EncodedValue } from '../encodedValue';
import { ProblemFound, type TextProblem } from './problem';
import { ValueReader } from './valueReader';

export type ParsedArguments =
  | { readonly args: readonly EncodedValue[] }
  /** In the order of their places; at least one. */
  | { readonly problems: readonly TextProblem[] };

/** Makes a list of the arguments. */
const OPENING = '[';
const CLOSING = '\n]';

export function parseArguments(text: string): ParsedArguments {
  try {
    const list = readList(text);
    const reader = new ValueReader(text);
    const args = reader.readArguments(list.elements);
    return reader.problems.length === 0 ? { args } : { problems: moved(reader.problems, text) };
  } catch (error) {
    if (error instanceof ProblemFound) return { problems: moved([error.problem], text) };
    if (error instanceof RangeError) {
      const problem = { from: 0, to: text.length, message: 'This nests too deep.', remedy: 'Write flatter values.' };
      return { problems: [problem] };
    }
    throw error;
  }
}

/** @throws ProblemFound if the text can't be read at all */
function readList(text: string): ArrayExpression {
  const source = OPENING + text + CLOSING;
  let node: Expression | SpreadElement;
  try {
    node = parseExpressionAt(source, 0, { ecmaVersion: 'latest' });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ProblemFound(syntaxProblem(error as SyntaxError & { pos?: number; raisedAt?: number }, source));
  }
  if (node.type !== 'ArrayExpression' || node.end !== source.length) {
    const at = Math.max(OPENING.length, node.type === 'ArrayExpression' ? node.end - 1 : source.indexOf(']'));
    const message = 'This “]” closes what was never opened.';
    throw new ProblemFound({ from: at, to: at + 1, message, remedy: 'Take it out, or write a “[” before it.' });
  }
  return node;
}

function syntaxProblem(error: SyntaxError & { pos?: number; raisedAt?: number }, source: string): TextProblem {
  const end = source.length - CLOSING.length;
  const from = Math.min(error.pos ?? 0, end);
  const said = error.message.replace(/ \(\d+:\d+\)$/, '');
  if (from >= end) {
    const message = 'The text ends while something is still open.';
    return { from: Math.max(OPENING.length, end - 1), to: end, message, remedy: 'Close the bracket or quote.' };
  }
  if (said.startsWith('Unterminated string')) {
    return {
      from,
      to: lineEnd(source, from, end),
      message: 'This text is not closed.',
      remedy: 'End it with its quote.',
    };
  }
  const to = Math.min(end, Math.max(error.raisedAt ?? 0, from + 1));
  const found = source.slice(from, to);
  const isUnexpected = said === 'Unexpected token';
  return {
    from,
    to,
    message: isUnexpected ? `“${found}” can’t stand here.` : `${said}.`,
    remedy: 'Write values as in a call: texts in quotes, a comma between two values.',
  };
}

function lineEnd(source: string, from: number, end: number): number {
  const at = source.indexOf('\n', from);
  return at === -1 ? end : Math.min(at, end);
}

/** From places in the list to places in the text. */
function moved(problems: readonly TextProblem[], text: string): TextProblem[] {
  const clamp = (offset: number) => Math.max(0, Math.min(text.length, offset - OPENING.length));
  return problems.map((problem) => ({ ...problem, from: clamp(problem.from), to: clamp(problem.to) }));
}
