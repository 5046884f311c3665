/** Several windows of one Electroscope, and several Electroscopes at once: each has a session of its own. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';
import { isAlive } from '../support/processes';

const attachable = join(testApps, 'attachable');
const started: PlainApp[] = [];
test.afterEach(async () => {
  await Promise.all(started.splice(0).map((app) => app.stop()));
});

async function startAttachable(): Promise<PlainApp> {
  const app = PlainApp.start(['--inspect=0', attachable]);
  started.push(app);
  await app.waitForOutput('ready');
  return app;
}

function journals({ dataFolder }: Inspector): string[] {
  const folder = join(dataFolder, 'sessions');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.escope'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Attaches on the start screen, as a user does. */
async function attach(window: Inspector, app: PlainApp): Promise<void> {
  await window.page.getByRole('textbox', { name: 'Port, host:port or process id' }).fill(String(app.pid));
  await window.page.getByRole('button', { name: 'Attach', exact: true }).click();
  await expect(window.status).toContainText('attached');
}

test('a new window has a session of its own; closing it ends what it has launched, and nothing else', async () => {
  test.skip(...unless(linux, 'it looks for processes in /proc'));
  const other = await startAttachable();
  const first = await Inspector.open('--attach', String(await other.inspectorPort()));
  await expect(first.status).toContainText('attached');
  const second = await first.newWindow(() => first.page.keyboard.press('Control+Shift+N'));
  await expect(second.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  await second.page.getByRole('button', { name: /^Watch the demo/ }).click();
  await second.waitForTour();
  const demo = await second.targetPid();
  expect(demo).not.toBe(other.pid);
  await second.setFilter('channel:early:note');
  await expect(second.rows).toHaveCount(0);
  expect(
    journals(first)
      .map((text) => text.includes('early:note'))
      .sort(),
  ).toEqual([false, true]);

  await second.page.close();
  await expect.poll(() => isAlive(demo)).toBe(false);
  await first.setFilter('channel:early:note');
  const shown = async () => Number(/^[\d,]+/.exec(await first.statusBar.innerText())?.[0].replaceAll(',', ''));
  const count = await shown();
  await expect.poll(shown).toBeGreaterThan(count);
  await first.close();
  expect(isAlive(other.pid)).toBe(true);
  expect([...first.problems, ...second.problems]).toEqual([]);
});

test('the menu opens one too; what is arranged in one holds in the other; both may be closed at once', async () => {
  test.skip(...unless(linux, 'it looks for processes in /proc'));
  const [one, two] = [await startAttachable(), await startAttachable()];
  const first = await Inspector.open('--attach', `pid:${one.pid}`);
  await expect(first.status).toContainText('attached');
  const second = await first.newWindow(() =>
    first.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('new-window')?.click()),
  );
  await attach(second, two);
  expect([await first.targetPid(), await second.targetPid()]).toEqual([one.pid, two.pid]);

  await first.page.getByRole('button', { name: 'Columns' }).click();
  await first.page.getByRole('menuitemcheckbox', { name: 'Listeners' }).click();
  await expect(second.page.getByRole('columnheader', { name: 'Listeners' })).toBeVisible();

  await first.close();
  expect([one, two].map(({ pid }) => isAlive(pid))).toEqual([true, true]);
  expect([...first.problems, ...second.problems]).toEqual([]);
});

test('a second Electroscope works beside the first; each knows afterwards what the other has shown', async () => {
  const [one, two] = [await startAttachable(), await startAttachable()];
  const first = await Inspector.open('--attach', `pid:${one.pid}`);
  await expect(first.status).toContainText('attached');
  const second = await Inspector.reopen(first.dataFolder, '--attach', `pid:${two.pid}`);
  await expect(second.status).toContainText('attached');
  for (const [inspector, { pid }] of [
    [first, one],
    [second, two],
  ] as const) {
    await inspector.setFilter('channel:early:note');
    await expect(inspector.rows.first()).toBeVisible();
    expect(await inspector.targetPid()).toBe(pid);
  }
  expect(journals(first)).toHaveLength(2);
  const recent = JSON.parse(readFileSync(join(first.dataFolder, 'recent.json'), 'utf8')) as { targets: unknown[] };
  expect(recent.targets).toHaveLength(2);
  await second.quit();
  await first.close();
  expect([...first.problems, ...second.problems]).toEqual([]);
});
