import { expect, test } from 'vitest';
import {
  choicesOf,
  hasTerm,
  inverted,
  isInverted,
  termOf,
  toggledTerm,
  valueSyntax,
  withChoices,
  withoutTerm,
  withTerm,
} from '../../../../src/shared/filter/edit';
import { parseFilter } from '../../../../src/shared/filter/parse';

test.each([
  ['', 'is:error', 'is:error'],
  ['kind:invoke', 'is:error', 'kind:invoke is:error'],
  ['kind:invoke is:error', 'is:error', 'kind:invoke is:error'],
  ['a | b', 'is:error', '(a | b) is:error'],
  ['(a | b)', 'is:error', '(a | b) is:error'],
  ['-is:error a', 'is:error', 'a is:error'],
  ['is:error', '-is:error', '-is:error'],
  ['"unclosed', 'is:error', '"unclosed is:error'],
])('adding to %j %j gives %j', (text, term, expected) => {
  expect(withTerm(text, term)).toBe(expected);
});

test.each([
  ['a is:error b', 'is:error', 'a b'],
  ['is:error', 'is:error', ''],
  ['(is:error | b)', 'is:error', '(is:error | b)'],
  ['-is:error', 'is:error', '-is:error'],
  ['-(a b)  c', '-(a b)', 'c'],
])('taking from %j %j gives %j', (text, term, expected) => {
  expect(withoutTerm(text, term)).toBe(expected);
});

test('a term is found only where it holds for everything', () => {
  expect(hasTerm('a is:error', 'is:error')).toBe(true);
  expect(hasTerm('a | is:error', 'is:error')).toBe(false);
  expect(hasTerm('(a | is:error)', 'is:error')).toBe(false);
  expect(toggledTerm(toggledTerm('a', 'is:error'), 'is:error')).toBe('a');
});

test('choices of a key are read and written in place', () => {
  expect(choicesOf('a kind:invoke', 'kind')).toEqual(['invoke']);
  expect(choicesOf('(kind:invoke | kind:send) a', 'kind')).toEqual(['invoke', 'send']);
  expect(choicesOf('(kind:invoke | dir:port) a', 'kind')).toEqual([]);
  expect(choicesOf('-kind:invoke', 'kind')).toEqual([]);
  expect(withChoices('a', 'kind', ['invoke'])).toBe('a kind:invoke');
  expect(withChoices('kind:invoke a', 'kind', ['invoke', 'send'])).toBe('(kind:invoke | kind:send) a');
  expect(withChoices('(kind:invoke | kind:send) a', 'kind', [])).toBe('a');
  expect(withChoices('x | y', 'kind', ['send'])).toBe('(x | y) kind:send');
});

test.each([
  ['', ''],
  ['kind:invoke', '-kind:invoke'],
  ['-kind:invoke', 'kind:invoke'],
  ['a b', '-(a b)'],
  ['-(a b)', 'a b'],
  ['a | b', '-(a | b)'],
  ['-(a) b', '-(-(a) b)'],
  ['(a)(b)', '-((a)(b))'],
  ['"unclosed', '"unclosed'],
])('the inverse of %j is %j', (text, expected) => {
  expect(inverted(text)).toBe(expected);
});

test.each(['notes:list', 'two words', 'star*', '/path', '', 'say "hi" \\', '(x)'])(
  '%j is written so that it is read as it is',
  (value) => {
    const parsed = parseFilter(termOf('channel', '=', value));
    expect(
      'filter' in parsed &&
        parsed.filter.type === 'condition' &&
        'text' in parsed.filter.value &&
        parsed.filter.value.text,
    ).toBe(value);
  },
);

test.each<[string, string, readonly string[]]>([
  ['kind=invoke', 'kind', ['invoke']],
  ['kind', 'kind', []],
  ['kind kind:send', 'kind', ['send']],
  ['dur>5', 'dur', []],
  ['channel:/^a/', 'channel', []],
  ['(kind:invoke kind:send)', 'kind', []],
  ['(kind:invoke | kind)', 'kind', []],
  ['kind:"invoke', 'kind', []],
])('of %j the choices of %s are %j', (text, key, choices) => {
  expect(choicesOf(text, key)).toEqual(choices);
});

test.each([
  ['is:error (', 'is:error'],
  ['is:error | ', 'is:error'],
  ['is:error kind:', 'is:error'],
])('nothing is taken from %j, which can’t be read', (text, term) => {
  expect(withoutTerm(text, term)).toBe(text.trim());
  expect(hasTerm(text, term)).toBe(false);
  expect(inverted(text)).toBe(text.trim());
});

test.each([
  ['-a', true],
  [' !a', true],
  ['-(a b)', true],
  ['-a b', false],
  ['a', false],
  ['-a | -b', false],
  ['', false],
  ['-(', false],
])('%j is inverted: %s', (text, expected) => {
  expect(isInverted(text)).toBe(expected);
});

test.each([
  ['!a', 'a'],
  ['-( a b )', 'a b'],
  ['(a b)', '-(a b)'],
])('the inverse of %j is %j too', (text, expected) => {
  expect(inverted(text)).toBe(expected);
});

test('terms are found in what has parentheses in parentheses', () => {
  expect(withoutTerm('((a) | (b c)) is:error', 'is:error')).toBe('((a) | (b c))');
  expect(hasTerm('-((a) | b) c', '-((a) | b)')).toBe(true);
  expect(hasTerm('--kind:send c', 'c')).toBe(true);
});

test.each(['a b', 'a\tb', 'a|b', '(a', 'a)', 'a"b', 'a*', '/a', ''])('%j is quoted as a value', (value) => {
  expect(valueSyntax(value)).toMatch(/^".*"$/s);
});

test.each(['a', 'a/b', '-a', 'notes:list', '>5'])('%j is not', (value) => {
  expect(valueSyntax(value)).toBe(value);
});
