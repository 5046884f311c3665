/** What changes while a view stands still, is narrowed, or belongs to another session. */

import type { JournalEntry, MessageEntry } from '../../src/shared/journal/entries';
import { messageEntry } from '../support/faults/entries';
import { expect, test } from '../support/windowPage';

const message = (seq: number, more: Partial<MessageEntry> = {}): JournalEntry => ({
  ...messageEntry(seq, []),
  at: seq * 1000,
  kind: 'invoke',
  size: 1,
  ...more,
});
const answered = (seq: number): JournalEntry => ({ type: 'outcome', seq, at: seq * 1000 + 500, status: 'ok' });

test('what was answered during a pause is shown as answered after it', async ({ inspector }) => {
  await inspector.openSession(0);
  const { page, rows } = inspector;
  await inspector.feed([message(1), message(2)]);
  const status = (row: number) => rows.nth(row).locator('[data-column=status]');
  await expect(status(0)).toHaveText('pending');
  await page.getByRole('button', { name: 'Pause the view' }).click();
  await inspector.feed([answered(1), message(3)]);
  await expect(inspector.statusBar).toContainText('3 captured');
  await expect(status(0)).toHaveText('pending');
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Resume the view' }).click();
  await expect(rows).toHaveCount(3);
  await expect(status(0)).toHaveText('ok');
  await expect(status(1)).toHaveText('pending');
});

test('what leaves a filtered view during a pause is gone after it', async ({ inspector }) => {
  await inspector.openSession(0);
  const { page, rows } = inspector;
  await inspector.feed([message(1), message(2)]);
  await inspector.filter.fill('is:pending');
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Pause the view' }).click();
  await inspector.feed([answered(1)]);
  await page.getByRole('button', { name: 'Resume the view' }).click();
  await expect(rows).toHaveCount(1);
});

test('while a filter is wrong, the last one holds for a new session from its first message on', async ({
  inspector,
}) => {
  await inspector.openSession(0);
  const { page, rows } = inspector;
  await inspector.feed([message(1), message(2, { channel: 'wanted' }), message(3, { channel: 'wanted' })]);
  await inspector.filter.fill('channel:wanted');
  await expect(rows).toHaveCount(2);
  await inspector.filter.fill('kind:nothing');
  await expect(inspector.filter).toHaveAttribute('aria-invalid', 'true');
  // The next session: its messages are others.
  await page.evaluate(() => window.harness.main.restart());
  await inspector.feed([message(1, { channel: 'wanted' }), message(2), message(3)]);
  await expect(inspector.statusBar).toContainText('3 captured');
  await expect(rows.locator('[data-column=channel]')).toHaveText(['wanted']);
});

test('a message that left the view is counted no more', async ({ inspector }) => {
  await inspector.openSession(0);
  const { page } = inspector;
  await inspector.feed([message(1), message(2), message(3, { channel: 'other' })]);
  await inspector.filter.fill('is:pending');
  await page.getByRole('tablist', { name: 'Views' }).getByRole('tab', { name: 'Channels' }).click();
  const count = (name: string) =>
    page
      .getByRole('grid', { name: 'Channels' })
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name, exact: true }) })
      .locator('[data-column=count]');
  await expect(count('c')).toHaveText('2');
  await inspector.feed([answered(1), answered(3)]);
  await expect(count('c')).toHaveText('1');
  await expect(count('other')).toHaveCount(0);
});
