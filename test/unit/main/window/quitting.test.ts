import { EventEmitter } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeBeforeQuit } from '../../../../src/main/window/quitting';
import { Emitter } from '../../../../src/shared/base/emitter';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** Electron's app as far as its end is concerned: what prevents an end, and how often it was asked for. */
class App extends EventEmitter {
  quits = 0;
  hasEnded = false;

  whenReady = async () => {};

  quit(): boolean {
    this.quits++;
    let isPrevented = false;
    this.emit('before-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    this.hasEnded = !isPrevented;
    return isPrevented;
  }
}

function parts(platform: NodeJS.Platform, areBusy: boolean, maxMs = 60_000) {
  const app = new App();
  const powerMonitor = new EventEmitter();
  let closed: () => void = () => {};
  const closing = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const onOpen = new Emitter<never>();
  const windows = { areBusy, onOpen, close: () => closing };
  closeBeforeQuit({ app, powerMonitor, windows: windows as never, platform, maxMs });
  return { app, powerMonitor, onOpen: onOpen as Emitter<unknown>, closed };
}

test.each(['linux', 'win32', 'darwin'] as const)(
  'on %s, the end waits for what is captured, and comes once',
  async (platform) => {
    const { app, closed } = parts(platform, true);
    app.quit();
    app.quit();
    expect(app.hasEnded).toBe(false);
    closed();
    await expect.poll(() => app.hasEnded).toBe(true);
    expect(app.quits).toBe(3);
  },
);

test('what hangs keeps nobody for ever', async () => {
  const { app } = parts('linux', true, 1);
  app.quit();
  await expect.poll(() => app.hasEnded).toBe(true);
});

test('on macOS, an end without anything to lose is not prevented, so that a log-out goes on', () => {
  const { app } = parts('darwin', false);
  app.quit();
  expect(app.hasEnded).toBe(true);
});

test('on macOS, a shutdown waits until everything is closed', async () => {
  const { app, powerMonitor, closed } = parts('darwin', true);
  await app.whenReady();
  let isPrevented = false;
  powerMonitor.emit('shutdown', {
    preventDefault: () => {
      isPrevented = true;
    },
  });
  expect(isPrevented).toBe(true);
  closed();
  await expect.poll(() => app.hasEnded).toBe(true);
});

test('at the end of a session of Windows, a capture is not left as one that was not closed', () => {
  const { onOpen } = parts('win32', true);
  const window = new EventEmitter();
  const path = join(temporaryFolder(), 'a.escope');
  writeFileSync(`${path}.live`, '{}');
  onOpen.emit({ window, inspection: { capture: { session: { path } } } });
  window.emit('session-end', {});
  expect(existsSync(`${path}.live`)).toBe(false);
});
