import type { RecentItems } from '../../src/shared/session/recent';
import { expect, test, type WindowPage } from '../support/windowPage';

const RECENT: RecentItems = {
  targets: [
    {
      id: 'launch notes',
      method: 'launch',
      name: 'Notes',
      detail: '/home/me/notes --dev',
      usedAt: '2020-01-01T00:00:00.000Z',
      isMissing: false,
    },
    {
      id: 'launch gone',
      method: 'launch',
      name: 'Gone',
      detail: '/home/me/gone',
      usedAt: '2020-01-01T00:00:00.000Z',
      isMissing: true,
    },
    {
      id: 'attach 9229',
      method: 'attach',
      name: 'Editor',
      detail: 'localhost:9229',
      usedAt: '2020-01-01T00:00:00.000Z',
      isMissing: false,
    },
  ],
  sessions: [
    {
      id: '/captures/run.escope',
      name: 'run.escope',
      path: '/captures/run.escope',
      usedAt: '2020-01-01T00:00:00.000Z',
      bytes: 2_000_000,
      isMissing: false,
    },
  ],
};

/** Shows the start screen with these items, as after a start. */
async function openStart(inspector: WindowPage): Promise<void> {
  await inspector.openSession(0);
  await inspector.page.evaluate((recent) => {
    window.harness.main.recent = recent;
    window.harness.main.runningApps = [
      {
        pid: 4711,
        name: 'Mail',
        electron: '45.4.1',
        executable: '/opt/mail/mail',
        target: 'pid:4711',
        how: 'Its inspector will be opened',
      },
      { pid: 4712, name: 'Vault', executable: '/opt/vault/vault', how: 'Its inspector is switched off by a fuse' },
    ];
  }, RECENT);
  await inspector.page.getByRole('button', { name: 'Start screen' }).click();
}

const callsOf = ({ page }: WindowPage) => page.evaluate(() => window.harness.main.calls);

test('offers the demo, an app, a capture, and what was used last', async ({ inspector }) => {
  await openStart(inspector);
  const { page } = inspector;
  await page.getByRole('button', { name: 'Watch the demo' }).click();
  await page.getByRole('button', { name: 'Launch an app…' }).click();
  await page.getByRole('button', { name: 'Open a capture…' }).click();
  const apps = page.getByRole('region', { name: 'Recent apps' });
  await expect(apps.getByRole('listitem')).toHaveText([
    /Notes.*launched · \d+ years ago/,
    /Gone.*missing/,
    /Editor.*attached/,
  ]);
  await apps.getByRole('button', { name: /^Notes/ }).click();
  await expect(apps.getByRole('button', { name: /^Gone/ })).toBeDisabled();
  const sessions = page.getByRole('region', { name: 'Recent sessions' });
  await expect(sessions).toContainText('1.91 MB');
  await sessions.getByRole('button', { name: /^run\.escope/ }).click();
  expect(await callsOf(inspector)).toEqual([
    'launchDemo',
    'chooseApp',
    'chooseCapture',
    'openRecent launch notes',
    'openRecent /captures/run.escope',
  ]);
});

test('offers no demo where there is none, as in a package', async ({ inspector }) => {
  await openStart(inspector);
  const { page } = inspector;
  await expect(page.getByRole('button', { name: 'Watch the demo' })).toBeVisible();
  await page.evaluate(() => window.harness.main.demo(false));
  await expect(page.getByRole('button', { name: 'Watch the demo' })).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option', { name: 'Launch an app …' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'Launch the demo app' })).toHaveCount(0);
});

test('forgets what is removed from the list', async ({ inspector }) => {
  await openStart(inspector);
  const apps = inspector.page.getByRole('region', { name: 'Recent apps' });
  await apps.getByRole('button', { name: 'Remove Gone from the list' }).click();
  await expect(apps.getByRole('listitem')).toHaveCount(2);
  await expect(apps).not.toContainText('Gone');
});

test('attaches to an app that runs, and to one by its port', async ({ inspector }) => {
  await openStart(inspector);
  const attach = inspector.page.getByRole('region', { name: 'Attach to a running app' });
  await expect(attach.getByRole('button', { name: /^Vault/ })).toBeDisabled();
  await expect(attach).toContainText('Its inspector is switched off by a fuse');
  await attach.getByRole('button', { name: /^Mail/ }).click();
  await expect(attach.getByRole('button', { name: 'Attach', exact: true })).toBeDisabled();
  await attach.getByRole('textbox', { name: 'Port, host:port or process id' }).fill(' 9229 ');
  await inspector.page.keyboard.press('Enter');
  expect(await callsOf(inspector)).toEqual(['attach pid:4711', 'attach 9229']);
});

test('leads back to the session, and closes for another', async ({ inspector }) => {
  await openStart(inspector);
  const { page } = inspector;
  await page.getByRole('button', { name: 'Back to the session' }).click();
  await expect(inspector.grid).toBeVisible();
  await page.getByRole('button', { name: 'Start screen' }).click();
  await expect(inspector.grid).toBeHidden();
  await page.evaluate(() => window.harness.main.start('Another app'));
  await expect(inspector.grid).toBeVisible();
});

test('with nothing used yet says what will be listed', async ({ inspector }) => {
  await inspector.open();
  await expect(inspector.page.getByText('Apps that you launch or attach to are listed here.')).toBeVisible();
  await expect(inspector.page.getByText('No other Electron app runs on this computer.')).toBeVisible();
});
