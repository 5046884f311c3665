import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnsiStyle, ansiRuns, plainText } from '../../../../src/shared/format/ansi';

const ESC = '\u001b';
const styleOf = (parameters: string): AnsiStyle => ansiRuns(`${ESC}[${parameters}mx`).runs[0]?.style ?? {};

describe('styles', () => {
  test.each<[string, AnsiStyle]>([
    ['31', { color: 1 }],
    ['97', { color: 15 }],
    ['40', { background: 0 }],
    ['103', { background: 11 }],
    ['38;5;9', { color: 9 }],
    ['38;5;16', { color: [0, 0, 0] }],
    ['38;5;196', { color: [255, 0, 0] }],
    ['38;5;110', { color: [135, 175, 215] }],
    ['48;5;232', { background: [8, 8, 8] }],
    ['48;5;255', { background: [238, 238, 238] }],
    ['38;2;1;2;3', { color: [1, 2, 3] }],
    ['38:2::1:2:3', { color: [1, 2, 3] }],
    ['38:2:1:2:3', { color: [1, 2, 3] }],
    ['38:5:110', { color: [135, 175, 215] }],
    ['1;38;2;1;2;3;4', { isBold: true, color: [1, 2, 3], isUnderlined: true }],
    ['2;3;7;9', { isDim: true, isItalic: true, isInverse: true, isStruck: true }],
    ['58;5;1;31', { color: 1 }],
    ['4:3', { isUnderlined: true }],
    ['4;4:0', {}],
    ['31;', {}],
    ['31;0', {}],
    ['', {}],
    ['1;2;22', {}],
    ['3;4;7;9;23;24;27;29', {}],
    ['31;41;39;49', {}],
    ['38;5', {}],
    ['38;5;256', {}],
    ['38;2;1;2', {}],
    ['38;2;1;2;256', {}],
    ['38', {}],
    ['73;8;5', {}],
  ])('%s', (parameters, style) => {
    expect(styleOf(parameters)).toEqual(style);
  });

  test('one goes on until another begins, into the next line too', () => {
    const { runs, style } = ansiRuns(`a${ESC}[31mb${ESC}[1mc${ESC}[0md${ESC}[32m`, { isDim: true });
    expect(runs).toEqual([
      { text: 'a', style: { isDim: true } },
      { text: 'b', style: { isDim: true, color: 1 } },
      { text: 'c', style: { isDim: true, color: 1, isBold: true } },
      { text: 'd', style: {} },
    ]);
    expect(ansiRuns('next', style).runs).toEqual([{ text: 'next', style: { color: 2 } }]);
  });

  test('private sequences that end with m are no styles', () => {
    expect(ansiRuns(`${ESC}[>4;2mx${ESC}[?31my`).runs.every(({ style }) => Object.keys(style).length === 0)).toBe(true);
  });
});

describe('what else is for a terminal', () => {
  test.each([
    ['the cursor, and clearing', `a${ESC}[2J${ESC}[1;1H${ESC}[?25lb${ESC}[0 q`],
    ['a title that ends with BEL', `a${ESC}]0;title\u0007b`],
    ['a title that ends with ST', `a${ESC}]0;title${ESC}\\b`],
    ['a link', `a${ESC}]8;;https://example.com${ESC}\\b${ESC}]8;;${ESC}\\`],
    ['a device string', `a${ESC}P1$r0m${ESC}\\b`],
    ['a private message and an application command', `a${ESC}^x${ESC}\\${ESC}_y${ESC}\\b`],
    ['a character set, a keypad mode, a reset', `a${ESC}(B${ESC}=${ESC}cb`],
    ['C1 controls', 'a\u009b31m\u009d0;title\u009cb\u009b0m'],
  ])('%s', (_, text) => {
    expect(plainText(text)).toBe('ab');
    expect(
      ansiRuns(text)
        .runs.map((run) => run.text)
        .join(''),
    ).toBe('ab');
  });

  test.each([
    ['a title without an end', `a${ESC}]0;title and the rest`],
    ['a sequence without an end', `a${ESC}[31`],
    ['an escape at the end', `a${ESC}`],
    ['a sequence with a line break in it', `a${ESC}[3\n1m`],
  ])('%s hides nothing', (_, text) => {
    expect(plainText(text)).toBe(text);
    expect(ansiRuns(text).runs).toEqual([{ text, style: {} }]);
  });
});

test('whatever it is given: runs are the plain text, and none is empty', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ESC,
      '[',
      ']',
      '0',
      '3',
      '8',
      '5',
      '2',
      ';',
      ':',
      'm',
      '\u0007',
      '\\',
      '\u009b',
      '\u009c',
      'x',
      '?',
      ' ',
    ),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const { runs } = ansiRuns(text);
      expect(runs.map((run) => run.text).join('')).toBe(plainText(text));
      expect(runs.every((run) => run.text !== '')).toBe(true);
    }),
  );
});

test('a long text without an end takes no longer than its length', () => {
  for (const start of [`${ESC}]`, `${ESC}[`, '\u009d', `${ESC}P`, `${ESC}[ `, `${ESC} `]) {
    expect(plainText(start.repeat(200_000))).toContain(start.charAt(0));
  }
});
