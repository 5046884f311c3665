/** An app whose main process does not respond. */

import type { JournalEntry } from '../../src/shared/journal/entries';
import type { NotResponding } from '../../src/shared/session/notResponding';
import { accessibilityProblems } from '../support/accessibility';
import { expect, test, type WindowPage } from '../support/windowPage';

const VERSIONS = { electron: '45.4.1', chrome: '152', node: '24', platform: 'linux', arch: 'x64' };

function app(target: number, name: string): JournalEntry[] {
  const timeOrigin = Date.now() * 1000 - 10_000_000;
  return [
    { type: 'target', target, name, pid: 4000 + target, ...VERSIONS, timeOrigin, hooks: [] },
    { type: 'source', target },
    { type: 'endpoint', id: 1, kind: 'main', pid: 4000 + target },
    { type: 'endpoint', id: 2, kind: 'frame', title: `${name} window`, isMainFrame: true, url: 'app://index.html' },
  ];
}

function message(seq: number, channel: string, isOver = true): JournalEntry {
  const at = seq * 1000;
  const over = { dispatched: { at: at + 200 }, outcome: { at: at + 400, status: 'ok' } } as const;
  return {
    type: 'message',
    seq,
    at,
    kind: 'invoke',
    direction: 'to-main',
    channel,
    from: 2,
    to: 1,
    size: 20,
    ...(isOver && over),
    args: [{ seq }],
  };
}

/** The first app of a session does not respond, or does again. */
function setStuck({ page }: WindowPage, stuck?: Omit<NotResponding, 'sinceMs'> & { readonly agoMs: number }) {
  return page.evaluate((given) => {
    const { agoMs, ...rest } = given ?? { agoMs: 0, openCalls: [] };
    const notResponding = given && { ...rest, sinceMs: Date.now() - agoMs };
    window.harness.main.state({
      phase: 'attached',
      name: 'Notes',
      method: 'launch',
      apps: [{ target: 1, isJoined: false, ...(notResponding && { notResponding }) }],
    });
  }, stuck);
}

const card = ({ page }: WindowPage) => page.getByRole('region', { name: 'Main does not respond' });
const status = ({ page }: WindowPage) => page.getByRole('banner').getByRole('status');

async function openStuck(inspector: WindowPage): Promise<void> {
  await inspector.openSession(0);
  await inspector.feed([...app(1, 'Notes'), message(1, 'warm-up'), message(2, 'report:build', false)]);
  await expect(inspector.rows).toHaveCount(2);
  await setStuck(inspector, {
    agoMs: 3000,
    cause: 'computes',
    message: { row: 1, channel: 'report:build' },
    openCalls: [],
  });
}

test('a card shows for how long, since which message and why, until main responds again', async ({ inspector }) => {
  await openStuck(inspector);
  await expect(card(inspector)).toContainText(/Main has not responded for \d+ s, since report:build/);
  await expect(card(inspector)).toContainText('It is computing.');
  const seconds = async () => Number(/for (\d+) s/.exec(await card(inspector).innerText())?.[1]);
  const first = await seconds();
  expect(first).toBeGreaterThanOrEqual(3);
  await expect.poll(seconds).toBeGreaterThan(first);
  await expect(status(inspector)).toHaveText('not responding');
  const pending = inspector.rows.nth(1).locator('[data-column=duration]');
  await pending.hover();
  await expect(pending).toHaveAttribute('title', /^main has been handling this for \d+ s$/);
  expect(await accessibilityProblems(inspector.page)).toEqual([]);
  await setStuck(inspector);
  await expect(card(inspector)).toHaveCount(0);
  await expect(status(inspector)).toHaveText('attached');
});

test('its button leads to the message, whatever hides that', async ({ inspector }) => {
  await openStuck(inspector);
  const { page, rows, selected, filter } = inspector;
  await filter.fill('channel=warm-up');
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear the view' }).click();
  await expect(rows).toHaveCount(0);
  await page.keyboard.press('Control+2');
  await card(inspector).getByRole('button', { name: 'Show message' }).click();
  await expect(selected).toHaveCount(1);
  await expect(selected).toContainText('report:build');
  await expect(filter).toHaveValue('');
  await expect(inspector.detail).toContainText('report:build');
});

