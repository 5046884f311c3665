import type { JournalEntry } from '../../src/shared/journal/entries';
import { expect, test } from '../support/windowPage';

const message = (seq: number, args: unknown, more: object = {}) =>
  ({
    type: 'message',
    seq,
    at: seq,
    kind: 'send',
    direction: 'to-main',
    channel: 'c',
    from: 2,
    to: 1,
    size: 1,
    args,
    ...more,
  }) as JournalEntry;

test('goes from find to find, by columns and by payloads, without hiding the others', async ({ inspector }) => {
  await inspector.openSession(0);
  const list = Array.from({ length: 90 }, (_, i) => message(i + 1, [i % 30 === 9 ? { title: 'Umbrella' } : i]));
  await inspector.feed([...list, message(91, [], { channel: 'umbrella:open' })]);
  const { page, selected, rows } = inspector;
  await page.keyboard.press('F3');
  const bar = page.getByRole('search', { name: 'Find messages' });
  const input = bar.getByRole('textbox', { name: 'Find' });
  await expect(input).toBeFocused();
  await input.fill('umbrella');
  const next = async (keys: string, place: number) => {
    await page.keyboard.press(keys);
    await expect(selected).toHaveAttribute('aria-rowindex', String(place + 1));
    await expect(selected).toBeInViewport();
  };
  await next('Enter', 10);
  await next('Enter', 40);
  await next('F3', 70);
  await next('Control+g', 91);
  // After the last one, the first.
  await next('Enter', 10);
  await next('Shift+Enter', 91);
  await next('Shift+F3', 70);
  expect(await rows.count()).toBeGreaterThan(10);
  await input.fill('kind:invok');
  await page.keyboard.press('Enter');
  await expect(bar.getByRole('status')).toContainText('“invok” is not a value for kind');
  await input.fill('channel:nowhere');
  await page.keyboard.press('Enter');
  await expect(bar.getByRole('status')).toHaveText('none');
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await expect(inspector.grid).toBeFocused();
});
