import type { JournalEntry } from '../../src/shared/journal/entries';
import { accessibilityProblems } from '../support/accessibility';
import { expect, test, type WindowPage } from '../support/windowPage';

const message = (args: unknown, more: object = {}) =>
  ({
    type: 'message',
    seq: 1,
    at: 0,
    kind: 'invoke',
    direction: 'to-main',
    channel: 'c',
    from: 2,
    to: 1,
    size: 1,
    args,
    ...more,
  }) as JournalEntry;

async function show(inspector: WindowPage, args: unknown, more: object = {}): Promise<void> {
  await inspector.openSession(0);
  await inspector.feed([message(args, more)]);
  await inspector.rows.first().click();
}

test('finds what stands deep in a value, opening what hides it, from match to match', async ({ inspector }) => {
  const list = Array.from({ length: 5000 }, (_, i) => ({ id: i, name: i % 1700 === 7 ? `needle ${i}` : 'hay' }));
  await show(inspector, [{ list }, 'the last Needle']);
  const tree = inspector.detail.getByRole('tree', { name: 'Arguments' });
  const search = inspector.detail.getByRole('textbox', { name: 'Search in Arguments' });
  await search.fill('needle');
  await expect(inspector.detail.getByText('1 of 4', { exact: true })).toBeVisible();
  const found = tree.locator('[data-found=true]');
  await expect(found).toHaveText('name: "needle 7"');
  await search.press('Enter');
  await search.press('Enter');
  await expect(found).toHaveText('name: "needle 3407"');
  await expect(found).toBeInViewport();
  await inspector.detail.getByRole('button', { name: 'Next match' }).click();
  await expect(found).toHaveText('1: "the last Needle"');
  await inspector.detail.getByRole('button', { name: 'Next match' }).click();
  await expect(found).toHaveText('name: "needle 7"');
  await search.fill('nowhere');
  await expect(inspector.detail.getByText('none', { exact: true })).toBeVisible();
});

test('copies a value as JSON, as JavaScript and by its path, and filters by it', async ({ inspector }) => {
  const when = { $: 'date', v: Date.UTC(2026, 10, 21) };
  await show(inspector, [{ 'odd key': { $: 'map', v: [['id', 42]] }, when }]);
  const { page, detail, filter } = inspector;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const tree = detail.getByRole('tree', { name: 'Arguments' });
  const choose = async (line: RegExp, item: RegExp) => {
    await tree.getByRole('treeitem', { name: line }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: item }).click();
  };
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await tree.getByRole('treeitem', { name: /^odd key:/ }).click();
  await choose(/^when:/, /^Copy as JavaScript/);
  await expect.poll(clipboard).toBe('new Date("2026-11-21T00:00:00.000Z")');
  await choose(/^when:/, /^Copy as JSON/);
  await expect.poll(clipboard).toBe(JSON.stringify(when, null, 2));
  await choose(/^when:/, /^Copy the path/);
  await expect.poll(clipboard).toBe('args[0].when');
  await choose(/^"id"/, /^Filter by this/);
  await expect(filter).toHaveValue('args.0["odd key"].id=42');
  await expect(inspector.rows).toHaveCount(1);
  await choose(/^odd key:/, /^Exclude this/);
  await expect(filter).toHaveValue('args.0["odd key"].id=42 -args.0["odd key"]:*');
  await expect(inspector.rows).toHaveCount(0);
});

test('is docked at the right or below, in a size of the user’s, and remembers both', async ({ inspector }) => {
  await show(inspector, [1]);
  const { page, detail, grid } = inspector;
  const isBelow = async () => {
    const [table, pane] = [await grid.boundingBox(), await detail.boundingBox()];
    return (pane?.y ?? 0) >= (table?.y ?? 0) + (table?.height ?? 0);
  };
  expect(await isBelow()).toBe(false);
  await detail.getByRole('button', { name: 'Dock below' }).click();
  await expect.poll(isBelow).toBe(true);
  const separator = page.getByRole('separator', { name: 'Size of the detail' });
  const height = async () => (await detail.boundingBox())?.height ?? 0;
  const before = await height();
  await separator.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowUp');
  await expect.poll(height).toBeGreaterThan(before + 20);
  const chosen = await height();
  await inspector.restart();
  await inspector.feed([message([1])]);
  await inspector.rows.first().click();
  await expect.poll(isBelow).toBe(true);
  expect(Math.abs((await height()) - chosen)).toBeLessThan(3);
  await page.keyboard.press('Control+Shift+D');
  await expect.poll(isBelow).toBe(false);
});

