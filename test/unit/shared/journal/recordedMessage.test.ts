/** A message is merged with an outcome that came later. */

import { expect, test } from 'vitest';
import type { MessageEntry, OutcomeEntry } from '../../../../src/shared/journal/entries';
import { encodeLine } from '../../../../src/shared/journal/lineCodec';
import { decodeMessage, withOutcome } from '../../../../src/shared/journal/recordedMessage';

const message: MessageEntry = {
  type: 'message',
  seq: 7,
  at: 1,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'notes:save',
  from: 2,
  to: 1,
  size: 12,
  args: ['a'],
};
const later: OutcomeEntry = { type: 'outcome', seq: 7, at: 5, status: 'ok', size: 3, truncated: true, result: 'b' };
const outcome = { at: 5, status: 'ok', size: 3, truncated: true } as const;

test('the result is the one of a message whose outcome was known when it was written', () => {
  expect(withOutcome(message, later)).toEqual({ ...message, outcome, result: 'b' });
});

test('the marks of the outcome do not become those of the message', () => {
  expect(withOutcome(message, later).truncated).toBeUndefined();
});

test('without a later outcome the message is the same object', () => {
  expect(withOutcome(message, undefined)).toBe(message);
});

test('an error takes the place of a result', () => {
  const { result: _, ...failed } = { ...later, status: 'error', error: { text: 'no' } } as const;
  const merged = withOutcome(message, failed);
  expect(merged).toMatchObject({ outcome: { status: 'error' }, error: { text: 'no' } });
  expect(merged).not.toHaveProperty('result');
});

test('lines are decoded and merged', () => {
  expect(decodeMessage({ message: encodeLine(message), outcome: encodeLine(later) })).toEqual({
    ...message,
    outcome,
    result: 'b',
  });
  expect(decodeMessage({ message: encodeLine(message) })).toEqual(message);
});

test.each(['{"type":"outcome"', '{"type":"outcome","seq":7}', encodeLine(message)])(
  'a damaged outcome is left out: %s',
  (damaged) => expect(decodeMessage({ message: encodeLine(message), outcome: damaged })).toEqual(message),
);

test.each(['{"type":"message"', '{"type":"message","seq":7}', encodeLine(later)])(
  'a damaged message is none: %s',
  (damaged) => expect(decodeMessage({ message: damaged })).toBeUndefined(),
);
