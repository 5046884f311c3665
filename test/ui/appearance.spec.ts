import type { Locator } from 'playwright/test';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { accessibilityProblems, SMALL_VIEWPORT } from '../support/accessibility';
import { expect, test, type WindowPage } from '../support/windowPage';

/** Main makes a channel and says something on it. */
const PORT_ENTRIES: readonly JournalEntry[] = [
  { type: 'port', event: 'created', port: 3, peer: 4, from: 1, at: 0 },
  { type: 'port', event: 'transferred', port: 4, from: 1, to: 2, seq: 900, at: 10 },
  {
    type: 'message',
    seq: 901,
    at: 50,
    kind: 'port',
    direction: 'port',
    channel: 'port 3',
    port: 3,
    from: 1,
    to: 2,
    size: 4,
    outcome: { at: 60, status: 'ok' },
    args: ['hi'],
  },
];

const VIEWS: [name: string, open: (inspector: WindowPage) => Promise<void>][] = [
  ['the start screen', (inspector) => inspector.open()],
  [
    'a failed start',
    async (inspector) => {
      await inspector.open();
      await inspector.page.evaluate(() => {
        const error = { code: 'x', message: 'It broke.', remedy: 'Mend it.', detail: 'line 1\nline 2' };
        window.harness.main.state({ phase: 'failed', error, canTrace: true });
      });
      await expect(inspector.page.getByRole('alert')).toContainText('It broke.');
    },
  ],
  [
    'the start screen with what was used last',
    async (inspector) => {
      await inspector.openSession(0);
      await inspector.page.evaluate(() => {
        const usedAt = '2026-01-01T00:00:00.000Z';
        const { main } = window.harness;
        const session = { id: 's', name: 'run.escope', path: '/run.escope', usedAt, bytes: 5000, isMissing: false };
        const app = { id: 'a', method: 'launch' as const, name: 'Notes', detail: '/notes', usedAt, isMissing: true };
        main.recent = { targets: [app], sessions: [session] };
        main.runningApps = [
          { pid: 1, name: 'Mail', executable: '/mail', target: 'pid:1', how: 'by a signal' },
          { pid: 2, name: 'Vault', executable: '/vault', how: 'switched off by a fuse' },
        ];
      });
      await inspector.page.getByRole('button', { name: 'Start screen' }).click();
      await expect(inspector.page.getByRole('button', { name: /^Mail/ })).toBeVisible();
    },
  ],
  ['an empty session', (inspector) => inspector.openSession(0)],
  ['a full table', (inspector) => inspector.openSession(500)],
  [
    'the list of shortcuts',
    async (inspector) => {
      await inspector.openSession(0);
      await inspector.grid.focus();
      await inspector.page.keyboard.type('?');
      await expect(inspector.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  ],
  [
    'table, detail, output and a wrong filter',
    async (inspector) => {
      await inspector.openSession(12);
      await inspector.rows.nth(5).click();
      await inspector.page.evaluate(() => {
        window.harness.main.output([
          { stream: 'stdout', text: 'started' },
          { stream: 'stderr', text: 'warning' },
        ]);
      });
      await inspector.page.getByRole('button', { name: 'Output of the app' }).click();
      await inspector.filter.fill('chanel:x');
    },
  ],
  [
    'a table narrowed by the overview',
    async (inspector) => {
      await inspector.openSession(40);
      await inspector.page.getByRole('slider', { name: 'Show from' }).press('PageUp');
      await expect(inspector.page.getByRole('button', { name: /show all of the session$/ })).toBeVisible();
    },
  ],
  [
    'channels with charts and a filter that can’t be charted',
    async (inspector) => {
      await inspector.openSession(500);
      const { page } = inspector;
      await page.keyboard.press('Control+2');
      await page.getByRole('button', { name: 'Charts', exact: true }).click();
      const field = page.getByRole('combobox', { name: 'Add a series to the charts' });
      await field.fill('is:error');
      await field.press('Enter');
      await field.fill('text');
      await field.press('Enter');
      await page.getByRole('grid', { name: 'Channels' }).press('Home');
      await expect(page.getByRole('alert')).toContainText('A chart can’t search payloads');
    },
  ],
  [
    'channels, none of which is like that',
    async (inspector) => {
      await inspector.openSession(50);
      await inspector.page.keyboard.press('Control+2');
      await inspector.page.getByRole('searchbox', { name: 'Find a channel' }).fill('nothing');
      await expect(inspector.page.getByText('No channel matches.')).toBeVisible();
    },
  ],
  [
    'a port’s conversation with the detail of a message',
    async (inspector) => {
      await inspector.openSession(10);
      await inspector.feed(PORT_ENTRIES);
      const { page } = inspector;
      await page.keyboard.press('Control+3');
      await page.getByRole('grid', { name: 'Ports' }).getByText('port 3').click();
      await page.getByRole('grid', { name: 'Messages on port 3' }).getByText('ok').click();
      await expect(inspector.detail).toBeVisible();
    },
  ],
  [
    'ports, of which there are none',
    async (inspector) => {
      await inspector.openSession(0);
      await inspector.page.keyboard.press('Control+3');
      await expect(inspector.page.getByText('Message channels appear here')).toBeVisible();
    },
  ],
  [
    'the timeline with a message under the pointer',
    async (inspector) => {
      await inspector.openSession(500);
      const { page } = inspector;
      await page.keyboard.press('Control+4');
      await page.getByRole('application').hover();
      await expect(page.getByRole('status', { name: 'Time in sight' })).toContainText('s');
    },
  ],
  [
    'the settings, with something wrong',
    async (inspector) => {
      await inspector.openSession(50);
      await inspector.page.evaluate(() => {
        const { main } = window.harness;
        main.userSettings = {
          ...main.userSettings,
          ownRules: ['iban', 'args.0.card@payments:*'],
          keptRules: ['pin'],
          recordsStacks: true,
        };
        main.openSettings();
      });
      const dialog = inspector.page.getByRole('dialog', { name: 'Settings' });
      const rule = dialog.getByRole('textbox', { name: 'Also hide' });
      await rule.fill('/(/');
      await rule.press('Enter');
      await expect(dialog.getByRole('alert')).toBeVisible();
    },
  ],
];

for (const [name, open] of VIEWS) {
  test(`${name} is accessible in both themes`, async ({ inspector }) => {
    const { page } = inspector;
    await page.setViewportSize(SMALL_VIEWPORT);
    await open(inspector);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
}

for (const [width, height] of [
  [640, 400],
  [1024, 700],
  [2200, 1200],
] as const) {
  test(`nothing overflows at ${width} × ${height}`, async ({ inspector }) => {
    await inspector.page.setViewportSize({ width, height });
    await inspector.openSession(300);
    await inspector.rows.nth(3).click();
    await expect(inspector.detail).toBeVisible();
    const overflow = () =>
      inspector.page.evaluate(() => [
        document.documentElement.scrollWidth - window.innerWidth,
        document.documentElement.scrollHeight - window.innerHeight,
      ]);
    await expect.poll(overflow).toEqual([0, 0]);
    await expect(inspector.filter).toBeInViewport();
    await expect(inspector.statusBar).toBeInViewport();
  });
}

test('at 900 × 600, the status and all tabs of the detail are whole', async ({ inspector }) => {
  const { page } = inspector;
  await page.setViewportSize({ width: 900, height: 600 });
  await inspector.openSession(300);
  await inspector.rows.nth(3).click();
  await expect(inspector.detail).toBeVisible();
  const rightOf = (element: Locator) => element.evaluate((it) => it.getBoundingClientRect().right);
  const status = inspector.rows.nth(3).locator('[data-column=status]');
  expect(await rightOf(status)).toBeLessThanOrEqual(await rightOf(inspector.grid));
  const header = inspector.grid.getByRole('columnheader', { name: 'Status' });
  expect(await rightOf(header)).toBeLessThanOrEqual(await rightOf(inspector.grid));
  const tabs = await inspector.detail.getByRole('tab').all();
  expect(tabs).toHaveLength(8);
  for (const tab of tabs) expect(await rightOf(tab)).toBeLessThanOrEqual(await rightOf(inspector.detail));
});

for (const [name, key] of [
  ['channels', '2'],
  ['ports', '3'],
  ['timeline', '4'],
] as const) {
  test(`nothing overflows in the ${name} at 640 × 400`, async ({ inspector }) => {
    await inspector.page.setViewportSize({ width: 640, height: 400 });
    await inspector.openSession(300);
    await inspector.page.keyboard.press(`Control+${key}`);
    await expect(inspector.page.getByRole('tabpanel')).toBeVisible();
    const overflow = await inspector.page.evaluate(() => [
      document.documentElement.scrollWidth - window.innerWidth,
      document.documentElement.scrollHeight - window.innerHeight,
    ]);
    expect(overflow).toEqual([0, 0]);
    await expect(inspector.statusBar).toBeInViewport();
  });
}
