/** Which messages of an app are missing, told by their numbers. */

import { expect, test } from 'vitest';
import { MissingMessageCounter } from '../../../../src/main/journal/missingMessageCounter';

/** Messages by number, each at ten times that; `{ gap }` and `{ end }` as the agent tells them. */
function missing(...steps: readonly (number | { gap: number } | { end: number })[]) {
  const counter = new MissingMessageCounter();
  for (const step of steps) {
    if (typeof step === 'number') counter.message(step, step * 10);
    else if ('gap' in step) counter.gap(step.gap);
    else counter.agentEnded({ type: 'end', seq: step.end });
  }
  return counter.missing();
}

test.each([
  ['nothing came', [], undefined],
  ['all came', [1, 2, 3], undefined],
  ['all came, as the agent says', [1, 2, { end: 2 }], undefined],
  ['the first are missing', [3], { messages: 2, at: 0, until: 30 }],
  ['some in the middle are missing', [1, 4], { messages: 2, at: 10, until: 40 }],
  ['some are missing at two places', [1, 3, 4, 7], { messages: 3, at: 10, until: 70 }],
  ['the agent told of them', [1, { gap: 2 }, 4], undefined],
  ['the agent told of some', [1, { gap: 1 }, 4], { messages: 1, at: 10, until: 40 }],
  ['the agent told of them in two parts', [1, { gap: 1 }, { gap: 2 }, 5], undefined],
  ['the agent told of more than are missing here', [1, { gap: 3 }, 3, 5], undefined],
  ['the last are missing', [1, { end: 4 }], { messages: 3, at: 10, until: 10 }],
  ['the agent told of the last', [1, { gap: 3 }, { end: 4 }], undefined],
  ['the end was not the end', [1, { end: 9 }, 2], undefined],
  ['a number comes late', [1, 3, 2, 4], { messages: 1, at: 10, until: 30 }],
])('%s', (_case, steps, expected) => {
  expect(missing(...steps)).toEqual(expected);
});

test('asked twice it tells the same', () => {
  const counter = new MissingMessageCounter();
  counter.message(1, 10);
  counter.agentEnded({ type: 'end', seq: 3 });
  expect(counter.end).toEqual({ type: 'end', seq: 3 });
  expect(counter.missing()).toEqual(counter.missing());
  counter.message(2, 20);
  expect(counter.end).toBeUndefined();
});
