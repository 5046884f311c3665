/** Main to renderer by every route, with every failure, each once. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { OutcomeError } from '../../src/shared/journal/entries';
import { decodeLine, isFault } from '../../src/shared/journal/lineCodec';
import { CapturedTarget } from '../support/capturedTarget';
import { testApps } from '../support/paths';

test.describe.configure({ mode: 'default' });

let target: CapturedTarget;

test.beforeAll(async () => {
  target = await CapturedTarget.launch(join(testApps, 'paths'), { args: ['--scenario=routes'] });
  await target.waitForOutput('scenario done');
  await target.waitFor('the last message', () =>
    target.messages.some(({ channel }) => channel === 'destroyed mainFrame.postMessage'),
  );
});

test.afterAll(() => target.close());

const ROUTES: [route: string, kind: string, receiver: string][] = [
  ['webContents.send', 'send', 'Receiver'],
  ['webContents.postMessage', 'postMessage', 'Receiver'],
  ['sendToFrame by id', 'send', 'Receiver'],
  ['sendToFrame by ids', 'send', 'Receiver'],
  ['event.reply', 'send', 'Receiver'],
  ['senderFrame.send', 'send', 'Receiver'],
  ['senderFrame.postMessage', 'postMessage', 'Receiver'],
  ['mainFrame.send', 'send', 'Receiver'],
  ['sender.send', 'send', 'Receiver'],
  ['webview.send', 'send', 'Guest'],
  ['guest.send', 'send', 'Guest'],
  ['subframe.send', 'send', 'Receiver'],
];

for (const [route, kind, receiver] of ROUTES) {
  test(`${route} is recorded once`, () => {
    expect(recorded(route)).toEqual([{ kind, direction: 'to-renderer', status: 'ok', receiver, error: undefined }]);
  });
}

const GONE = 'a frame that is gone';
const DISPOSED = /^Error: Render frame was disposed/;
const DESTROYED = /^TypeError: Object has been destroyed/;
const NOT_SERIALIZED = /^Error: Failed to serialize arguments/;
const NOT_CLONED = /^Error: An object could not be cloned/;

const FAILURES: [route: string, kind: string, status: string, receiver: string, error: RegExp][] = [
  ['uncloneable webContents.send', 'send', 'error', 'Receiver', NOT_SERIALIZED],
  ['uncloneable webContents.postMessage', 'postMessage', 'error', 'Receiver', NOT_CLONED],
  ['uncloneable sendToFrame', 'send', 'error', 'Receiver', NOT_SERIALIZED],
  ['uncloneable event.reply', 'send', 'error', 'Receiver', NOT_SERIALIZED],
  ['uncloneable mainFrame.send', 'send', 'error', 'Receiver', NOT_SERIALIZED],
  ['uncloneable mainFrame.postMessage', 'postMessage', 'error', 'Receiver', NOT_CLONED],
  ['bad transfer', 'postMessage', 'error', 'Receiver', /^Error: Invalid value for transfer/],
  ['no such frame', 'send', 'lost', GONE, /^there is no such frame any more$/],
  ['no such process', 'send', 'lost', GONE, /^there is no such frame any more$/],
  ['no frame id', 'send', 'error', GONE, /^Error: Missing required frame argument/],
  ['removed frame.send', 'send', 'error', 'Receiver', DISPOSED],
  ['removed frame.postMessage', 'postMessage', 'error', 'Receiver', DISPOSED],
  ['destroyed webContents.send', 'send', 'error', 'Receiver', DESTROYED],
  ['destroyed webContents.postMessage', 'postMessage', 'error', 'Receiver', DESTROYED],
  ['destroyed mainFrame.send', 'send', 'error', 'Receiver', DISPOSED],
  ['destroyed mainFrame.postMessage', 'postMessage', 'error', 'Receiver', DISPOSED],
];

for (const [route, kind, status, receiver, error] of FAILURES) {
  test(`${route} is recorded once, as failed`, () => {
    const expected = { kind, direction: 'to-renderer', status, receiver, error: expect.stringMatching(error) };
    expect(recorded(route)).toEqual([expected]);
  });
}

test('a call that is no message is not recorded, and nothing in the agent failed', () => {
  expect(target.messages.filter(({ channel }) => typeof channel !== 'string')).toEqual([]);
  expect(target.entries.filter(({ type }) => type === 'fault')).toEqual([]);
  expect(target.entries.filter((entry) => isFault(decodeLine(JSON.stringify(entry))))).toEqual([]);
});

/** What is recorded of the messages on a channel. */
function recorded(channel: string): object[] {
  return target.messages
    .filter((message) => message.channel === channel)
    .map((message) => {
      const outcome = target.outcomeOf(message);
      const { kind, direction, to } = message;
      const receiver = target.endpoint(to)?.title;
      return { kind, direction, status: outcome?.status, receiver, error: errorText(outcome?.error) };
    });
}

function errorText(error: OutcomeError | undefined): string | undefined {
  if (error === undefined) return undefined;
  const { name, message } = (error.value ?? {}) as { name?: string; message?: string };
  return error.text ?? `${name}: ${message}`;
}
