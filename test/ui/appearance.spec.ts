import AxeBuilder from '@axe-core/playwright';
import { expect, test, type WindowPage } from '../support/windowPage';

const VIEWS: [name: string, open: (inspector: WindowPage) => Promise<void>][] = [
  ['the start screen', (inspector) => inspector.open()],
  [
    'a failed start',
    async (inspector) => {
      await inspector.open();
      await inspector.page.evaluate(() => {
        const error = { code: 'x', message: 'It broke.', remedy: 'Mend it.', detail: 'line 1\nline 2' };
        window.harness.main.state({ phase: 'failed', error });
      });
      await expect(inspector.page.getByRole('alert')).toContainText('It broke.');
    },
  ],
  ['an empty session', (inspector) => inspector.openSession(0)],
  ['a full table', (inspector) => inspector.openSession(500)],
  [
    'table, detail, output and a wrong filter',
    async (inspector) => {
      await inspector.openSession(500);
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
    'the settings, with something wrong',
    async (inspector) => {
      await inspector.openSession(50);
      await inspector.page.evaluate(() => {
        const { main } = window.harness;
        main.choices = { ...main.choices, ownRules: ['iban', 'args.0.card@payments:*'], recordsStacks: true };
        main.openSettings();
      });
      const dialog = inspector.page.getByRole('dialog', { name: 'Settings' });
      await dialog.getByRole('textbox', { name: 'Hide this as well' }).fill('/(/');
      await dialog.getByRole('button', { name: 'Add' }).click();
      await expect(dialog.getByRole('alert')).toBeVisible();
    },
  ],
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, open] of VIEWS) {
    test(`${name} is accessible in the ${colorScheme} theme`, async ({ inspector }) => {
      await inspector.page.emulateMedia({ colorScheme });
      await open(inspector);
      const { violations } = await new AxeBuilder({ page: inspector.page }).analyze();
      expect(
        violations.map(({ id, nodes }) => [id, nodes.map((node) => [node.html.slice(0, 160), node.failureSummary])]),
      ).toEqual([]);
    });
  }
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
