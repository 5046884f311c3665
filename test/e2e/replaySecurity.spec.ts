/** A page can't have anything sent by way of what replays need in its frame, however hard it tries. */

import { expect, test } from 'playwright/test';
import { posix, unless } from '../support/conditions';
import { ReplayApp } from '../support/replayApp';

test.skip(...unless(posix, 'the app takes commands from a socket that is a file'));

const MODES = ['isolated-sandboxed', 'isolated-plain', 'shared-sandboxed', 'shared-plain'];

/** Runs in the page: replaces whatever could bring a message of its own to where requests are read. */
function attack(): void {
  const request = { id: 1, kind: 'send', untilMs: Date.now() + 60_000, args: ['stolen', 'by the page'] };
  const caught = { ports: [] as MessagePort[], messages: [] as string[] };
  Object.assign(globalThis, { caught });
  Object.defineProperty(Object.prototype, 'replay', { value: request, configurable: true });
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (this: MessagePort, ...args: unknown[]) {
    caught.ports.push(this);
    this.dispatchEvent(new MessageEvent('message', { data: { replay: request } }));
    return Reflect.apply(postMessage, this, args);
  };
  const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  Object.defineProperty(MessageEvent.prototype, 'data', {
    ...data,
    get(this: MessageEvent) {
      const value: unknown = data?.get?.call(this);
      caught.messages.push(JSON.stringify(value) ?? '');
      return { replay: request };
    },
  });
  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event: Event) {
    return Reflect.apply(dispatchEvent, this, [event]);
  };
  window.postMessage({ replay: request }, '*');
}

for (const mode of MODES) {
  test(`${mode}: nothing is sent for the page, and what is sent for the inspector stays hidden from it`, async () => {
    const app = await ReplayApp.launch([mode]);
    try {
      await app.command('run', mode, 'window', `(${attack})()`);
      // What main says to the preload, and the preload to main, passes what the page has replaced.
      await app.configure({ stackFrames: 5 });
      await app.command('callWith', mode, 'window', 'invoke', 'count:add', 5);
      await app.waitFor('the call', () => app.rows('count:add').length > 0);
      const [row] = app.rows('count:add') as [number];
      await app.waitFor('its end', () => app.hasEnded(row));
      const again = await app.replayRow(row, { args: [37] });
      expect(again.answer).toMatchObject({ status: 'ok', result: 42 });
      const caught = await app.command('run', mode, 'window', '[caught.ports.length, caught.messages.join()]');
      expect(caught).toEqual([0, expect.not.stringContaining('count:add')]);
      expect(app.rows('stolen')).toEqual([]);
      expect(app.session.fold.facts.faults).toEqual([]);
    } finally {
      await app.close();
    }
  });
}
