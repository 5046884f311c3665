/** Settings that are changed in the window, of a demo that is running. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { electron, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { demoFolder } from '../support/paths';

test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));

let inspector: Inspector;

test.afterEach(() => inspector.close());

test('a smaller cap holds from the next message on, and is kept', async () => {
  inspector = await Inspector.open(demoFolder);
  await inspector.waitForTour();
  const { page } = inspector;
  await inspector.setFilter('is:truncated');
  await expect(inspector.rows).toHaveCount(0);

  const capturedBefore = await captured(inspector);
  await inspector.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('settings')?.click());
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  const cap = dialog.getByRole('textbox', { name: 'Maximum payload per message' });
  await cap.fill('16 B');
  await cap.press('Enter');
  await dialog.getByRole('switch', { name: 'Record call stacks' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(inspector.rows).not.toHaveCount(0);

  // What came before stays as it was.
  const cut = await inspector.rows.evaluateAll((rows) => rows.map(({ id }) => Number(id.replace('message-', ''))));
  for (const row of cut) expect(row).toBeGreaterThanOrEqual(capturedBefore);
  expect(inspector.problems).toEqual([]);

  const kept: unknown = JSON.parse(readFileSync(join(inspector.dataFolder, 'settings.json'), 'utf8'));
  expect(kept).toMatchObject({ version: 1, capture: { maxPayloadBytes: 16, recordsStacks: true } });
});

async function captured(shown: Inspector): Promise<number> {
  const [, count = ''] = /([\d,]+) captured/.exec(await shown.statusBar.innerText()) ?? [];
  return Number(count.replaceAll(',', ''));
}
