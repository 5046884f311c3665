/** What apps print: their colours, without what else is meant for a terminal. */

import type { OutputLine } from '../../src/shared/journal/output';
import { accessibilityProblems } from '../support/accessibility';
import { expect, test, type WindowPage } from '../support/windowPage';

const ESC = '\u001b';

async function print(inspector: WindowPage, lines: readonly string[], stream: OutputLine['stream'] = 'stdout') {
  await inspector.page.evaluate(
    (printed) => window.harness.main.output(printed),
    lines.map((text): OutputLine => ({ stream, text })),
  );
}

async function open(inspector: WindowPage): Promise<void> {
  await inspector.openSession(0);
  await inspector.page.getByRole('button', { name: /^Output of the app/ }).click();
}

const log = ({ page }: WindowPage) => page.getByRole('log');
const run = (inspector: WindowPage, text: string) => log(inspector).locator('pre').filter({ hasText: text });

/** What is selected with Ctrl+A in the log, as it is copied. */
async function copied(inspector: WindowPage): Promise<string> {
  return log(inspector).evaluate((element) => {
    getSelection()?.selectAllChildren(element);
    return String(getSelection());
  });
}

test('colours and styles are shown, and copied texts have none', async ({ inspector }) => {
  await open(inspector);
  await print(inspector, [
    `plain ${ESC}[1mbold${ESC}[22m ${ESC}[3mitalic${ESC}[23m ${ESC}[4munderlined${ESC}[0m`,
    '',
    `${ESC}[32mgreen${ESC}[0m ${ESC}[38;5;208morange${ESC}[0m ${ESC}[38;2;90;0;120mviolet${ESC}[0m`,
    `${ESC}[41mon red${ESC}[0m\tafter a tab ${ESC}[2J${ESC}[H${ESC}]0;a title\u0007end${ESC}[7mturned${ESC}[0m`,
  ]);
  await expect(run(inspector, 'bold')).toHaveCSS('font-weight', '700');
  await expect(run(inspector, 'italic')).toHaveCSS('font-style', 'italic');
  await expect(run(inspector, 'underlined')).toHaveCSS('text-decoration-line', 'underline');
  await expect(run(inspector, 'on red')).toHaveCSS('background-color', 'rgb(205, 49, 49)');
  const color = (text: string) => run(inspector, text).evaluate((element) => getComputedStyle(element).color);
  const colors = [await color('plain'), await color('green'), await color('orange'), await color('violet')];
  expect(new Set(colors).size).toBe(4);
  expect(await color('turned')).not.toBe(colors[0]);
  expect(await copied(inspector)).toBe(
    'plain bold italic underlined\n\ngreen orange violet\non red\tafter a tab endturned',
  );
});

test('a style goes on into the next lines of its stream, and not into the other', async ({ inspector }) => {
  await open(inspector);
  await print(inspector, [`${ESC}[1mfirst`, 'second']);
  await print(inspector, ['other'], 'stderr');
  await print(inspector, [`third${ESC}[0m`, 'fourth']);
  for (const text of ['first', 'second', 'third']) await expect(run(inspector, text)).toHaveCSS('font-weight', '700');
  for (const text of ['other', 'fourth']) await expect(run(inspector, text)).toHaveCSS('font-weight', '400');
});

