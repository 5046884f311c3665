// What the reports of the test runners say of failed tests, so that it can be told again where a long run ends.

import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ readonly test: string, readonly message: string }} Failure */

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {readonly PlaywrightSuite[]} [suites]
 * @property {readonly { title: string, file: string, line: number, ok: boolean,
 *   tests: readonly { results: readonly { errors: readonly { message?: string }[] }[] }[] }[]} [specs]
 */

const MAX_LINES = 25;

/**
 * @param {{ testResults: readonly { name: string, message?: string, assertionResults: readonly
 *   { status: string, fullName: string, failureMessages?: readonly string[] | null }[] }[] } | undefined} report of vitest's JSON reporter
 * @returns {Failure[]}
 */
export function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    // A file that could not be loaded has no tests.
    if (assertionResults.length === 0 && message) return [failure(name, [message])];
    return failed.map(({ fullName, failureMessages }) => failure(`${name}: ${fullName}`, failureMessages ?? []));
  });
}

/**
 * @param {{ suites: readonly PlaywrightSuite[] } | undefined} report of Playwright's JSON reporter
 * @returns {Failure[]}
 */
export function playwrightFailures(report) {
  return (report?.suites ?? []).flatMap(failuresOf);
}

/** @param {PlaywrightSuite} suite @returns {Failure[]} */
function failuresOf({ suites = [], specs = [] }) {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
      return failure(
        `${file}:${line}: ${title}`,
        errors.map(({ message }) => message ?? ''),
      );
    });
  return [...own, ...suites.flatMap(failuresOf)];
}

/** @param {string} test @param {readonly string[]} messages @returns {Failure} */
function failure(test, messages) {
  const lines = messages.flatMap((message) => stripVTControlCharacters(message).split('\n'));
  return {
    test,
    message: lines
      .slice(0, MAX_LINES)
      .map((line) => `  ${line}`)
      .join('\n'),
  };
}
