/**
 * Texts that programs write for a terminal: their colours as data (SGR of ECMA-48 and ISO 8613-6), everything else that is meant
 * for a terminal taken out. A sequence without an end stays as it is, so that it hides nothing.
 */

/** A colour of the terminal's palette, by its number up to 15, or as red, green and blue. */
export type AnsiColor = number | readonly [red: number, green: number, blue: number];

/** How a terminal shows a piece of text; what is absent is as by default. */
export interface AnsiStyle {
  readonly color?: AnsiColor;
  readonly background?: AnsiColor;
  readonly isBold?: true;
  readonly isDim?: true;
  readonly isItalic?: true;
  readonly isUnderlined?: true;
  readonly isStruck?: true;
  /** Colour and background change places. */
  readonly isInverse?: true;
}

export interface AnsiRun {
  readonly text: string;
  readonly style: AnsiStyle;
}

export const PLAIN_STYLE: AnsiStyle = {};

// With ESC, or as one character (C1): control sequences; strings for the terminal, which end with BEL or ST; all other escapes.
const SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /(?:\u001b\[|\u009b)([0-?]*)[ -/]*([@-~])|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0090-\u009f]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-OQ-WYZ\\`-~]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const HAS_SEQUENCE = /[\u001b\u0090-\u009f]/;

/** The text alone. */
export function plainText(text: string): string {
  return HAS_SEQUENCE.test(text) ? text.replace(SEQUENCE, '') : text;
}

/**
 * Cuts a text where its style changes.
 *
 * @param style how the text begins, as what was written before it ended
 * @returns runs that are not empty, and the style that goes on after the text
 */
export function ansiRuns(
  text: string,
  style: AnsiStyle = PLAIN_STYLE,
): { readonly runs: readonly AnsiRun[]; readonly style: AnsiStyle } {
  if (!HAS_SEQUENCE.test(text)) return { runs: text === '' ? [] : [{ text, style }], style };
  const runs: AnsiRun[] = [];
  let current = style;
  let pending = '';
  let at = 0;
  const flush = () => {
    if (pending !== '') runs.push({ text: pending, style: current });
    pending = '';
  };
  for (const match of text.matchAll(SEQUENCE)) {
    pending += text.slice(at, match.index);
    at = match.index + match[0].length;
    const [, parameters = '', final] = match;
    if (final !== 'm' || /[<->]/.test(parameters)) continue;
    flush();
    current = withParameters(current, parameters);
  }
  pending += text.slice(at);
  flush();
  return { runs, style: current };
}

/** Numbers that switch one thing on or off; absent ones are 0. */
function withParameters(style: AnsiStyle, parameters: string): AnsiStyle {
  const next: { -readonly [Key in keyof AnsiStyle]: AnsiStyle[Key] } = { ...style };
  const clear = (...keys: (keyof AnsiStyle)[]) => {
    for (const key of keys) delete next[key];
  };
  const groups = parameters.split(';');
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] ?? '';
    // `4:0` is another way to write 24, as terminals with kinds of underlines have it.
    const code = group === '4:0' ? 24 : Number.parseInt(group || '0', 10);
    if (code === 0) clear(...(Object.keys(next) as (keyof AnsiStyle)[]));
    else if (code === 1) next.isBold = true;
    else if (code === 2) next.isDim = true;
    else if (code === 3) next.isItalic = true;
    else if (code === 4 || code === 21) next.isUnderlined = true;
    else if (code === 7) next.isInverse = true;
    else if (code === 9) next.isStruck = true;
    else if (code === 22) clear('isBold', 'isDim');
    else if (code === 23) clear('isItalic');
    else if (code === 24) clear('isUnderlined');
    else if (code === 27) clear('isInverse');
    else if (code === 29) clear('isStruck');
    else if (code >= 30 && code <= 37) next.color = code - 30;
    else if (code >= 90 && code <= 97) next.color = code - 82;
    else if (code === 39) clear('color');
    else if (code >= 40 && code <= 47) next.background = code - 40;
    else if (code >= 100 && code <= 107) next.background = code - 92;
    else if (code === 49) clear('background');
    else if (code === 38 || code === 48 || code === 58) {
      const { color, used } = extendedColor(group, groups.slice(i + 1));
      i += used;
      // 58 is the colour of underlines, which are shown in that of the text.
      if (color !== undefined && code !== 58) next[code === 38 ? 'color' : 'background'] = color;
    }
  }
  return next;
}

/** `38;5;n`, `38;2;r;g;b`, or with colons, where a colour space may stand before red. */
function extendedColor(
  group: string,
  rest: readonly string[],
): { readonly color: AnsiColor | undefined; readonly used: number } {
  if (group.includes(':')) {
    const [, kind, ...numbers] = group.split(':').map((number) => Number.parseInt(number || '0', 10));
    return { color: kind === 5 ? indexed(numbers[0]) : kind === 2 ? direct(numbers.slice(-3)) : undefined, used: 0 };
  }
  const numbers = rest.slice(0, 4).map((number) => Number.parseInt(number || '0', 10));
  if (numbers[0] === 5) return { color: indexed(numbers[1]), used: 2 };
  if (numbers[0] === 2) return { color: direct(numbers.slice(1)), used: 4 };
  return { color: undefined, used: rest.length };
}

const CUBE_STEPS = [0, 95, 135, 175, 215, 255] as const;

/** Of the 256 colours: the palette, a cube of 6 × 6 × 6, and 24 greys. */
function indexed(index: number | undefined): AnsiColor | undefined {
  if (index === undefined || !(index >= 0 && index <= 255)) return undefined;
  if (index < 16) return index;
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232);
    return [grey, grey, grey];
  }
  const step = (divisor: number) => CUBE_STEPS[Math.floor((index - 16) / divisor) % 6] as number;
  return [step(36), step(6), step(1)];
}

function direct([red, green, blue]: readonly number[]): AnsiColor | undefined {
  const isPart = (part: number | undefined): part is number => part !== undefined && part >= 0 && part <= 255;
  return isPart(red) && isPart(green) && isPart(blue) ? [red, green, blue] : undefined;
}
