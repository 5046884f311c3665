/** How the output of an app is drawn: its runs of one style, with colours that can be read in both themes. */

import type { CSSProperties } from 'react';
import { type AnsiColor, type AnsiRun, type AnsiStyle, ansiRuns, PLAIN_STYLE } from '../../shared/format/ansi';
import { formatCount } from '../../shared/format/format';
import { isRuntimeLine } from '../../shared/format/runtimeLines';
import type { OutputLine } from '../../shared/journal/output';

export interface StyledLine {
  readonly stream: OutputLine['stream'];
  /** Chromium or Node wrote it by itself. */
  readonly isRuntime: boolean;
  readonly runs: readonly AnsiRun[];
  /** What is missing there, in words. */
  readonly note?: string;
}

/** A style goes on into the next line of its stream, as in a terminal. */
export function styledLines(lines: readonly OutputLine[]): StyledLine[] {
  const styles: Record<OutputLine['stream'], AnsiStyle> = { stdout: PLAIN_STYLE, stderr: PLAIN_STYLE };
  return lines.map(({ stream, text, isCut, leftOut }) => {
    const { runs, style } = ansiRuns(text, styles[stream]);
    styles[stream] = style;
    const note = leftOut === undefined ? isCut && '… (the line is longer)' : leftOutNote(leftOut);
    return { stream, isRuntime: stream === 'stderr' && isRuntimeLine(text), runs, ...(note && { note }) };
  });
}

function leftOutNote(lines: number): string {
  return `${formatCount(lines)} ${lines === 1 ? 'line is' : 'lines are'} not in the capture`;
}

/** The palette where it is a background: the same in both themes. */
const PALETTE: readonly Rgb[] = [
  [0, 0, 0],
  [205, 49, 49],
  [13, 188, 121],
  [229, 229, 16],
  [36, 114, 200],
  [188, 63, 188],
  [17, 168, 205],
  [229, 229, 229],
  [102, 102, 102],
  [241, 76, 76],
  [35, 209, 139],
  [245, 245, 67],
  [59, 142, 234],
  [214, 112, 214],
  [41, 184, 219],
  [255, 255, 255],
];
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** WCAG's, for text of this size. */
const MIN_CONTRAST = 4.5;

type Rgb = readonly [red: number, green: number, blue: number];

/** @returns undefined: the style of the line */
export function cssOf(style: AnsiStyle): CSSProperties | undefined {
  if (style === PLAIN_STYLE) return undefined;
  const { isBold, isItalic, isUnderlined, isStruck } = style;
  const decoration = [isUnderlined && 'underline', isStruck && 'line-through'].filter(Boolean).join(' ');
  return {
    ...colorsOf(style),
    ...(isBold && { fontWeight: 700 }),
    ...(isItalic && { fontStyle: 'italic' }),
    ...(decoration !== '' && { textDecoration: decoration }),
  };
}

function colorsOf({ color, background, isInverse, isDim }: AnsiStyle): CSSProperties {
  const [front, back] = isInverse ? [background, color] : [color, background];
  if (back !== undefined) return onBackground(front, rgbOf(back));
  // Without colours to swap, those of the window are swapped.
  if (isInverse) return { color: 'var(--surface)', background: 'var(--text)' };
  const text = front === undefined ? 'currentColor' : inTheme(front);
  if (isDim) return { color: `color-mix(in oklab, ${text} 60%, var(--text-dim))` };
  return front === undefined ? {} : { color: text };
}

/** Over a colour of the app, its own colour stays if it can be read there. */
function onBackground(front: AnsiColor | undefined, back: Rgb): CSSProperties {
  const wanted = front === undefined ? undefined : rgbOf(front);
  const readable = contrast(BLACK, back) >= contrast(WHITE, back) ? BLACK : WHITE;
  const color = wanted !== undefined && contrast(wanted, back) >= MIN_CONTRAST ? wanted : readable;
  return { color: cssRgb(color), background: cssRgb(back) };
}

/** On the window's own surface: colours of the palette are those of the theme, others are made dark or light enough. */
function inTheme(color: AnsiColor): string {
  if (typeof color === 'number') return `var(--ansi-${color})`;
  const from = cssRgb(color);
  return `light-dark(oklch(from ${from} min(l, 0.5) c h), oklch(from ${from} max(l, 0.74) c h))`;
}

const rgbOf = (color: AnsiColor): Rgb => (typeof color === 'number' ? (PALETTE[color] as Rgb) : color);
const cssRgb = ([red, green, blue]: Rgb) => `rgb(${red} ${green} ${blue})`;

/** Contrast ratio of WCAG 2. */
function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
