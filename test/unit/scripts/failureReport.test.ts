import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '../../support/paths';

const FAILING_TEST = `
import { expect, test } from 'vitest';
test('compares two texts', () => expect('what came out').toBe('what was expected'));
`;

/** Older Nodes than this one may lack `Map.groupBy`. Here no Node has it. */
const WITHOUT_GROUP_BY = '--import data:text/javascript,delete(Map.groupBy)';

test('vitest prints why a test failed, also on a Node without Map.groupBy', () => {
  // Inside the project, so that the test finds vitest.
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  const folder = mkdtempSync(join(projectRoot, 'out', 'failing-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'test', 'unit'), { recursive: true });
  writeFileSync(join(folder, 'test', 'unit', 'fails.test.ts'), FAILING_TEST);

  const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const config = join(projectRoot, 'vitest.config.ts');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vitest, 'run', '--config', config, '--root', folder, '--reporter=default'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: WITHOUT_GROUP_BY }, timeout: 110_000 },
  );

  const output = stripVTControlCharacters(stdout + stderr);
  expect(output).toContain('compares two texts');
  expect(output).toContain("expected 'what came out' to be 'what was expected'");
  expect(output).toContain('1 failed');
  expect(status).toBe(1);
});
