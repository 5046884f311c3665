/** Frames are spoken to a bounded number at a time, however many there are. */

import { expect, test } from 'vitest';
import type { NativePort, WebContentsLike } from '../../../src/agent/electronInternals';
import { FRAME_PROTOCOL } from '../../../src/shared/link/frameReport';
import { ObservedHooks } from '../../support/agent/observedHooks';

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

function setUp() {
  const { timing, endpoints } = new ObservedHooks().context;
  const webContents = { id: 1, getType: () => 'window', getTitle: () => '' } as unknown as WebContentsLike;
  const ports = Array.from({ length: FRAMES }, () => new FakePort());
  for (const [i, port] of ports.entries()) {
    const sender = { webContents, processId: 1, frameId: i + 1, frame: undefined };
    timing.greeted(sender, { protocol: FRAME_PROTOCOL, document: i, clock: 'monotonic' }, [port]);
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
  const sender = { webContents, processId: 2, frameId: 1, frame: undefined };
  timing.greeted(sender, { protocol: FRAME_PROTOCOL, document: 5000, clock: 'monotonic' }, [late]);
  expect(late.posted).toHaveLength(1);
  await expect.poll(told).toBe(FRAMES);
});
