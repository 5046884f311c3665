/** Where the windows of the demo and of the inspector are, once the demo has opened all of its windows. */

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { chromium, expect, test } from 'playwright/test';
import { electron, linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { demoFolder } from '../support/paths';

test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
// There the scripts provide a display of 1920 × 1200.
test.skip(...unless(linux, 'displays elsewhere may be too small'));

test('the inspector is in front, and no window of the demo covers it or another one', async () => {
  const port = await freePort();
  const inspector = await Inspector.open(demoFolder, '--', '--traffic=off', `--remote-debugging-port=${port}`);
  await inspector.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    const counted = globalThis as { raises?: number };
    const moveTop = window.moveTop.bind(window);
    window.moveTop = () => {
      counted.raises = (counted.raises ?? 0) + 1;
      moveTop();
    };
  });
  await inspector.waitForTour();
  const own = await inspector.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const { raises = 0 } = globalThis as { raises?: number };
    return { bounds: window?.getBounds(), raises };
  });
  // The focus is shared with the tests that run beside this one.
  expect(own.raises).toBe(1);

  const demo = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const pages = demo.contexts().flatMap((context) => context.pages());
  const windows = pages.filter((page) => page.url().startsWith('fieldnotes://app/'));
  expect(windows).toHaveLength(3);
  const all = [
    own.bounds,
    ...(await Promise.all(
      windows.map((page) => page.evaluate(() => ({ x: screenX, y: screenY, width: outerWidth, height: outerHeight }))),
    )),
  ];
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      if (a === undefined || b === undefined) throw new Error('A window has no bounds.');
      const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(isApart, `${JSON.stringify(a)} and ${JSON.stringify(b)}`).toBe(true);
    }
  }
  await demo.close();
  expect(inspector.problems).toEqual([]);
  await inspector.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
