import type { JournalEntry } from '../../src/shared/journal/entries';
import { accessibilityProblems } from '../support/accessibility';
import { expect, test, type WindowPage } from '../support/windowPage';

const VERSIONS = { electron: '45.4.1', chrome: '152', node: '24', platform: 'linux', arch: 'x64' };

function app(target: number, name: string): JournalEntry[] {
  return [
    { type: 'target', target, name, pid: 4000 + target, ...VERSIONS, timeOrigin: 1_795_000_000_000_000, hooks: [] },
    { type: 'source', target },
    { type: 'endpoint', id: 1, kind: 'main', pid: 4000 + target },
    {
      type: 'endpoint',
      id: 2,
      kind: 'frame',
      title: `${name} window`,
      isMainFrame: true,
      url: 'app://main/index.html',
    },
  ];
}

function message(seq: number, channel: string): JournalEntry {
  const ends = { from: 2, to: 1, size: 20 } as const;
  const outcome = { at: seq * 1000 + 400, status: 'ok' } as const;
  return {
    type: 'message',
    seq,
    at: seq * 1000,
    kind: 'invoke',
    direction: 'to-main',
    channel,
    ...ends,
    outcome,
    args: [{ seq }],
  };
}

async function openTwo(inspector: WindowPage): Promise<void> {
  await inspector.openSession(0);
  await inspector.feed([...app(1, 'Notes'), message(1, 'notes:list'), message(2, 'notes:save')]);
  await expect(inspector.rows).toHaveCount(2);
}

const header = ({ grid }: WindowPage) => grid.getByRole('columnheader', { name: 'App', exact: true });

test('messages say of which app they are as soon as there are two', async ({ inspector }) => {
  await openTwo(inspector);
  await expect(header(inspector)).toHaveCount(0);
  await inspector.feed([...app(2, 'Mail'), message(1, 'mail:fetch')]);
  await expect(header(inspector)).toBeVisible();
  await expect(inspector.rows.locator('[data-column=target]')).toHaveText(['Notes', 'Notes', 'Mail']);
  await expect(inspector.grid).toContainText('Another app');
  await inspector.filter.fill('app:mail');
  await expect(inspector.rows).toHaveCount(1);
  // Taken away by the user, it stays away.
  await inspector.filter.fill('');
  await inspector.page.getByRole('button', { name: 'Columns' }).click();
  await inspector.page.getByRole('menuitemcheckbox', { name: 'App', exact: true }).click();
  await expect(header(inspector)).toHaveCount(0);
});

test('the apps of a session are listed, looked at and left one by one', async ({ inspector }) => {
  const { page } = inspector;
  await openTwo(inspector);
  await inspector.feed([...app(2, 'Mail'), message(1, 'mail:fetch')]);
  await page.evaluate(() => {
    const apps = [
      { target: 1, isJoined: false },
      { target: 2, isJoined: true },
    ];
    window.harness.main.state({ phase: 'attached', name: 'Notes and Mail', method: 'launch', apps });
  });
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('attached to 2 apps');
  await page.getByRole('button', { name: 'Apps of this session' }).click();
  const menu = page.getByRole('dialog', { name: 'Apps of this session' });
  await expect(menu.getByRole('listitem')).toHaveText([/Notes.*pid 4001/, /Mail.*pid 4002/]);
  await menu.getByRole('button', { name: 'Only messages of Mail' }).click();
  await expect(inspector.filter).toHaveValue('app=Mail');
  await expect(inspector.rows).toHaveCount(1);
  expect(await accessibilityProblems(page)).toEqual([]);
  await menu.getByRole('button', { name: 'Detach from Mail' }).click();
  await menu.getByRole('button', { name: 'Stop Notes' }).click();

  await menu.getByRole('button', { name: 'Attach to another app …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Attach to another app' });
  await dialog.getByRole('textbox').fill('9230');
  await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Apps of this session' }).click();
  await page.getByRole('button', { name: /^New window/ }).click();
  const calls = await page.evaluate(() => window.harness.main.calls);
  expect(calls.slice(-4)).toEqual(['stopApp 2', 'stopApp 1', 'attach 9230 beside', 'openWindow']);
});

test('Ctrl+Shift+N opens another window', async ({ inspector }) => {
  await inspector.openSession(0);
  await inspector.page.keyboard.press('Control+Shift+N');
  expect(await inspector.page.evaluate(() => window.harness.main.calls)).toContain('openWindow');
});

test('each app has a lane for its main process in the timeline, next to those of its frames', async ({ inspector }) => {
  const { page } = inspector;
  await openTwo(inspector);
  await inspector.feed([...app(2, 'Mail'), message(1, 'mail:fetch')]);
  // The same app again goes on in the lane of its main process.
  const end: JournalEntry = { type: 'targetEnd', target: 1, endedAt: '2026-11-21T10:00:00.000Z' };
  await inspector.feed([end, ...app(3, 'Notes'), message(1, 'notes:list')]);
  await page.keyboard.press('Control+4');
  const lanes = page.getByRole('application', { name: /^Lanes of/ });
  await expect(lanes).toHaveText(
    /^Notes › mainblockedNotes › Notes window2Mail › mainblockedMail › Mail window1Notes › Notes window1$/,
  );
});
