/** Finds texts in a block of lines, from a place on. */

/** @returns where the next one begins; -1: there is none any more */
export type TextFinder = (text: string, from: number) => number;

/**
 * @param texts of which one is to be found
 * @param ignoresCase of ASCII
 */
export function textFinder(texts: readonly string[], ignoresCase: boolean): TextFinder {
  const [only = ''] = texts;
  // Only letters have a case.
  if (texts.length === 1 && (!ignoresCase || !/[a-z]/i.test(only))) return (text, from) => text.indexOf(only, from);
  const pattern = texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  // Several times faster than comparing with the block in lower case.
  const expression = new RegExp(pattern, ignoresCase ? 'gi' : 'g');
  return (text, from) => {
    expression.lastIndex = from;
    return expression.exec(text)?.index ?? -1;
  };
}
