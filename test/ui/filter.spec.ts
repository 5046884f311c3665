import { expect, test } from '../support/windowPage';

test('narrows the table while it is typed', async ({ inspector }) => {
  await inspector.openSession(2000);
  const { page, filter, rows } = inspector;
  await page.keyboard.press('/');
  await expect(filter).toBeFocused();
  await page.keyboard.type('kind:invoke is:error');
  await expect(rows.filter({ hasText: 'invoke' }).filter({ hasText: 'error' }).first()).toBeVisible();
  await expect(rows.filter({ hasNotText: 'invoke' })).toHaveCount(0);
  await expect(rows.filter({ hasNotText: 'error' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(filter).toHaveValue('');
});

test('keeps the last view, marks the wrong part, and offers what was meant', async ({ inspector }) => {
  await inspector.openSession(500);
  const { page, filter, grid } = inspector;
  await filter.fill('channel:notes');
  await inspector.shownCount();
  const before = await grid.getAttribute('aria-rowcount');
  await filter.fill('channel:notes kind:invok');
  await expect(page.getByRole('alert')).toContainText('“invok” is not a value for kind');
  await expect(filter).toHaveAttribute('aria-invalid', 'true');
  expect(await grid.getAttribute('aria-rowcount')).toBe(before);
  await page.getByRole('button', { name: 'Use channel:notes kind:invoke' }).click();
  await expect(filter).toHaveValue('channel:notes kind:invoke');
  await expect(page.getByRole('alert')).toBeHidden();
});

test('says when nothing matches, and how to go on', async ({ inspector }) => {
  await inspector.openSession(100);
  await inspector.filter.fill('channel:nowhere');
  await expect(inspector.page.getByText('No message matches the filter')).toBeVisible();
  await inspector.page.getByRole('button', { name: 'Clear the filter' }).last().click();
  await expect(inspector.rows.first()).toBeVisible();
});

test('keeps matching what comes and what changes', async ({ inspector }) => {
  await inspector.openSession(0);
  await inspector.filter.fill('status:error');
  const message = {
    type: 'message',
    seq: 1,
    at: 0,
    kind: 'invoke',
    direction: 'to-main',
    channel: 'c',
    from: 2,
    to: 1,
    size: 1,
    args: [],
  } as const;
  await inspector.feed([message]);
  await expect(inspector.statusBar).toContainText('0 shown of 1 captured');
  await inspector.feed([{ type: 'outcome', seq: 1, at: 5, status: 'error', error: { text: 'Error: no' } }]);
  await expect(inspector.rows).toHaveCount(1);
});

test('keeps the selected message in sight when the filter changes', async ({ inspector }) => {
  await inspector.openSession(5000);
  const { filter, rows, selected, page } = inspector;
  await filter.fill('kind:invoke status:error');
  await expect(rows.filter({ hasNotText: 'error' })).toHaveCount(0);
  await rows.first().click();
  const channel = await selected.innerText();
  await filter.fill('');
  await expect(selected).toBeInViewport();
  expect(await selected.innerText()).toBe(channel);
  expect(Number(await selected.getAttribute('aria-rowindex'))).toBeGreaterThan(1);
  // It is looked at, so the tail is not followed any more.
  await expect(page.getByRole('button', { name: /^Latest/ })).toBeVisible();
});

test('finds what stands only in payloads, of what is there and of what comes', async ({ inspector }) => {
  await inspector.openSession(300);
  const { filter, rows, page } = inspector;
  const message = {
    type: 'message',
    at: 9e6,
    kind: 'send',
    direction: 'to-main',
    channel: 'c',
    from: 2,
    to: 1,
    size: 1,
  };
  await inspector.feed([{ ...message, seq: 1001, args: [{ title: 'Umbrella' }] } as never]);
  await filter.fill('umbrella');
  await expect(rows).toHaveCount(1);
  await inspector.feed([{ ...message, seq: 1002, args: ['umbrella stand'] } as never]);
  await expect(rows).toHaveCount(2);
  await filter.fill('umbrella -args:stand');
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole('progressbar', { name: 'Searching payloads' })).toBeHidden();
});

test('shows how far a search is, and lets it be stopped and done again', async ({ inspector }) => {
  await inspector.openSession(300);
  const { filter, rows, page } = inspector;
  await page.evaluate(() => window.harness.main.holdScan(true));
  await filter.fill('args.0<=20');
  await expect(page.getByRole('progressbar', { name: 'Searching payloads' })).toBeVisible();
  await expect(page.getByText('Searching payloads …')).toBeVisible();
  await page.getByRole('button', { name: 'Stop searching payloads' }).click();
  await expect(page.getByText('stopped at 0 %')).toBeVisible();
  await page.evaluate(() => window.harness.main.holdScan(false));
  await expect(page.getByText('No message matches the filter')).toBeVisible();
  await page.getByRole('button', { name: 'Search all payloads' }).click();
  await expect(rows.first()).toBeVisible();
  await expect(page.getByText('stopped at 0 %')).toBeHidden();
  await filter.fill('kind:invoke');
  await expect(rows.first()).toContainText('invoke');
});
