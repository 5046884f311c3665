/** Which rules can be used, what a place that is kept covers, and what overlapping patterns say. */

import { expect, test } from 'vitest';
import {
  compilePathRules,
  findHiddenPlaces,
  type ObjectReader,
  rulesFor,
} from '../../../../src/shared/redaction/pathRules';
import { Redactor } from '../../../../src/shared/redaction/redactor';
import { addKeep, addRule, isRedactionRules, NO_REDACTION } from '../../../../src/shared/redaction/rules';

const PATTERN = { name: 'x', source: 'a+', flags: '' };
const LONG = 'x'.repeat(4097);

test.each([
  [undefined],
  ['keys'],
  [{ ...NO_REDACTION, keys: [LONG] }],
  [{ ...NO_REDACTION, keys: Array(1001).fill('x') }],
  [{ ...NO_REDACTION, paths: 'args.0' }],
  [{ ...NO_REDACTION, patterns: [null] }],
  [{ ...NO_REDACTION, patterns: ['a+'] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, name: '' }] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, source: '' }] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, flags: undefined }] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, flags: 'v' }] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, flags: 'gg' }] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, hint: null }] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, hint: 'a' }] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, hint: { literals: [''] } }] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, hint: { literals: ['a'], source: 1 } }] }],
])('%j are no rules', (rules) => {
  expect(isRedactionRules(rules)).toBe(false);
});

test.each([
  [NO_REDACTION],
  [{ ...NO_REDACTION, keys: Array(1000).fill('x'.repeat(4096)) }],
  [{ ...NO_REDACTION, patterns: [PATTERN, { ...PATTERN, flags: 'dgimsuy' }] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, hint: { literals: [] } }] }],
  [{ ...NO_REDACTION, patterns: [{ ...PATTERN, hint: { literals: ['a'], source: 'a.' } }] }],
])('what has the right shape is a set of rules', (rules) => {
  expect(isRedactionRules(rules)).toBe(true);
});

test('a rule of the command line may be as long as an agent takes', () => {
  const longest = 'x'.repeat(4096);
  expect(addRule(NO_REDACTION, longest)).toEqual({ ...NO_REDACTION, keys: [longest] });
  expect(addRule(NO_REDACTION, LONG)).toBe('a rule has 1 to 4096 characters');
});

test('so may an exception', () => {
  const longest = 'x'.repeat(4096);
  expect(addKeep(NO_REDACTION, longest)).toEqual({ ...NO_REDACTION, keeps: [longest] });
  expect(addKeep(NO_REDACTION, LONG)).toBe('an exception has 1 to 4096 characters');
});

test('a cut goes before what a pattern finds, and nowhere else', () => {
  const { texts } = new Redactor({ ...NO_REDACTION, patterns: [PATTERN] }).of('args', 'c');
  //                     0123456789
  const ends = [...Array(10).keys()].map((end) => texts?.safeEnd('xaaaxxaax.', end));
  expect(ends).toEqual([0, 1, 1, 1, 4, 5, 6, 6, 8, 9]);
});

test.each([
  ['args.0.pin', 'paths'],
  ['args[0]', 'paths'],
  ['result.x', 'paths'],
  ['error[message]', 'paths'],
  ['args', 'keys'],
  ['args_0', 'keys'],
  ['my.args.0', 'keys'],
  ['arguments.0', 'keys'],
  ['-_ *x', 'keys'],
])('%s goes to the %s', (text, list) => {
  expect(addRule(NO_REDACTION, text)).toEqual({ ...NO_REDACTION, [list]: [text] });
});

test.each(['*', '**', ' * ', '_', '-*-'])('“%s” would hide every value', (text) => {
  expect(addRule(NO_REDACTION, text)).toBe('it would hide every value');
});

test('of patterns that find the same beginning, the longest gives the name', () => {
  for (const patterns of [
    [PATTERN, { name: 'long', source: 'aab+', flags: '' }],
    [{ name: 'long', source: 'aab+', flags: '' }, PATTERN],
  ]) {
    const { texts } = new Redactor({ ...NO_REDACTION, patterns }).of('args', 'c');
    expect(texts?.mask('x aabb c')).toEqual({ text: 'x ‹redacted: long› c', rule: 'long' });
  }
});

const reader: ObjectReader = {
  namesOf: (holder) => (holder instanceof Date ? undefined : Object.keys(holder)),
  read: (holder, name) => (holder as Record<string, unknown>)[name],
};

test('nothing is hidden in what can’t be looked into', () => {
  const rules = { hidden: compilePathRules(['args.0.*']), kept: [] };
  expect(findHiddenPlaces([new Date()], rules, reader)).toBeUndefined();
});

test('below more places than are looked up, everything is hidden, and nothing is kept', () => {
  const rows = Array.from({ length: 25_000 }, () => ({ pin: 1 }));
  const args = [rows];
  const hidden = findHiddenPlaces(args, { hidden: compilePathRules(['args.0.*.pin']), kept: [] }, reader);
  const lookedUp = rows.filter((row) => hidden?.get(row)?.get('pin') === 'args.0.*.pin');
  const whole = hidden?.get(rows);
  expect(lookedUp.length).toBeGreaterThan(10_000);
  expect(lookedUp.length + (whole?.size ?? 0)).toBe(rows.length);
  expect([...new Set(whole?.values())]).toEqual(['args.0.*.pin']);

  const kept = findHiddenPlaces(args, { hidden: [], kept: compilePathRules(['args.0.*.pin']) }, reader);
  expect(rows.filter((row) => kept?.get(row)?.get('pin') === '')).toHaveLength(lookedUp.length);
  expect(kept?.get(rows)).toBeUndefined();
});

test.each(['args', 'result', 'error'] as const)('a place below the %s is of no other part of a message', (root) => {
  const rules = compilePathRules([`${root}.config.auth`, `${root}[0]@login`]);
  const texts = (part: 'args' | 'result' | 'error', channel: string) =>
    rulesFor(rules, part, channel).map(({ text }) => text);
  expect(texts(root, 'c')).toEqual([`${root}.config.auth`]);
  expect(texts(root, 'login')).toEqual([`${root}.config.auth`, `${root}[0]@login`]);
  expect(texts(root === 'args' ? 'error' : 'args', 'login')).toEqual([]);
});

test.each(['args', 'args.', 'arg.0', 'x.args.0', ''])('“%s” names no place', (text) => {
  expect(compilePathRules([text])).toEqual([]);
});
