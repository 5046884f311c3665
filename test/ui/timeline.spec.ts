import type { Locator } from 'playwright/test';
import type { JournalEntry, MessageEntry } from '../../src/shared/journal/entries';
import { expect, test, type WindowPage } from '../support/windowPage';

const LABELS_PX = 150;

const message = (seq: number, from: number, at: number, durationUs: number, more: Partial<MessageEntry> = {}) => ({
  type: 'message' as const,
  seq,
  at,
  kind: 'invoke' as const,
  direction: 'to-main' as const,
  channel: `call:${seq}`,
  from,
  to: 1,
  size: 10,
  dispatched: { at: at + 1000, listeners: { ipcMain: 1 } },
  outcome: { at: at + durationUs, status: 'ok' as const },
  args: [],
  ...more,
});

/** Ten seconds: two long calls of the editor that overlap, one of the preview that fails. */
const ENTRIES: readonly JournalEntry[] = [
  { type: 'endpoint', id: 1, kind: 'main' },
  { type: 'endpoint', id: 2, kind: 'frame', title: 'Editor', isMainFrame: true },
  { type: 'endpoint', id: 3, kind: 'frame', title: 'Preview', isMainFrame: true },
  message(1, 2, 0, 4_000_000),
  message(2, 2, 2_000_000, 4_000_000),
  message(3, 3, 8_000_000, 1_000_000, { outcome: { at: 9_000_000, status: 'error' } }),
  message(4, 3, 10_000_000, 1000),
];

async function openTimeline(inspector: WindowPage): Promise<void> {
  await inspector.openSession(0);
  await inspector.feed(ENTRIES);
  await inspector.page.keyboard.press('Control+4');
  await expect(inspector.page.getByRole('status', { name: 'Time in sight' })).toHaveText('10.40 s');
}

const lanesOf = ({ page }: WindowPage): Locator => page.getByRole('application', { name: /^Lanes of/ });
const spanOf = ({ page }: WindowPage): Locator => page.getByRole('status', { name: 'Time in sight' });

/** Where a time is in sight, and the middle of a lane, while everything is in sight. */
async function placeOf(inspector: WindowPage, seconds: number, lane: string, offsetPx = 0) {
  const box = await lanesOf(inspector).boundingBox();
  const label = await lanesOf(inspector).getByText(lane, { exact: true }).boundingBox();
  if (box === null || label === null) throw new Error('the timeline is not drawn');
  const x = box.x + LABELS_PX + ((seconds + 0.2) / 10.4) * (box.width - LABELS_PX);
  return { x, y: label.y + label.height / 2 + offsetPx };
}

test('has a lane for main and for each endpoint', async ({ inspector }) => {
  await openTimeline(inspector);
  await expect(lanesOf(inspector)).toContainText('mainblockedEditor2Preview2');
});

test('names what is under the pointer, and opens what is clicked', async ({ inspector }) => {
  await openTimeline(inspector);
  const { page } = inspector;
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const failed = await placeOf(inspector, 8.5, 'Preview');
  await page.mouse.move(failed.x, failed.y);
  await expect(timeline).toContainText('call:3');
  await expect(timeline).toContainText('invoke · Preview → main · error');
  await expect(timeline).toContainText('blocking 1 ms');
  // What overlaps lies below each other.
  const first = await placeOf(inspector, 3, 'Editor', -6);
  await page.mouse.move(first.x, first.y);
  await expect(timeline).toContainText('call:1');
  const second = await placeOf(inspector, 3, 'Editor', 6);
  await page.mouse.click(second.x, second.y);
  await expect(inspector.detail).toContainText('call:2');
  const empty = await placeOf(inspector, 7, 'Preview');
  await page.mouse.move(empty.x, empty.y);
  await expect(timeline).not.toContainText('call:2 ');
});

test('is zoomed and panned with keys', async ({ inspector }) => {
  await openTimeline(inspector);
  const { page } = inspector;
  await lanesOf(inspector).focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('w');
  await expect(spanOf(inspector)).toHaveText('2.71 s');
  await page.keyboard.press('s');
  await expect(spanOf(inspector)).toHaveText('3.79 s');
  // At the far end only the last calls are there.
  await page.keyboard.press('End');
  const box = await lanesOf(inspector).boundingBox();
  const label = await lanesOf(inspector).getByText('Preview').boundingBox();
  if (box === null || label === null) throw new Error('the timeline is not drawn');
  await page.mouse.move(box.x + LABELS_PX + (box.width - LABELS_PX) * 0.5, label.y + label.height / 2);
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('call:3');
  await page.keyboard.press('0');
  await expect(spanOf(inspector)).toHaveText('10.40 s');
});

test('is zoomed with Ctrl and the wheel, about the pointer, and panned with Shift and the wheel', async ({
  inspector,
}) => {
  await openTimeline(inspector);
  const { page } = inspector;
  const at = await placeOf(inspector, 8.5, 'Preview');
  await page.mouse.move(at.x, at.y);
  await page.keyboard.down('Control');
  for (let i = 0; i < 5; i++) await page.mouse.wheel(0, -250);
  await page.keyboard.up('Control');
  await expect(spanOf(inspector)).toHaveText('325 ms');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await page.mouse.move(at.x + 1, at.y);
  await expect(timeline).toContainText('call:3');
  await page.keyboard.down('Shift');
  for (let i = 0; i < 8; i++) await page.mouse.wheel(0, 800);
  await page.keyboard.up('Shift');
  await page.mouse.move(at.x, at.y);
  await expect(timeline).not.toContainText('call:3');
  await expect(spanOf(inspector)).toHaveText('325 ms');
});

test('goes from message to message with keys, each brought into sight', async ({ inspector }) => {
  await openTimeline(inspector);
  const { page } = inspector;
  await lanesOf(inspector).focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('w');
  await page.keyboard.press('.');
  await expect(inspector.detail).toContainText('call:1');
  for (let i = 0; i < 3; i++) await page.keyboard.press('.');
  await expect(inspector.detail).toContainText('call:4');
  await page.keyboard.press(',');
  await expect(inspector.detail).toContainText('call:3');
});

test('shows what the filter and the brush leave, and says when that is nothing', async ({ inspector }) => {
  await openTimeline(inspector);
  const { page } = inspector;
  await inspector.filter.fill('from:Preview');
  await expect(lanesOf(inspector)).toContainText('mainblockedPreview2');
  await inspector.filter.fill('');
  const until = page.getByRole('slider', { name: 'Show until' });
  await until.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageDown');
  await expect(spanOf(inspector)).toHaveText('5.20 s');
  await inspector.filter.fill('kind:send');
  await expect(page.getByText('No message is in view.')).toBeVisible();
});

test('of very many messages shows how many there are, and each of them on zooming in', async ({ inspector }) => {
  await inspector.openSession(120_000);
  const { page } = inspector;
  await page.keyboard.press('Control+4');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const box = await lanesOf(inspector).boundingBox();
  if (box === null) throw new Error('the timeline is not drawn');
  await expect(lanesOf(inspector)).toHaveAccessibleName(/^Lanes of 10\d,\d{3} messages/);
  await page.mouse.move(box.x + box.width / 2, box.y + 60);
  await expect(timeline).toContainText('zoom in to see single messages');
  await page.keyboard.down('Control');
  for (let i = 0; i < 12; i++) await page.mouse.wheel(0, -250);
  await page.keyboard.up('Control');
  await page.mouse.move(box.x + box.width / 2 + 1, box.y + 60);
  await expect(timeline).not.toContainText('zoom in to see single messages');
});
