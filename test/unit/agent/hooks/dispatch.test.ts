/** Electron up to 35 dispatches on the WebContents: the objects here are shaped after lib/browser/api/web-contents.ts of 33. */

import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from 'vitest';
import type { WebFrameMainLike } from '../../../../src/agent/base/electronInternals';
import { DispatchHook } from '../../../../src/agent/hooks/dispatch';
import { ObservedHooks } from '../../../support/agent/observedHooks';

class FakeIpc extends EventEmitter {
  readonly _invokeHandlers = new Map<string, () => unknown>();
}

class FakeWebContents extends EventEmitter {
  readonly id = 1;
  readonly ipc = new FakeIpc();
  readonly mainFrame = frame;

  _init(): void {
    this.on('-ipc-message', () => {});
    this.on('-ipc-invoke', () => {});
  }
  getType = () => 'window';
  getTitle = () => 'Notes';
  isDestroyed = () => false;
}

const frame = { processId: 4, routingId: 1, ipc: new FakeIpc(), url: 'app://notes/' };

let hooks: ObservedHooks;
let contents: FakeWebContents;
let ipcMain: FakeIpc;

beforeEach(() => {
  frame.ipc = new FakeIpc();
  const found = () => frame as unknown as WebFrameMainLike;
  hooks = new ObservedHooks({ findFrame: found, findDispatchFrame: found });
  ipcMain = hooks.context.ipcMain as unknown as FakeIpc;
  Object.assign(ipcMain, { _invokeHandlers: new Map() });
  const uninstall = new DispatchHook('webContents', hooks.context).install(FakeWebContents.prototype);
  contents = new FakeWebContents();
  contents._init();
  return uninstall;
});

function dispatch(name: string, channel: string): void {
  const event = { type: 'frame', sender: contents, processId: 4, frameId: 1, sendReply: () => true };
  contents.emit(name, event, false, channel, []);
}

test('of the handlers of a channel, only the one that Electron asks is counted', () => {
  const handledBy = { everywhere: [frame.ipc, contents.ipc, ipcMain], twice: [contents.ipc, ipcMain], main: [ipcMain] };
  for (const [channel, emitters] of Object.entries(handledBy)) {
    for (const { _invokeHandlers } of emitters) _invokeHandlers.set(channel, () => 1);
    dispatch('-ipc-invoke', channel);
  }
  expect(hooks.messages.map(({ channel, dispatched }) => [channel, dispatched?.listeners])).toEqual([
    ['everywhere', { frame: 1 }],
    ['twice', { webContents: 1 }],
    ['main', { ipcMain: 1 }],
  ]);
});

test('every listener of a channel is counted', () => {
  for (const emitter of [frame.ipc, contents.ipc, ipcMain, ipcMain]) emitter.on('hello', () => {});
  contents.on('ipc-message', () => {});
  dispatch('-ipc-message', 'hello');
  expect(hooks.messages).toMatchObject([
    { outcome: { status: 'ok' }, dispatched: { listeners: { frame: 1, webContents: 1, ipcMain: 2, event: 1 } } },
  ]);
});
