import type { JournalEntry, MessageEntry } from '../../src/shared/journal/entries';
import { expect, test, type WindowPage } from '../support/windowPage';

const FACTS = {
  type: 'message',
  kind: 'invoke',
  direction: 'to-main',
  from: 2,
  to: 1,
  args: [],
} as const;

let seq = 0;
const call = (channel: string, at: number, durationUs: number, more: Partial<MessageEntry> = {}): JournalEntry => ({
  ...FACTS,
  seq: ++seq,
  at,
  channel,
  size: 100,
  dispatched: { at: at + 10, listeners: { ipcMain: 1 } },
  outcome: { at: at + durationUs, status: 'ok', size: 20 },
  ...more,
});

/** 100 calls of `notes:list` of 1 to 100 ms, one of `notes:save` that fails, one of `beacon` that nobody hears. */
const ENTRIES: readonly JournalEntry[] = [
  { type: 'endpoint', id: 1, kind: 'main' },
  { type: 'endpoint', id: 2, kind: 'frame', title: 'Editor', isMainFrame: true },
  { type: 'channel', at: 0, emitter: 'ipcMain', channel: 'notes:list', handle: 'handle' },
  { type: 'channel', at: 0, emitter: 'ipcMain', channel: 'notes:purge', handle: 'handle' },
  { type: 'channel', at: 0, emitter: 'ipcMain', channel: 'notes:save', on: 2 },
  ...Array.from({ length: 100 }, (_, i) => call('notes:list', i * 100_000, (i + 1) * 1000)),
  call('notes:save', 5_000_000, 9000, {
    size: 4000,
    dispatched: { at: 5_300_000, listeners: { ipcMain: 2 } },
    outcome: { at: 5_300_000, status: 'error' },
  }),
  call('beacon', 6_000_000, 0, {
    kind: 'send',
    dispatched: { at: 6_000_100, listeners: {} },
    outcome: { at: 6_000_100, status: 'unhandled' },
  }),
];

async function openChannels(inspector: WindowPage): Promise<void> {
  await inspector.openSession(0);
  await inspector.feed(ENTRIES);
  await inspector.page.keyboard.press('Control+2');
}

const channelsOf = ({ page }: WindowPage) => page.getByRole('grid', { name: 'Channels' });
const rowOf = (inspector: WindowPage, name: string) =>
  channelsOf(inspector)
    .getByRole('row')
    .filter({ has: inspector.page.getByRole('button', { name, exact: true }) });
const cellOf = (inspector: WindowPage, name: string, column: string) =>
  rowOf(inspector, name).locator(`[data-column=${column}]`);
const namesOf = (inspector: WindowPage) => channelsOf(inspector).locator('[data-column=name]').allInnerTexts();

test('shows the count, rate and size of the messages of each channel', async ({ inspector }) => {
  await openChannels(inspector);
  const expectCells = async (name: string, cells: { readonly [column: string]: string | RegExp }) => {
    for (const [column, text] of Object.entries(cells)) await expect(cellOf(inspector, name, column)).toHaveText(text);
  };
  await expectCells('notes:list', {
    kinds: 'invoke',
    route: 'Editor → main',
    count: '100',
    errors: '–',
    // Within the histogram's 1.6 %.
    p50: /^(49|50)(\.\d)? ms$/,
    p95: /^9[3-6](\.\d)? ms$/,
    max: '100 ms',
    bytes: '11.7 KB',
    largest: '120 B',
    blocked: '1 ms',
    registered: 'handled',
  });
  await expectCells('notes:save', { count: '1', errors: '1', max: '300 ms', blocked: '300 ms', largest: '3.91 KB' });
  await expectCells('notes:save', { registered: /twice.*2 listeners/ });
  await expectCells('beacon', { unhandled: '1', registered: '' });
  await expectCells('notes:purge', { count: '0', registered: /never hit.*handled/ });
});

