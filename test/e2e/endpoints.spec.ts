/** Senders and receivers of every kind are told apart, as they are at the time of the message. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { CapturedTarget } from '../support/capturedTarget';
import { electron, unless } from '../support/conditions';
import { testApps } from '../support/paths';

test.skip(...unless(electron({ from: 30 }), 'the app has views'));

test.describe.configure({ mode: 'default' });

let target: CapturedTarget;

test.beforeAll(async () => {
  target = await CapturedTarget.launch(join(testApps, 'paths'), { args: ['--scenario=endpoints'] });
  await target.waitForOutput('scenario done');
  await target.waitFor('the last hello', () => sendersOf('hello').length === 7);
});

test.afterAll(() => target.close());

const page = (title: string) => ({
  title,
  url: expect.stringContaining(`page.html?title=${title}`),
  origin: 'file://',
  isMainFrame: true,
  webContentsType: 'window',
  partition: '',
});

test('windows, views, partitions, sub-frames and guests', () => {
  expect(sendersOf('hello')).toEqual([
    expect.objectContaining(page('First')),
    expect.objectContaining({ ...page('Second'), partition: 'persist:work notes' }),
    expect.objectContaining({ ...page('Third'), partition: 'in-memory' }),
    expect.objectContaining(page('View')),
    expect.objectContaining({ ...page('Inner'), title: 'Frames', isMainFrame: false }),
    expect.objectContaining({ ...page('Guest'), webContentsType: 'webview', partition: 'persist:guests' }),
    expect.objectContaining({ title: 'Elsewhere', url: expect.stringMatching(/^data:/), origin: 'null' }),
  ]);
});

test('the processes are those of the operating system', () => {
  for (const sender of sendersOf('hello')) expect(sender?.pid).toBeGreaterThan(1);
  // Each window has its own; a frame of the same site has its window's.
  expect(new Set(sendersOf('hello').map((sender) => sender?.pid)).size).toBe(7);
});

test('DevTools and extension pages', () => {
  expect(receiverOf('to-devtools')).toMatchObject({
    webContentsType: 'remote',
    title: 'DevTools',
    origin: 'devtools://devtools',
  });
  expect(receiverOf('to-extension')).toMatchObject({
    webContentsType: 'window',
    title: 'Extension page',
    origin: expect.stringMatching(/^chrome-extension:\/\/[a-p]{32}$/),
  });
});

test('describing them creates no session', async () => {
  const { output } = target.process;
  const line = output.all.find(({ text }) => text.startsWith('sessions: '))?.text;
  const folders = JSON.parse(line?.slice('sessions: '.length) ?? '') as (string | null)[];
  expect(folders.slice(1)).toEqual(['work%20notes', null, 'guests']);
});

test('nothing in the agent failed', () => {
  expect(target.entries.filter(({ type }) => type === 'fault')).toEqual([]);
});

function sendersOf(channel: string) {
  return target.messages
    .filter((message) => message.channel === channel)
    .map((message) => target.endpoint(message.from, message));
}

function receiverOf(channel: string) {
  const message = target.messages.find((candidate) => candidate.channel === channel);
  return message && target.endpoint(message.to, message);
}
