import type { MessagePortMain } from 'electron';
import { expect, test } from 'vitest';
import { WindowFeed } from '../../../src/main/window/windowFeed';
import type { FeedMessage } from '../../../src/shared/bridge/windowApi';

/** A port as Electron's: a call runs the microtasks that wait before it sends anything. Here, one of them. */
class ReentrantPort {
  readonly sent: FeedMessage[] = [];
  microtask: (() => void) | undefined;
  refuses = false;

  on(): void {}
  start(): void {}

  postMessage(message: FeedMessage): void {
    const { microtask } = this;
    this.microtask = undefined;
    microtask?.();
    if (this.refuses) throw new Error('An object could not be cloned.');
    this.sent.push(message);
  }
}

function open(): { readonly port: ReentrantPort; readonly feed: WindowFeed } {
  const port = new ReentrantPort();
  return { port, feed: new WindowFeed(port as unknown as MessagePortMain, 'scanThread.mjs') };
}

const ended = { type: 'state', state: { phase: 'ended', name: 'Notes', how: 'ended', way: 'joined' } } as const;

test('what is posted while another message is being posted comes after it', () => {
  const { port, feed } = open();
  port.microtask = () => feed.showState(ended.state);
  feed.openSettings();
  feed.askSave();
  expect(port.sent).toEqual([{ type: 'openSettings' }, ended, { type: 'askSave' }]);
});

test('a message that can’t be sent does not hold up those after it', () => {
  const { port, feed } = open();
  port.refuses = true;
  port.microtask = () => feed.showState(ended.state);
  expect(() => feed.openSettings()).toThrow('cloned');
  port.refuses = false;
  feed.askSave();
  expect(port.sent).toEqual([ended, { type: 'askSave' }]);
});
