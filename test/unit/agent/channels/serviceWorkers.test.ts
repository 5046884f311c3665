/**
 * Service workers have IPC from Electron 35 on, which the Electron of these tests is not: the objects here are shaped after
 * lib/browser/ipc-dispatch.ts and lib/browser/api/service-worker-main.ts of 35.
 */

import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test } from 'vitest';
import type { NativePort } from '../../../../src/agent/base/electronInternals';
import { ChannelInventory } from '../../../../src/agent/channels/channelInventory';
import { DispatchHook } from '../../../../src/agent/hooks/dispatch';
import { installServiceWorkerSendHook } from '../../../../src/agent/hooks/serviceWorkerSend';
import { ObservedHooks } from '../../../support/agent/observedHooks';

type Handler = (event: object, ...args: unknown[]) => unknown;

class FakeIpc extends EventEmitter {
  readonly _invokeHandlers = new Map<string, Handler>();
}

class FakeServiceWorker {
  readonly scope = 'https://example.test/';
  readonly sent: unknown[] = [];
  isEnded = false;

  constructor(readonly versionId: number) {}

  isDestroyed(): boolean {
    return this.isEnded;
  }

  send(channel: string, ...args: unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    try {
      this._send(false, channel, args);
    } catch (error) {
      printed.push(error);
    }
  }

  _send(internal: boolean, channel: string, args: unknown[]): void {
    if (args.some((arg) => typeof arg === 'function')) throw new Error('Failed to serialize arguments');
    this.sent.push([internal, channel, args]);
  }

  /** As Electron's: an own property, made when it is first asked for. */
  get ipc(): FakeIpc {
    const ipc = new FakeIpc();
    Object.defineProperty(this, 'ipc', { value: ipc });
    return ipc;
  }
}

let printed: unknown[] = [];

class FakeSession extends EventEmitter {
  readonly storagePath = '/data/Partitions/work';
  readonly workers = new Map<number, FakeServiceWorker>();
  readonly serviceWorkers = {
    _getWorkerFromVersionIDIfExists: (versionId: number) => this.workers.get(versionId),
  };

  _init(): void {
    this.on('-ipc-message', (event: { versionId: number }, channel: string, args: unknown[]) => {
      this.workers.get(event.versionId)?.ipc.emit(channel, event, ...args);
    });
    this.on('-ipc-ports', (event: { versionId: number }, channel: string, message: unknown, ports: NativePort[]) => {
      this.workers.get(event.versionId)?.ipc.emit(channel, { ...event, ports }, message);
    });
    this.on('-ipc-invoke', async (event: FakeEvent, channel: string, args: unknown[]) => {
      const handlers = this.workers.get(event.versionId)?.ipc._invokeHandlers;
      const reply = (value: object) => event._replyChannel.sendReply(value);
      if (!handlers?.has(channel)) {
        reply({ error: `Error: No handler registered for '${channel}'` });
        return;
      }
      try {
        reply({ result: await handlers.get(channel)?.(event, ...args) });
      } catch (error) {
        // In this order, as Electron's dispatcher.
        event._replyChannel.sendReply({ error: (error as Error).toString() });
      }
    });
  }
}

interface FakeEvent {
  readonly type: 'service-worker';
  readonly versionId: number;
  readonly processId: number;
  _replyChannel: { sendReply(value: object): boolean };
}

let hooks: ObservedHooks;
let session: FakeSession;
let worker: FakeServiceWorker;
let replies: object[];
let uninstalls: (() => void)[];

beforeEach(() => {
  hooks = new ObservedHooks();
  session = new FakeSession();
  worker = new FakeServiceWorker(7);
  session.workers.set(7, worker);
  replies = [];
  printed = [];
  const dispatch = new DispatchHook('session', hooks.context);
  uninstalls = [
    dispatch.install(FakeSession.prototype),
    installServiceWorkerSendHook(FakeServiceWorker.prototype, hooks.context),
  ];
  session._init();
  return () => {
    for (const uninstall of uninstalls) uninstall();
  };
});

function eventOf(versionId = 7): FakeEvent {
  const sendReply = (value: object) => {
    replies.push(value);
    return true;
  };
  return { type: 'service-worker', versionId, processId: 12, _replyChannel: { sendReply } };
}

