/** The inventory of registered channels works in small steps, whatever an app has registered. */

import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import type { IpcEmitter, WebContentsLike, WebFrameMainLike } from '../../../../src/agent/base/electronInternals';
import { ChannelInventory } from '../../../../src/agent/channels/channelInventory';
import { listenedChannels } from '../../../../src/agent/channels/registrations';
import type { ChannelEntry } from '../../../../src/shared/journal/entries';
import { ObservedHooks } from '../../../support/agent/observedHooks';

vi.mock(import('../../../../src/agent/channels/registrations'), async (original) => {
  const actual = await original();
  return { ...actual, listenedChannels: vi.fn(actual.listenedChannels) };
});

class FakeIpc extends EventEmitter {
  readonly _invokeHandlers = new Map<string, () => void>();
}

/** An inventory whose steps are taken by the test. */
class Steps {
  readonly hooks = new ObservedHooks({ findFrame: (_processId, frameId) => this.frames.get(frameId) });
  readonly frames = new Map<number, WebFrameMainLike>();
  readonly inventory: ChannelInventory;
  private nowMs = 0;
  private waiting: (() => void) | undefined;
  private entries: ChannelEntry[] = [];

  constructor() {
    const { recorder, endpoints } = this.hooks.context;
    recorder.entry = (entry) => {
      if (entry.type === 'channel') this.entries.push(entry);
    };
    this.inventory = new ChannelInventory(
      recorder,
      endpoints,
      (_where, work) => work(),
      () => {},
      {
        nowMs: () => this.nowMs,
        later: (work, delayMs) => {
          this.waiting = () => {
            this.nowMs += delayMs;
            work();
          };
          return () => {
            this.waiting = undefined;
          };
        },
      },
    );
  }

  /** What the inventory told since the last time. */
  told(): ChannelEntry[] {
    return this.entries.splice(0);
  }

  /** Takes a step. @returns what it told; undefined: there is nothing to do */
  step(): ChannelEntry[] | undefined {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting === undefined) return undefined;
    waiting();
    return this.told();
  }

  /** Takes steps until there is nothing to do. */
  finish(): { told: ChannelEntry[]; steps: number; most: number } {
    const told: ChannelEntry[] = [];
    let steps = 0;
    let most = 0;
    for (let some = this.step(); some !== undefined; some = this.step()) {
      told.push(...some);
      most = Math.max(most, some.length);
      if (++steps > 100_000) throw new Error('the inventory never comes to rest');
    }
    return { told, steps, most };
  }
}

const asEmitter = (ipc: FakeIpc) => ipc as unknown as IpcEmitter;
describe('20,000 channels', () => {
  test('are all told of, a bounded number at a time, and then nothing runs any more', () => {
    const steps = new Steps();
    const ipc = new FakeIpc();
    for (let i = 0; i < 10_000; i++) ipc.once(`reply:${i}`, () => {});
    for (let i = 0; i < 10_000; i++) ipc._invokeHandlers.set(`call:${i}`, () => {});
    steps.inventory.watch('ipcMain', asEmitter(ipc));
    const { told, most } = steps.finish();
    expect(new Set(told.map(({ channel }) => channel)).size).toBe(20_000);
    expect(told).toHaveLength(20_000);
    expect(most).toBeLessThanOrEqual(100);
    expect(steps.step()).toBeUndefined();
  });

  test('are not listed again where none came or went', () => {
    const steps = new Steps();
    const ipc = new FakeIpc();
    for (let i = 0; i < 20_000; i++) ipc.on(`reply:${i}`, () => {});
    steps.inventory.watch('ipcMain', asEmitter(ipc));
    steps.finish();
    vi.mocked(listenedChannels).mockClear();
    steps.inventory.schedule();
    const { told, steps: taken } = steps.finish();
    expect(told).toEqual([]);
    expect(listenedChannels).not.toHaveBeenCalled();
    // The slow round, with some 150 a step.
    expect(taken).toBeGreaterThan(100);
  });

  test('whichever comes, goes or changes is told of', () => {
    const steps = new Steps();
    const ipc = new FakeIpc();
    for (let i = 0; i < 20_000; i++) ipc.once(`reply:${i}`, () => {});
    steps.inventory.watch('ipcMain', asEmitter(ipc));
    steps.finish();
    // Their number stays.
    ipc.emit('reply:7');
    ipc.once('reply:new', () => {});
    ipc.on('reply:8', () => {});
    ipc._invokeHandlers.set('reply:9', () => {});
    steps.inventory.schedule();
    const { told } = steps.finish();
    expect(told.map(({ channel, on, once, handle }) => ({ channel, on, once, handle }))).toEqual(
      expect.arrayContaining([
        { channel: 'reply:7' },
        { channel: 'reply:new', once: 1 },
        { channel: 'reply:8', on: 1, once: 1 },
        { channel: 'reply:9', once: 1, handle: 'handle' },
      ]),
    );
    expect(told).toHaveLength(4);
  });

  test('one that a message met is looked at first', () => {
    const steps = new Steps();
    const ipc = new FakeIpc();
    for (let i = 0; i < 20_000; i++) ipc.once(`reply:${i}`, () => {});
    steps.inventory.watch('ipcMain', asEmitter(ipc));
    steps.finish();
    ipc.emit('reply:19999');
    ipc.once('another', () => {});
    steps.inventory.meet('reply:19999');
    steps.inventory.schedule();
    expect(steps.step()?.map(({ channel }) => channel)).toContain('reply:19999');
  });

  test('of a window that is closed are gone, a bounded number at a time', () => {
    const steps = new Steps();
    const ipc = new FakeIpc();
    for (let i = 0; i < 20_000; i++) ipc.on(`reply:${i}`, () => {});
    let isGone = false;
    steps.inventory.watch('webContents', asEmitter(ipc), { webContentsId: 1 }, () => isGone);
    steps.finish();
    isGone = true;
    steps.inventory.schedule();
    const { told, most } = steps.finish();
    expect(told).toHaveLength(20_000);
    expect(told.every(({ gone }) => gone)).toBe(true);
    expect(most).toBeLessThanOrEqual(100);
  });
});

