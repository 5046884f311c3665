// `npm test`: everything, from a fresh clone: types, lint, unused code, build, unit, UI (real browser), end to end (real Electron).
// `npm test -- unit ui` runs only the named parts; `npm test -- e2e test/e2e/run.spec.ts -g nodemon` hands the rest to
// the runner of the only part that is named.

import { join } from 'node:path';
import { build } from './build.mjs';
import { findChromium } from './setup/chromium.mjs';
import { ensureDisplay } from './setup/display.mjs';
import { prepareElectron } from './setup/environment.mjs';
import { projectRoot } from './setup/paths.mjs';
import { run, runScript, SetupError } from './setup/report.mjs';
import { vitestFailures, vitestLeftOut } from './setup/runner-reports.mjs';
import { check, E2E, readReport, runParts, runPlaywright, tool } from './setup/test-parts.mjs';

/** @typedef {import('./setup/test-parts.mjs').Part} Part */
/** @typedef {import('./setup/test-parts.mjs').Outcome} Outcome */

const UNIT_REPORT = join('out', 'unit-results.json');

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
    name: 'workflows',
    title: 'Workflows',
    run: (environment) => check(environment, [join('scripts', 'lint-workflows.mjs')]),
  },
  {
    name: 'unused',
    title: 'Unused files, exports and packages',
    run: (environment) => check(environment, [tool('knip', 'bin', 'knip.js'), '--no-progress']),
  },
  { name: 'unit', title: 'Unit tests', takesArguments: true, run: runUnit },
  { name: 'ui', title: 'UI tests in Chromium', takesArguments: true, run: runUi },
  E2E,
];

await runScript(async () => {
  const { parts, args } = readArguments(process.argv.slice(2));
  const { environment } = await prepareElectron();
  const display = await ensureDisplay({ always: true });
  await build();
  return runParts(parts, { ...process.env, ...environment, ...display }, args);
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
    leftOut: vitestLeftOut(report),
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
