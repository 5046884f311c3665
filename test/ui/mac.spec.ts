/** The window as it is on a Mac: ⌘ in place of Ctrl, and Ctrl with a click is the right button. */

import { expect, test } from '../support/windowPage';

test.use({
  userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/152.0.0.0 Safari/537.36',
});

test('shortcuts are those of a Mac, and shown as such', async ({ inspector }) => {
  await inspector.openSession(50);
  const { page } = inspector;
  const palette = page.getByRole('dialog', { name: 'All commands' });
  await page.keyboard.press('Control+k');
  await expect(palette).toBeHidden();
  await page.keyboard.press('Meta+k');
  await page.keyboard.type('stdout');
  await expect(palette.getByRole('option').first()).toContainText(/⌃\s*`/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toContainText(/⌘\s*⇧|⇧\s*⌘/);
  await expect(sheet).not.toContainText('Ctrl');
  // F3 alone shows all windows there.
  await expect(sheet.getByText(/⌘\s*G\s*or\s*F3/).first()).toBeVisible();
});

test('the output opens with Ctrl and the key left of 1, whatever stands on it', async ({ inspector }) => {
  await inspector.openSession(50);
  const { page } = inspector;
  const output = page.getByRole('button', { name: 'Output of the app' });
  await page.keyboard.press('Control+Backquote');
  await expect(output).toHaveAttribute('aria-pressed', 'true');
  // As a keyboard reports it on which the key adds an accent to the next letter.
  await page.evaluate(() =>
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Dead', code: 'Backquote', ctrlKey: true, bubbles: true, cancelable: true }),
    ),
  );
  await expect(output).toHaveAttribute('aria-pressed', 'false');
});

test('the menu of several messages opens with Ctrl and a click', async ({ inspector }) => {
  await inspector.openSession(200);
  const { page, rows, selected } = inspector;
  await rows.nth(2).click();
  await rows.nth(4).click({ modifiers: ['Meta'] });
  await expect(selected).toHaveCount(2);
  // What a Mac sends for it.
  const row = selected.last();
  for (const type of ['mousedown', 'contextmenu'])
    await row.dispatchEvent(type, { button: 0, ctrlKey: true, bubbles: true, cancelable: true });
  await expect(selected).toHaveCount(2);
  await expect(page.getByRole('menu')).toBeVisible();
});
