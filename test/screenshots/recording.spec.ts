/** The animation in the README, recorded from the real window: `npm run demo:record`. */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { Inspector } from '../support/inspector';
import { projectRoot } from '../support/paths';

const SIZE = { width: 1180, height: 720 };
/** How long a frame is shown, in milliseconds. */
const STREAMING = 130;
const TYPING = 90;
const READING = 2600;
const GLANCE = 700;
const FILTER = 'kind:invoke dur>100ms';

/** The part of sharp that is used here. */
interface Images {
  gif(options: Readonly<Record<string, unknown>>): { toFile(path: string): Promise<unknown> };
}

interface Frame {
  readonly png: Buffer;
  readonly shownMs: number;
}

test('the demo, from the start screen to a replayed message', async () => {
  test.setTimeout(300_000);
  const inspector = await Inspector.open();
  const { page, app } = inspector;
  const frames: Frame[] = [];
  const take = async (shownMs: number) => {
    frames.push({ png: await page.screenshot({ caret: 'initial' }), shownMs });
  };
  const resize = async () => {
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, SIZE);
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([SIZE.width, SIZE.height]);
  };
  await resize();
  await page.emulateMedia({ colorScheme: 'light' });

  const demo = page.getByRole('button', { name: 'Watch the demo' });
  await expect(demo).toBeVisible();
  await take(GLANCE);
  await demo.hover();
  await take(GLANCE);
  await demo.click();

  await expect(inspector.rows.first()).toBeVisible();
  // The inspector has made room for the demo.
  await resize();
  // The row of the tour's last message, which is in sight while the table follows the newest.
  const last = inspector.rows.filter({ hasText: 'sync:reconnect' });
  while (!(await last.isVisible())) await take(STREAMING);
  await take(READING);

  await inspector.filter.click();
  for (const character of FILTER) {
    await page.keyboard.type(character);
    await take(TYPING);
  }
  const slow = inspector.rows.filter({ hasText: 'search:query' }).first();
  await expect(slow).toBeVisible();
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await expect(inspector.rows.filter({ hasText: 'tour:act' })).toHaveCount(0);
  await take(READING);

  await slow.click();
  const detail = inspector.detail.getByRole('tabpanel').locator('section').first();
  await inspector.detail.getByRole('tab', { name: 'Arguments', exact: true }).click();
  await expect(detail).toBeVisible();
  await take(READING);
  await inspector.detail.getByRole('tab', { name: 'Timing', exact: true }).click();
  await expect(inspector.detail.getByText('Handler', { exact: true })).toBeVisible();
  await take(READING);

  await page.getByRole('grid', { name: 'Messages' }).press('r');
  await expect(inspector.detail.getByText('Answered the same')).toBeVisible();
  await take(READING + GLANCE);

  expect(inspector.problems).toEqual([]);
  await inspector.close();
  await writeGif(merged(frames), join(projectRoot, 'docs', 'demo.gif'));
});

/** Frames that look the same become one. */
function merged(frames: readonly Frame[]): Frame[] {
  const result: Frame[] = [];
  for (const frame of frames) {
    const before = result.at(-1);
    if (before?.png.equals(frame.png))
      result[result.length - 1] = { ...before, shownMs: before.shownMs + frame.shownMs };
    else result.push(frame);
  }
  return result;
}

async function writeGif(frames: readonly Frame[], path: string): Promise<void> {
  // Only a recording needs this native module: types and other tests do without it.
  const require = createRequire(import.meta.url);
  const sharp: (pngs: Buffer[], options: { join: { animated: true } }) => Images = require('sharp');
  const images = sharp(
    frames.map(({ png }) => png),
    { join: { animated: true } },
  );
  const delay = frames.map(({ shownMs }) => shownMs);
  await images.gif({ delay, loop: 0, effort: 10, colours: 128, dither: 0, reuse: true }).toFile(path);
}
