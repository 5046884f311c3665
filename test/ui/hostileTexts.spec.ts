import type { Page } from 'playwright/test';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { expect, test } from '../support/windowPage';

/** Overrides the direction, clears a terminal, has no width, ends a line, lies beyond the first plane. */
const EVIL = '\u202egnp.exe\u001b[2J\u200b\u0000\nline2\u{e0041}';
const VISIBLE = '\\u202egnp.exe\\u001b[2J\\u200b\\u0000\\nline2\\u{e0041}';

const evil = (name: string) => `${name}${EVIL}`;

const ENTRIES = [
  {
    type: 'target',
    target: 1,
    pid: 1,
    name: evil('app'),
    electron: evil('33'),
    chrome: '1',
    node: '1',
    platform: 'linux',
    arch: 'x64',
    timeOrigin: 1_700_000_000_000_000,
    hooks: [],
  },
  { type: 'source', target: 1 },
  { type: 'endpoint', id: 1, kind: 'main' },
  { type: 'endpoint', id: 2, kind: 'frame', title: evil('title'), url: evil('app://w/'), isMainFrame: true },
  { type: 'endpoint', id: 3, kind: 'utility', name: evil('service') },
  { type: 'channel', at: 1, emitter: 'ipcMain', channel: evil('channel'), handle: 'handle' },
  ...[1, 2].map((seq) => ({
    type: 'message',
    seq,
    at: seq,
    kind: 'invoke',
    direction: 'to-main',
    channel: evil('channel'),
    size: 1,
    from: 2,
    to: 1,
    args: [{ [evil('key')]: evil('value') }],
    outcome: {
      at: seq + 500_000,
      status: 'error',
      error: {
        text: evil('text'),
        value: { $: 'error', name: evil('name'), message: evil('message'), stack: `${evil('name')}\n    at ${EVIL}` },
      },
    },
  })),
  { type: 'endpoint', id: 2, kind: 'frame', title: evil('later'), url: evil('app://v/'), isMainFrame: true },
] as unknown as JournalEntry[];

/** Everything that is drawn or read out in which something hides; canvases included. */
function hidingTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const hides = (text: string) => /[\p{Cc}\p{Bidi_Control}\u200b\u{e0041}]/u.test(text);
    const found = [...(window as unknown as { drawnTexts: string[] }).drawnTexts].filter(hides);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? '';
      // Of the page's own markup.
      if (text.trim() === '') continue;
      // Lines of a text that has its own.
      if (hides(node.parentElement?.closest('pre') ? text.replace(/[\n\t]/g, '') : text)) found.push(text);
    }
    for (const element of document.querySelectorAll('[title], [aria-label], [placeholder]')) {
      for (const name of ['title', 'aria-label', 'placeholder']) {
        const text = element.getAttribute(name) ?? '';
        // Tooltips may have several lines.
        if (hides(name === 'title' ? text.replace(/\n/g, '') : text)) found.push(`${name}: ${text}`);
      }
    }
    return found;
  });
}

test('names of the app show what hides in them, in every view', async ({ inspector }) => {
  const { page } = inspector;
  await page.addInitScript(() => {
    const drawn: string[] = [];
    Object.assign(window, { drawnTexts: drawn });
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      drawn.push(text);
      fillText.call(this, text, ...rest);
    };
  });
  await inspector.open();
  await page.evaluate((name) => {
    window.harness.main.start(name);
    window.harness.main.output([{ stream: 'stderr', text: name }]);
  }, evil('app'));
  await inspector.feed(ENTRIES);
  await expect(inspector.rows.first()).toContainText(`channel${VISIBLE}`);
  await inspector.rows.first().locator('[data-column=channel]').hover();
  await expect(inspector.rows.first().locator('[data-column=channel]')).toHaveAttribute('title', `channel${VISIBLE}`);
  await inspector.rows.first().click();
  for (const tab of await inspector.detail.getByRole('tab').all()) {
    await tab.click();
    expect(await hidingTexts(page)).toEqual([]);
  }
  for (const view of ['Channels', 'Ports', 'Timeline', 'Messages']) {
    const tab = page.getByRole('tablist', { name: 'Views' }).getByRole('tab', { name: view });
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    expect(await hidingTexts(page)).toEqual([]);
  }
  await page.keyboard.press('Control+4');
  const drawn = () => page.evaluate(() => (window as unknown as { drawnTexts: string[] }).drawnTexts.join('\n'));
  await expect.poll(drawn).toContain(`channel${VISIBLE}`);
  await page.evaluate((text) => {
    window.harness.main.notice({ code: 'x', message: text, remedy: text });
    window.harness.main.state({
      phase: 'failed',
      error: { code: 'x', message: text, remedy: text, detail: text },
      canTrace: false,
    });
  }, evil('error'));
  await expect(page.getByText(`error${VISIBLE}`).first()).toBeVisible();
  expect(await hidingTexts(page)).toEqual([]);
});
