import { expect, test } from '../support/windowPage';

test('draws only the rows in sight, however many there are', async ({ inspector }) => {
  await inspector.openSession(200_000);
  expect(await inspector.rows.count()).toBeLessThan(60);
  await expect(inspector.grid).toHaveAttribute('aria-rowcount', /^1[78]\d{4}$/); // Internal ones are hidden.
});

test('follows the tail until the user scrolls, and offers the way back', async ({ inspector }) => {
  await inspector.openSession(500);
  const { page, grid, rows } = inspector;
  const latest = page.getByRole('button', { name: /^Latest/ });
  await expect(latest).toBeHidden();
  const lastChannelRow = () => rows.last().getAttribute('aria-rowindex');
  const before = Number(await lastChannelRow());
  await page.evaluate(() => window.harness.feedRandom(2, 50));
  await expect.poll(async () => Number(await lastChannelRow())).toBeGreaterThan(before);

  const scrollTop = () => grid.evaluate((element) => element.scrollTop);
  const leftBelow = () => grid.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
  await expect.poll(leftBelow).toBeLessThan(2);
  const end = await scrollTop();
  await grid.hover();
  await page.mouse.wheel(0, -600);
  // The browser scrolls smoothly.
  await expect.poll(scrollTop).toBe(end - 600);
  await expect(latest).toBeVisible();
  const first = await rows.first().getAttribute('aria-rowindex');
  await page.evaluate(() => window.harness.feedRandom(3, 50));
  await expect(inspector.statusBar).toContainText('600 captured');
  expect(await rows.first().getAttribute('aria-rowindex')).toBe(first);

  await latest.click();
  await expect(latest).toBeHidden();
  await expect.poll(leftBelow).toBeLessThan(2);
});

test('goes on following when the list becomes higher or lower, and when a filter is cleared', async ({ inspector }) => {
  await inspector.openSession(500);
  const { page, grid } = inspector;
  const latest = page.getByRole('button', { name: /^Latest/ });
  const leftBelow = () => grid.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
  let seed = 2;
  const expectFollowing = async () => {
    await page.evaluate((next) => window.harness.feedRandom(next, 50), seed++);
    await expect(inspector.statusBar).toContainText(`${500 + 50 * (seed - 2)} captured`);
    await expect.poll(leftBelow).toBeLessThan(2);
    await expect(latest).toBeHidden();
  };
  // A browser that is busy reports where it has scrolled the list to before it reports the height.
  for (const maxHeight of ['200px', 'none']) {
    await grid.evaluate((element, height) => {
      element.style.maxHeight = height;
      element.dispatchEvent(new Event('scroll'));
    }, maxHeight);
    await expectFollowing();
  }
  await inspector.filter.fill('channel:nowhere');
  await expect(inspector.rows).toHaveCount(0);
  await inspector.filter.fill('');
  await expectFollowing();
});

test('a message that is picked does not run away', async ({ inspector }) => {
  await inspector.openSession(500);
  const { page, rows, selected } = inspector;
  await rows.last().click();
  const id = await selected.getAttribute('id');
  await page.evaluate(() => window.harness.feedRandom(2, 500));
  await expect(inspector.statusBar).toContainText('1,000 captured');
  await expect(selected).toHaveAttribute('id', id ?? '');
  await expect(selected).toBeInViewport();
  await expect(page.getByRole('button', { name: /^Latest/ })).toBeVisible();
});

test('a message that is picked stays in sight when there is less room for the list', async ({ inspector }) => {
  await inspector.openSession(500);
  const { page, rows, grid } = inspector;
  await page.setViewportSize({ width: 1200, height: 900 });
  await grid.focus();
  await page.keyboard.press('Home');
  const last = rows.filter({ visible: true }).locator('xpath=self::*[@aria-rowindex="20"]');
  await last.click();
  const isInSight = () =>
    last.evaluate((row) => {
      const list = (row.closest('[role=grid]') as Element).getBoundingClientRect();
      return row.getBoundingClientRect().bottom <= list.bottom;
    });
  await expect.poll(isInSight).toBe(true);
  await page.setViewportSize({ width: 1200, height: 500 });
  await expect.poll(() => grid.evaluate((list) => list.clientHeight < 19 * 26)).toBe(true);
  await expect.poll(isInSight).toBe(true);
});

test('is used by the keyboard alone', async ({ inspector }) => {
  await inspector.openSession(1000);
  const { page, grid, selected } = inspector;
  await grid.focus();
  const selectedIndex = async () => Number(await selected.getAttribute('aria-rowindex'));
  await page.keyboard.press('Home');
  await expect(selected).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(selected).toHaveAttribute('aria-rowindex', '3');
  await page.keyboard.press('PageDown');
  await expect.poll(selectedIndex).toBeGreaterThan(20);
  await expect(selected).toBeInViewport();
  await expect(grid).toHaveAttribute('aria-activedescendant', (await selected.getAttribute('id')) ?? '');
  await page.keyboard.press('Escape');
  await expect(inspector.detail).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(inspector.detail).toBeVisible();
  await page.keyboard.press('End');
  await expect(selected).toHaveAttribute('aria-rowindex', (await grid.getAttribute('aria-rowcount')) ?? '');
  await expect(selected).toBeInViewport();
});

