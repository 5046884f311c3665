/** Apps whose main process does not respond, in a real Electron: the window and `record` say so, and why. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { runCommand } from '../support/commandLine';
import { posix, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { electronExecutable, testApps } from '../support/paths';

const troubles = join(testApps, 'troubles');
const card = ({ page }: Inspector) => page.getByRole('region', { name: 'Main does not respond' });

test('a handler that computes: a card leads to its message, and goes when main is back', async () => {
  const inspector = await Inspector.open(troubles, '--', 'loop');
  await inspector.setFilter('channel=warm-up');
  await expect(card(inspector)).toContainText(/Main has not responded for \d+ s, since report:build/);
  await expect(card(inspector)).toContainText('It is computing.');
  await expect(inspector.status).toHaveText('not responding');
  await card(inspector).getByRole('button', { name: 'Show message' }).click();
  await expect(inspector.detail).toContainText('report:build');
  await expect(inspector.detail).toContainText('4711');
  await expect(card(inspector)).toHaveCount(0, { timeout: 20_000 });
  await expect(inspector.status).toHaveText('attached');
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});

for (const trouble of ['dialog', 'throw'])
  test(`${trouble}: what is awaited outside is told, such as a dialog`, async () => {
    const inspector = await Inspector.open(troubles, '--', trouble);
    await expect(card(inspector)).toContainText('It waits for something outside, such as a dialog');
    await expect(inspector.status).toHaveText('not responding');
    await inspector.page.getByRole('button', { name: 'Stop the app' }).click();
    await expect(inspector.status).toContainText(/ended|killed/);
    await expect(card(inspector)).toHaveCount(0);
    await inspector.close();
    expect(inspector.problems).toEqual([]);
  });

test('an app that is stopped by a signal, until it goes on', async () => {
  test.skip(...unless(posix, 'a signal stops it'));
  const inspector = await Inspector.open(troubles, '--', 'none');
  await expect(inspector.rows.filter({ hasText: 'report:build' })).toBeVisible();
  const pid = await inspector.targetPid();
  process.kill(pid, 'SIGSTOP');
  await expect(card(inspector)).toContainText('It is stopped, by SIGSTOP or a debugger.');
  process.kill(pid, 'SIGCONT');
  await expect(card(inspector)).toHaveCount(0);
  await expect(inspector.status).toHaveText('attached');
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});

test('record tells of it while it lasts, and in the end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'electroscope-not-responding-'));
  const options = [
    '--electron',
    electronExecutable(),
    '--until',
    'channel=report:build status:ok',
    '--out',
    'run.escope',
  ];
  const { code, stderr } = await runCommand(folder, 'record', troubles, ...options, '--', 'loop');
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/^Main has not responded for \d s, since report:build\. It is computing\.$/m);
  expect(stderr).toMatch(/^Main did not respond for \d+ s, since report:build\.$/m);
  rmSync(folder, { recursive: true });
});

test('an app that throws at its first line, and then waits for ever: the window tells the error', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'electroscope-throws-'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "throwing", "main": "main.js" }');
  writeFileSync(join(folder, 'main.js'), 'throw new Error("no database");');
  const inspector = await Inspector.open(folder);
  const { page } = inspector;
  await expect(page.getByRole('heading', { name: 'an error was not caught' })).toBeVisible();
  await expect(page.getByText('Error: no database')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Output of the app: .* on standard error$/ })).toBeVisible();
  await inspector.close();
  expect(inspector.problems).toEqual([]);
  rmSync(folder, { recursive: true });
});