test('is sorted by any column, ascending and descending', async ({ inspector }) => {
  await openChannels(inspector);
  await expect(rowOf(inspector, 'notes:list')).toBeVisible();
  expect((await namesOf(inspector))[0]).toBe('notes:list');
  const { page } = inspector;
  const header = (name: string) => page.getByRole('columnheader', { name });
  await header('Max').getByRole('button').click();
  await expect(header('Max')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => namesOf(inspector)).toEqual(['notes:save', 'notes:list', 'beacon', 'notes:purge']);
  await header('Max').getByRole('button').click();
  // Channels without a duration are last in both orders.
  await expect.poll(() => namesOf(inspector)).toEqual(['beacon', 'notes:list', 'notes:save', 'notes:purge']);
  await header('Channel').getByRole('button').click();
  await expect.poll(() => namesOf(inspector)).toEqual(['beacon', 'notes:list', 'notes:purge', 'notes:save']);
});

test('lists what is looked for, and what was never hit', async ({ inspector }) => {
  await openChannels(inspector);
  const { page } = inspector;
  await page.getByRole('searchbox', { name: 'Find a channel' }).fill('NOTES');
  await expect.poll(() => namesOf(inspector)).toEqual(['notes:list', 'notes:save', 'notes:purge']);
  await page.getByRole('button', { name: 'Never hit' }).click();
  await expect.poll(() => namesOf(inspector)).toEqual(['notes:purge']);
  await page.getByRole('button', { name: 'Registered twice' }).click();
  await expect.poll(() => namesOf(inspector)).toEqual(['notes:save']);
  await page.getByRole('searchbox', { name: 'Find a channel' }).fill('nothing');
  await expect(page.getByText('No channel matches.')).toBeVisible();
});

test('leads to the messages of a channel, with the pointer and with keys', async ({ inspector }) => {
  await openChannels(inspector);
  const { page } = inspector;
  await page.getByRole('button', { name: 'notes:save', exact: true }).click();
  await expect(page.getByRole('tab', { name: 'Messages' })).toHaveAttribute('aria-selected', 'true');
  await expect(inspector.filter).toHaveValue('channel=notes:save');
  await expect(inspector.rows).toHaveCount(1);

  await inspector.filter.fill('is:unhandled');
  await page.keyboard.press('Control+2');
  await channelsOf(inspector).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(inspector.filter).toHaveValue('is:unhandled channel=beacon');
  await expect(inspector.rows).toHaveCount(1);
});

test('counts the messages in view: those of the filter and of the time chosen', async ({ inspector }) => {
  await openChannels(inspector);
  const { page } = inspector;
  await expect(cellOf(inspector, 'notes:list', 'count')).toHaveText('100');
  await inspector.filter.fill('dur>50ms');
  await expect(cellOf(inspector, 'notes:list', 'count')).toHaveText('50');
  await expect(rowOf(inspector, 'notes:purge')).toBeHidden();
  await inspector.filter.fill('');
  const until = page.getByRole('slider', { name: 'Show until' });
  await until.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageDown');
  await expect(cellOf(inspector, 'notes:list', 'count')).toHaveText('50');
  await expect(cellOf(inspector, 'notes:list', 'max')).toHaveText('50 ms');
});

test('counts what comes, and answers that come later', async ({ inspector }) => {
  await openChannels(inspector);
  await expect(cellOf(inspector, 'notes:list', 'count')).toHaveText('100');
  const { outcome: _, ...open } = call('notes:list', 12_000_000, 0) as MessageEntry;
  await inspector.feed([open]);
  await expect(cellOf(inspector, 'notes:list', 'count')).toHaveText('101');
  await inspector.feed([{ type: 'outcome', seq: open.seq, at: 12_400_000, status: 'error' }]);
  await expect(cellOf(inspector, 'notes:list', 'max')).toHaveText('400 ms');
  await expect(cellOf(inspector, 'notes:list', 'errors')).toHaveText('1');
});