test('goes to the previous and the next message of the same channel or conversation', async ({ inspector }) => {
  await inspector.openSession(0);
  const ends = [2, 3, 2, 3, 2];
  await inspector.feed([
    { type: 'endpoint', id: 1, kind: 'main' },
    { type: 'endpoint', id: 2, kind: 'frame', title: 'A', isMainFrame: true },
    { type: 'endpoint', id: 3, kind: 'frame', title: 'B', isMainFrame: true },
    ...ends.map((from, i) => message([i], { seq: i + 1, from, channel: ['x', 'y', 'y', 'x', 'x'][i] })),
    message([5], { seq: 6, from: 1, to: 2, direction: 'to-renderer', kind: 'send', channel: 'z' }),
  ]);
  const { page, detail, rows, selected, statusBar } = inspector;
  await rows.first().click();
  await detail.getByRole('button', { name: 'Next message like this' }).click();
  await expect(selected).toHaveAttribute('aria-rowindex', '5');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(selected).toHaveAttribute('aria-rowindex', '6');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(statusBar).toContainText('No message of this channel is after it');
  await detail.getByRole('combobox', { name: 'Previous and next' }).selectOption('conversation');
  await detail.getByRole('button', { name: 'Next message like this' }).click();
  await expect(selected).toHaveAttribute('aria-rowindex', '7');
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await expect(selected).toHaveAttribute('aria-rowindex', '4');
});

test('shows the error of main beside what the caller got', async ({ inspector }) => {
  const value = {
    $: 'error',
    name: 'TypeError',
    message: 'no title',
    props: { code: 'E1' },
    stack: 'TypeError: no title\n    at rename (/app/notes.js:7:9)\n    at node:events:514:28',
  };
  const outcome = { at: 5, status: 'error' };
  await show(inspector, [], { outcome, error: { value, text: 'TypeError: no title' } });
  const { detail } = inspector;
  await detail.getByRole('button', { name: 'Why?' }).click();
  await expect(detail.getByRole('heading', { name: 'In main' })).toBeVisible();
  await expect(detail.getByRole('heading', { name: 'The caller got' })).toBeVisible();
  await expect(detail.getByRole('button', { name: 'node:events:514:28' })).toBeVisible();
  await expect(detail.getByRole('button', { name: '(/app/notes.js:7:9)' })).toBeVisible();
});

test('a text of 10 MB and a list of 100,000 are drawn, opened and searched a piece at a time', async ({
  inspector,
}) => {
  await inspector.openSession(0);
  await inspector.page.evaluate(() => {
    const text = `${'lorem ipsum\n'.repeat(870_000)}the end`;
    const list = Array.from({ length: 100_000 }, (_, i) => ({ id: i, name: `item ${i}` }));
    const args = [text, list];
    const entry = {
      type: 'message',
      seq: 1,
      at: 0,
      kind: 'invoke',
      direction: 'to-main',
      channel: 'big',
      from: 2,
      to: 1,
    };
    window.harness.main.ingest([{ ...entry, size: 1, args } as never]);
  });
  const { detail, rows } = inspector;
  const tree = detail.getByRole('tree', { name: 'Arguments' });
  await rows.first().click();
  await expect(tree).toContainText('Array(100000)');
  await tree.getByRole('treeitem', { name: /^0: "lorem/ }).click();
  await tree.getByRole('button', { name: /^Show 20,000 more of 10,43[\d,]+ characters/ }).click();
  await tree.getByRole('treeitem', { name: /^0: "lorem/ }).click();
  await detail.getByRole('textbox', { name: 'Search in Arguments' }).fill('item 99998');
  await expect(tree.locator('[data-found=true]')).toHaveText('name: "item 99998"');
  await detail.getByRole('textbox', { name: 'Search in Arguments' }).fill('the end');
  await expect(detail.getByText('1 of 1', { exact: true })).toBeVisible();
  expect(await tree.getByRole('treeitem').count()).toBeLessThan(500);
});

test('every part of the detail is accessible', async ({ inspector }) => {
  const { page, detail } = inspector;
  const error = {
    value: { $: 'error', name: 'Error', message: 'x', stack: 'Error: x\n at f (/a.js:1:2)' },
    text: 'x',
  };
  const more = { ports: [7], stack: 'at save (/app/main.js:12:3)', outcome: { at: 5, status: 'error' }, error };
  await show(inspector, [{ a: [1, 'needle', null, { $: 'undefined' }] }], more);
  await detail.getByRole('textbox', { name: 'Search in Arguments' }).fill('needle');
  await expect(detail.getByText('1 of 1', { exact: true })).toBeVisible();
  for (const name of ['Arguments', 'Result', 'Timing', 'Ports', 'Stack', 'Endpoints', 'Raw']) {
    await detail.getByRole('tab', { name, exact: true }).click();
    expect(await accessibilityProblems(page, { within: '[aria-label=Detail]' }), name).toEqual([]);
  }
});
