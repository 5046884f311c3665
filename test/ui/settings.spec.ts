import type { Locator } from 'playwright/test';
import { expect, test, type WindowPage } from '../support/windowPage';

/** The settings that main got last; read again until they are as expected. */
const choices = (inspector: WindowPage) =>
  expect.poll(() => inspector.page.evaluate(() => window.harness.main.userSettings));

async function openSettings(inspector: WindowPage): Promise<Locator> {
  await inspector.openSession(20);
  await inspector.page.getByRole('button', { name: 'Settings' }).click();
  const dialog = inspector.page.getByRole('dialog', { name: 'Settings' });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('opens with its shortcut, keeps the focus, and gives it back', async ({ inspector }) => {
  await inspector.openSession(20);
  const { keyboard } = inspector.page;
  await inspector.rows.nth(3).click();
  await keyboard.press('Control+,');
  const dialog = inspector.page.getByRole('dialog', { name: 'Settings' });
  await expect(dialog).toBeVisible();
  for (let i = 0; i < 12; i++) {
    await keyboard.press('Tab');
    await expect(dialog.locator(':focus')).toHaveCount(1);
  }
  // What lies behind it does not hear the keys.
  await keyboard.press('Control+L');
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(inspector.detail).toBeVisible();
  await expect(inspector.rows.first()).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(inspector.selected).toHaveAttribute('aria-rowindex', /\d/);
});

test('the menu opens it where no app is watched', async ({ inspector }) => {
  await inspector.open();
  await inspector.page.evaluate(() => window.harness.main.openSettings());
  await expect(inspector.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
});

test('a payload cap is taken when it is finished, and only if it is one', async ({ inspector }) => {
  const dialog = await openSettings(inspector);
  const cap = dialog.getByRole('textbox', { name: 'Maximum payload per message' });
  await expect(cap).toHaveValue('256 KB');
  await cap.fill('64k');
  await choices(inspector).toMatchObject({ maxPayloadBytes: 256 * 1024 });
  await cap.press('Enter');
  await expect(cap).toHaveValue('64 KB');
  await choices(inspector).toMatchObject({ maxPayloadBytes: 64 * 1024 });
  await cap.fill('9 MB');
  await cap.press('Tab');
  await expect(dialog.getByRole('alert')).toContainText('up to 8 MB');
  await cap.fill('much');
  await cap.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('“much” is not a valid size');
  await choices(inspector).toMatchObject({ maxPayloadBytes: 64 * 1024 });
  await cap.fill('1000');
  await cap.press('Enter');
  await expect(cap).toHaveValue('1000 B');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
});

test('rules are switched, added and removed with the keyboard', async ({ inspector }) => {
  const dialog = await openSettings(inspector);
  const known = dialog.getByRole('switch', { name: 'Hide known secrets' });
  await expect(known).toBeChecked();
  await known.press('Space');
  await expect(known).not.toBeChecked();
  const rule = dialog.getByRole('textbox', { name: 'Also hide' });
  for (const text of ['iban', 'args.0.card', String.raw`/\d{16}/`]) {
    await rule.fill(text);
    await rule.press('Enter');
    await expect(rule).toHaveValue('');
  }
  await rule.fill('iban');
  await rule.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('in the list already');
  await rule.fill('*');
  await rule.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('it would hide every value');
  await dialog.getByRole('button', { name: 'Remove args.0.card' }).press('Enter');
  await expect(rule).toBeFocused();
  await expect(dialog.getByRole('list', { name: 'Own rules' }).getByRole('listitem')).toHaveText([
    'iban',
    String.raw`/\d{16}/`,
  ]);
  await choices(inspector).toMatchObject({ usesDefaultRules: false, ownRules: ['iban', String.raw`/\d{16}/`] });
});

test('what rules would hide is taken back with the keyboard', async ({ inspector }) => {
  const dialog = await openSettings(inspector);
  const keep = dialog.getByRole('textbox', { name: 'Do not hide' });
  await keep.fill('/token/');
  await keep.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('a pattern can’t be an exception');
  for (const text of ['token@llm:*', 'result.token']) {
    await keep.fill(text);
    await keep.press('Enter');
  }
  await dialog.getByRole('button', { name: 'Remove result.token' }).click();
  await expect(dialog.getByRole('list', { name: 'Exceptions' }).getByRole('listitem')).toHaveText(['token@llm:*']);
  await choices(inspector).toMatchObject({ keptRules: ['token@llm:*'], ownRules: [] });
});

test('what Electron’s own messages carry is recorded only where it is asked for', async ({ inspector }) => {
  const dialog = await openSettings(inspector);
  const payloads = dialog.getByRole('switch', { name: 'Record payloads of Electron’s own messages' });
  await expect(payloads).not.toBeChecked();
  await expect(payloads).toHaveAccessibleDescription(/environment variables/);
  await payloads.press('Space');
  await choices(inspector).toMatchObject({ recordsInternalPayloads: true });
});

test('the depth of stacks can be set where stacks are recorded', async ({ inspector }) => {
  const dialog = await openSettings(inspector);
  const frames = dialog.getByRole('textbox', { name: 'Maximum frames per stack' });
  await expect(frames).toBeDisabled();
  await dialog.getByRole('switch', { name: 'Record call stacks' }).click();
  await frames.fill('51');
  await frames.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('from 1 to 50');
  await frames.fill('25');
  await frames.press('Enter');
  await choices(inspector).toMatchObject({ recordsStacks: true, stackFrames: 25 });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await inspector.page.getByRole('button', { name: 'Settings' }).click();
  await expect(frames).toHaveValue('25');
});

test('fits a small window', async ({ inspector }) => {
  await inspector.page.setViewportSize({ width: 480, height: 360 });
  const dialog = await openSettings(inspector);
  const box = await dialog.boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(360);
  const frames = dialog.getByRole('textbox', { name: 'Maximum frames per stack' });
  await frames.scrollIntoViewIfNeeded();
  await expect(frames).toBeInViewport();
});

test('limits of the sessions on disk can be set and removed', async ({ inspector }) => {
  const dialog = await openSettings(inspector);
  const limits = () => inspector.page.evaluate(() => window.harness.main.retention);
  const room = dialog.getByRole('textbox', { name: 'Maximum disk space' });
  await expect(room).toHaveValue('5 GB');
  await room.fill('1.5 GB');
  await room.press('Enter');
  await expect(room).toHaveValue('1536 MB');
  const days = dialog.getByRole('textbox', { name: 'Days to keep sessions' });
  await days.fill('None');
  await days.press('Enter');
  await expect(days).toHaveValue('none');
  const sessions = dialog.getByRole('textbox', { name: 'Sessions to keep' });
  await sessions.fill('a few');
  await sessions.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText(
    '“a few” is not a valid limit. Give a number such as 100, or “none”.',
  );
  await sessions.fill('12');
  await sessions.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect.poll(limits).toEqual({ maxSessions: 12, maxBytes: 1.5 * 1024 ** 3, maxAgeDays: 0 });
});
