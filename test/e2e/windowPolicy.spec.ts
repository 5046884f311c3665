/** What the inspector's window may not do, whatever a hostile payload talks it into: tried in the real window. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'playwright/test';
import { Inspector } from '../support/inspector';

let inspector: Inspector;
let server: Server;
let outside = '';
/** Paths that were asked of the server. */
const asked: string[] = [];

test.beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'text/html').end('<title>outside</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  inspector = await Inspector.open();
  await expect(inspector.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
});

test.afterAll(async () => {
  await inspector.close();
  server.close();
});

test('it goes nowhere else', async () => {
  const { page, app } = inspector;
  const url = page.url();
  await app.evaluate(({ webContents }) => {
    const seen: string[] = [];
    Object.assign(globalThis, { navigations: seen });
    const [contents] = webContents.getAllWebContents();
    // After the inspector's own listener.
    contents?.on('will-frame-navigate', (event) => seen.push(`${event.url} ${event.defaultPrevented}`));
  });
  const navigations = () => app.evaluate(() => (globalThis as unknown as { navigations: string[] }).navigations);
  await page.evaluate((target) => {
    window.location.href = `${target}/location`;
  }, outside);
  await expect.poll(navigations).toEqual([`${outside}/location true`]);
  await page.evaluate((target) => {
    const link = document.createElement('a');
    link.href = `${target}/link`;
    document.body.append(link);
    link.click();
    link.remove();
  }, outside);
  await expect.poll(navigations).toEqual([`${outside}/location true`, `${outside}/link true`]);
  // An address that only begins like the window's own.
  await page.evaluate(() => {
    window.location.href = 'electroscope://window.example/index.html';
  });
  await expect.poll(async () => (await navigations()).at(-1)).toBe('electroscope://window.example/index.html true');
  // Playwright's own look at the page would wait for the navigation that was refused.
  expect(await page.evaluate(() => [location.href, document.querySelector('h1')?.textContent])).toEqual([
    url,
    'Electroscope',
  ]);
});

test('it opens no window', async () => {
  const { page, app } = inspector;
  expect(await page.evaluate((target) => window.open(`${target}/window`) === null, outside)).toBe(true);
  expect(await page.evaluate(() => window.open('electroscope://window/index.html') === null)).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('it may write to the clipboard, and nothing else', async () => {
  const { page } = inspector;
  const names = ['notifications', 'geolocation', 'camera', 'microphone', 'midi', 'clipboard-read'] as const;
  const states = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state as string),
      ),
    names,
  );
  expect(states).toEqual(names.map(() => 'denied'));
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  const media = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'given',
      (error: Error) => error.name,
    ),
  );
  expect(media).not.toBe('given');
  const write = await page.evaluate(() =>
    navigator.permissions.query({ name: 'clipboard-write' as PermissionName }).then(({ state }) => state),
  );
  expect(write).toBe('granted');
});

test('it is served no file beside its own', async () => {
  const status = (path: string) =>
    inspector.app.evaluate(async ({ net }, url) => (await net.fetch(url)).status, `electroscope://${path}`);
  expect(await status('window/index.html')).toBe(200);
  for (const path of [
    'window/..%2fmain%2findex.js',
    'window/%2e%2e%2fmain%2findex.js',
    'window/%2fetc%2fpasswd',
    'window//etc/passwd',
    'window/missing.html',
    'other/index.html',
  ]) {
    expect(await status(path), path).toBe(404);
  }
});

test('nothing was asked of the other server', () => {
  expect(asked).toEqual([]);
});
