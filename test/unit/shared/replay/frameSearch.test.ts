/** A frame of a recording is awaited in an app that still opens its windows. */

import { expect, test } from 'vitest';
import type { EndpointInfo } from '../../../../src/shared/columns/endpointInfo';
import { FrameSearch, type FrameSearchIo } from '../../../../src/shared/replay/frameSearch';
import type { ReplayPlace } from '../../../../src/shared/replay/request';

const TIMEOUT_MS = 5000;

function frame(id: number, url: string, title = 'Notes', target = 1): EndpointInfo {
  return { id, kind: 'frame', webContentsId: id, url, isMainFrame: true, target, title };
}

function placeAt(endpoint: number): ReplayPlace {
  return { target: 2, endpoint, kind: 'frame', canSend: true };
}

const recorded = { endpoints: [frame(2, 'file:///app/notes.html'), frame(3, 'file:///app/other.html')], targets: [] };
const [notes] = recorded.endpoints as [EndpointInfo];

/** An app on a clock that only timers advance. @param placesAt where messages can be sent at a time */
function appWith(
  live: readonly EndpointInfo[],
  placesAt: (ms: number) => readonly ReplayPlace[],
  more: Partial<FrameSearchIo> = {},
) {
  const app = { nowMs: 0, looks: 0 };
  const io: FrameSearchIo = {
    timeoutMs: TIMEOUT_MS,
    nowMs: () => app.nowMs,
    setTimer(work, delayMs) {
      app.nowMs += delayMs;
      queueMicrotask(work);
      return () => {};
    },
    async places() {
      app.looks++;
      return placesAt(app.nowMs);
    },
    session: () => ({ endpoints: live, targets: [] }),
    isStopped: () => false,
    ...more,
  };
  return { app, search: new FrameSearch(recorded, io) };
}

const samePage = frame(7, 'file:///app/notes.html', 'Notes', 2);

test('a frame with the same page is taken at once', async () => {
  const { app, search } = appWith([samePage], () => [placeAt(7)]);
  expect(await search.find(notes, true)).toEqual({ place: placeAt(7), choices: [] });
  expect(app).toEqual({ nowMs: 0, looks: 1 });
});

test('a frame that is not there yet is awaited', async () => {
  const { app, search } = appWith([samePage], (ms) => (ms < 3000 ? [] : [placeAt(7)]));
  expect((await search.find(notes, true)).place).toEqual(placeAt(7));
  expect(app.nowMs).toBe(3000);
});

test('a frame that does not come is awaited once', async () => {
  const { app, search } = appWith([], () => []);
  expect(await search.find(notes, true)).toEqual({ place: undefined, choices: [] });
  expect(app.nowMs).toBe(TIMEOUT_MS);
  await search.find(notes, true);
  expect(app.nowMs).toBe(TIMEOUT_MS);
  await search.find(recorded.endpoints[1] as EndpointInfo, true);
  expect(app.nowMs).toBe(2 * TIMEOUT_MS);
});

test('a frame that cannot open any more is looked for once', async () => {
  const { app, search } = appWith([samePage], () => []);
  expect((await search.find(notes, false)).place).toBeUndefined();
  expect(app).toEqual({ nowMs: 0, looks: 1 });
});

test('a page that is only similar is taken when no frame has come or gone for a second', async () => {
  const similar = frame(8, 'file:///elsewhere/build/notes.html', 'Notes', 2);
  const { app, search } = appWith([similar], (ms) => (ms < 700 ? [] : [placeAt(8)]));
  expect((await search.find(notes, true)).place).toEqual(placeAt(8));
  expect(app.nowMs).toBe(1700);
});

test('several similar pages are the choices', async () => {
  const live = ['file:///x/a/notes.html', 'file:///x/b/notes.html'].map((url, i) => frame(8 + i, url, 'Notes', 2));
  const { search } = appWith(live, () => [placeAt(8), placeAt(9)]);
  const { place, choices } = await search.find(notes, true);
  expect(place).toBeUndefined();
  expect(choices).toEqual(live.map(({ url }) => url));
});

test('the choice of the user comes first', async () => {
  const { search } = appWith([samePage], () => [placeAt(7), placeAt(9)], { chosen: (_, places) => places[1] });
  expect((await search.find(notes, true)).place).toEqual(placeAt(9));
});

test('nothing is awaited after a stop', async () => {
  const { app, search } = appWith([samePage], () => [], { isStopped: () => true });
  expect((await search.find(notes, true)).place).toBeUndefined();
  expect(app).toEqual({ nowMs: 0, looks: 1 });
});
