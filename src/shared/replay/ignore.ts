/** Compares answers without what the user says does not count: times, ids and such. */

import { Redactor } from '../redaction/redactor';
import { addRule, NO_REDACTION } from '../redaction/rules';
import { redactStored } from '../value/redactStored';
import type { Answer } from './answer';

/** An answer to a message on a channel, without what does not count. */
export type Reduce = (channel: string, answer: Answer) => Answer;

/** @param rules written as for redaction: a key, a place, or a pattern; each known to be right */
export function ignoring(rules: readonly string[]): Reduce {
  if (rules.length === 0) return (_channel, answer) => answer;
  let redaction = NO_REDACTION;
  for (const rule of rules) {
    const added = addRule(redaction, rule);
    if (typeof added !== 'string') redaction = added;
  }
  const redactor = new Redactor(redaction);
  return (channel, { result, error, ...rest }) => ({
    ...rest,
    ...(result === undefined ? {} : { result: redactStored(result, redactor.of('result', channel)) }),
    ...(error === undefined
      ? {}
      : {
          error: {
            ...(error.value === undefined ? {} : { value: redactStored(error.value, redactor.of('error', channel)) }),
            ...(error.text === undefined ? {} : { text: redactor.maskText(error.text) }),
            ...(error.place === undefined ? {} : { place: error.place }),
          },
        }),
  });
}
