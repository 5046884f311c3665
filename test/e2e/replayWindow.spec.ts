/** Sends the demo's messages again, from the real window. */

import { expect, type Locator, test } from 'playwright/test';
import { electron, posix, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { demoFolder } from '../support/paths';

test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));

let inspector: Inspector;

test.beforeEach(async () => {
  inspector = await Inspector.open(demoFolder, '--', '--traffic=off');
  await inspector.waitForTour();
});

test.afterEach(async () => {
  expect(inspector.problems).toEqual([]);
  await inspector.close();
});

const panelOf = ({ page }: Inspector): Locator => page.getByRole('region', { name: 'Replay', exact: true });

/** Chooses an item of the menu of the only message that the filter leaves. */
async function choose(filter: string, item: RegExp): Promise<void> {
  await inspector.setFilter(filter);
  await expect(inspector.rows, filter).toHaveCount(1);
  await inspector.filter.blur();
  await inspector.rows.first().click({ button: 'right' });
  await inspector.page.getByRole('menuitem', { name: item }).click();
}

async function write(text: string): Promise<void> {
  await panelOf(inspector).getByRole('textbox', { name: 'Arguments' }).focus();
  await inspector.page.keyboard.press('Control+a');
  await inspector.page.keyboard.insertText(text);
}

test('a call is sent again through the frame’s own ipcRenderer, and answered the same', async () => {
  const { detail, page } = inspector;
  await choose('channel=search:query', /^Resend/);
  await expect(detail.getByText('Answered the same')).toBeVisible();
  await expect(detail.getByText('as a copy of')).toBeVisible();
  await inspector.setFilter('channel=search:query is:replayed');
  const [copy] = await inspector.messages(1);
  expect(copy).toMatchObject({ kind: 'invoke', from: 'Fieldnotes', to: 'main', status: 'ok' });
  // To the original and back.
  const origin = detail.getByRole('tabpanel').getByRole('button', { name: /^#\d+$/ });
  await origin.click();
  await expect(detail.getByText('Sent again as')).toBeVisible();
  await page.keyboard.press('r');
  await inspector.setFilter('channel=search:query is:replayed');
  await expect(inspector.rows).toHaveCount(2);
});

test('a call is changed and sent, and the app changes as by a real one', async () => {
  await choose('channel=notes:rename', /^Edit and resend/);
  const panel = panelOf(inspector);
  await expect(panel.getByRole('combobox', { name: 'Channel' })).toHaveValue('notes:rename');
  await expect(panel.getByLabel('From frame')).toContainText('fieldnotes://app/notes/index.html');
  await write('{ id: "n-7f21", title: "Renamed from the inspector" }');
  await panel.getByRole('button', { name: 'Send' }).click();
  await expect(panel.getByText('Was error, is ok')).toBeVisible();

  await choose('channel=notes:read -is:replayed', /^Resend/);
  await expect(inspector.detail.getByRole('region', { name: 'Differences' })).toContainText(
    'Renamed from the inspector',
  );
});

test('every type that can be written arrives as it was written', async () => {
  await choose('channel=diagnostics:collect', /^Edit and resend/);
  const panel = panelOf(inspector);
  // As it was recorded, with its cycle.
  await panel.getByRole('button', { name: 'Send' }).click();
  await expect(panel.getByText(/^Another result|^Answered the same/)).toBeVisible();
  await expect(panel.getByText('Sent as')).toBeVisible();
  await panel
    .getByRole('button', { name: /^#\d+$/ })
    .first()
    .click();
  await inspector.detail.getByRole('tab', { name: 'Arguments' }).click();
  const tree = inspector.detail.getByRole('tree', { name: 'Arguments' });
  await expect(tree).toContainText(/uptimeNs: \d+n/);
  await expect(tree).toContainText('Map(2)');
  await expect(tree).toContainText('RangeError');
  await tree.getByRole('treeitem', { name: /^layout/ }).click();
  await expect(tree).toContainText('root: ↩ args[0].layout');
});

test('a secret that never left the app is not sent as if it were known', async () => {
  await choose('channel=account:sign-in', /^Resend/);
  const panel = panelOf(inspector);
  await expect(panel.getByRole('alert')).toContainText('was not recorded whole');
  await expect(panel.getByRole('button', { name: 'Send' })).toHaveAttribute('aria-disabled', 'true');
  await inspector.setFilter('channel=account:sign-in');
  await expect(inspector.rows).toHaveCount(1);
});

test('main sends to a sub-frame again', async () => {
  await choose('channel=tags:counts', /^Resend/);
  await inspector.setFilter('channel=tags:counts is:replayed');
  const [copy] = await inspector.messages(1);
  expect(copy).toMatchObject({ kind: 'send', from: 'main', status: 'ok' });
});

test('a sequence is played into another run of the app, whose frames are found by their addresses', async () => {
  const { page, rows } = inspector;
  const stable = 'channel=search:query | channel=notes:list | channel=settings:snapshot';
  await inspector.setFilter(stable);
  await expect(rows).toHaveCount(5);
  await page.getByRole('button', { name: 'Restart the app' }).click();
  await inspector.waitForTour(2);
  await inspector.setFilter(stable);
  await expect(rows).toHaveCount(10);
  await inspector.filter.blur();
  await page.keyboard.press('Control+Home');
  await rows.first().click();
  await rows.nth(4).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+Shift+j');
  const panel = panelOf(inspector);
  await panel.getByRole('button', { name: 'Play 5' }).click();
  await expect(panel.getByRole('status')).toContainText('Done: 5 of 5 sent');
  await expect(panel.getByText('not sent')).toHaveCount(0);
  const search = panel.getByRole('row').filter({ hasText: 'search:query' });
  await expect(search).toContainText('ok');
  await expect(search).toHaveAttribute('data-different', 'false');
  await inspector.setFilter('is:replayed');
  await expect(rows).toHaveCount(5);
});

test('when the app is gone, it is said so, and nothing hangs', async () => {
  test.skip(...unless(posix, 'a signal ends the app'));
  const pid = await inspector.targetPid();
  await choose('channel=search:query', /^Edit and resend/);
  const panel = panelOf(inspector);
  // The places are asked for when it opens: without one there is nothing to send to, and Send is disabled.
  await expect(panel.getByLabel('From frame')).toContainText('fieldnotes://app/notes/index.html');
  process.kill(pid, 'SIGKILL');
  await expect(inspector.page.getByRole('banner').getByRole('status')).toContainText('was killed by SIGKILL');
  await panel.getByRole('button', { name: 'Send' }).click();
  await expect(panel.getByRole('alert')).toContainText('Not sent');
  await expect(panel.getByLabel('From frame')).toContainText('none is there');
});
