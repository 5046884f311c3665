import { expect, test } from 'vitest';
import { type Answer, differencesOf, isSameValue } from '../../../../src/shared/replay/answer';
import { ignoring } from '../../../../src/shared/replay/ignore';
import { describeMissing, findMissing } from '../../../../src/shared/replay/missing';
import type { EncodedValue } from '../../../../src/shared/value/encodedValue';

const error = (message: string, stack: string): EncodedValue => ({ $: 'error', name: 'Error', message, stack });

test('values are the same whatever the order of keys and wherever an error was thrown', () => {
  expect(isSameValue({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
  expect(isSameValue([1, 2], [2, 1])).toBe(false);
  expect(isSameValue(error('x', 'at a'), error('x', 'at b'))).toBe(true);
  expect(isSameValue(error('x', 'at a'), error('y', 'at a'))).toBe(false);
  expect(isSameValue({ $: 'undefined' }, null)).toBe(false);
  expect(isSameValue(undefined, { $: 'undefined' })).toBe(false);
  const hidden = (size: 'short' | 'long'): EncodedValue => ({
    $: 'redacted',
    by: 'key',
    rule: 'r',
    type: 'string',
    size,
  });
  expect(isSameValue({ token: hidden('short') }, { token: hidden('long') })).toBe(true);
  expect(isSameValue({ token: hidden('short') }, { token: 'seen' })).toBe(false);
});

test('answers differ in their status before they differ in their value', () => {
  const ok: Answer = { status: 'ok', result: 1, durationUs: 5 };
  expect(differencesOf(ok, { status: 'ok', result: 1, durationUs: 500 })).toEqual([]);
  expect(differencesOf(ok, { status: 'ok', result: 2 })).toEqual(['value']);
  expect(differencesOf(ok, { status: 'error', error: { text: 'Error: x' } })).toEqual(['status']);
  expect(differencesOf({ status: 'pending' }, ok)).toEqual([]);
  const failed = (text: string): Answer => ({ status: 'error', error: { text, value: error(text, text) } });
  expect(differencesOf(failed('a'), failed('a'))).toEqual([]);
  expect(differencesOf(failed('a'), failed('b'))).toEqual(['value']);
});

test('keys, places and patterns can be ignored', () => {
  const reduce = ignoring(['updatedAt', 'result.0.id@notes:*', '/\\d{4}-\\d\\d/']);
  const differ = (channel: string, one: EncodedValue, other: EncodedValue) =>
    differencesOf(reduce(channel, { status: 'ok', result: one }), reduce(channel, { status: 'ok', result: other }));
  expect(differ('any', { updatedAt: 1, a: 2 }, { updatedAt: 'x', a: 2 })).toEqual([]);
  expect(differ('any', { updatedAt: 1, a: 2 }, { updatedAt: 1, a: 3 })).toEqual(['value']);
  expect(differ('notes:list', [{ id: 1 }], [{ id: 2 }])).toEqual([]);
  expect(differ('other', [{ id: 1 }], [{ id: 2 }])).toEqual(['value']);
  expect(differ('any', 'of 2025-01', 'of 2026-11')).toEqual([]);
  expect(differ('any', 'of 2025-01', 'on 2026-11')).toEqual(['value']);
});

test('what is missing of a value is named with its place', () => {
  const value: EncodedValue = [
    { whole: [1, { $: 'map', v: [['k', { $: 'date', v: 0 }]] }] },
    { user: { token: { $: 'redacted', by: 'key', rule: 'token', type: 'string', size: 'short' } } },
    { $: 'map', v: [[{ $: 'opaque', type: 'function', name: 'f' }, 1]] },
    { $: 'cut', of: 'string', length: 10, v: 'abc' },
    { $: 'ref', id: 99 },
    { $: 'ref', id: 0 },
    { $: 'error', name: 'Error', message: 'm', stack: { $: 'cut', of: 'string', length: 9, v: 's' } },
  ];
  const parts = findMissing(value);
  expect(parts.map(({ path }) => path)).toEqual(['[1].user.token', '[2] key 0', '[3]', '[4]', '[6] stack']);
  expect(describeMissing(parts)).toBe(
    '[1].user.token: redacted in the target by the rule “token” for its name; [2] key 0: function f: what it was is not recorded; [3]: 3 of 10 characters recorded; and 2 more',
  );
  expect(findMissing([1, 'a', { b: null }])).toEqual([]);
});