test('shows an answer when it comes', async ({ inspector }) => {
  await inspector.openSession(0);
  const message = { ...MESSAGE, seq: 1, channel: 'slow:call' };
  await inspector.feed([message]);
  await expect(inspector.rows).toContainText(['pending']);
  await inspector.rows.first().click();
  await inspector.detail.getByRole('tab', { name: 'Result' }).click();
  await expect(inspector.detail).toContainText('not answered yet');
  await inspector.feed([{ type: 'outcome', seq: 1, at: 250_000, status: 'ok', size: 6, result: { answer: 42 } }]);
  await expect(inspector.rows.first()).toContainText('ok');
  await expect(inspector.rows.first()).toContainText('250 ms');
  await expect(inspector.detail.getByRole('tree', { name: 'Result' })).toContainText('answer: 42');
});

test('lets its columns be resized', async ({ inspector }) => {
  await inspector.openSession(100);
  const { page } = inspector;
  const header = page.getByRole('columnheader', { name: 'Kind' });
  const width = async () => (await header.boundingBox())?.width ?? 0;
  const before = await width();
  const box = await header.boundingBox();
  if (box === null) throw new Error('the header is not drawn');
  await page.mouse.move(box.x + box.width - 3, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 57, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Math.abs((await width()) - before - 60)).toBeLessThan(5);
  const cell = inspector.rows.first().locator('[data-column=kind]');
  await expect.poll(async () => (await cell.boundingBox())?.width).toBeCloseTo(await width(), 0);
});

test('remembers the width of a column until its edge is double-clicked', async ({ inspector }) => {
  await inspector.openSession(100);
  const { page } = inspector;
  const header = page.getByRole('columnheader', { name: 'Kind' });
  const box = async () => {
    const found = await header.boundingBox();
    if (found === null) throw new Error('the header is not drawn');
    return found;
  };
  const { x, y, width } = await box();
  await page.mouse.move(x + width - 3, y + 10);
  await page.mouse.down();
  await page.mouse.move(x + width + 47, y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await box()).width).toBeCloseTo(width + 50, -1);
  await inspector.restart();
  await page.evaluate(() => window.harness.feedRandom(1, 20));
  await expect.poll(async () => (await box()).width).toBeCloseTo(width + 50, -1);
  const wide = await box();
  await page.mouse.dblclick(wide.x + wide.width - 3, wide.y + 10);
  await expect.poll(async () => (await box()).width).toBeCloseTo(width, 0);
});

test('pauses and resumes without losing anything', async ({ inspector }) => {
  await inspector.openSession(300);
  const { page } = inspector;
  const shown = async () => Number(await inspector.grid.getAttribute('aria-rowcount'));
  const before = await shown();
  await page.keyboard.press('Control+e');
  await page.evaluate(() => window.harness.feedRandom(5, 200));
  await expect(inspector.statusBar).toContainText('500 captured');
  await expect(page.getByRole('button', { name: 'Paused · 200 new' })).toBeVisible();
  expect(await shown()).toBe(before);
  await page.getByRole('button', { name: 'Paused' }).click();
  await expect.poll(shown).toBeGreaterThan(before + 100);
});

test('clears the view, and brings everything back', async ({ inspector }) => {
  await inspector.openSession(300);
  const { page } = inspector;
  await page.keyboard.press('Control+l');
  await expect(inspector.rows).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the earlier messages' }).click();
  await expect(inspector.rows.first()).toBeVisible();
});

test('hides Electron’s own messages until they are asked for', async ({ inspector }) => {
  await inspector.openSession(0);
  await inspector.feed([
    { ...MESSAGE, seq: 1, channel: 'app:message' },
    { ...MESSAGE, seq: 2, channel: 'ELECTRON_INTERNAL', internal: true },
  ]);
  await expect(inspector.rows).toHaveCount(1);
  await expect(inspector.statusBar).toContainText('1 shown of 2 captured, 1 internal hidden');
  await inspector.page.getByRole('button', { name: 'Show Electron’s internal messages' }).click();
  await expect(inspector.rows).toHaveCount(2);
  await expect(inspector.rows.nth(1)).toContainText('internal');
});

test('says what was dropped and what can’t be seen', async ({ inspector }) => {
  await inspector.openSession(10);
  await inspector.feed([
    { type: 'gap', at: 5, until: 9, messages: 1234, reason: 'the inspector could not keep up' },
    { type: 'fault', at: 5, where: 'dispatch', message: 'TypeError: x' },
  ]);
  await expect(inspector.statusBar).toContainText('1,234 dropped');
  await expect(inspector.statusBar).toContainText('1 fault of the agent');
});

test('shows the cost of the agent as last reported', async ({ inspector }) => {
  await inspector.openSession(10);
  await inspector.feed([{ type: 'cost', at: 5, periodUs: 2_000_000, spentUs: 100_000, messages: 10 }]);
  await expect(inspector.statusBar).toContainText('agent 5 %');
  await inspector.feed([{ type: 'cost', at: 9, periodUs: 1_000_000, spentUs: 500, messages: 50 }]);
  const cost = inspector.statusBar.getByText('agent < 0.1 %');
  await expect(cost).toHaveAttribute('title', /< 0\.1 % of its time, about 10 µs a message$/);
});

const MESSAGE = {
  type: 'message',
  at: 0,
  kind: 'invoke',
  direction: 'to-main',
  from: 2,
  to: 1,
  size: 10,
  args: [],
} as const;
