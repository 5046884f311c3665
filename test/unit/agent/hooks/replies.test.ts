/** Electron up to 24 replies by a method of the event itself (shell/browser/api/event.cc), and later by a channel on the event. */

import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { DispatchEvent } from '../../../../src/agent/base/electronInternals';
import { observeReply } from '../../../../src/agent/hooks/replies';
import type { MessageRecord } from '../../../../src/agent/recording/messageRecord';
import { ObservedHooks } from '../../../support/agent/observedHooks';

class NativeEvent {
  readonly processId = 4;
  readonly replies: unknown[] = [];

  sendReply(value: unknown): boolean {
    this.replies.push(value);
    return true;
  }
}

function observe(event: DispatchEvent): ObservedHooks {
  const hooks = new ObservedHooks();
  const record = hooks.context.recorder.message({
    kind: 'invoke',
    direction: 'to-main',
    channel: 'ask',
    from: 2,
    to: 1,
    args: [],
    origin: 'received',
    atUs: 1,
  }) as MessageRecord;
  observeReply(event, record, { kind: 'invoke', isHandled: true }, hooks.context);
  return hooks;
}

function keysOf(event: object): string[] {
  const keys: string[] = [];
  for (const key in event) keys.push(key);
  return keys;
}

test('an event that inherits sendReply keeps its keys', () => {
  const event = new NativeEvent();
  const before = [Object.keys(event), keysOf(event)];
  const hooks = observe(event as DispatchEvent);
  expect([Object.keys(event), keysOf(event)]).toEqual(before);
  expect(event.sendReply({ result: 5 })).toBe(true);
  expect(event.replies).toEqual([{ result: 5 }]);
  expect(hooks.messages).toMatchObject([{ outcome: { status: 'ok' }, result: 5 }]);
});

test('an event that has its own sendReply keeps it where it was', () => {
  const event = { processId: 4, sendReply: () => true, frameId: 2 };
  observe(event);
  expect(keysOf(event)).toEqual(['processId', 'sendReply', 'frameId']);
});

test('a reply channel shows its method and nothing of the agent', () => {
  const replies: unknown[] = [];
  const event = {
    processId: 4,
    _replyChannel: { sendReply: (value: unknown) => replies.push(value) > 0 },
  };
  const hooks = observe(event as DispatchEvent);
  expect(Object.keys(event._replyChannel)).toEqual(['sendReply']);
  expect(inspect(event._replyChannel)).toBe('{ sendReply: [Getter] }');
  expect(event._replyChannel.sendReply({ result: 5 })).toBe(true);
  expect(replies).toEqual([{ result: 5 }]);
  expect(hooks.messages).toMatchObject([{ outcome: { status: 'ok' }, result: 5 }]);
});