test('a channel with very many listeners is counted without reading each', () => {
  const steps = new Steps();
  const ipc = new FakeIpc();
  ipc.setMaxListeners(0);
  for (let i = 0; i < 20_000; i++) ipc.on('busy', () => {});
  steps.inventory.watch('ipcMain', asEmitter(ipc));
  expect(steps.finish().told).toMatchObject([{ channel: 'busy', on: 20_000 }]);
});

test('with few channels, one look finds whatever changed', () => {
  const steps = new Steps();
  const ipc = new FakeIpc();
  ipc.on('a', () => {});
  ipc._invokeHandlers.set('b', () => {});
  ipc.on('error', () => {});
  steps.inventory.watch('ipcMain', asEmitter(ipc));
  expect(steps.step()).toMatchObject([
    { channel: 'a', on: 1 },
    { channel: 'b', handle: 'handle' },
  ]);
  ipc.on('a', () => {});
  ipc._invokeHandlers.delete('b');
  ipc._invokeHandlers.set('c', () => {});
  steps.inventory.schedule();
  expect(steps.step()).toEqual([
    expect.objectContaining({ channel: 'a', on: 2 }),
    expect.not.objectContaining({ handle: expect.anything() }),
    expect.objectContaining({ channel: 'c', handle: 'handle' }),
  ]);
});

test('1,000 windows and 1,000 frames are looked at a bounded number at a time, and their channels are all told of', () => {
  const steps = new Steps();
  const { endpoints } = steps.hooks.context;
  let asked = 0;
  for (let i = 1; i <= 1000; i++) {
    const ipc = new FakeIpc();
    ipc.on(`window:${i}`, () => {});
    const isDestroyed = () => {
      asked++;
      return false;
    };
    const frame = { processId: 1, routingId: i, url: 'app://x', ipc: new FakeIpc() };
    frame.ipc.on(`frame:${i}`, () => {});
    steps.frames.set(i, frame as unknown as WebFrameMainLike);
    const webContents = Object.assign(new EventEmitter(), { id: i, ipc, isDestroyed, getType: () => 'window' });
    steps.inventory.notice(webContents as unknown as WebContentsLike);
    endpoints.ofSender(webContents as unknown as WebContentsLike, 1, i);
  }
  const before = asked;
  steps.told();
  const first = steps.step();
  expect(asked - before).toBeLessThan(150);
  expect(first?.length).toBeLessThanOrEqual(100);
  const { told } = steps.finish();
  const channels = [...(first ?? []), ...told].map(({ channel }) => channel);
  expect(new Set(channels).size).toBe(2000);
  expect(channels).toHaveLength(2000);
});

test('nothing runs once it is closed', () => {
  const steps = new Steps();
  const ipc = new FakeIpc();
  for (let i = 0; i < 1000; i++) ipc.on(`reply:${i}`, () => {});
  steps.inventory.watch('ipcMain', asEmitter(ipc));
  steps.step();
  steps.inventory.close();
  expect(steps.step()).toBeUndefined();
  steps.inventory.schedule();
  expect(steps.step()).toBeUndefined();
});
