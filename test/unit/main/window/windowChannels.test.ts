/** Only the inspector's own pages are answered, each as the window that it is in. */

import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import type { InspectorWindows } from '../../../../src/main/window/inspectorWindows';
import { type WindowAnswers, WindowChannels } from '../../../../src/main/window/windowChannels';
import { WINDOW_METHODS } from '../../../../src/shared/bridge/windowApi';

interface Event {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string } | null;
}
type Listener = (event: Event, ...args: readonly unknown[]) => unknown;

const electron = vi.hoisted(() => ({ handlers: new Map<string, unknown>(), listeners: new Map<string, unknown>() }));

vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: unknown) => electron.handlers.set(channel, handler),
    on: (channel: string, listener: unknown) => electron.listeners.set(channel, listener),
  },
}));

const page = { name: 'page' };
const inspectorWindow = { name: 'window' };
const windows = {
  of: (sender: unknown) => (sender === page ? inspectorWindow : undefined),
} as unknown as InspectorWindows;
const answer = vi.fn(() => 'answer');
const take = vi.fn();

beforeEach(() => {
  answer.mockClear();
  take.mockClear();
  const channels = new WindowChannels(windows, ['electroscope://window', 'http://localhost:5173']);
  channels.handle('ask', answer);
  channels.on('say', take);
});

const ask = (event: Event, ...args: unknown[]) => (electron.handlers.get('ask') as Listener)(event, ...args);
const say = (event: Event, ...args: unknown[]) => (electron.listeners.get('say') as Listener)(event, ...args);

test.each(['electroscope://window/index.html', 'http://localhost:5173/'])('%s is answered', (url) => {
  const event = { sender: page, senderFrame: { url } };
  expect(ask(event, 1, 'two')).toBe('answer');
  expect(answer.mock.calls).toEqual([[inspectorWindow, 1, 'two']]);
  say(event, 3);
  expect(take.mock.calls).toEqual([[inspectorWindow, 3]]);
});

test.each([
  ['a page of another origin', page, 'https://example.org/'],
  ['an origin that only begins like it', page, 'electroscope://window.example/'],
  ['an address without a path', page, 'electroscope://window'],
  ['a frame that is gone', page, undefined],
])('%s is not answered', (_case, sender, url) => {
  const event = { sender, senderFrame: url === undefined ? null : { url } };
  expect(() => ask(event, 1)).toThrow('not for this page');
  say(event, 1);
  expect(answer).not.toHaveBeenCalled();
  expect(take).not.toHaveBeenCalled();
});

test('each method of the window is answered on its channel, a call with a result and no other with one', () => {
  electron.handlers.clear();
  electron.listeners.clear();
  const methods = Object.entries(WINDOW_METHODS);
  const answers = Object.fromEntries(methods.map(([name]) => [name, vi.fn(() => name)]));
  new WindowChannels(windows, ['electroscope://window']).answer(answers as unknown as WindowAnswers);
  const channels = (way: string) => methods.filter(([, is]) => is === way).map(([name]) => `window:${name}`);
  expect([...electron.handlers.keys()]).toEqual(channels('call'));
  expect([...electron.listeners.keys()]).toEqual(channels('tell'));
  const event = { sender: page, senderFrame: { url: 'electroscope://window/index.html' } };
  for (const [name, way] of methods) {
    const listener = electron[way === 'call' ? 'handlers' : 'listeners'].get(`window:${name}`) as Listener;
    expect(listener(event, 1, 2)).toBe(way === 'call' ? name : undefined);
    expect(answers[name]?.mock.calls).toEqual([[inspectorWindow, 1, 2]]);
  }
});

test('a page whose window has been closed meanwhile gets no answer, which would look like a failure', async () => {
  const event = { sender: new EventEmitter(), senderFrame: { url: 'electroscope://window/index.html' } };
  const settled = vi.fn();
  Promise.resolve(ask(event, 1)).then(settled, settled);
  say(event, 1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(settled).not.toHaveBeenCalled();
  expect(answer).not.toHaveBeenCalled();
  expect(take).not.toHaveBeenCalled();
  event.sender.emit('destroyed');
  await vi.waitFor(() => expect(settled).toHaveBeenCalledWith(undefined));
});
