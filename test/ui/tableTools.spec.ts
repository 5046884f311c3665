import type { JournalEntry } from '../../src/shared/journal/entries';
import { accessibilityProblems } from '../support/accessibility';
import { expect, test, type WindowPage } from '../support/windowPage';

const header = (inspector: WindowPage, name: string) => inspector.page.getByRole('columnheader', { name, exact: true });
const columnTexts = (inspector: WindowPage, column: string) =>
  inspector.rows.locator(`[data-column=${column}]`).allInnerTexts();
const titles = (inspector: WindowPage) => inspector.grid.getByRole('columnheader').allInnerTexts();

/** What is drawn begins with the first message, so that the nth row is the nth message. */
async function fromTheTop({ grid, page, rows }: WindowPage): Promise<void> {
  await grid.focus();
  await page.keyboard.press('Home');
  await expect(rows.first()).toHaveAttribute('aria-rowindex', '2');
}

test('sorts by a column, in the other direction, and as messages came', async ({ inspector }) => {
  await inspector.openSession(2000);
  const { grid, page } = inspector;
  const asTheyCame = await grid.getAttribute('aria-rowcount');
  await header(inspector, 'Channel').click();
  await expect(header(inspector, 'Channel')).toHaveAttribute('aria-sort', 'ascending');
  await grid.focus();
  await page.keyboard.press('Home');
  expect((await columnTexts(inspector, 'channel'))[0]).toContain('notes:list');
  await header(inspector, 'Channel').click();
  await expect(header(inspector, 'Channel')).toHaveAttribute('aria-sort', 'descending');
  await grid.focus();
  await page.keyboard.press('Home');
  expect((await columnTexts(inspector, 'channel'))[0]).toContain('telemetry:beacon');
  expect(await grid.getAttribute('aria-rowcount')).toBe(asTheyCame);
  await header(inspector, 'Channel').click();
  await expect(header(inspector, 'Channel')).not.toHaveAttribute('aria-sort');
});

test('sorts very many off the window’s thread, also what comes meanwhile, and is remembered', async ({ inspector }) => {
  await inspector.openSession(60_000);
  const { grid, page } = inspector;
  await header(inspector, 'Size').click();
  const latest = page.getByRole('button', { name: /^Latest/ });
  await expect(latest).toBeVisible();
  const largest = async () => {
    await grid.focus();
    await page.keyboard.press('Home');
    return (await columnTexts(inspector, 'size'))[0];
  };
  await expect.poll(largest).toBe('20.4 KB');
  expect(page.workers()).toHaveLength(1);
  const message = { type: 'message', at: 9e8, kind: 'send', direction: 'to-main', channel: 'huge', from: 2, to: 1 };
  await inspector.feed([{ ...message, seq: 90_000, size: 5_000_000, args: [] } as unknown as JournalEntry]);
  await expect.poll(largest).toBe('4.77 MB');
  await inspector.restart();
  await expect(header(inspector, 'Size')).toHaveAttribute('aria-sort', 'descending');
  await page.evaluate(() => window.harness.feedRandom(1, 50));
  await latest.click();
  await expect(header(inspector, 'Size')).not.toHaveAttribute('aria-sort');
  await expect(latest).toBeHidden();
});

test('columns are chosen, moved and remembered, by the keyboard too', async ({ inspector }) => {
  await inspector.openSession(100);
  const { page } = inspector;
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Blocking' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Size' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Status' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Escape');
  const expected = ['Time', 'Direction', 'Kind', 'Channel', 'Status', 'From', 'To', 'Duration', 'Blocking'];
  expect((await titles(inspector)).slice(0, 9)).toEqual(expected);
  expect((await columnTexts(inspector, 'blocking'))[0]).toMatch(/s$|^$/);
  await header(inspector, 'Kind').dragTo(header(inspector, 'Time'), { targetPosition: { x: 4, y: 8 } });
  expect((await titles(inspector))[0]).toBe('Kind');
  await inspector.restart();
  await page.evaluate(() => window.harness.feedRandom(1, 20));
  expect((await titles(inspector)).slice(0, 5)).toEqual(['Kind', 'Time', 'Direction', 'Channel', 'Status']);
  await header(inspector, 'Kind').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move right' }).click();
  expect((await titles(inspector))[1]).toBe('Kind');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitem', { name: 'Default columns' }).click();
  expect((await titles(inspector)).slice(0, 3)).toEqual(['Time', 'Direction', 'Kind']);
});

test('several messages are selected by mouse and keyboard, marked and copied', async ({ inspector }) => {
  await inspector.openSession(200);
  const { page, rows, grid, statusBar } = inspector;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const selected = grid.locator('[role=row][aria-selected=true]');
  await fromTheTop(inspector);
  await rows.nth(2).click();
  await rows.nth(6).click({ modifiers: ['Shift'] });
  await expect(selected).toHaveCount(5);
  await rows.nth(9).click({ modifiers: ['Control'] });
  await rows.nth(4).click({ modifiers: ['Control'] });
  await expect(selected).toHaveCount(5);
  await expect(statusBar).toContainText('5 selected');
  await grid.focus();
  await page.keyboard.press('m');
  await expect(grid.getByRole('img', { name: 'marked' })).toHaveCount(5);
  await page.keyboard.press('Control+c');
  await expect(statusBar).toContainText('5 messages copied');
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toHaveLength(5);
  expect(Object.keys(copied[0])).toEqual(expect.arrayContaining(['seq', 'channel', 'args', 'status']));
  await inspector.filter.fill('is:marked');
  await expect(rows).toHaveCount(5);
  await grid.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('m');
  await expect(rows).toHaveCount(0);
  await inspector.filter.fill('');
  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(selected).toHaveCount(3);
});

