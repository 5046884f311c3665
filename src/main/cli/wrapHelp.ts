/** Wraps the lines of a help text that are too long for a terminal. */

/** The column of explanations is kept, if at least this width is left for them. */
const MIN_TEXT_WIDTH = 36;
const NARROW_INDENT = 6;
/** A line with this much indent continues the explanation above it. */
const CONTINUATION = /^ {20,}(?!<)\S/;

/** @returns the text as it is, if it fits */
export function wrapHelp(text: string, width: number): string {
  if (text.split('\n').every((line) => line.length <= width)) return text;
  return joined(text.split('\n'))
    .flatMap((line) => fitLine(line, width))
    .join('\n');
}

/** Joins lines that belong together. */
function joined(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const last = whole.at(-1) ?? '';
    const isParagraph = /^\S/.test(line) && /^\S.*[^:]$/.test(last);
    const isExplanation = CONTINUATION.test(line);
    // An explanation that begins below its term stays separate from it.
    const space = isExplanation && !/\S {2,}\S|^ {20,}/.test(last) ? '  ' : ' ';
    if (last !== '' && (isExplanation || isParagraph)) whole[whole.length - 1] = last + space + line.trim();
    else whole.push(line);
  }
  return whole;
}

function fitLine(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indent = line.length - line.trimStart().length;
  const [, term = '', gap = '', text = ''] = /^(\s*\S.*?)( {2,})(\S.*)$/.exec(line) ?? [];
  if (term === '') {
    const isContinued = indent >= NARROW_INDENT && indent + MIN_TEXT_WIDTH > width;
    return wrapped(line.trim(), width, isContinued ? NARROW_INDENT : indent, 0);
  }
  const column = term.length + gap.length;
  if (column + MIN_TEXT_WIDTH > width)
    return [...wrapped(term.trim(), width, indent, 4), ...wrapped(text, width, NARROW_INDENT, 0)];
  const [first = '', ...rest] = wrapped(text, width, column, 0);
  return [term + gap + first.trimStart(), ...rest];
}

/** @param hanging how much further the lines after the first are indented */
function wrapped(text: string, width: number, indent: number, hanging: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(' '.repeat(last === undefined ? indent : indent + hanging) + word);
  }
  return lines;
}
