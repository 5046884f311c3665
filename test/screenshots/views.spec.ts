/** Pictures of every view in the real window, for people to look at: `npm run screenshots`. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { Inspector } from '../support/inspector';
import { demoFolder, projectRoot } from '../support/paths';

const folder = join(projectRoot, 'out', 'screenshots');
/** The column of their names. */
const LANE_LABELS_PX = 150;
const SIZES = { wide: { width: 1400, height: 900 }, narrow: { width: 900, height: 600 } };

let inspector: Inspector;

const showView = (name: string) => inspector.page.getByRole('tab', { name, exact: true }).click();
const detailTab = (name: string) => inspector.detail.getByRole('tab', { name, exact: true }).click();
const replayPanel = () => inspector.page.getByRole('region', { name: 'Replay', exact: true });
const closeDialog = async () => {
  await inspector.page.keyboard.press('Escape');
  await expect(inspector.page.getByRole('dialog')).toHaveCount(0);
};

/** Each shows something, and is followed by the next; the last step brings back the first view. */
const PICTURES: readonly (readonly [name: string, show: () => Promise<void>, leave?: () => Promise<void>])[] = [
  [
    'messages',
    async () => {
      await showView('Messages');
      await inspector.setFilter('');
    },
  ],
  [
    'detail-error',
    async () => {
      await inspector.inspect('channel=publish:note', 'Result');
      await inspector.setFilter('');
    },
  ],
  [
    'detail-values',
    async () => {
      await inspector.inspect('channel=diagnostics:collect');
      await inspector.setFilter('');
    },
  ],
  ['detail-timing', () => detailTab('Timing')],
  ['detail-endpoints', () => detailTab('Endpoints')],
  ['detail-raw', () => detailTab('Raw')],
  [
    'filter-error',
    async () => {
      await inspector.setFilter('chanel:notes');
      await expect(inspector.page.getByRole('alert')).toContainText('There is no key “chanel”');
    },
    () => inspector.setFilter(''),
  ],
  [
    'filter-completion',
    async () => {
      await inspector.setFilter('');
      await inspector.filter.pressSequentially('kind:');
      await expect(inspector.page.getByRole('listbox')).toBeVisible();
    },
    async () => {
      await inspector.page.keyboard.press('Escape');
      await inspector.setFilter('');
    },
  ],
  [
    'nothing-matches',
    async () => {
      await inspector.setFilter('channel:nowhere');
      await expect(inspector.page.getByText('No message matches the filter')).toBeVisible();
    },
    () => inspector.setFilter(''),
  ],
  [
    'replay-edit',
    async () => {
      await inspector.inspect('channel=search:query -is:replayed');
      await inspector.setFilter('');
      await inspector.page.getByRole('grid', { name: 'Messages' }).press('e');
      await expect(replayPanel().getByRole('textbox', { name: 'Arguments' })).toBeVisible();
    },
    () =>
      replayPanel()
        .getByRole('button', { name: /^Close/ })
        .click(),
  ],
  [
    'replay-answer',
    async () => {
      await inspector.inspect('channel=search:query -is:replayed');
      await inspector.setFilter('');
      await inspector.page.getByRole('grid', { name: 'Messages' }).press('r');
      await expect(inspector.detail.getByText('Answered the same')).toBeVisible();
    },
  ],
  ['channels', () => showView('Channels')],
  [
    'channels-charts',
    async () => {
      await inspector.page.getByRole('button', { name: 'Charts', exact: true }).click();
      const field = inspector.page.getByRole('combobox', { name: 'Add a series to the charts' });
      await field.fill('kind:invoke');
      await field.press('Enter');
      await expect(inspector.page.getByRole('img', { name: /kind:invoke/ })).toBeVisible();
    },
    async () => {
      await inspector.page.getByRole('button', { name: 'Remove kind:invoke' }).click();
      await inspector.page.getByRole('button', { name: 'Close the charts' }).click();
    },
  ],
  [
    'ports',
    async () => {
      await showView('Ports');
      await inspector.page.getByRole('grid', { name: 'Ports' }).getByText('port 1', { exact: true }).click();
      await expect(inspector.page.getByRole('region', { name: 'Port 1' })).toContainText('created in main');
    },
  ],
  ['timeline', () => showView('Timeline')],
  [
    'timeline-zoomed',
    async () => {
      const lanes = inspector.page.getByRole('application', { name: /^Lanes of/ });
      await lanes.focus();
      await inspector.page.keyboard.press('Home');
      await inspector.page.keyboard.press('0');
      const box = await lanes.boundingBox();
      if (box === null) throw new Error('no lanes are shown');
      // About the second in which the tour is busy, near the begin of the session.
      await inspector.page.mouse.move(box.x + LANE_LABELS_PX + (box.width - LANE_LABELS_PX) * 0.2, box.y + 60);
      await inspector.page.keyboard.down('Control');
      for (let i = 0; i < 4; i++) await inspector.page.mouse.wheel(0, -250);
      await inspector.page.keyboard.up('Control');
    },
    () => inspector.page.keyboard.press('0'),
  ],
  [
    'overview-brush',
    async () => {
      await showView('Messages');
      const until = inspector.page.getByRole('slider', { name: 'Show until' });
      for (let i = 0; i < 5; i++) await until.press('PageDown');
    },
    () => inspector.page.getByRole('slider', { name: 'Show until' }).press('Escape'),
  ],
  [
    'palette',
    async () => {
      await inspector.page.keyboard.press('Control+k');
      await expect(inspector.page.getByRole('dialog')).toBeVisible();
    },
    closeDialog,
  ],
  [
    'settings',
    async () => {
      await inspector.page.keyboard.press('Control+,');
      await expect(inspector.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    },
    closeDialog,
  ],
];

test.afterEach(() => inspector.close());

test('the views, with the demo', async () => {
  test.setTimeout(300_000);
  inspector = await Inspector.open(demoFolder, '--', '--traffic=off');
  await inspector.waitForTour();
  await picture(PICTURES);
  expect(inspector.problems).toEqual([]);
});

test('the start screen', async () => {
  inspector = await Inspector.open();
  await expect(inspector.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  await picture([['start', async () => {}]]);
  expect(inspector.problems).toEqual([]);
});

async function picture(pictures: typeof PICTURES): Promise<void> {
  const { page, app } = inspector;
  mkdirSync(folder, { recursive: true });
  for (const [size, bounds] of Object.entries(SIZES)) {
    await app.evaluate(({ BrowserWindow }, content) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(content.width, content.height);
    }, bounds);
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([bounds.width, bounds.height]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const [name, show, leave] of pictures) {
        await show();
        await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) });
        await leave?.();
      }
    }
  }
}
