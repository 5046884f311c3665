// `npm run mutate -- redaction`: plants one small fault at a time in a part of the source, and says which no unit test notices.
// Takes areas, folders and files; docs/decisions/mutation.md has the rules and the scores.

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { AREAS } from './mutation/areas.mjs';
import { judge } from './mutation/judge.mjs';
import { chooseSample, onMutant } from './mutation/plugins.mjs';
import { projectRoot } from './setup/paths.mjs';
import { runScript, SetupError } from './setup/report.mjs';

/** @typedef {import('./mutation/judge.mjs').Judged} Judged */
/** @typedef {{ readonly source: readonly string[], readonly tests: readonly string[] | undefined }} Part patterns; without tests, all that import the source */

const OWN_PLUGINS = fileURLToPath(new URL('./mutation/plugins.mjs', import.meta.url));
const POLYFILL = pathToFileURL(join(projectRoot, 'scripts', 'setup', 'node20.mjs')).href;

await runScript(async () => {
  const { values, positionals } = readArguments();
  const parts = positionals.map(partOf);
  if (parts.length === 0) {
    const names = Object.keys(AREAS).join(', ');
    throw new SetupError('Say what to mutate.', `The areas are: ${names}. A folder or file below src/ will do, too.`);
  }
  if (values.sample !== undefined) chooseSample(numberOf('sample', values.sample, 100_000), values.seed);
  const judged = await mutate(parts, numberOf('concurrency', values.concurrency, 64));
  report(judged, positionals);
  return 0;
});

function readArguments() {
  try {
    return parseArgs({
      options: {
        sample: { type: 'string' },
        seed: { type: 'string', default: '1' },
        concurrency: { type: 'string', default: '1' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new SetupError(text, 'The options are --sample, --seed and --concurrency, each with a value.');
  }
}

/** @param {string} name of an area, folder or file @returns {Part} */
function partOf(name) {
  const area = AREAS[name];
  if (area !== undefined) return area;
  const path = relative(projectRoot, resolve(projectRoot, name)).replaceAll('\\', '/');
  const found = statSync(join(projectRoot, path), { throwIfNoEntry: false });
  if (found === undefined || !path.startsWith('src/')) {
    throw new SetupError(
      `“${name}” is not an area, and not a folder or file below src/.`,
      `The areas are: ${Object.keys(AREAS).join(', ')}.`,
    );
  }
  return { source: [found.isDirectory() ? `${path}/**/*.ts` : path], tests: undefined };
}

/** @param {string} name @param {string} text @param {number} max */
function numberOf(name, text, max) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= max) return number;
  throw new SetupError(`--${name} is “${text}”.`, `Give it a whole number from 1 to ${max}.`);
}

/**
 * Runs the unit tests once without a fault, then for each fault those that reach it, and prints each fault that none notices.
 * Works in a copy of the project.
 *
 * @param {readonly Part[]} parts
 * @param {number} concurrency how many test processes run at a time
 * @returns {Promise<readonly Judged[]>}
 */
async function mutate(parts, concurrency) {
  const isNamed = parts.every(({ tests }) => tests !== undefined);
  const folder = mkdtempSync(join(tmpdir(), 'electroscope-mutate-'));
  // Stryker ends the process itself when it is interrupted.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  // For vitest.mutation.config.ts: with Stryker’s own choice of test files, mutants of what runs on loading stay asleep.
  if (isNamed) process.env.MUTATION_TESTS = JSON.stringify(parts.flatMap(({ tests }) => tests ?? []));
  process.chdir(projectRoot);
  const stryker = new Stryker({
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutation.config.ts', related: true },
    testRunnerNodeArgs: ['--import', POLYFILL],
    // Stryker reads it with an API that TypeScript 7 does not have; vite needs no rewritten one.
    tsconfigFile: 'none.json',
    plugins: ['@stryker-mutator/vitest-runner', OWN_PLUGINS],
    mutate: parts.flatMap(({ source }) => source),
    ignorePatterns: ['.git', 'docs', 'out/test-results', 'out/dist'],
    coverageAnalysis: 'perTest',
    reporters: ['own', 'progress-append-only'],
    tempDirName: folder,
    concurrency,
    // Besides the time that the tests took without a fault: on a busy machine, what is only slow must not count as noticed.
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 30,
    warnings: false,
    logLevel: /** @type {NonNullable<ConstructorParameters<typeof Stryker>[0]['logLevel']>} */ ('warn'),
    allowConsoleColors: false,
  });
  /** @type {Judged[]} */
  const judged = [];
  onMutant((mutant) => {
    const outcome = judge(mutant, readFileSync(mutant.fileName, 'utf8'));
    if (outcome === undefined) return;
    judged.push(outcome);
    const { verdict, isHanging, place, change } = outcome;
    if (verdict === 'missed' || isHanging)
      print(`\n${place}${isHanging ? ', without end' : ''}\n- ${change.before}\n+ ${change.after}`);
  });
  print('The unit tests run once without a fault …');
  try {
    await stryker.runMutationTest();
  } catch (error) {
    throw new SetupError(
      error instanceof Error ? error.message : String(error),
      'Let “npm run test:unit” pass first, and name source that unit tests reach.',
    );
  }
  return judged;
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

/** @param {readonly Judged[]} judged @param {readonly string[]} names */
function report(judged, names) {
  print('');
  const files = [...new Set(judged.map(({ file }) => file))].sort();
  for (const file of files) {
    print(
      scoreLine(
        file,
        judged.filter((mutant) => mutant.file === file),
      ),
    );
  }
  print(scoreLine(names.join(' '), judged));
}

/** @param {string} name @param {readonly Judged[]} judged */
function scoreLine(name, judged) {
  const count = (/** @type {string} */ verdict) => judged.filter((mutant) => mutant.verdict === verdict).length;
  const noticed = count('noticed');
  const all = noticed + count('missed');
  const score = all === 0 ? '   –' : `${((100 * noticed) / all).toFixed(1).padStart(5)} %`;
  const hanging = judged.filter(({ isHanging }) => isHanging).length;
  const rest = `${hanging} without end, ${count('equivalent')} equivalent, ${count('text')} in texts`;
  return `${score}  ${name}: ${noticed} of ${all} noticed; ${rest}`;
}
