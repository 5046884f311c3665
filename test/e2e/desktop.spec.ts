/** What a desktop app does beside its work: it opens the files that belong to it, and its window comes back where it was. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { Inspector } from '../support/inspector';
import { projectRoot } from '../support/paths';

const capture = join(projectRoot, 'test', 'fixtures', 'captures', 'version1.escope');

const boundsOf = ({ app }: Inspector) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());

test('a capture is opened as the system does it for a file that belongs to the app', async () => {
  const inspector = await Inspector.open(capture);
  try {
    await expect(inspector.statusBar).toContainText('captured');
    await expect(inspector.page.getByText('version1.escope')).toBeVisible();
    expect(inspector.problems).toEqual([]);
  } finally {
    await inspector.close();
  }
});

test('the window is zoomed with the keys that are shown', async () => {
  const inspector = await Inspector.open();
  const zoom = () =>
    inspector.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel());
  /** As the keyboard does it; Playwright’s own keys do not come to the menu. A window that has just opened takes no key yet. */
  const zoomAfter = async (keyCode: string) => {
    await inspector.app.evaluate(({ BrowserWindow }, key) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.focus();
      window?.webContents.focus();
      window?.webContents.sendInputEvent({ type: 'keyDown', keyCode: key, modifiers: ['control'] });
    }, keyCode);
    return zoom();
  };
  try {
    expect(await zoom()).toBe(0);
    await expect.poll(() => zoomAfter('=')).toBeGreaterThan(0);
    await expect.poll(() => zoomAfter('0')).toBe(0);
  } finally {
    await inspector.close();
  }
});

test('the window comes back where it was, and where it can be seen', async () => {
  const place = { x: 40, y: 30, width: 900, height: 600 };
  const first = await Inspector.open();
  const { dataFolder } = first;
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  await expect.poll(() => boundsOf(first)).toEqual(place);
  await first.quit();

  const second = await Inspector.reopen(dataFolder);
  expect(await boundsOf(second)).toEqual(place);
  await second.quit();

  // The display it was on is gone.
  const elsewhere = { bounds: { ...place, x: 20_000 }, isMaximized: false };
  writeFileSync(join(dataFolder, 'window-place.json'), JSON.stringify(elsewhere));
  const third = await Inspector.reopen(dataFolder);
  expect(await boundsOf(third)).toMatchObject({ width: 900, height: 600 });
  expect((await boundsOf(third))?.x).toBeLessThan(20_000);
  await third.quit();

  writeFileSync(join(dataFolder, 'window-place.json'), '{"bounds":{"x":1}}');
  const fourth = await Inspector.reopen(dataFolder);
  expect(await boundsOf(fourth)).toMatchObject({ width: 1360, height: 860 });
  await fourth.close();
});
