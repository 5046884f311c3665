import { expect, type Locator } from 'playwright/test';
import { accessibilityProblems } from '../support/accessibility';
import { test } from '../support/windowPage';

/** Once it hears keys: it may still be about to open, as what was asked of main is answered in its own time. */
async function closeWithEscape(dialog: Locator): Promise<void> {
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await dialog.page().keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
}

test('shows how far opening is, and cancels it', async ({ inspector }) => {
  await inspector.open();
  const { page } = inspector;
  await page.evaluate(() => window.harness.main.task({ title: 'Opening a.escope', done: 412, total: 1000 }));
  const progress = page.getByRole('progressbar', { name: 'Opening a.escope' });
  await expect(progress).toHaveAttribute('value', '41');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => page.evaluate(() => window.harness.main.calls)).toEqual(['cancelTask']);
  await page.evaluate(() => window.harness.main.task(undefined));
  await expect(progress).toHaveCount(0);
});

test('shows an opened capture from its beginning, and its damage', async ({ inspector }) => {
  await inspector.open();
  const { page } = inspector;
  await page.evaluate(() => {
    window.harness.main.opened('notes of a colleague.escope', '2 damaged lines left out:\nline 7: not JSON');
    window.harness.feedRandom(1, 5000);
  });
  await expect(inspector.statusBar).toContainText('5,000 captured');
  await expect(inspector.statusBar).not.toContainText('/s');
  await expect(inspector.rows.first()).toHaveAttribute('aria-rowindex', '2');
  await expect(page.getByText('opened capture, with damage')).toHaveAttribute('title', /line 7: not JSON/);
  await page.evaluate(() =>
    window.harness.main.notice({
      code: 'newer-capture',
      message: '/home/me/other.escope was written by a newer Electroscope.',
      remedy: 'Open it with a newer Electroscope.',
    }),
  );
  await expect(page.getByRole('alert')).toContainText('Open it with a newer Electroscope.');
  await page.getByRole('button', { name: 'Close the message' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('shows where files can be dropped, and opens them', async ({ inspector }) => {
  await inspector.open();
  const { page } = inspector;
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'dropped.escope'));
    document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
    Object.assign(window, { dropped: dataTransfer });
  });
  await expect(page.getByText('Drop captures to open them')).toBeVisible();
  await page.evaluate(() => {
    const { dropped: dataTransfer } = window as unknown as { dropped: DataTransfer };
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText('Drop captures to open them')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => window.harness.main.calls)).toEqual(['openDropped dropped.escope']);
});