describe('from a service worker', () => {
  test('a message, and who hears it', () => {
    const heard: unknown[] = [];
    worker.ipc.on('hello', (_event, ...args) => heard.push(args));
    session.emit('-ipc-message', eventOf(), 'hello', ['main', 1]);
    session.emit('-ipc-message', eventOf(), 'nobody', []);
    expect(heard).toEqual([['main', 1]]);
    expect(hooks.messages).toMatchObject([
      { kind: 'send', direction: 'to-main', channel: 'hello', to: 1, args: ['main', 1] },
      { channel: 'nobody', outcome: { status: 'unhandled' } },
    ]);
    expect(hooks.messages[0]).toMatchObject({
      dispatched: { listeners: { serviceWorker: 1 } },
      outcome: { status: 'ok' },
    });
    expect(hooks.entries.filter(({ type }) => type === 'endpoint')).toEqual([
      {
        type: 'endpoint',
        id: 2,
        kind: 'service-worker',
        versionId: 7,
        url: 'https://example.test/',
        processId: 12,
        partition: 'persist:work',
      },
    ]);
  });

  test('a posted message is one argument, and its ports are linked to it', () => {
    const heard: unknown[] = [];
    worker.ipc.on('post', (event, ...args) => heard.push([event.ports.length, args]));
    const ports: NativePort[] = [{ postMessage: () => {} }, { postMessage: () => {} }];
    session.emit('-ipc-ports', eventOf(), 'post', { letter: 'x', list: [1, 2] }, ports);
    session.emit('-ipc-ports', eventOf(), 'post', ['a', 'list'], []);
    session.emit('-ipc-ports', eventOf(), 'nobody', 'a text', []);
    expect(heard).toEqual([
      [2, [{ letter: 'x', list: [1, 2] }]],
      [0, [['a', 'list']]],
    ]);
    const { messages } = hooks;
    expect(messages).toMatchObject([
      { kind: 'postMessage', args: [{ letter: 'x', list: [1, 2] }], ports: [1, 3], outcome: { status: 'ok' } },
      { kind: 'postMessage', args: [['a', 'list']], outcome: { status: 'ok' } },
      { kind: 'postMessage', channel: 'nobody', args: ['a text'], outcome: { status: 'unhandled' } },
    ]);
    const [first, second] = messages;
    expect(second).not.toHaveProperty('ports');
    const { seq, from } = first as (typeof messages)[number];
    expect(hooks.entries.filter((entry) => entry.type === 'port')).toMatchObject(
      [1, 3]
        .flatMap((port) => [{ port, event: 'arrived', from }])
        .concat([1, 3].map((port) => ({ port, event: 'transferred', from, to: 1, seq }) as never)),
    );
  });

  test('an invoke: answered, failed, not handled', async () => {
    worker.ipc._invokeHandlers.set('ask', () => 'answer');
    worker.ipc._invokeHandlers.set('fail', () => {
      throw new RangeError('too far');
    });
    for (const channel of ['ask', 'fail', 'nobody']) session.emit('-ipc-invoke', eventOf(), channel, []);
    await new Promise((resolve) => setImmediate(resolve));
    expect(new Set(replies)).toEqual(
      new Set([
        { error: "Error: No handler registered for 'nobody'" },
        { result: 'answer' },
        { error: 'RangeError: too far' },
      ]),
    );
    expect(hooks.messages).toMatchObject([
      { channel: 'ask', outcome: { status: 'ok' }, result: 'answer' },
      { channel: 'fail', outcome: { status: 'error' }, error: { value: { name: 'RangeError' } } },
      { channel: 'nobody', outcome: { status: 'unhandled' } },
    ]);
  });

  test('the agent is not the one to make its emitter', () => {
    session.emit('-ipc-message', eventOf(8), 'early', []);
    expect(Object.getOwnPropertyDescriptor(worker, 'ipc')).toBeUndefined();
    expect(hooks.messages).toMatchObject([{ channel: 'early', outcome: { status: 'unhandled' } }]);
  });

  test('without a way to find the worker, listeners are not counted, and none are claimed missing', () => {
    Object.defineProperty(session, 'serviceWorkers', { value: {} });
    session.emit('-ipc-message', eventOf(), 'hello', []);
    const [message] = hooks.messages;
    expect(message?.dispatched?.listeners).toBeUndefined();
    expect(message?.outcome?.status).toBe('ok');
  });
});

