import { describe, expect, test } from 'vitest';
import type { EndpointInfo } from '../../../src/shared/columns/endpointInfo';
import type { TargetInfo } from '../../../src/shared/columns/sessionFacts';
import { FrameMatcher, type FrameSession } from '../../../src/shared/replay/frameMatcher';
import type { ReplayPlace } from '../../../src/shared/replay/request';

/** @param window id of the WebContents; 0: unknown */
function frame(id: number, window: number, url: string | undefined, isMainFrame = true, target = 1): EndpointInfo {
  const webContentsId = window === 0 ? undefined : window;
  return { id, kind: 'frame', webContentsId, url, isMainFrame, target, title: `window ${window}` };
}

function session(endpoints: readonly EndpointInfo[], appPath = '/app'): FrameSession {
  return { endpoints, targets: [{ target: 1, appPath } as TargetInfo] };
}

const places = (live: FrameSession): ReplayPlace[] =>
  live.endpoints.map(({ target, id }) => ({ target, endpoint: id, kind: 'frame', canSend: true }));

function find(recorded: FrameSession, live: FrameSession): (number | undefined)[] {
  const matcher = new FrameMatcher(recorded);
  return recorded.endpoints.map((endpoint) => matcher.find(endpoint, live, places(live))?.endpoint);
}

describe('frames of a recording are found', () => {
  test('by their page, wherever the app lies now', () => {
    const recorded = session([frame(2, 1, 'file:///old%20place/a.html'), frame(3, 1, 'https://x.org/b')], '/old place');
    const live = session([frame(7, 4, 'https://x.org/b'), frame(8, 5, 'file:///new/build/a.html')], '/new/build');
    expect(find(session([recorded.endpoints[0] as EndpointInfo], '/old place'), live)).toEqual([8]);
    expect(find(session([recorded.endpoints[1] as EndpointInfo], '/old place'), live)).toEqual([7]);
  });

  test('by their query, where it tells pages apart, and without it else', () => {
    const recorded = session([frame(2, 1, 'file:///app/p.html?n=1'), frame(3, 2, 'file:///app/p.html?n=2')]);
    expect(
      find(recorded, session([frame(7, 4, 'file:///app/p.html?n=2'), frame(8, 5, 'file:///app/p.html?n=1')])),
    ).toEqual([8, 7]);
    expect(
      find(recorded, session([frame(7, 5, 'file:///app/p.html?x=1'), frame(8, 4, 'file:///app/p.html?x=2')])),
    ).toEqual([8, 7]);
  });

  test('by the order of their windows, and sub-frames in the window of their own', () => {
    const page = 'file:///app/p.html';
    const inner = 'file:///app/inner.html';
    const recorded = session([
      frame(2, 1, page),
      frame(3, 2, page),
      frame(4, 2, inner, false),
      frame(5, 1, inner, false),
    ]);
    const live = session([
      frame(20, 9, page),
      frame(21, 9, inner, false),
      frame(10, 3, page),
      frame(11, 3, inner, false),
    ]);
    expect(find(recorded, live)).toEqual([10, 20, 21, 11]);
  });

  test('only if they are there: a second window is not taken for the first', () => {
    const page = 'file:///app/p.html';
    const recorded = session([frame(2, 1, page), frame(3, 2, page)]);
    const matcher = new FrameMatcher(recorded);
    const [first, second] = recorded.endpoints as [EndpointInfo, EndpointInfo];
    const one = session([frame(7, 4, page)]);
    expect(matcher.find(second, one, places(one))).toBeUndefined();
    expect(matcher.find(first, one, places(one))?.endpoint).toBe(7);
    const two = session([frame(7, 4, page), frame(8, 5, page)]);
    expect(matcher.find(second, two, places(two))?.endpoint).toBe(8);
    expect(matcher.find(first, two, places(two))?.endpoint).toBe(7);
  });

  test('not where another page is, or a sub-frame for a window', () => {
    const recorded = session([frame(2, 1, 'file:///app/p.html')]);
    expect(find(recorded, session([frame(7, 4, 'file:///app/q.html')]))).toEqual([undefined]);
    expect(find(recorded, session([frame(7, 4, 'file:///app/p.html', false)]))).toEqual([undefined]);
  });

  test('by what they are called, where an imported recording tells no more', () => {
    const recorded = session([{ ...frame(2, 0, undefined), title: 'window 4' }]);
    expect(find(recorded, session([frame(6, 3, 'file:///app/q.html'), frame(7, 4, 'file:///app/p.html')]))).toEqual([
      7,
    ]);
  });
});