test('saves what is chosen: everything, or what is shown, compressed, sanitised', async ({ inspector }) => {
  await inspector.openSession(500);
  const { page } = inspector;
  await page.getByRole('button', { name: 'Save the capture' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the capture' });
  await expect(dialog.getByRole('radio', { name: 'All 500' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(dialog).toHaveCount(0);

  await inspector.filter.fill('channel:notes*');
  const shown = await inspector.shownCount();
  await page.getByRole('button', { name: 'Save the capture' }).click();
  await dialog.getByRole('radio', { name: `Only the ${shown} shown` }).check();
  await dialog.getByRole('checkbox', { name: /^Hide passwords/ }).check();
  await dialog.getByRole('checkbox', { name: /^Compress/ }).check();
  await dialog.getByRole('button', { name: 'Save…' }).click();

  await page.getByRole('button', { name: 'Save the capture' }).click();
  await closeWithEscape(dialog);
  await expect
    .poll(() => page.evaluate(() => window.harness.main.calls))
    .toEqual(['save all', `save ${shown} compressed sanitised`]);
});

test('exports the chosen messages, by default those that the filter shows', async ({ inspector }) => {
  await inspector.openSession(500);
  const { page } = inspector;
  const dialog = page.getByRole('dialog', { name: 'Export messages' });
  const ask = () => page.evaluate(() => window.harness.main.askExport());
  await ask();
  await expect(dialog.getByRole('radio', { name: 'All 500' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect(dialog).toHaveCount(0);

  await inspector.filter.fill('channel:notes*');
  const shown = await inspector.shownCount();
  await ask();
  await expect(dialog.getByRole('radio', { name: `Only the ${shown} shown` })).toBeChecked();
  await dialog.getByRole('radio', { name: /^Trace/ }).check();
  await dialog.getByRole('checkbox', { name: /^Hide passwords/ }).check();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await ask();
  await closeWithEscape(dialog);
  const exports = () => page.evaluate(() => window.harness.main.calls.filter((call) => call.startsWith('export')));
  await expect.poll(exports).toEqual(['export all jsonl', `export ${shown} trace sanitised`]);
});

test('an offer is declined or taken, each by its own button', async ({ inspector }) => {
  await inspector.openSession(0);
  const { page } = inspector;
  const offer = (id: string) => ({
    id,
    title: `Offer ${id}`,
    detail: 'Old.',
    accept: 'Delete them',
    dismiss: 'Keep them',
  });
  await page.evaluate((offers) => window.harness.main.offers(offers), [offer('a'), offer('b')]);
  const card = (id: string) => page.getByRole('region', { name: `Offer ${id}` });
  const answers = () =>
    page.evaluate(() => window.harness.main.calls.filter((call) => /^(accept|dismiss) /.test(call)));
  await card('a').getByRole('button', { name: 'Keep them' }).click();
  await expect(card('a')).toBeHidden();
  await expect(card('b')).toBeVisible();
  await expect.poll(answers).toEqual(['dismiss a']);
  await card('b').getByRole('button', { name: 'Delete them' }).click();
  await expect(card('b')).toBeHidden();
  await expect.poll(answers).toEqual(['dismiss a', 'accept b']);
});

const unclosed = (name: string) => ({
  id: name,
  title: `A session with ${name} was not closed`,
  detail: 'Electroscope ended unexpectedly.',
  unclosed: `${name}, since Dec 1, 2026, 1.2 MB`,
  accept: 'Open it',
  dismiss: 'Not now',
});

test('one card asks about all sessions that were not closed', async ({ inspector }) => {
  await inspector.openSession(0);
  const { page } = inspector;
  const deletion = { id: 'd', title: 'Old sessions', detail: 'Old.', accept: 'Delete them', dismiss: 'Keep them' };
  await page.evaluate(
    (offers) => window.harness.main.offers(offers),
    [...['Notes', 'Mail', 'Chat'].map(unclosed), deletion],
  );
  const card = (title: string) => page.getByRole('region', { name: title });
  const answers = () =>
    page.evaluate(() => window.harness.main.calls.filter((call) => /^(accept|dismiss) /.test(call)));
  await expect(card('3 sessions were not closed').getByRole('listitem')).toContainText([/Notes/, /Mail/, /Chat/]);
  await expect(card('Old sessions')).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await card('3 sessions were not closed')
    .getByRole('listitem')
    .filter({ hasText: 'Mail' })
    .getByRole('button', { name: 'Open it' })
    .click();
  await expect.poll(answers).toEqual(['accept Mail']);
  await card('2 sessions were not closed').getByRole('button', { name: 'Not now' }).click();
  await expect(card('not closed')).toHaveCount(0);
  await expect(card('Old sessions')).toBeVisible();
  await expect.poll(answers).toEqual(['accept Mail', 'dismiss Notes', 'dismiss Chat']);
});

test('cards cover nothing, neither the start screen nor a session', async ({ inspector }) => {
  const { page } = inspector;
  await page.setViewportSize({ width: 900, height: 600 });
  const alert = page.getByRole('alert');
  const bottom = (element: Locator) => element.evaluate((it) => it.getBoundingClientRect().bottom);
  const top = (element: Locator) => element.evaluate((it) => it.getBoundingClientRect().top);
  const fail = () =>
    page.evaluate(() => window.harness.main.notice({ code: 'x', message: 'It broke.', remedy: 'Mend it.' }));

  await inspector.open();
  await fail();
  await expect(alert).toBeVisible();
  expect(await bottom(page.getByRole('main'))).toBeLessThanOrEqual(await top(alert));

  await page.evaluate(() => {
    window.harness.main.start();
    window.harness.feedRandom(1, 500);
  });
  await inspector.rows.first().click();
  await fail();
  await expect(alert).toBeVisible();
  for (const part of [page.getByRole('main'), inspector.detail, inspector.grid])
    expect(await bottom(part)).toBeLessThanOrEqual(await top(alert));
  expect(await bottom(alert)).toBeLessThanOrEqual(await top(inspector.statusBar));
});

test('leads to the latest message where there are more than fit, or more may come', async ({ inspector }) => {
  await inspector.open();
  const { page } = inspector;
  const latest = page.getByRole('button', { name: /^Latest/ });
  await page.evaluate(() => {
    window.harness.main.opened('small.escope');
    window.harness.feedRandom(1, 8);
  });
  await expect(inspector.statusBar).toContainText('8 captured');
  await expect(inspector.rows.first()).toBeVisible();
  await expect(latest).toHaveCount(0);
  await inspector.rows.first().click();
  await expect(inspector.selected).toHaveCount(1);
  await expect(latest).toHaveCount(0);
  await page.evaluate(() => window.harness.feedRandom(2, 500));
  await expect(latest).toBeVisible();

  await page.evaluate(() => {
    window.harness.main.restart();
    window.harness.feedRandom(1, 8);
  });
  await expect(latest).toHaveCount(0);
  await inspector.rows.first().click();
  await expect(latest).toBeVisible();
});