describe('to a service worker', () => {
  test('each message once, with its direction', () => {
    worker.send('to-worker', { n: 1 }, [2]);
    expect(worker.sent).toEqual([[false, 'to-worker', [{ n: 1 }, [2]]]]);
    expect(hooks.messages).toMatchObject([
      {
        kind: 'send',
        direction: 'to-worker',
        channel: 'to-worker',
        from: 1,
        args: [{ n: 1 }, [2]],
        outcome: { status: 'ok' },
      },
    ]);
  });

  test('the error that Electron only prints is on the message', () => {
    worker.send('bad', () => {});
    expect(printed).toHaveLength(1);
    expect(hooks.messages).toMatchObject([
      { channel: 'bad', outcome: { status: 'error' }, error: { value: { message: 'Failed to serialize arguments' } } },
    ]);
  });

  test('a call that Electron refuses is no message', () => {
    expect(() => worker.send(5 as never)).toThrow('Missing required channel argument');
    expect(hooks.messages).toEqual([]);
  });

  test('it is the same endpoint in both directions', () => {
    worker.send('to-worker');
    session.emit('-ipc-message', eventOf(), 'hello', []);
    const [sent, received] = hooks.messages;
    expect(sent?.to).toBe(received?.from);
  });
});

test('nothing in the agent failed, and all is put back', () => {
  worker.send('to-worker');
  expect(hooks.entries.filter(({ type }) => type === 'fault')).toEqual([]);
  for (const uninstall of uninstalls) uninstall();
  expect(Object.getOwnPropertyNames(FakeSession.prototype)).toEqual(['constructor', '_init']);
  const fresh = new FakeSession();
  fresh._init();
  for (const name of fresh.eventNames()) {
    expect(session.listeners(name).map(String)).toEqual(fresh.listeners(name).map(String));
  }
});

describe('the inventory of channels', () => {
  function watchedInventory(): ChannelInventory {
    const { endpoints, recorder } = hooks.context;
    const inventory = new ChannelInventory(
      recorder,
      endpoints,
      (_where, work) => work(),
      () => {},
    );
    endpoints.workerSeen = (seen, id) => inventory.noticeWorker(seen, id);
    return inventory;
  }

  const channels = () => hooks.entries.filter((entry) => entry.type === 'channel');

  test('finds what is registered on a worker, and that it is gone with it', async () => {
    const inventory = watchedInventory();
    worker.send('to-worker');
    worker.ipc.on('hello', () => {});
    worker.ipc.once('bye', () => {});
    worker.ipc._invokeHandlers.set('ask', () => 1);
    await expect.poll(channels).toHaveLength(3);
    const endpoint = hooks.messages[0]?.to;
    const owner = { emitter: 'serviceWorker', endpoint };
    expect(channels()).toMatchObject([
      { ...owner, channel: 'hello', on: 1 },
      { ...owner, channel: 'bye', once: 1 },
      { ...owner, channel: 'ask', handle: 'handle' },
    ]);

    worker.isEnded = true;
    inventory.schedule();
    await expect.poll(channels).toHaveLength(6);
    for (const entry of channels().slice(3)) expect(entry).toMatchObject({ ...owner, gone: true });
    inventory.close();
  });

  test('does not make a worker’s emitter, and finds it when the app does', async () => {
    const inventory = watchedInventory();
    const first = new FakeServiceWorker(9);
    session.workers.set(9, first);
    session.workers.set(7, worker);
    worker.send('to-worker');
    first.send('to-worker');
    first.ipc.on('first', () => {});
    await expect.poll(channels).toHaveLength(1);
    expect(Object.getOwnPropertyDescriptor(worker, 'ipc')).toBeUndefined();
    worker.ipc.on('later', () => {});
    inventory.schedule();
    await expect.poll(channels).toHaveLength(2);
    expect(channels()[1]).toMatchObject({ emitter: 'serviceWorker', channel: 'later', on: 1 });
    inventory.close();
  });
});
