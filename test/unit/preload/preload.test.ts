/** The preload hands every argument of the window's calls to main, and every answer back. */

import { beforeAll, expect, test, vi } from 'vitest';
import { channelOf, FEED_PORT_CHANNEL, FEED_PORT_MESSAGE, type WindowApi } from '../../../src/shared/bridge/windowApi';

/** What Electron gives a preload, as far as ours takes it. */
const electron = vi.hoisted(() => ({
  calls: [] as unknown[][],
  exposed: new Map<string, unknown>(),
  listeners: new Map<string, (event: { readonly ports: readonly unknown[] }) => void>(),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api) },
  webUtils: { getPathForFile: ({ path }: { path: string }) => path },
  ipcRenderer: {
    send: (...args: unknown[]) => electron.calls.push(['send', ...args]),
    invoke: async (...args: unknown[]) => {
      electron.calls.push(['invoke', ...args]);
      return ['answer', args[0]];
    },
    on: (channel: string, listener: never) => electron.listeners.set(channel, listener),
  },
}));

let api: WindowApi;

beforeAll(async () => {
  await import('../../../src/preload/index');
  api = electron.exposed.get('electroscope') as WindowApi;
});

const rows = Uint32Array.of(1, 2);
const request = { seq: 1 } as never;
/** Each call with all the arguments that it can have. */
const CALLS: { readonly [Name in keyof WindowApi]: Parameters<WindowApi[Name]> } = {
  openWindow: [],
  openFeed: [],
  readMessage: [7],
  markMessages: [rows, false],
  readPorts: [1, [2, 3]],
  startScan: [4, 'notes'],
  stopScan: [],
  launchDemo: [],
  chooseApp: [true],
  relaunch: [],
  launchTraced: [],
  stopTarget: [],
  stopApp: [3],
  attach: ['9229', true],
  detach: [],
  listRunningApps: [],
  readRecent: [],
  openRecent: ['id'],
  removeRecent: ['id'],
  chooseCapture: [],
  openDropped: [[{ path: '/a.escope' }, { path: '/b.escope' }]],
  saveCapture: [request],
  exportCapture: [request],
  findRepeats: [rows],
  answerOffer: ['id', false],
  cancelTask: [],
  readPreferences: [],
  changePreferences: [request],
  readRetention: [],
  changeRetention: [request],
  replay: [request],
  continueCapture: [],
  listReplayPlaces: [],
  awaitAnswer: [{ target: 1, seq: 2 }, 500],
  readUserSettings: [],
  changeUserSettings: [request],
};
const ONE_WAY = ['openWindow', 'openFeed', 'markMessages', 'startScan', 'stopScan', 'changePreferences'];

test('it has every call there is, and no other', () => {
  expect(Object.keys(api).sort()).toEqual(Object.keys(CALLS).sort());
});

test.each(Object.entries(CALLS))('%s passes its arguments on', async (name, args) => {
  electron.calls.length = 0;
  const call = api[name as keyof WindowApi] as (...given: unknown[]) => unknown;
  const answer = await call(...(args as unknown[]));
  const channel = channelOf(name as keyof WindowApi);
  const passed = name === 'openDropped' ? [['/a.escope', '/b.escope']] : args;
  const isOneWay = ONE_WAY.includes(name);
  expect(electron.calls).toEqual([[isOneWay ? 'send' : 'invoke', channel, ...passed]]);
  if (!isOneWay) expect(answer).toEqual(['answer', channel]);
});

test('the feed’s port goes to the page itself, and to no other origin', () => {
  const posted: unknown[][] = [];
  vi.stubGlobal('window', {
    location: { origin: 'electroscope://window' },
    postMessage: (...args: unknown[]) => posted.push(args),
  });
  electron.listeners.get(FEED_PORT_CHANNEL)?.({ ports: ['port'] });
  vi.unstubAllGlobals();
  expect(posted).toEqual([[FEED_PORT_MESSAGE, 'electroscope://window', ['port']]]);
});
