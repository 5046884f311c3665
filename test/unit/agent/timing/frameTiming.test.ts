/** Frames are spoken to a bounded number at a time, however many there are. */

import { expect, test } from 'vitest';
import type { NativePort, WebContentsLike, WebFrameMainLike } from '../../../../src/agent/base/electronInternals';
import { FRAME_CHANNEL, FRAME_PROTOCOL, type FrameHello } from '../../../../src/shared/link/frameReport';
import { ObservedHooks } from '../../../support/agent/observedHooks';

const FRAMES = 1000;
/** Well under a millisecond of work. */
const MOST_AT_ONCE = 60;

class FakePort implements NativePort {
  readonly posted: unknown[] = [];
  isClosed = false;

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  start(): void {}

  close(): void {
    this.isClosed = true;
  }
}

function hello(document: number): FrameHello {
  return { protocol: FRAME_PROTOCOL, document, clock: 'monotonic', atUs: 0, wallMs: 0 };
}

function setUp() {
  const { timing, endpoints } = new ObservedHooks().context;
  const webContents = { id: 1, getType: () => 'window', getTitle: () => '' } as unknown as WebContentsLike;
  const ports = Array.from({ length: FRAMES }, () => new FakePort());
  for (const [i, port] of ports.entries()) {
    const sender = { webContents, processId: 1, frameId: i + 1 };
    timing.greeted(sender, hello(i), [port]);
    port.posted.length = 0;
  }
  const told = () => ports.filter(({ posted }) => posted.length > 0).length;
  return { timing, endpoints, webContents, ports, told };
}

test('all are told of other settings, some at a time', async () => {
  const { timing, told } = setUp();
  timing.settingsChanged();
  expect(told()).toBeGreaterThan(0);
  expect(told()).toBeLessThan(MOST_AT_ONCE);
  await expect.poll(told).toBe(FRAMES);
});

test('settings that change again meanwhile are told once more to all, and not the earlier ones to the rest', async () => {
  const { timing, ports, told } = setUp();
  timing.settingsChanged();
  timing.settingsChanged();
  await expect.poll(told).toBe(FRAMES);
  expect(ports.filter(({ posted }) => posted.length > 1).length).toBeLessThan(MOST_AT_ONCE);
});

test('all frames of a window that may be left are asked, some at a time', async () => {
  const { timing, webContents, ports, told } = setUp();
  timing.observe('did-start-navigation', webContents);
  timing.observe('did-start-navigation', webContents);
  expect(told()).toBe(0);
  await expect.poll(told, { interval: 0 }).toBeGreaterThan(0);
  await expect.poll(told).toBe(FRAMES);
  expect(ports.every(({ posted }) => posted.length === 1)).toBe(true);
});

test('all reports end when the inspector goes, some at a time, and nothing more is said', async () => {
  const { timing, ports } = setUp();
  timing.settingsChanged();
  timing.close();
  const closed = () => ports.filter(({ isClosed }) => isClosed).length;
  expect(closed()).toBeGreaterThan(0);
  expect(closed()).toBeLessThan(MOST_AT_ONCE);
  await expect.poll(closed).toBe(FRAMES);
  expect(ports.filter(({ posted }) => posted.length > 0).length).toBeLessThan(MOST_AT_ONCE);
});

test('a frame that speaks for the first time in between is told, too', async () => {
  const { timing, webContents, told } = setUp();
  timing.settingsChanged();
  const late = new FakePort();
  const sender = { webContents, processId: 2, frameId: 1 };
  timing.greeted(sender, hello(5000), [late]);
  await expect.poll(told).toBe(FRAMES);
  // It comes last.
  await expect.poll(() => late.posted).toHaveLength(1);
});

test('a document is told nothing before it has sent something, then its settings once', async () => {
  const { timing, endpoints, webContents } = setUp();
  const port = new FakePort();
  timing.greeted({ webContents, processId: 3, frameId: 1 }, hello(7), [port]);
  expect(port.posted).toEqual([]);
  const { document } = endpoints.ofSender(webContents, 3, 1);
  document?.arrived(undefined, 'send', 'a', 1);
  document?.arrived(undefined, 'send', 'b', 2);
  expect(port.posted).toEqual([]);
  await expect.poll(() => port.posted).toEqual([{ stackFrames: 0, isGreeting: true }]);
});

test('the marker goes before the first message that main sends, and before one that a microtask sends meanwhile', () => {
  const { timing, endpoints, webContents } = setUp();
  const { document } = endpoints.ofSender(webContents, 1, 1);
  const sent: unknown[] = [];
  let microtask: (() => void) | undefined = () => {
    timing.beforePush(frame, document);
    sent.push('of the microtask');
  };
  const frame = Object.create({
    _send(...args: unknown[]) {
      // Native code runs the microtasks that wait, then sends.
      const run = microtask;
      microtask = undefined;
      run?.();
      sent.push(args);
    },
  }) as WebFrameMainLike;
  expect(document?.awaitsMarker).toBe(true);
  timing.beforePush(frame, document);
  timing.beforePush(frame, document);
  const marker = [false, FRAME_CHANNEL, [0]];
  expect(sent).toEqual([marker, 'of the microtask', marker]);
  expect(document?.awaitsMarker).toBe(false);
});
