// What the outcome of each mutant means: which count, and which do not.

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { projectRoot } from '../setup/paths.mjs';

/** @typedef {'noticed' | 'missed' | 'equivalent' | 'text'} Verdict */
/** @typedef {{ readonly before: string, readonly after: string }} Change the lines, on one line each */
/** @typedef {{ readonly file: string, readonly place: string, readonly change: Change, readonly verdict: Verdict, readonly isHanging: boolean }} Judged isHanging: it made a test run without end */
/** @typedef {{ readonly file: string, readonly before: string, readonly after: string, readonly why: string }} Equivalent */
/** @typedef {Pick<Awaited<ReturnType<import('@stryker-mutator/core').Stryker['runMutationTest']>>[number], 'fileName' | 'location' | 'mutatorName' | 'replacement' | 'status'>} Mutant */

const MAX_CHANGE_CHARS = 160;
/** A string with a space in it is there for people; but not in these files. */
const EXACT_TEXTS = ['src/shared/bridge/contentSecurityPolicy.ts'];

/** @type {readonly Equivalent[]} */
const EQUIVALENT = JSON.parse(readFileSync(new URL('./equivalent.json', import.meta.url), 'utf8'));

/**
 * @param {Mutant} mutant
 * @param {string} source of its file
 * @returns {Judged | undefined} undefined: it was not tried, or could not run
 */
export function judge(mutant, source) {
  const file = relative(projectRoot, mutant.fileName).replaceAll('\\', '/');
  const change = changeOf(mutant, source);
  const verdict = verdictOf(mutant, file, change, source);
  const place = `${file}:${mutant.location.start.line}`;
  return verdict && { file, place, change, verdict, isHanging: mutant.status === 'Timeout' };
}

/** @param {Mutant} mutant @param {string} file @param {Change} change @param {string} source @returns {Verdict | undefined} */
function verdictOf(mutant, file, change, source) {
  switch (mutant.status) {
    case 'Killed':
    case 'Timeout':
      return 'noticed';
    case 'Survived':
    case 'NoCoverage':
      if (!EXACT_TEXTS.includes(file) && isProse(mutant, source)) return 'text';
      return isEquivalent(file, change) ? 'equivalent' : 'missed';
    default:
      return undefined;
  }
}

/** @param {string} file @param {Change} change */
function isEquivalent(file, change) {
  return EQUIVALENT.some(
    (listed) => listed.file === file && listed.before === change.before && listed.after === change.after,
  );
}

/**
 * Whether a text for people was replaced.
 *
 * @param {Mutant} mutant
 * @param {string} source
 */
function isProse({ mutatorName, location }, source) {
  return mutatorName === 'StringLiteral' && source.slice(...range(location, source)).includes(' ');
}

/**
 * The lines that a mutant changes.
 *
 * @param {Mutant} mutant
 * @param {string} source
 * @returns {Change}
 */
function changeOf({ location, replacement = '' }, source) {
  const [start, end] = range(location, source);
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const nextLine = source.indexOf('\n', end);
  const lineEnd = nextLine === -1 ? source.length : nextLine;
  const oneLine = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim().slice(0, MAX_CHANGE_CHARS);
  return {
    before: oneLine(source.slice(lineStart, lineEnd)),
    after: oneLine(source.slice(lineStart, start) + replacement + source.slice(end, lineEnd)),
  };
}

/** @param {Mutant['location']} location lines and columns count from 1 @param {string} source @returns {[number, number]} */
function range({ start, end }, source) {
  const lines = source.split('\n');
  const offset = (/** @type {{ line: number, column: number }} */ { line, column }) =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  return [offset(start), offset(end)];
}
