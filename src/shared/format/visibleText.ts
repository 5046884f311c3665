/**
 * Makes visible what hides in a text or reorders it. Channel names, titles, output and errors come from the watched app, and a
 * hostile one could otherwise move the terminal's cursor, forge a line, or show `gnp.exe` as `exe.png`.
 */

/**
 * A text on one line: line breaks, tabs, other control characters, bidi marks and overrides, and characters without width are
 * written as the escapes of JavaScript, such as `\u202e`. Joiners and selectors inside an emoji stay.
 */
export function visibleText(text: string): string {
  return PLAIN.test(text) ? text : text.replace(HIDDEN, escapeHidden);
}

/** Like `visibleText`, but line breaks and tabs stay. */
export function visibleLines(text: string): string {
  return PLAIN.test(text) ? text : text.replace(HIDDEN_IN_LINES, escapeHidden);
}

/** Nearly every text: printable ASCII. */
const PLAIN = /^[ -~]*$/;

// The first group is kept: what joins or selects inside an emoji.
const IN_EMOJI =
  '(?<=\\p{Extended_Pictographic})\\ufe0f|(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})|\\ufe0f(?=\\u20e3)';
// Controls, formats (bidi, zero width), lone surrogates, line and paragraph separators, and all else that Unicode lets a font ignore.
const HIDING = '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]';
const HIDDEN = new RegExp(`(${IN_EMOJI})|${HIDING}`, 'gu');
const HIDDEN_IN_LINES = new RegExp(`(${IN_EMOJI}|[\\n\\t])|${HIDING}`, 'gu');

const SHORT_ESCAPES: { readonly [character: string]: string } = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeHidden(character: string, kept: string | undefined): string {
  if (kept !== undefined) return kept;
  const code = (character.codePointAt(0) as number).toString(16);
  return SHORT_ESCAPES[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`);
}
