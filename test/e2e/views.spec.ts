/** The views other than the table, in the real window with the demo as target, and the start screen afterwards. */

import { basename } from 'node:path';
import { expect, test } from 'playwright/test';
import { electron, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { demoFolder, testApps } from '../support/paths';

test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));

let inspector: Inspector;

test.afterEach(() => inspector.close());

test('the demo is shown by channel, by port and over time', async () => {
  inspector = await Inspector.open(demoFolder);
  await inspector.waitForTour();
  const { page } = inspector;

  await page.keyboard.press('Control+2');
  const channels = page.getByRole('grid', { name: 'Channels' });
  const cell = (name: string, column: string) =>
    channels
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name, exact: true }) })
      .locator(`[data-column=${column}]`);
  await page.getByRole('searchbox', { name: 'Find a channel' }).fill('search:');
  // It keeps main busy on purpose.
  await expect(cell('search:rebuild-index', 'blocked')).toHaveText(/\d+ ms|\d\.\d+ s/);
  await expect(cell('search:rebuild-index', 'registered')).toContainText('handled');
  await page.getByRole('button', { name: 'Charts', exact: true }).click();
  await expect(page.getByRole('img', { name: /^Messages a second/ })).toBeVisible();

  await page.keyboard.press('Control+3');
  const ports = page.getByRole('grid', { name: 'Ports' });
  await ports.getByText('port 1', { exact: true }).click();
  await expect(page.getByRole('region', { name: 'Port 1' }).getByRole('listitem').first()).toContainText(
    'created in main',
  );
  const messages = page.getByRole('grid', { name: 'Messages on port 1' }).locator('[role=row][aria-selected]');
  await messages.first().click();
  await expect(inspector.detail).toContainText('port 1');

  await page.keyboard.press('Control+4');
  const lanes = page.getByRole('application', { name: /^Lanes of/ });
  await expect(lanes).toContainText('main');
  await expect(lanes).toContainText('Settings');
  const box = await lanes.boundingBox();
  if (box === null) throw new Error('the timeline is not drawn');
  const inSight = page.getByRole('status', { name: 'Time in sight' });
  const before = await inSight.innerText();
  await lanes.focus();
  await page.keyboard.press('w');
  await expect(inSight).not.toHaveText(before);

  // The overview narrows this view, too. The demo goes on meanwhile, so one step could leave as many messages as before.
  const count = async () =>
    Number.parseInt((await lanes.getAttribute('aria-label'))?.replace('Lanes of ', '') ?? '', 10);
  const allMessages = await count();
  await page.getByRole('slider', { name: 'Show until' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  await expect.poll(count).toBeLessThan(allMessages);
  expect(inspector.problems).toEqual([]);
});

test('what was watched is offered at the next start, and can be opened', async () => {
  inspector = await Inspector.open(`${testApps}/attachable`);
  await inspector.targetPid();
  const [first] = inspector.journalLines();
  expect(first).toContain('"type":"header"');
  await inspector.quit();

  inspector = await Inspector.reopen(inspector.dataFolder);
  const { page } = inspector;
  const apps = page.getByRole('region', { name: 'Recent apps' });
  await expect(apps.getByRole('listitem')).toContainText([`${testApps}/attachable`]);
  const sessions = page.getByRole('region', { name: 'Recent sessions' });
  const session = sessions.getByRole('listitem').first().getByRole('button').first();
  const path = (await session.getAttribute('title')) ?? '';
  expect(path).not.toBe('');
  await session.click();
  await expect(page.getByRole('heading', { name: /\.escope$/ })).toBeVisible();
  expect(basename(path)).toBe('sessions');
  expect(inspector.problems).toEqual([]);
});
