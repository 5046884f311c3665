import { accessibilityProblems } from '../support/accessibility';
import { expect, test } from '../support/windowPage';

for (const keys of ['Control+k', 'Control+Shift+P']) {
  test(`${keys} opens the commands, and typing finds one`, async ({ inspector }) => {
    await inspector.openSession(300);
    const { page } = inspector;
    await page.keyboard.press(keys);
    const palette = page.getByRole('dialog', { name: 'All commands' });
    await expect(palette.getByRole('combobox')).toBeFocused();
    await page.keyboard.type('stdout');
    await expect(palette.getByRole('option').first()).toHaveText(/Show or hide the app’s output/);
    await page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
    await expect(page.getByRole('button', { name: 'Output of the app' })).toHaveAttribute('aria-pressed', 'true');
  });
}

test('offers no command that makes no sense now', async ({ inspector }) => {
  await inspector.open();
  const { page } = inspector;
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'All commands' });
  await expect(palette.getByRole('option', { name: 'Launch the demo app' })).toBeVisible();
  await expect(palette.getByRole('option', { name: 'Clear the view' })).toHaveCount(0);
  await page.keyboard.type('xyzzy');
  await expect(palette).toContainText('No command matches');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
});

test('a command that moves the focus moves it', async ({ inspector }) => {
  await inspector.openSession(50);
  const { page, filter } = inspector;
  await inspector.grid.focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('search find');
  await page.keyboard.press('Enter');
  await expect(filter).toBeFocused();
});

test('? lists the shortcuts, unless a text is typed', async ({ inspector }) => {
  await inspector.openSession(50);
  const { page, filter } = inspector;
  await filter.focus();
  await page.keyboard.type('?');
  await expect(filter).toHaveValue('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toBeHidden();
  await filter.fill('');
  await inspector.grid.focus();
  await page.keyboard.type('?');
  await expect(sheet).toContainText('Pause or resume the view');
  await expect(sheet).toContainText('Zoom in');
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('keys of a dialog are not taken for commands', async ({ inspector }) => {
  await inspector.openSession(50);
  const { page } = inspector;
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+e');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Pause the view' })).toBeVisible();
});

test('each command has a key of its own, which the list of shortcuts shows', async ({ inspector }) => {
  await inspector.openSession(20);
  const { page } = inspector;
  const opened: readonly (readonly [keys: string, dialog: string | RegExp])[] = [
    ['Control+s', /^Save/],
    ['Control+Shift+E', /^Export/],
    ['Control+,', 'Settings'],
    ['Control+Shift+P', 'All commands'],
    ['Control+k', 'All commands'],
  ];
  for (const [keys, name] of opened) {
    await inspector.grid.focus();
    await page.keyboard.press(keys);
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog, keys).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog, keys).toBeHidden();
  }
  await page.keyboard.press('Control+o');
  await expect.poll(() => page.evaluate(() => window.harness.main.calls.at(-1))).toBe('chooseCapture');
  await inspector.grid.focus();
  await page.keyboard.type('?');
  const line = page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Export messages …').locator('..');
  await expect(line).toContainText('Shift');
  await expect(line).toContainText('E');
});
