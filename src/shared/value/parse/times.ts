/** Reads dates and regular expressions. */

import type { Expression, NewExpression } from 'acorn';
import type { EncodedValue } from '../encodedValue';
import { problemAt } from './problem';

/** The last millisecond that a date can hold. */
const MAX_TIME_MS = 8.64e15;
const EXAMPLE = 'Write new Date("2026-11-21T10:00:00Z").';

export function readDate(node: NewExpression): EncodedValue {
  const [time, more] = node.arguments;
  if (time === undefined) {
    throw problemAt(node, 'Without a time this would be the moment at which it is read.', EXAMPLE);
  }
  if (more !== undefined) throw problemAt(node, 'In parts, a time depends on the time zone.', EXAMPLE);
  if (time.type === 'Identifier' && time.name === 'NaN') return { $: 'date', v: null };
  const isNegative = time.type === 'UnaryExpression' && time.operator === '-';
  const literal = isNegative ? time.argument : time;
  const value = literal.type === 'Literal' ? literal.value : undefined;
  if (typeof value === 'number') {
    const milliseconds = Math.trunc(isNegative ? -value : value);
    return { $: 'date', v: Math.abs(milliseconds) > MAX_TIME_MS ? null : milliseconds + 0 };
  }
  const milliseconds = typeof value === 'string' && !isNegative ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw problemAt(time, 'This is not a valid time.', EXAMPLE);
  return { $: 'date', v: milliseconds };
}

export function readRegExp(node: Expression, source: string, flags = ''): EncodedValue {
  try {
    const made = new RegExp(source, flags);
    return { $: 'regexp', source: made.source, flags: made.flags };
  } catch (error) {
    const said = (error as Error).message.replace(/^Invalid regular expression: /, '');
    throw problemAt(node, `This is not a valid regular expression: ${said}.`, 'Correct its pattern or its flags.');
  }
}
