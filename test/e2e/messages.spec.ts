/** What the user does to the list of messages, in the real window: sorting in a thread, marks, what is remembered. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { writeRandomCapture } from '../support/captureFiles';
import { electron, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { demoFolder } from '../support/paths';

test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));

let inspector: Inspector;

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-messages-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
test.afterEach(() => inspector.close());

test('columns, order and marks are kept: in the user’s data, and in the journal', async () => {
  inspector = await Inspector.open(demoFolder);
  await inspector.waitForTour();
  const { page } = inspector;
  await page.getByRole('columnheader', { name: 'Duration', exact: true }).click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Blocking' }).click();
  await page.keyboard.press('Escape');
  await inspector.setFilter('channel=publish:note');
  await inspector.rows.first().click();
  await page.keyboard.press('m');
  await expect(inspector.rows.getByRole('img', { name: 'marked' })).toBeVisible();
  await expect.poll(() => inspector.journalLines().filter((line) => line.startsWith('{"type":"mark"')).length).toBe(1);
  await inspector.setFilter('is:marked');
  await expect(inspector.rows).toHaveCount(1);
  await inspector.filter.press('Enter');
  const file = join(inspector.dataFolder, 'window.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    version: 1,
    window: { sortOrder: { column: 'duration', isDescending: true }, columns: { shown: { blocking: true } } },
  });
  expect(inspector.problems).toEqual([]);

  await inspector.quit();
  inspector = await Inspector.reopen(inspector.dataFolder, demoFolder);
  await inspector.waitForTour();
  const header = inspector.page.getByRole('columnheader', { name: 'Duration', exact: true });
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(inspector.page.getByRole('columnheader', { name: 'Blocking' })).toBeVisible();
  await inspector.filter.focus();
  await inspector.page.keyboard.press('ArrowUp');
  await expect(inspector.filter).toHaveValue('is:marked');
});

test('very many messages are sorted by a thread of the window, and marks go along when a capture is saved', async () => {
  const path = join(folder, 'many.escope');
  writeRandomCapture(path, 1, 60_000);
  inspector = await Inspector.open('--open', path);
  const { page, app, rows, statusBar } = inspector;
  await expect(statusBar).toContainText('60,000 captured');
  const sizes = () => rows.locator('[data-column=size]').allInnerTexts();
  await page.getByRole('columnheader', { name: 'Size', exact: true }).click();
  const grid = page.getByRole('grid', { name: 'Messages' });
  await expect.poll(async () => (await sizes())[0]).toBe('20.4 KB');
  expect(page.workers()).toHaveLength(1);
  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('m');
  await expect(rows.first().getByRole('img', { name: 'marked' })).toBeVisible();

  const saved = join(folder, 'saved.escope');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, saved);
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Save the capture' });
  const compressed = dialog.getByRole('checkbox').first();
  if (await compressed.isChecked()) await compressed.uncheck();
  await dialog.getByRole('button', { name: /^Save/ }).click();
  await expect.poll(() => existsSync(saved)).toBe(true);
  expect(readFileSync(saved, 'utf8').match(/^{"type":"mark".*$/gm)).toHaveLength(1);
  expect(readFileSync(path, 'utf8')).not.toContain('"type":"mark"');
  expect(inspector.problems).toEqual([]);
});
