/** How names are compared with what a rule says. */

import { expect, test } from 'vitest';
import { matchesGlob } from '../../../../src/shared/redaction/keyRules';

test.each([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['*', 'anything', true],
  ['a', 'ab', false],
  ['a*', 'ab', true],
  ['a*', 'ba', false],
  ['*a', 'ba', true],
  ['*a', 'ab', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'acb', false],
  ['a*b*c', 'ac', false],
  ['a*bc*c', 'abc', false],
  ['*x*', 'ab', false],
  ['*b*', 'ab', true],
  ['*b*', 'abc', true],
  ['*a*b*', 'ba', false],
  ['*a*b*', 'xaxbx', true],
  ['*a*b*c*', 'a1b2c3', true],
  ['*a*b*c*', 'a1c2b3', false],
  ['*aa*aa*', 'aaa', false],
])('%s matches “%s”: %s', (glob, text, expected) => {
  expect(matchesGlob(text, glob.split('*'))).toBe(expected);
});