test('a cell can be filtered by or excluded, its conversation shown', async ({ inspector }) => {
  await inspector.openSession(300);
  const { page, rows, filter } = inspector;
  await fromTheTop(inspector);
  const cell = rows.nth(5).locator('[data-column=kind]');
  const kind = await cell.innerText();
  await cell.click({ button: 'right' });
  await expect(inspector.selected).toHaveAttribute('id', (await rows.nth(5).getAttribute('id')) ?? '');
  await page.getByRole('menuitem', { name: `Filter by kind:${kind}` }).click();
  await expect(filter).toHaveValue(`kind:${kind}`);
  await rows.first().locator('[data-column=channel]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Exclude -channel=/ }).click();
  await expect(filter).toHaveValue(new RegExp(`^kind:${kind} -channel=\\S+$`));
  await filter.fill('');
  await fromTheTop(inspector);
  await rows.nth(3).click();
  await inspector.grid.focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Show only this conversation' }).click();
  await expect(filter).toHaveValue(/^\(from=.* to=main \| from=main to=.*\)$/);
});

test('highlights by rules, with a label beside the colour', async ({ inspector }) => {
  await inspector.openSession(300);
  const { page, rows, grid } = inspector;
  await fromTheTop(inspector);
  await rows.nth(4).locator('[data-column=channel]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Highlight messages like this …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Highlight rules' });
  await dialog.getByRole('button', { name: /^Add a rule for channel=/ }).click();
  await dialog.getByRole('textbox', { name: 'Label' }).fill('look here');
  await dialog.getByRole('combobox', { name: 'Colour' }).selectOption('purple');
  await page.keyboard.press('Escape');
  await expect(grid.locator('[data-highlight=purple]').first()).toContainText('look here');
  await inspector.restart();
  await page.evaluate(() => window.harness.feedRandom(1, 300));
  await fromTheTop(inspector);
  await expect(grid.getByText('look here').first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('highlight rules');
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'Filter' }).fill('kind:invok');
  await expect(dialog).toContainText('“invok” is not a value for kind');
  await dialog.getByRole('button', { name: 'Delete the rule' }).click();
  await expect(dialog).toContainText('There are no rules yet');
});

const page = (id: number, url: string): JournalEntry =>
  ({ type: 'endpoint', id, kind: 'frame', webContentsId: 7, isMainFrame: true, title: 'Notes', url }) as JournalEntry;
const message = (seq: number, from: number, channel = 'c'): JournalEntry =>
  ({
    type: 'message',
    seq,
    at: seq * 1000,
    kind: 'send',
    direction: 'to-main',
    channel,
    from,
    to: 1,
    size: 0,
    args: [],
  }) as JournalEntry;

test('divides at windows, navigations, reloads and starts, in filtered lists too', async ({ inspector }) => {
  await inspector.openSession(0);
  await inspector.feed([
    ...[page(12, 'app://notes/a'), message(1, 12), message(2, 12, 'd')],
    ...[page(12, 'app://notes/b'), message(3, 12), page(13, 'app://notes/b'), message(4, 13, 'd')],
    { type: 'source', target: 2 } as JournalEntry,
    ...[page(12, 'app://notes/a'), message(1, 12)],
  ]);
  const { grid, rows, page: window } = inspector;
  const lines = () => grid.getByRole('row').allInnerTexts();
  await expect(rows).toHaveCount(5);
  const events = (await lines())
    .slice(1)
    .map((text) => /Window opened|Navigated|Reloaded|started again/.exec(text)?.[0] ?? 'm');
  expect(events).toEqual(['Window opened', 'm', 'm', 'Navigated', 'm', 'Reloaded', 'm', 'Window opened', 'm']);
  await expect(grid).toContainText('and 1 more before');
  await expect(grid).toHaveAttribute('aria-rowcount', '6');
  await grid.focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await window.keyboard.press(key);
  await expect(inspector.selected).toHaveAttribute('aria-rowindex', '4');
  await inspector.filter.fill('channel=d');
  await expect(rows).toHaveCount(2);
  expect((await lines()).map((text) => /opened|Navigated|Reloaded/.exec(text)?.[0] ?? 'm').slice(1)).toEqual([
    ...['opened', 'm', 'Reloaded', 'm', 'opened'],
  ]);
});

test('the table with all its marks is accessible', async ({ inspector }) => {
  const { page: window, rows, grid } = inspector;
  await inspector.openSession(0);
  const colors = ['yellow', 'green', 'blue', 'purple', 'red'];
  await window.evaluate((names) => {
    const highlightRules = names.map((color, i) => ({ filter: `channel=c${i}`, label: color, color }));
    sessionStorage.setItem('preferences', JSON.stringify({ highlightRules }));
  }, colors);
  await inspector.restart();
  await inspector.feed([page(12, 'app://notes/a'), ...colors.map((_, i) => message(i + 1, 12, `c${i}`))]);
  await rows.first().click();
  await grid.focus();
  await window.keyboard.press('Control+a');
  await window.keyboard.press('m');
  await expect(grid.getByRole('img', { name: 'marked' })).toHaveCount(5);
  // Open menus stand outside of the landmarks, as menus do.
  const problems = () => accessibilityProblems(window, { besides: ['region'] });
  expect(await problems()).toEqual([]);
  await rows.first().click();
  expect(await problems()).toEqual([]);
  await rows.nth(2).click({ button: 'right' });
  expect(await problems()).toEqual([]);
  await window.getByRole('menuitem', { name: 'Highlight messages like this …' }).click();
  expect(await problems()).toEqual([]);
});