test('every colour can be read, on the surface and on every background, in both themes', async ({ inspector }) => {
  await open(inspector);
  const numbers = Array.from({ length: 256 }, (_, i) => i);
  const direct = [0, 64, 128, 192, 255].flatMap((r) =>
    [0, 128, 255].flatMap((g) => [0, 128, 255].map((b) => [r, g, b])),
  );
  await print(inspector, [
    ...numbers.map((number) => `${ESC}[38;5;${number}mforeground ${number}${ESC}[0m`),
    ...numbers.map((number) => `${ESC}[38;5;${255 - number};48;5;${number}mbackground ${number}${ESC}[0m`),
    ...direct.map((rgb) => `${ESC}[38;2;${rgb.join(';')}mdirect ${rgb}${ESC}[0m`),
    ...direct.map((rgb) => `${ESC}[2;38;2;${rgb.join(';')}mdim ${rgb}${ESC}[0m`),
    `${ESC}[7mturned${ESC}[0m ${ESC}[2mdim${ESC}[0m ${ESC}[7;33mturned yellow${ESC}[0m`,
  ]);
  await expect(run(inspector, 'turned yellow')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await inspector.page.emulateMedia({ colorScheme });
    const unreadable = await log(inspector).evaluate((element) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('no canvas');
      /** As it is drawn over the panel, whatever the notation. */
      const luminance = (...colors: readonly string[]) => {
        for (const color of colors) {
          context.fillStyle = color;
          context.fillRect(0, 0, 1, 1);
        }
        const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((part) => {
          const share = part / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const panel = getComputedStyle(element.closest('section') as Element).backgroundColor;
      return [...element.querySelectorAll('pre')].flatMap((pre) => {
        const { color, backgroundColor } = getComputedStyle(pre);
        const [front, back] = [luminance(panel, backgroundColor, color), luminance(panel, backgroundColor)];
        const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
        return ratio < 4.5 ? [`${pre.textContent}: ${ratio.toFixed(2)}`] : [];
      });
    });
    expect(unreadable, colorScheme).toEqual([]);
  }
});

test('what a hostile app prints is text, and hides nothing', async ({ inspector }) => {
  await open(inspector);
  const markup = '<img src=x onerror="document.title=\'taken\'">';
  await print(inspector, [
    `${ESC}[31m${markup}${ESC}[0m`,
    `${ESC}[38;5;1;url(https://example.com/x)m${markup}`,
    `${ESC}]8;;javascript:alert(1)${ESC}\\link${ESC}]8;;${ESC}\\`,
    `${ESC}]0;never ends ${markup}`,
    'exe.\u202egnp\u0008',
  ]);
  const text = await log(inspector).innerText();
  expect(text).toContain('\\u001b]0;never ends <img');
  expect(text).toContain('exe.\\u202egnp\\u0008');
  expect(text).not.toContain('javascript:');
  expect(await log(inspector).locator('img, a').count()).toBe(0);
  expect(await inspector.page.title()).not.toBe('taken');
  expect(await accessibilityProblems(inspector.page, { within: '[role=log]' })).toEqual([]);
});

test('the button counts lines of the app, not those of Chromium and Node', async ({ inspector }) => {
  await inspector.openSession(0);
  const button = inspector.page.getByRole('button', { name: /^Output of the app/ });
  const own = '[947:1130/212305.184168:ERROR:bus.cc(407)] Failed to connect to the bus';
  await print(inspector, [own, 'Debugger attached.', `${ESC}[31m${own}${ESC}[0m`], 'stderr');
  await print(inspector, ['Error: boom', own], 'stderr');
  await expect(button).toHaveAccessibleName('Output of the app: 1 new line on standard error');
  await button.click();
  await expect(run(inspector, own)).toHaveCount(3);
  const dim = await run(inspector, own)
    .last()
    .evaluate((element) => getComputedStyle(element).color);
  const error = await run(inspector, 'boom').evaluate((element) => getComputedStyle(element).color);
  expect(dim).not.toBe(error);
});

test('where lines are missing or were cut, it says so', async ({ inspector }) => {
  await open(inspector);
  await inspector.page.evaluate(() =>
    window.harness.main.output([
      { stream: 'stdout', text: 'a long one', isCut: true },
      { stream: 'stdout', text: '', leftOut: 1200 },
      { stream: 'stderr', text: 'the last' },
    ]),
  );
  await expect(log(inspector).locator('[data-stream]')).toHaveText([
    'a long one… (the line is longer)',
    '1,200 lines are not in the capture',
    'the last',
  ]);
});
