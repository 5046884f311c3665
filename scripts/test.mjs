// `npm test`: everything, from a fresh clone: types, lint, unused code, build, unit, UI (real browser), end to end (real Electron).
// `npm test -- unit ui` runs only the named parts; `npm test -- e2e test/e2e/run.spec.ts -g nodemon` hands the rest to
// the runner of the only part that is named.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findChromium } from './setup/chromium.mjs';
import { ensureDisplay } from './setup/display.mjs';
import { prepareElectron } from './setup/environment.mjs';
import { playwrightFailures, vitestFailures } from './setup/failures.mjs';
import { projectRoot } from './setup/paths.mjs';
import { run, runScript, SetupError, say } from './setup/report.mjs';

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
 * @property {readonly import('./setup/failures.mjs').Failure[]} failures those whose cause is known
 */

const UNIT_REPORT = join('out', 'unit-results.json');
const PLAYWRIGHT_REPORT = join('out', 'test-results.json');
const tool = (/** @type {string[]} */ ...parts) => join(projectRoot, 'node_modules', ...parts);

/** @type {readonly Part[]} */
const PARTS = [
  { name: 'types', title: 'Types', run: (environment) => check(environment, [tool('typescript', 'bin', 'tsc'), '-b']) },
  {
    name: 'lint',
    title: 'Lint, format and the borders between the rooms',
    run: (environment) =>
      check(environment, [tool('@biomejs', 'biome', 'bin', 'biome'), 'ci', '--error-on-warnings', '.']),
  },
  {
    name: 'docs',
    title: 'Format of the docs',
    run: (environment) => check(environment, [tool('markdownlint-cli2', 'markdownlint-cli2-bin.mjs')]),
  },
  {
    name: 'unused',
    title: 'Unused files, exports and packages',
    run: (environment) => check(environment, [tool('knip', 'bin', 'knip.js'), '--no-progress']),
  },
  { name: 'unit', title: 'Unit tests', takesArguments: true, run: runUnit },
  { name: 'ui', title: 'UI tests in Chromium', takesArguments: true, run: runUi },
  {
    name: 'e2e',
    title: 'End-to-end tests in Electron',
    takesArguments: true,
    run: (environment, args) => runPlaywright(environment, 'e2e', args),
  },
];

await runScript(async () => {
  const { parts, args } = readArguments(process.argv.slice(2));
  const { environment } = await prepareElectron();
  const display = await ensureDisplay({ always: true });
  await build();

  const outcomes = [];
  for (const part of parts) {
    say(part.title);
    const startedAt = Date.now();
    const outcome = await part.run({ ...process.env, ...environment, ...display }, args);
    outcomes.push({ ...outcome, title: part.title, seconds: Math.round((Date.now() - startedAt) / 1000) });
  }
  return summarize(outcomes);
});

/**
 * @param {readonly string[]} given names of parts, then arguments for the runner of the only part
 * @returns {{ parts: readonly Part[], args: readonly string[] }}
 */
function readArguments(given) {
  const isPart = (/** @type {string} */ text) => PARTS.some(({ name }) => name === text);
  const end = given.findIndex((argument) => !isPart(argument));
  const wanted = end === -1 ? given : given.slice(0, end);
  const args = end === -1 ? [] : given.slice(end);
  const parts = PARTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const [only] = parts;
  if (args.length > 0 && !(parts.length === 1 && only?.takesArguments)) {
    const names = PARTS.map(({ name }) => name).join(', ');
    throw new SetupError(
      `“${args.join(' ')}” is not a part of the tests, and not for one test runner either.`,
      `The parts are: ${names}. Arguments for a runner follow unit, ui or e2e.`,
    );
  }
  return { parts, args };
}

/** @param {(Outcome & { title: string, seconds: number })[]} outcomes @returns {number} the exit code */
function summarize(outcomes) {
  process.stdout.write('\n');
  for (const { title, isGood, passed, failed, seconds } of outcomes) {
    const count = passed + failed === 0 ? '' : `: ${passed} passed, ${failed} failed`;
    process.stdout.write(`${isGood ? '✔' : '✖'} ${title}${count} (${seconds} s)\n`);
  }
  for (const { test, message } of outcomes.flatMap(({ failures }) => failures)) {
    process.stdout.write(`\n✖ ${test}\n${message}\n`);
  }
  const total = (/** @type {'passed' | 'failed'} */ key) => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
  process.stdout.write(`\n${total('passed')} passed, ${total('failed')} failed\n`);
  return outcomes.every(({ isGood }) => isGood) ? 0 : 1;
}

/** @param {NodeJS.ProcessEnv} environment @param {readonly string[]} args @returns {Promise<Outcome>} */
async function check(environment, args) {
  const { exitCode } = await run('checking', process.execPath, args, { cwd: projectRoot, env: environment });
  return { isGood: exitCode === 0, passed: 0, failed: 0, failures: [] };
}

/** @param {NodeJS.ProcessEnv} environment @param {readonly string[]} wanted @returns {Promise<Outcome>} */
async function runUnit(environment, wanted) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`];
  const args = [tool('vitest', 'vitest.mjs'), 'run', ...reporters, ...wanted];
  const { exitCode } = await run('running unit tests', process.execPath, args, { cwd: projectRoot, env: environment });
  const report = readReport(UNIT_REPORT);
  return {
    isGood: exitCode === 0,
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    failures: vitestFailures(report),
  };
}

/** @param {NodeJS.ProcessEnv} environment @param {readonly string[]} args @returns {Promise<Outcome>} */
async function runUi(environment, args) {
  const chromium = await findChromium();
  const config = join('test', 'ui', 'harness', 'vite.config.ts');
  const harness = [tool('vite', 'bin', 'vite.js'), 'build', '-c', config, '--logLevel', 'warn'];
  const built = await check(environment, harness);
  if (!built.isGood) return built;
  return runPlaywright({ ...environment, ELECTROSCOPE_CHROMIUM: chromium }, 'ui', args);
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} project
 * @param {readonly string[]} wanted
 * @returns {Promise<Outcome>}
 */
async function runPlaywright(environment, project, wanted) {
  const args = [tool('playwright', 'cli.js'), 'test', '-c', 'test', `--project=${project}`, ...wanted];
  const { exitCode } = await run(`running ${project} tests`, process.execPath, args, {
    cwd: projectRoot,
    env: environment,
  });
  const report = readReport(PLAYWRIGHT_REPORT);
  const failed = (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0);
  return { isGood: exitCode === 0, passed: report?.stats.expected ?? 0, failed, failures: playwrightFailures(report) };
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(join(projectRoot, file), 'utf8'));
  } catch {
    return undefined; // The runner died before it could write one; its exit code says so.
  }
}
