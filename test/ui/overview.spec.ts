import type { Locator } from 'playwright/test';
import type { JournalEntry, MessageEntry } from '../../src/shared/journal/entries';
import { expect, test, type WindowPage } from '../support/windowPage';

const SECOND_US = 1_000_000;

/** A message a second: the fifth fails, and during the seventh main is blocked for half a second. */
function tenSeconds(): JournalEntry[] {
  return Array.from({ length: 11 }, (_, second): MessageEntry => {
    const at = second * SECOND_US;
    return {
      type: 'message',
      seq: second + 1,
      at,
      kind: 'invoke',
      direction: 'to-main',
      channel: `second:${second}`,
      from: 2,
      to: 1,
      size: 10,
      args: [],
      dispatched: { at: at + (second === 7 ? SECOND_US / 2 : 50), listeners: { ipcMain: 1 } },
      outcome: { at: at + 1000, status: second === 5 ? 'error' : 'ok' },
    };
  });
}

async function openTenSeconds(inspector: WindowPage): Promise<void> {
  await inspector.openSession(0);
  await inspector.feed(tenSeconds());
  await expect(inspector.rows).toHaveCount(11);
}

const brushOf = (inspector: WindowPage): Locator =>
  inspector.page.getByRole('group', { name: 'Time that the views show' });

/** Drags over the overview, from one part of its width to another. */
async function drag(inspector: WindowPage, from: number, to: number): Promise<void> {
  const box = await brushOf(inspector).boundingBox();
  if (box === null) throw new Error('the overview is not drawn');
  const { mouse } = inspector.page;
  await mouse.move(box.x + box.width * from, box.y + 30);
  await mouse.down();
  await mouse.move(box.x + box.width * to, box.y + 30, { steps: 5 });
  await mouse.up();
}

test('a stretch of time drawn on the overview narrows the table, until it is taken away', async ({ inspector }) => {
  await openTenSeconds(inspector);
  await drag(inspector, 0.35, 0.65);
  await expect(inspector.rows).toHaveCount(3);
  await expect(inspector.rows).toContainText(['second:4', 'second:5', 'second:6']);
  await expect(inspector.statusBar).toContainText('3 shown of 11 captured');

  // It is moved as a whole.
  await drag(inspector, 0.5, 0.7);
  await expect(inspector.rows).toContainText(['second:6', 'second:7', 'second:8']);
  await expect(inspector.rows).toHaveCount(3);

  await inspector.page.getByRole('button', { name: /show all of the session$/ }).click();
  await expect(inspector.rows).toHaveCount(11);

  await drag(inspector, 0.15, 0.45);
  await expect(inspector.rows).toHaveCount(3);
  await brushOf(inspector).dblclick({ position: { x: 300, y: 30 } });
  await expect(inspector.rows).toHaveCount(11);
});

test('the handles of the overview are moved with keys', async ({ inspector }) => {
  await openTenSeconds(inspector);
  const { page, rows } = inspector;
  const from = page.getByRole('slider', { name: 'Show from' });
  const until = page.getByRole('slider', { name: 'Show until' });
  await expect(until).toHaveAttribute('aria-valuetext', '10.000 s of 10.000 s');
  await from.focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect(from).toHaveAttribute('aria-valuenow', '8000');
  await expect(rows).toHaveCount(3);
  await page.keyboard.press('ArrowRight');
  await expect(from).toHaveAttribute('aria-valuetext', '8.100 s of 10.000 s');
  await expect(rows).toContainText(['second:9', 'second:10']);
  await page.keyboard.press('Home');
  await until.focus();
  await page.keyboard.press('PageDown');
  await expect(rows).toHaveCount(9);
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(11);
});

test('a stretch that reaches the end goes on with the session', async ({ inspector }) => {
  await openTenSeconds(inspector);
  await drag(inspector, 0.95, 1);
  await expect(inspector.rows).toHaveCount(1);
  await inspector.feed(
    tenSeconds()
      .slice(0, 1)
      .map((entry) => ({ ...entry, seq: 99, at: 12 * SECOND_US }) as JournalEntry),
  );
  await expect(inspector.rows).toHaveCount(2);
  await expect(
    inspector.page.getByRole('button', { name: /^9\.5\d+ s – now.*show all of the session$/ }),
  ).toBeVisible();
});

test('a tooltip shows what is under the pointer', async ({ inspector }) => {
  await openTenSeconds(inspector);
  const brush = brushOf(inspector);
  const { page } = inspector;
  const overview = page.getByRole('region', { name: 'Overview of the session' });
  const box = await brush.boundingBox();
  if (box === null) throw new Error('the overview is not drawn');
  await page.mouse.move(box.x + box.width * 0.5, box.y + 30);
  await expect(overview).toContainText('1 error');
  await page.mouse.move(box.x + box.width * 0.725, box.y + 30);
  await expect(overview).toContainText('main blocked 100 %');
  await expect(overview).toContainText('7.2');
});

test('views are switched by keys and by tabs, and the choice outlasts a new session', async ({ inspector }) => {
  await openTenSeconds(inspector);
  const { page } = inspector;
  const tab = (name: string) => page.getByRole('tab', { name });
  for (const [key, name] of [
    ['2', 'Channels'],
    ['3', 'Ports'],
    ['4', 'Timeline'],
    ['1', 'Messages'],
  ] as const) {
    await page.keyboard.press(`Control+${key}`);
    await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
  }
  await expect(inspector.grid).toBeVisible();
  await tab('Channels').click();
  await expect(inspector.grid).toBeHidden();
  await page.evaluate(() => window.harness.main.start('Another app'));
  await expect(tab('Channels')).toHaveAttribute('aria-selected', 'true');
});

test('the overview can be closed, and narrows no less for it', async ({ inspector }) => {
  await openTenSeconds(inspector);
  const { page } = inspector;
  await drag(inspector, 0.35, 0.65);
  await page.getByRole('button', { name: 'Overview of the session' }).click();
  await expect(page.getByRole('slider', { name: 'Show from' })).toBeHidden();
  await expect(inspector.rows).toHaveCount(3);
  await expect(page.getByRole('button', { name: /show all of the session$/ })).toBeVisible();
});