test('without a message: open calls, or code of its own', async ({ inspector }) => {
  await openStuck(inspector);
  await setStuck(inspector, { agoMs: 65_000, openCalls: [{ row: 1, channel: 'report:build' }] });
  await expect(card(inspector)).toContainText('Main has not responded for 1 min 5 s');
  await expect(card(inspector)).toContainText('Open calls, whose continuation may be the reason: report:build.');
  await card(inspector).getByRole('button', { name: 'Show call' }).click();
  await expect(inspector.selected).toContainText('report:build');
  await setStuck(inspector, { agoMs: 1000, cause: 'waits', openCalls: [] });
  await expect(card(inspector)).toContainText('It waits for something outside, such as a dialog');
  await expect(card(inspector)).toContainText('main runs other code');
  await setStuck(inspector, { agoMs: 1000, cause: 'stopped', openCalls: [] });
  await expect(card(inspector)).toContainText('It is stopped, by SIGSTOP or a debugger.');
  await expect(card(inspector).getByRole('button')).toHaveCount(0);
});

test('of several apps, the one that does not respond is named', async ({ inspector }) => {
  await openStuck(inspector);
  await inspector.feed([...app(2, 'Mail'), message(1, 'mail:fetch')]);
  await inspector.page.evaluate(() => {
    const notResponding = { sinceMs: Date.now(), openCalls: [] };
    const apps = [
      { target: 1, isJoined: false },
      { target: 2, isJoined: false, notResponding },
    ];
    window.harness.main.state({ phase: 'attached', name: 'Notes and Mail', method: 'launch', apps });
  });
  await expect(card(inspector)).toContainText('Main of Mail has not responded');
  await expect(status(inspector)).toHaveText('1 of 2 apps not responding');
});

test('an app that shows an error dialog before its first message: this is shown in place of messages', async ({
  inspector,
}) => {
  await inspector.openSession(0);
  await setStuck(inspector, { agoMs: 2000, cause: 'waits', openCalls: [] });
  const { page } = inspector;
  await expect(page.getByRole('heading', { name: 'No message yet, and main does not respond' })).toBeVisible();
  await expect(page.getByText('such as a dialog').first()).toBeVisible();
});

test('the button of the output shows that errors came which were not looked at', async ({ inspector }) => {
  await inspector.openSession(0);
  const { page } = inspector;
  const button = page.getByRole('button', { name: /^Output of the app/ });
  await page.evaluate(() => window.harness.main.output([{ stream: 'stdout', text: 'started' }]));
  await expect(button).toHaveAccessibleName('Output of the app');
  await page.evaluate(() => window.harness.main.output([{ stream: 'stderr', text: 'Error: boom' }]));
  await expect(button).toHaveAccessibleName('Output of the app: 1 new line on standard error');
  await button.click();
  await expect(page.getByRole('log')).toContainText('boom');
  await expect(button).toHaveAccessibleName('Output of the app');
  await page.evaluate(() => window.harness.main.output([{ stream: 'stderr', text: 'Error: bang' }]));
  await expect(page.getByRole('log')).toContainText('bang');
  await button.click();
  await expect(button).toHaveAccessibleName('Output of the app');
});

test('an app that throws before it has a window: the error is shown in place of messages', async ({ inspector }) => {
  await inspector.openSession(0);
  const { page } = inspector;
  await expect(page.getByText('Waiting for the first message')).toBeVisible();
  const lines = ['App threw an error during load', 'Error: no database', '    at main.js:1:22'];
  await page.evaluate((texts) => window.harness.main.output(texts.map((text) => ({ stream: 'stderr', text }))), lines);
  await expect(page.getByRole('heading', { name: 'an error was not caught' })).toBeVisible();
  await expect(page.getByText('Error: no database')).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show output' }).click();
  await expect(page.getByRole('log')).toContainText('at main.js:1:22');
});
