/** What windows of the inspector may not do, listener by listener; windowPolicy.spec tries it in the real window. */

import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { restrictWebContents } from '../../../../src/main/window/security';

type Decide = (isAllowed: boolean) => void;

/** What of Electron the restrictions are put on. */
const electron = vi.hoisted(() => ({
  app: undefined as unknown,
  request: undefined as ((contents: unknown, permission: string, decide: Decide) => void) | undefined,
  check: undefined as ((contents: unknown, permission: string) => boolean) | undefined,
}));

vi.mock('electron', () => ({
  get app() {
    return electron.app;
  },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: typeof electron.request) => {
        electron.request = handler;
      },
      setPermissionCheckHandler: (handler: typeof electron.check) => {
        electron.check = handler;
      },
    },
  },
}));

class Contents extends EventEmitter {
  openWindow: ((details: { url: string }) => unknown) | undefined;

  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.openWindow = handler;
  }

  /** Whether the event's default was prevented. */
  isPrevented(name: string, url?: string): boolean {
    const preventDefault = vi.fn();
    this.emit(name, { url, preventDefault });
    return preventDefault.mock.calls.length > 0;
  }
}

const ORIGINS = ['electroscope://window', 'http://localhost:5173'];
let contents: Contents;

beforeEach(() => {
  const app = new EventEmitter();
  electron.app = app;
  restrictWebContents(ORIGINS);
  contents = new Contents();
  app.emit('web-contents-created', {}, contents);
});

test.each([
  ['electroscope://window/index.html', false],
  ['http://localhost:5173/index.html', false],
  ['electroscope://window', true],
  ['electroscope://window.example/index.html', true],
  ['http://localhost:51730/', true],
  ['https://example.org/', true],
  ['https://example.org/?electroscope://window/', true],
  ['file:///etc/passwd', true],
  ['javascript:alert(1)', true],
  ['data:text/html,x', true],
])('a page or a frame in it that goes to %s is stopped: %s', (url, isStopped) => {
  expect(contents.isPrevented('will-navigate', url)).toBe(isStopped);
  expect(contents.isPrevented('will-frame-navigate', url)).toBe(isStopped);
});

test('no page of another address is allowed where there are no origins', () => {
  const app = new EventEmitter();
  electron.app = app;
  restrictWebContents([]);
  const other = new Contents();
  app.emit('web-contents-created', {}, other);
  expect(other.isPrevented('will-navigate', 'electroscope://window/index.html')).toBe(true);
});

test('no webview is attached', () => {
  expect(contents.isPrevented('will-attach-webview')).toBe(true);
});

test.each([...ORIGINS.map((origin) => `${origin}/index.html`), 'https://example.org/'])('%s opens no window', (url) => {
  expect(contents.openWindow?.({ url })).toEqual({ action: 'deny' });
});

test.each([
  ['clipboard-sanitized-write', true],
  ['clipboard-read', false],
  ['deprecated-sync-clipboard-read', false],
  ['notifications', false],
  ['media', false],
  ['geolocation', false],
  ['openExternal', false],
  ['fileSystem', false],
  ['hid', false],
  ['serial', false],
  ['usb', false],
  ['', false],
])('the permission “%s” is given when asked for and when checked: %s', (permission, isAllowed) => {
  const decide = vi.fn();
  electron.request?.(contents, permission, decide);
  expect(decide.mock.calls).toEqual([[isAllowed]]);
  expect(electron.check?.(contents, permission)).toBe(isAllowed);
});
