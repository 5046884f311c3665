import { expect, test } from 'vitest';
import { describeTargetEnd, hasFailed, noteOnTargetEnd } from '../../../../src/shared/journal/targetEnds';

test.each([
  [{}, 'ended', false],
  [{ exitCode: 0 }, 'ended', false],
  [{ exitCode: 3 }, 'ended with exit code 3', true],
  [{ signal: 'SIGKILL' }, 'was killed by SIGKILL', true],
  [{ exitCode: 0, signal: 'SIGTERM' }, 'was killed by SIGTERM', true],
  [{ detached: true, signal: 'SIGKILL' }, 'was detached and runs on', true],
] as const)('%j: %s', (end, words, isFailure) => {
  expect(describeTargetEnd(end)).toBe(words);
  expect(hasFailed(end)).toBe(isFailure);
});

test('that messages may be missing is said beside it', () => {
  expect(noteOnTargetEnd({})).toBeUndefined();
  expect(noteOnTargetEnd({ incomplete: true })).toBe('without its last words: messages may be missing');
});
