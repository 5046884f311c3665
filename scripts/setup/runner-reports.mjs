// Reads the failed and the left-out tests from the test runners' reports, so that a long run can list them at its end.

import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ readonly test: string, readonly message: string }} Failure */

/** @typedef {{ readonly test: string, readonly reason: string }} LeftOut a test whose condition does not hold here */

/**
 * @typedef {object} VitestReport of its JSON reporter
 * @property {readonly { name: string, message?: string, assertionResults: readonly { status: string, fullName: string,
 *   failureMessages?: readonly string[] | null, meta?: { leftOut?: string } }[] }[]} testResults
 */

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {string} [file]
 * @property {readonly PlaywrightSuite[]} [suites]
 * @property {readonly { title: string, file: string, line: number, ok: boolean,
 *   tests: readonly { status?: string, annotations?: readonly { type: string, description?: string }[],
 *   results: readonly { errors: readonly { message?: string }[] }[] }[] }[]} [specs]
 */

const MAX_LINES = 25;

/**
 * @param {VitestReport | undefined} report
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

/**
 * @param {VitestReport | undefined} report
 * @returns {LeftOut[]}
 */
export function vitestLeftOut(report) {
  return (report?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults.flatMap(({ fullName, meta }) =>
      meta?.leftOut === undefined ? [] : { test: `${name}: ${fullName}`, reason: meta.leftOut },
    ),
  );
}

/**
 * @param {{ suites: readonly PlaywrightSuite[] } | undefined} report of Playwright's JSON reporter
 * @returns {LeftOut[]}
 */
export function playwrightLeftOut(report) {
  return (report?.suites ?? []).flatMap(leftOutOf);
}

/** @param {PlaywrightSuite} suite @returns {LeftOut[]} */
function leftOutOf({ suites = [], specs = [] }) {
  const own = specs.flatMap(({ file, line, title, tests }) =>
    tests.flatMap(({ annotations = [] }) =>
      annotations
        .filter(({ type }) => type === 'skip')
        .map(({ description = 'no reason is given' }) => ({ test: `${file}:${line}: ${title}`, reason: description })),
    ),
  );
  return [...own, ...suites.flatMap(leftOutOf)];
}
