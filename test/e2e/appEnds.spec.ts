/** How apps end, in a real Electron: the journal, the window and `record` say so. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';
import { runCommand } from '../support/commandLine';
import { posix, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { electronExecutable, testApps } from '../support/paths';

test.skip(...unless(posix, 'apps end by signals'));

const troubles = join(testApps, 'troubles');
let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-ends-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ENDS = [
  ['quit', { exitCode: 0 }, 'troubles ended', 0],
  ['exit', { exitCode: 3 }, 'troubles ended with exit code 3', 3],
  ['abort', { signal: 'SIGABRT' }, 'troubles was killed by SIGABRT', 134],
  ['kill', { signal: 'SIGKILL' }, 'troubles was killed by SIGKILL', 137],
] as const;

for (const [trouble, end, words, exitCode] of ENDS)
  test(`${trouble}: the end of the target and record say how it ended`, async () => {
    const options = ['--electron', electronExecutable(), '--out', 'run.escope'];
    const { code, stderr } = await runCommand(folder, 'record', troubles, ...options, '--', trouble);
    expect(code, stderr).toBe(exitCode);
    expect(stderr).toContain(`Ended because ${words}`);
    const lines = readFileSync(join(folder, 'run.escope'), 'utf8').trimEnd().split('\n');
    const entries = lines.map((line) => decodeLine(line) as JournalEntry);
    expect(entries.filter(({ type }) => type === 'targetEnd')).toMatchObject([{ target: 1, ...end }]);
  });

test('the window says how an app ended: beside its name, and after its last message', async () => {
  const inspector = await Inspector.open(troubles, '--', 'kill');
  await expect(inspector.status).toHaveText('was killed by SIGKILL');
  const divider = inspector.page.locator('[data-event=ended]');
  await expect(divider).toContainText('App was killed by SIGKILL');
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});
