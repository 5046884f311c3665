/** Exporting from the window: by the menu, of what the filter shows, to a real file. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { writeRandomCapture } from '../support/captureFiles';
import { Inspector } from '../support/inspector';

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-exports-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Chooses in the menu, and answers the dialog of the system that follows. */
async function askExport(inspector: Inspector, path: string): Promise<void> {
  await inspector.app.evaluate(({ BrowserWindow, Menu, dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    const [window] = BrowserWindow.getAllWindows();
    Menu.getApplicationMenu()?.getMenuItemById('export-capture')?.click(undefined, window, window?.webContents);
  }, path);
}

test('what is shown is exported in the chosen format', async () => {
  const capture = join(folder, 'notes.escope');
  writeRandomCapture(capture, 4, 3000);
  const inspector = await Inspector.open('--open', capture);
  await expect(inspector.statusBar).toContainText('3,000 captured');
  await inspector.setFilter('kind:invoke args.0<=1000');
  await expect(inspector.page.getByRole('progressbar', { name: 'Searching payloads' })).toBeHidden();
  await expect(inspector.rows.first()).toBeVisible();
  const shown = Number(/([\d,]+) shown/.exec(await inspector.statusBar.innerText())?.[1]?.replace(',', ''));
  expect(shown).toBeGreaterThan(20);

  const dialog = inspector.page.getByRole('dialog', { name: 'Export messages' });
  const har = join(folder, 'notes.har');
  await askExport(inspector, har);
  await dialog.getByRole('radio', { name: /^HTTP Archive/ }).check();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect.poll(() => existsSync(har)).toBe(true);
  expect(JSON.parse(readFileSync(har, 'utf8')).log.entries).toHaveLength(shown);

  // And back: what was exported can be opened.
  const jsonl = join(folder, 'notes.jsonl');
  await askExport(inspector, jsonl);
  await dialog.getByRole('radio', { name: /^All/ }).check();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect.poll(() => existsSync(jsonl)).toBe(true);
  await inspector.close();
  expect(inspector.problems).toEqual([]);
  const again = await Inspector.open('--open', jsonl);
  await expect(again.statusBar).toContainText('3,000 captured');
  await again.close();
  expect(again.problems).toEqual([]);
});
