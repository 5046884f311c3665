/** How a value of the language is compared with text. */

import type { FilterValue } from './ast';

export type TextMatcher = (text: string) => boolean;

/** Anywhere in the text, ignoring case; `*` in a bare word stands for any characters. */
export function containsMatcher(value: FilterValue): TextMatcher {
  if (value.type === 'regex') return (text) => value.regex.test(text);
  if (value.type === 'word' && value.text.includes('*')) {
    const pattern = wildcardRegex(value.text, false);
    return (text) => pattern.test(text);
  }
  const wanted = value.text.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}

/** The whole text, ignoring case, with `*` as above. */
export function equalsMatcher(value: FilterValue): TextMatcher {
  if (value.type === 'regex') return (text) => value.regex.test(text);
  if (value.type === 'word' && value.text.includes('*')) {
    const pattern = wildcardRegex(value.text, true);
    return (text) => pattern.test(text);
  }
  const wanted = value.text.toLowerCase();
  return (text) => text.toLowerCase() === wanted;
}

/** From the beginning of a part of a name, ignoring case: `app:get` stands in `my.app:getVersion`, not in `snapp:get`. */
export function partMatcher(value: FilterValue & { readonly type: 'word' }): TextMatcher {
  const { source } = wildcardRegex(value.text, false);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])${source}`, 'isu');
  return (text) => pattern.test(text);
}

function wildcardRegex(text: string, isWhole: boolean): RegExp {
  const pattern = text
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(isWhole ? `^${pattern}$` : pattern, 'is');
}

/** The text a value was written as, for messages. */
export function valueText(value: FilterValue): string {
  return value.type === 'regex' ? String(value.regex) : value.text;
}
