/**
 * What the raw line of a journal must hold if a payload condition is met in it, so that most lines can be passed over
 * unread. A hint may let through what does not match, never keep out what does.
 *
 * Lines are compared in lower case, each byte as a character (Latin-1). UTF-8 beyond ASCII can't be compared so, and is not
 * looked for; nor what an escape such as `\u00e9` may stand for, so lines with such escapes are always read.
 */

import { PAYLOAD_NAMES } from '../journal/lineLayout';
import type { FilterValue } from './ast';
import { ANY_DEPTH, PAYLOAD_ROOTS, type PayloadCondition } from './payloadCondition';
import { requiredTexts } from './regexTexts';
import { containsMatcher, type TextMatcher } from './textMatch';

/** One of these is in every line that can match; undefined: any line may. */
export type RawHint = readonly string[] | undefined;

/**
 * What may stand for text that is searched for in another way: escapes that our own writer does not use for printable text,
 * but another may, and the UTF-8 of the two letters whose lower case has ASCII in it (the sign of kelvin, and İ).
 */
export const OTHER_SPELLINGS = ['\\u', '\\/', '\u00e2\u0084\u00aa', '\u00c4\u00b0'] as const;

const DATE = '"date"';
const REGEXP = '"regexp"';

export function rawHint(condition: PayloadCondition): RawHint {
  switch (condition.type) {
    case 'ports':
      return ['"ports":[', '"port":'];
    case 'value':
      return valueHint(condition);
  }
}

function valueHint({ roots, steps, comparison, value }: PayloadCondition & { readonly type: 'value' }): RawHint {
  // An error that has only a text has a property `message` of which the line says nothing.
  if (comparison === ':' && roots.includes('error') && steps.includes(ANY_DEPTH)) return undefined;
  const byText = comparison === ':' || (comparison === '=' && isSpelledOneWay(value)) ? textHint(value) : undefined;
  if (byText !== undefined || roots.length === PAYLOAD_ROOTS.length) return byText;
  // The message of an error may stand in a text of another name.
  const names = roots.includes('error') ? [] : steps.filter((step) => !step.includes('*') && !/^\d+$/.test(step));
  const name = longest(names.map(nameHint));
  return name === undefined ? undefined : [name];
}

/** A number may stand there in another spelling than it was asked for. */
function isSpelledOneWay(value: FilterValue): boolean {
  if (value.type !== 'word') return true;
  const number = Number(value.text);
  return Number.isNaN(number) || String(number) === value.text;
}

/** A name stands in quotes, whatever holds it. */
function nameHint(name: string): string {
  return /^[ -~]*$/.test(name) ? JSON.stringify(name).toLowerCase() : (longest(asciiRuns(name)) ?? '');
}

function textHint(value: FilterValue): RawHint {
  const runs = value.type === 'regex' ? requiredTexts(value.regex) : longestRun(value);
  if (runs === undefined) return undefined;
  const hint = [...runs];
  // A date stands there as a number, an expression in two parts.
  if (runs.some((run) => /^[\d:.tz+-]+$/.test(run) || 'invalid date'.includes(run))) hint.push(DATE);
  if (runs.some((run) => run.includes('/'))) hint.push(REGEXP);
  return hint;
}

function longestRun(value: Exclude<FilterValue, { readonly type: 'regex' }>): readonly string[] | undefined {
  const parts = value.type === 'word' ? value.text.split('*') : [value.text];
  const run = longest(parts.flatMap(asciiRuns));
  return run === undefined ? undefined : [run];
}

/** Names of the journal's own in the payload of a line; a part of one of these says nothing. */
const OWN_NAMES = [...PAYLOAD_NAMES, 'value', 'text'];

/**
 * The text that a condition is met by wherever in the payload it stands, in lower case; undefined where it must be looked at
 * more closely: characters that have a meaning in JSON could be found between two texts.
 */
export function certainText(condition: PayloadCondition): string | undefined {
  if (condition.type !== 'value' || condition.roots.length < PAYLOAD_ROOTS.length || condition.steps.length > 0) return;
  const { value } = condition;
  if (condition.comparison !== ':' || value.type === 'regex') return;
  const text = value.text.toLowerCase();
  // A colon between names is none of JSON's, which stand after quotes.
  if (!/^[a-z0-9_ .-]+(?::[a-z0-9_ .-]+)*$/.test(text)) return;
  return OWN_NAMES.some((name) => name.includes(text)) ? undefined : text;
}

/** A regular expression that may match any text of the payload; false: it is none. */
export function certainMatcher(condition: PayloadCondition): TextMatcher | false {
  if (condition.type !== 'value' || condition.roots.length < PAYLOAD_ROOTS.length || condition.steps.length > 0)
    return false;
  if (condition.comparison !== ':' || condition.value.type !== 'regex') return false;
  const matches = containsMatcher(condition.value);
  return (text) => !OWN_NAMES.includes(text) && matches(text);
}

/** The runs of ASCII in a text as it stands in JSON, in lower case. */
function asciiRuns(text: string): string[] {
  return JSON.stringify(text)
    .slice(1, -1)
    .toLowerCase()
    .split(/[^ -~]+|\\u[0-9a-f]{4}/)
    .filter((run) => run !== '');
}

function longest(texts: readonly string[]): string | undefined {
  const best = texts.reduce((longer, text) => (text.length > longer.length ? text : longer), '');
  return best === '' ? undefined : best;
}
