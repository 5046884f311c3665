/** The inventory of registered channels, in a real Electron. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { ChannelInfo } from '../../src/shared/columns/channelRegistrations';
import { SessionFold } from '../../src/shared/columns/sessionFold';
import type { ListenerCounts } from '../../src/shared/journal/entries';
import { CapturedTarget } from '../support/capturedTarget';
import { electron, posix, unless } from '../support/conditions';
import { testApps } from '../support/paths';

test.skip(...unless(electron({ from: 21 }), 'the app listens on webContents.ipc'));
test.skip(...unless(posix, 'signals tell the app to go on'));

let target: CapturedTarget;

test.afterEach(() => target.close());

function channels(): ChannelInfo[] {
  const fold = new SessionFold();
  for (const entry of target.entries) fold.apply(entry);
  return fold.channels.list();
}

function channel(name: string): ChannelInfo | undefined {
  return channels().find((info) => info.channel === name);
}

/** Who heard the first message of a channel. */
function listenersOf(name: string): ListenerCounts | undefined {
  const { entries } = target;
  const message = entries.find((entry) => entry.type === 'message' && entry.channel === name);
  if (message?.type !== 'message') return undefined;
  const later = entries.find((entry) => entry.type === 'dispatched' && entry.seq === message.seq);
  return later?.type === 'dispatched' ? later.listeners : message.dispatched?.listeners;
}

test('tells of each channel where and how it is registered, how often it was hit, and that it was removed', async () => {
  target = await CapturedTarget.launch(join(testApps, 'channels'));
  const goOn = () => process.kill(target.process.pid ?? 0, 'SIGUSR2');
  await target.waitForOutput('ready');
  await target.waitFor(
    'all registrations',
    () => channel('main:new') !== undefined && channel('frame:on') !== undefined,
  );
  expect(channel('main:once')).toMatchObject({ once: 1, state: 'registered', hits: 0 });
  expect(channel('main:removed')).toMatchObject({ on: 1, state: 'registered' });
  goOn();
  await target.waitForOutput('used');
  await target.waitFor('the frame’s channels', () => channel('frame:on')?.hits === 1 && channel('frame:on')?.on === 1);
  await target.waitFor('the used ones to go', () => channel('main:once')?.state === 'removed');
  await target.waitFor('the handlers', () => channel('contents:handle')?.hits === 2);

  const expected: { [name: string]: Partial<ChannelInfo> } = {
    'main:on': { emitter: 'ipcMain', on: 1, once: 0, state: 'registered', hits: 2 },
    'main:on twice': { on: 2, mostListeners: 2, hits: 1 },
    'main:never hit': { on: 1, hits: 0, state: 'registered' },
    'main:once never hit': { on: 0, once: 1, hits: 0, state: 'registered' },
    'main:once': { once: 0, hits: 1, state: 'removed' },
    'main:handle': { handle: 'handle', hits: 1, refused: 1, state: 'registered' },
    'main:handle never hit': { handle: 'handle', hits: 0, refused: 0 },
    'main:handleOnce': { handle: 'handleOnce', hits: 1, state: 'removed' },
    'main:handleOnce never hit': { handle: 'handleOnce', hits: 0, state: 'registered' },
    'main:new': { handle: 'handle', refused: 0 },
    'contents:on': { emitter: 'webContents', webContentsId: 1, on: 1, hits: 1 },
    'contents:handle': { emitter: 'webContents', webContentsId: 1, handle: 'handle', hits: 2, refused: 1 },
    'contents:never hit': { emitter: 'webContents', hits: 0, state: 'registered' },
    'frame:on': { emitter: 'frame', on: 1, hits: 1, state: 'registered' },
    'frame:never hit': { emitter: 'frame', handle: 'handle', hits: 0 },
  };
  for (const [name, facts] of Object.entries(expected)) expect(channel(name), name).toMatchObject(facts);
  // All listeners hear a message; of handlers, the frame's is asked before that of the WebContents, and main's last.
  expect(listenersOf('shared:on')).toEqual({ ipcMain: 1, webContents: 1, frame: 1 });
  expect(listenersOf('shared:handled thrice')).toEqual({ frame: 1 });
  expect(listenersOf('shared:handled twice')).toEqual({ webContents: 1 });
  expect(listenersOf('main:handle')).toEqual({ ipcMain: 1 });
  // Nobody listens: it is in no inventory. Neither is what Electron registers for itself.
  expect(channel('unheard')).toBeUndefined();
  expect(channels().map((info) => info.channel)).not.toContain('error');
  expect(target.entries.filter((entry) => entry.type === 'fault')).toEqual([]);
  const attempts = target.process.output.all.find(({ text }) => text.startsWith('attempts'))?.text;
  expect(attempts).toContain("Attempted to register a second handler for 'main:handle'");

  goOn();
  await target.waitForOutput('seen');
  await target.waitFor('the removals', () => channel('main:handle removed')?.state === 'removed');
  await target.waitFor('the second window', () => channels().filter((it) => it.channel === 'contents:on').length === 2);
  expect(channel('main:removed')).toMatchObject({ state: 'removed', hits: 0 });
  expect(channel('main:handle removed later')).toMatchObject({ handle: 'handle', state: 'registered' });
  expect(channel('contents:on')).toMatchObject({ webContentsId: 1, state: 'gone', hits: 1 });
  expect(channel('frame:on')).toMatchObject({ state: 'gone' });
  expect(channels().filter((it) => it.channel === 'contents:on')[1]).toMatchObject({ webContentsId: 2, hits: 0 });

  // What the app reads of its emitter is what it put there.
  const seen = target.process.output.all.find(({ text }) => text.startsWith('seen'))?.text ?? '';
  expect(JSON.parse(seen.slice('seen '.length))).toEqual({
    names: ['error', 'main:on', 'main:on twice', 'main:never hit', 'main:once never hit', 'shared:on'],
    count: 2,
    own: ['_events', '_eventsCount', '_maxListeners', '_invokeHandlers', 'handle', 'handleOnce'],
    handlers: [
      'main:handle',
      'main:handle never hit',
      'main:handleOnce never hit',
      'shared:handled thrice',
      'shared:handled twice',
      'main:new',
      'main:handle removed later',
    ],
  });
});
