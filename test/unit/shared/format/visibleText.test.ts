import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../src/main/base/userError';
import { printUserError, terminalLines, terminalText } from '../../../../src/main/cli/terminal';
import { visibleLines, visibleText } from '../../../../src/shared/format/visibleText';
import { written } from '../../../support/writtenErrors';

describe('a text on one line', () => {
  test.each([
    ['bidi override', 'user\u202egnp.exe', 'user\\u202egnp.exe'],
    ['bidi isolate and mark', '\u2066a\u200f', '\\u2066a\\u200f'],
    ['zero width', 'no\u200btes\u2060\ufeff', 'no\\u200btes\\u2060\\ufeff'],
    ['control characters', '\u001b[2J\u0000\u0007\u009b', '\\u001b[2J\\u0000\\u0007\\u009b'],
    ['line breaks and tabs', 'a\r\nb\tc\u2028d\u2029', 'a\\r\\nb\\tc\\u2028d\\u2029'],
    ['tags beyond the first plane', 'a\u{e0041}', 'a\\u{e0041}'],
    ['letters without a shape', 'a\u3164\u115f', 'a\\u3164\\u115f'],
    ['a selector on a letter', 'a\ufe0f1\ufe0f', 'a\\ufe0f1\\ufe0f'],
    ['half of a pair', 'a\ud83d', 'a\\ud83d'],
    ['a joiner between letters', 'a\u200db', 'a\\u200db'],
  ])('%s', (_, text, visible) => {
    expect(visibleText(text)).toBe(visible);
  });

  test.each(['notes:list', 'ünï çødé', '日本語', 'שלום', '❤️', '👨‍👩‍👧', '👩🏽‍💻', '1️⃣', 'e\u0301', ''])(
    '%s stays',
    (text) => {
      expect(visibleText(text)).toBe(text);
      expect(visibleLines(text)).toBe(text);
    },
  );

  test('nothing of what hides is left in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029]/u);
        expect(visibleLines(text).replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029]/u);
      }),
    );
  });
});

test('lines keep their breaks and tabs', () => {
  expect(visibleLines('a\n\tb\u202e\r')).toBe('a\n\tb\\u202e\\r');
});

describe('on the terminal', () => {
  test('a name of the app can’t forge a line, colours of its output go', () => {
    expect(terminalText('evil\u001b[2J\nelectroscope: FAKE')).toBe('evil\\u001b[2J\\nelectroscope: FAKE');
    expect(terminalLines('\u001b[31mError\u001b[0m\r\n  at x')).toBe('Error\n  at x');
  });

  test('no part of an error brings anything of a foreign port’s answer to it', () => {
    const evil = 'boom\u001b]0;title\u0007\nelectroscope: all is well\u202e';
    const text = written(() => printUserError(new UserError('attach-failed', `${evil}.`, `Ask ${evil}.`, evil)));
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text.match(/^electroscope: /gm)).toHaveLength(1);
  });
});
