/** No test is left out silently: each names its condition, and the run lists them with their reasons. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { playwrightLeftOut, vitestLeftOut } from '../../../scripts/setup/runner-reports.mjs';
import { describeLeftOut } from '../../../scripts/setup/test-parts.mjs';
import { projectRoot } from '../../support/paths';

const NOWHERE = "{ name: 'on the moon', holds: () => false }";
/** What leaves a test out and is not `test.skip(...unless(…))`. */
const SILENT =
  /\b(?:test|it|describe|suite)(?:\s*\.\w+)*\s*\.(?:skip|skipIf|runIf|fixme|todo|only)\b(?!\(\.\.\.unless\()/;

test('tests leave themselves out only by a named condition', () => {
  const files = readdirSync(join(projectRoot, 'test'), { recursive: true, encoding: 'utf8' });
  const tests = files.filter((file) => /\.(test|spec)\.tsx?$/.test(file));
  expect(tests.length).toBeGreaterThan(200);
  const silent = tests.filter((file) => SILENT.test(readFileSync(join(projectRoot, 'test', file), 'utf8')));
  expect(silent).toEqual([]);
  for (const way of ['.skip()', '.skipIf(x)', '\n  .runIf(x)', '.concurrent.only()']) {
    expect(`test${way}`).toMatch(SILENT);
  }
});

/** Inside the project, so that the test finds its runner. @returns the folder */
function projectWith(file: string, text: string): string {
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  const folder = mkdtempSync(join(projectRoot, 'out', 'left-out-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const conditions = JSON.stringify(join(projectRoot, 'test', 'support', 'conditions'));
  writeFileSync(join(folder, file), text.replace('CONDITIONS', conditions));
  return folder;
}

function report(folder: string, ...command: string[]) {
  const { stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: undefined, TEST_WORKER_INDEX: undefined },
    timeout: 50_000,
  });
  try {
    return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  } catch {
    throw new Error(stdout + stderr);
  }
}

test('vitest reports them with the reason', () => {
  const folder = projectWith(
    'a.test.ts',
    `import { describe, expect, test } from 'vitest';
     import { onlyWhere } from CONDITIONS;
     test('runs', () => expect(1).toBe(1));
     describe('a group', onlyWhere(${NOWHERE}, 'it needs dust'), () => {
       test.each([1, 2])('number %i', () => expect(1).toBe(2));
     });`,
  );
  const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const options = ['run', '--root', folder, '--reporter=json', '--outputFile=report.json'];
  const leftOut = vitestLeftOut(report(folder, vitest, ...options));
  const file = join(folder, 'a.test.ts').replaceAll('\\', '/');
  expect(describeLeftOut(leftOut)).toBe(
    `\n○ 2 left out:\n  only on the moon: it needs dust\n    ${file}: a group number 1\n    ${file}: a group number 2\n`,
  );
});

test('Playwright reports them with the reason', () => {
  const folder = projectWith(
    'a.spec.ts',
    `import { expect, test } from 'playwright/test';
     import { unless } from CONDITIONS;
     test('runs', () => expect(1).toBe(1));
     test.describe('a group', () => {
       test.skip(...unless(${NOWHERE}, 'it needs dust'));
       test('waits', () => expect(1).toBe(2));
     });`,
  );
  writeFileSync(
    join(folder, 'playwright.config.ts'),
    `export default { reporter: [['json', { outputFile: 'report.json' }]] };`,
  );
  const playwright = join(projectRoot, 'node_modules', 'playwright', 'cli.js');
  expect(describeLeftOut(playwrightLeftOut(report(folder, playwright, 'test', '-c', folder)))).toBe(
    '\n○ 1 left out:\n  only on the moon: it needs dust\n    a.spec.ts:6: waits\n',
  );
});

test('nothing is said where all tests run', () => {
  expect(describeLeftOut([])).toBe('');
});