test('charts a line for each filter, and says what can’t be one', async ({ inspector }) => {
  await openChannels(inspector);
  const { page } = inspector;
  await page.getByRole('button', { name: 'Charts', exact: true }).click();
  const charts = page.getByRole('region', { name: 'Charts over time' });
  const field = charts.getByRole('combobox', { name: 'Add a series to the charts' });
  await field.fill('channel:notes is:error');
  await field.press('Enter');
  await expect(charts.getByRole('img')).toHaveAttribute(
    'aria-label',
    'Messages a second, over time: all in view; channel:notes is:error',
  );
  await field.fill('chanel:x');
  await field.press('Enter');
  await expect(charts.getByRole('alert')).toContainText('There is no key “chanel”');
  await field.fill('invoice');
  await field.press('Enter');
  await expect(charts.getByRole('alert')).toContainText('A chart can’t search payloads');

  await charts.getByRole('button', { name: 'Duration, p95' }).click();
  const plot = charts.locator('.u-over');
  const box = await plot.boundingBox();
  if (box === null) throw new Error('the chart is not drawn');
  // The calls take longer, one by one: after three seconds, the thirtieth took 30 ms.
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
  await expect(charts).toContainText(/(29|3[0-4])(\.\d)? ms/);

  // A stretch drawn on it narrows every view.
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: /^(2\.9|3\.0)\d+ s – (5\.8|5\.9|6\.0)/ })).toBeVisible();

  await rowOf(inspector, 'notes:list').hover();
  await page.getByRole('button', { name: 'Chart notes:list' }).click();
  await expect(charts.getByRole('listitem')).toHaveCount(3);
  await charts.getByRole('button', { name: 'Remove All in view' }).click();
  await expect(charts.getByRole('listitem')).toHaveCount(2);
});

test('finds the channels that repeat themselves, when asked to', async ({ inspector }) => {
  await openChannels(inspector);
  const { page } = inspector;
  await page.evaluate(() => {
    window.harness.main.repeats = [{ channel: 'notes:list', messages: 99, bytes: 11_880 }];
  });
  await page.getByRole('button', { name: 'Find repeats' }).click();
  await expect(cellOf(inspector, 'notes:list', 'repeats')).toHaveText('99 · 11.6 KB');
  await expect(cellOf(inspector, 'beacon', 'repeats')).toHaveText('');
  await expect(page.getByRole('columnheader', { name: 'Repeats' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByText('99 of 102 compared messages repeat what was sent (11.6 KB)')).toBeVisible();
  // What holds for some messages says nothing of others.
  await inspector.filter.fill('kind:invoke');
  await expect(page.getByRole('columnheader', { name: 'Repeats' })).toHaveCount(0);
});

test('draws only the channels around the visible ones, wherever the list is scrolled to', async ({ inspector }) => {
  await openChannels(inspector);
  const more = Array.from({ length: 3000 }, (_, i) => ({ emitter: 'ipcMain', channel: `many:${i}`, handle: 'handle' }));
  await inspector.feed(more.map((channel) => ({ type: 'channel', at: 0, ...channel }) as JournalEntry));
  const grid = channelsOf(inspector);
  await expect(grid).toHaveAttribute('aria-rowcount', String(4 + 3000 + 1));
  const rows = grid.locator('[role=row][aria-selected]');
  const drawn = await rows.count();
  expect(drawn).toBeGreaterThan(10);
  expect(drawn).toBeLessThan(100);
  await grid.focus();
  await inspector.page.keyboard.press('End');
  await expect(rows.last()).toHaveAttribute('aria-rowindex', String(4 + 3000 + 1));
  await expect(rows.last()).toBeInViewport();
  await expect(rows.last()).toHaveAttribute('aria-selected', 'true');
  await grid.evaluate((element) => element.scrollTo(0, 26 * 1500));
  const middle = grid.locator('[aria-rowindex="1502"]');
  await expect(middle).toBeInViewport();
  const places = async () => [await grid.boundingBox(), await middle.boundingBox()].map((box) => box?.y ?? 0);
  // Below the header, which is 28 px high.
  await expect.poll(async () => (await places()).reduce((top, row) => row - top)).toBe(28);
  await inspector.page.getByRole('searchbox', { name: 'Find a channel' }).fill('notes:');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toBeInViewport();
});
