// Runs parts of the tests, and summarizes the results.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './paths.mjs';
import { run, say } from './report.mjs';
import { playwrightFailures, playwrightLeftOut } from './runner-reports.mjs';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} title
 * @property {(environment: NodeJS.ProcessEnv, args: readonly string[]) => Promise<Outcome>} run args: for the test runner
 * @property {boolean} [takesArguments]
 */

/**
 * @typedef {object} Outcome
 * @property {boolean} isGood
 * @property {number} passed number of tests; 0 for a check that counts none
 * @property {number} failed
 * @property {readonly import('./runner-reports.mjs').Failure[]} failures those whose cause is known
 * @property {readonly import('./runner-reports.mjs').LeftOut[]} leftOut
 */

export const PLAYWRIGHT_REPORT = join('out', 'test-results.json');
/** For the end-to-end tests on a slow machine. */
const RUN_LIMIT_MS = 3 * 3_600_000;

/** @type {Part} */
export const E2E = {
  name: 'e2e',
  title: 'End-to-end tests in Electron',
  takesArguments: true,
  run: (environment, args) => runPlaywright(environment, 'e2e', args),
};

/** @param {string[]} parts @returns {string} a file of an installed package */
export const tool = (...parts) => join(projectRoot, 'node_modules', ...parts);

/**
 * Runs one part after the other, and prints a summary.
 *
 * @param {readonly Part[]} parts
 * @param {NodeJS.ProcessEnv} environment
 * @param {readonly string[]} args for the test runner
 * @returns {Promise<number>} the exit code
 */
export async function runParts(parts, environment, args) {
  const outcomes = [];
  for (const part of parts) {
    say(part.title);
    const startedAt = Date.now();
    const outcome = await part.run(environment, args);
    outcomes.push({ ...outcome, title: part.title, seconds: Math.round((Date.now() - startedAt) / 1000) });
  }
  process.stdout.write(summary(outcomes));
  return outcomes.every(({ isGood }) => isGood) ? 0 : 1;
}

/** @param {readonly (Outcome & { title: string, seconds: number })[]} outcomes */
function summary(outcomes) {
  const parts = outcomes.map(({ title, isGood, passed, failed, seconds }) => {
    const count = passed + failed === 0 ? '' : `: ${passed} passed, ${failed} failed`;
    return `${isGood ? '✔' : '✖'} ${title}${count} (${seconds} s)\n`;
  });
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  const total = (/** @type {'passed' | 'failed'} */ key) => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
  return [
    '\n',
    ...parts,
    describeLeftOut(outcomes.flatMap(({ leftOut }) => leftOut)),
    ...failures.map(({ test, message }) => `\n✖ ${test}\n${message}\n`),
    `\n${total('passed')} passed, ${total('failed')} failed\n`,
  ].join('');
}

/**
 * @param {readonly import('./runner-reports.mjs').LeftOut[]} leftOut
 * @returns {string} the tests below the reason for which they were left out; empty if there are none
 */
export function describeLeftOut(leftOut) {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))].sort();
  const lines = reasons.flatMap((reason) => [
    `  ${reason}`,
    ...leftOut.filter((each) => each.reason === reason).map(({ test }) => `    ${test}`),
  ]);
  return lines.length === 0 ? '' : `\n○ ${leftOut.length} left out:\n${lines.join('\n')}\n`;
}

/** @param {NodeJS.ProcessEnv} environment @param {readonly string[]} args @returns {Promise<Outcome>} */
export async function check(environment, args) {
  const { exitCode } = await run('checking', process.execPath, args, { cwd: projectRoot, env: environment });
  return { isGood: exitCode === 0, passed: 0, failed: 0, failures: [], leftOut: [] };
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} project
 * @param {readonly string[]} wanted
 * @returns {Promise<Outcome>}
 */
export async function runPlaywright(environment, project, wanted) {
  // If this run wrote no report, that of an earlier one would count.
  rmSync(join(projectRoot, PLAYWRIGHT_REPORT), { force: true });
  const args = [tool('playwright', 'cli.js'), 'test', '-c', 'test', `--project=${project}`, ...wanted];
  const { exitCode } = await run(`running ${project} tests`, process.execPath, args, {
    cwd: projectRoot,
    env: environment,
    timeoutMs: RUN_LIMIT_MS,
  });
  const report = readReport(PLAYWRIGHT_REPORT);
  const failed = (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0);
  return {
    isGood: exitCode === 0,
    passed: report?.stats.expected ?? 0,
    failed,
    failures: playwrightFailures(report),
    leftOut: playwrightLeftOut(report),
  };
}

/** @param {string} file */
export function readReport(file) {
  try {
    return JSON.parse(readFileSync(join(projectRoot, file), 'utf8'));
  } catch {
    return undefined; // The runner died before it could write one; its exit code says so.
  }
}
