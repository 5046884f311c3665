import { describe, expect, test } from 'vitest';
import type { EndpointInfo } from '../../../../src/shared/columns/endpointInfo';
import type { TargetInfo } from '../../../../src/shared/columns/sessionFacts';
import { type AddressMap, parseAddressMap } from '../../../../src/shared/replay/addressMap';
import { FrameMatcher, type FrameSession } from '../../../../src/shared/replay/frameMatcher';
import type { ReplayPlace } from '../../../../src/shared/replay/request';

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

function find(recorded: FrameSession, live: FrameSession, map: AddressMap = []): (number | undefined)[] {
  const matcher = new FrameMatcher(recorded, map);
  return recorded.endpoints.map((endpoint) => matcher.find(endpoint, live, places(live), true).place?.endpoint);
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
    expect(matcher.find(second, one, places(one), false).place).toBeUndefined();
    expect(matcher.find(first, one, places(one), false).place?.endpoint).toBe(7);
    const two = session([frame(7, 4, page), frame(8, 5, page)]);
    expect(matcher.find(second, two, places(two), false).place?.endpoint).toBe(8);
    expect(matcher.find(first, two, places(two), false).place?.endpoint).toBe(7);
  });

  test('not where another page is, or a sub-frame for a window', () => {
    const recorded = session([frame(2, 1, 'file:///app/p.html')]);
    expect(find(recorded, session([frame(7, 4, 'file:///app/q.html')]))).toEqual([undefined]);
    expect(find(recorded, session([frame(7, 1, 'https://x.org/p.html')]))).toEqual([undefined]);
    expect(find(recorded, session([frame(7, 4, 'file:///app/p.html', false)]))).toEqual([undefined]);
  });

  test('by what they are called, where an imported recording tells no more', () => {
    const recorded = session([{ ...frame(2, 0, undefined), title: 'window 4' }]);
    expect(find(recorded, session([frame(6, 3, 'file:///app/q.html'), frame(7, 4, 'file:///app/p.html')]))).toEqual([
      7,
    ]);
  });
});

describe('the app lies elsewhere', () => {
  test.each<[string, string, string, string, string]>([
    ['C#', '/old/C#/v1', 'file:///old/C%23/v1/a.html', '/new/C#/v2', 'file:///new/C%23/v2/a.html'],
    ['100%', '/100%/v1', 'file:///100%25/v1/a.html', '/100%/v2', 'file:///100%25/v2/a.html'],
    ['a % left as it is', '/100%/v1', 'file:///100%/v1/a.html', '/v2', 'file:///v2/a.html'],
    ['what?', '/what?/v1', 'file:///what%3F/v1/a.html', '/v2', 'file:///v2/a.html'],
    ['[beta]', '/[beta]', 'file:///%5Bbeta%5D/a.html', '/[x]', 'file:///[x]/a.html'],
    ['accents', '/ünï çødé', 'file:///u%CC%88ni%CC%88%20%C3%A7%C3%B8d%C3%A9/a.html', '/v2', 'file:///v2/a.html'],
    ['a backslash in a name', '/a\\b', 'file:///a%5Cb/a.html', '/v2', 'file:///v2/a.html'],
    ['a drive', 'C:\\app', 'file:///c:/app/a.html', 'D:\\app', 'file:///D:/app/a.html'],
    ['a share', '\\\\server\\share\\app', 'file://server/share/app/a.html', 'C:\\app', 'file:///C:/app/a.html'],
    ['through a link', '/link/v1', 'file:///real/v1/ui/a.html', '/link/v2', 'file:///real/v2/ui/a.html'],
    ['through a link of the new one', '/v1', 'file:///v1/ui/a.html', '/link/v2', 'file:///real/v2/ui/a.html'],
  ])('%s', (_, oldPath, oldUrl, newPath, newUrl) => {
    const live = session([frame(6, 3, newUrl.replace('a.html', 'b.html')), frame(7, 4, newUrl)], newPath);
    expect(find(session([frame(2, 1, oldUrl)], oldPath), live)).toEqual([7]);
  });
});

describe('the app is served otherwise', () => {
  const dev = (path: string, port = 5173) => `http://localhost:${port}${path}`;

  test('by a dev server at another port or name', () => {
    const recorded = session([frame(2, 1, dev('/')), frame(3, 2, dev('/settings.html?tab=1'))]);
    const live = session([
      frame(7, 4, 'http://127.0.0.1:5174/settings.html?tab=1'),
      frame(8, 5, 'http://127.0.0.1:5174/'),
    ]);
    expect(find(recorded, live)).toEqual([8, 7]);
    expect(find(recorded, session([frame(7, 4, 'https://example.org/')]))).toEqual([undefined, undefined]);
  });

  test.each([
    ['/', 'file:///app/dist/renderer/index.html'],
    ['/index.html', 'fieldnotes://app/index.html'],
    ['/settings', 'file:///app/dist/settings.html'],
    ['/settings/', 'file:///app/dist/settings/index.html'],
    ['/src/ui/main.html', 'file:///app/dist/src/ui/main.html'],
    ['/#/notes', 'file:///app/index.html#/notes'],
  ])('from a dev server to the build, and back: %s is %s', (path, built) => {
    const other = frame(9, 9, 'file:///app/dist/other.html');
    expect(find(session([frame(2, 1, dev(path))]), session([other, frame(7, 4, built)]))).toEqual([7]);
    const back = session([frame(6, 9, dev('/other.html')), frame(7, 4, dev(path))]);
    expect(find(session([frame(2, 1, built)]), back)).toEqual([7]);
  });

  test('windows keep their order, and are told apart by title and query', () => {
    const recorded = session([frame(2, 1, dev('/?n=1')), frame(3, 2, dev('/?n=2'))]);
    const build = (n: number) => `file:///app/ui/index.html?n=${n}`;
    expect(find(recorded, session([frame(7, 4, build(2)), frame(8, 5, build(1))]))).toEqual([8, 7]);
    expect(find(recorded, session([frame(7, 4, build(8)), frame(8, 5, build(9))]))).toEqual([7, 8]);
    const titled = session([
      frame(7, 5, 'file:///app/a/index.html'),
      { ...frame(8, 6, 'file:///app/b/index.html'), title: 'window 1' },
    ]);
    expect(find(session([frame(2, 1, dev('/'))]), titled)).toEqual([8]);
  });

  test('a page that another of the recording is more like is left to that', () => {
    const recorded = session([frame(2, 1, dev('/')), frame(3, 2, dev('/settings/index.html'))]);
    const live = session([frame(7, 2, 'file:///app/settings/index.html')]);
    expect(find(recorded, live)).toEqual([undefined, 7]);
  });

  test('only once the app has opened its windows', () => {
    const recorded = session([frame(2, 1, dev('/'))]);
    const live = session([frame(7, 4, 'file:///app/index.html')]);
    const matcher = new FrameMatcher(recorded);
    const [wanted] = recorded.endpoints as [EndpointInfo];
    expect(matcher.find(wanted, live, places(live), false).place).toBeUndefined();
    expect(matcher.find(wanted, live, places(live), true).place?.endpoint).toBe(7);
    expect(matcher.find(wanted, live, places(live), false).place?.endpoint).toBe(7);
  });

  test('where several may be meant none is chosen, unless it is said which', () => {
    const recorded = session([frame(2, 1, dev('/'))]);
    const urls = ['file:///app/a/index.html', 'file:///app/b%20c/index.html'];
    const live = session(urls.map((url, i) => frame(7 + i, 4 + i, url)));
    const [wanted] = recorded.endpoints as [EndpointInfo];
    expect(new FrameMatcher(recorded).find(wanted, live, places(live), true)).toEqual({
      place: undefined,
      choices: urls,
    });
    for (const to of [
      'file:///app/b%20c/index.html',
      'file:///app/b c/index.html',
      'b c/index.html',
      '/b c/index.html',
    ]) {
      expect(find(recorded, live, parseAddressMap([`${dev('/')}=${to}`]) as AddressMap), to).toEqual([8]);
    }
  });
});

describe('addresses that the user names', () => {
  test.each<[string, string, string, boolean]>([
    ['http://localhost:5173/=app://x/', 'http://localhost:5173/a.html?n=1', 'app://x/a.html?n=2', true],
    ['http://localhost:5173/=app://x/', 'http://localhost:5173/a.html', 'app://x/b.html', false],
    ['http://a/?v=1=http://b/?v=2', 'http://a/?v=1', 'http://b/?v=2', true],
    ['http://a/=ui/index.html', 'http://a/#/x', 'file:///v2/ui/index.html#/y', true],
    ['http://a/=ui/index.html', 'http://a/', 'file:///v2/notui/index.html', false],
  ])('%s', (text, recordedUrl, liveUrl, isSame) => {
    const [rule] = parseAddressMap([text]) as AddressMap;
    expect(rule?.isFrom(recordedUrl)).toBe(true);
    expect(rule?.isTo(recordedUrl, liveUrl)).toBe(isSame);
  });

  test('the longest beginning counts', () => {
    const map = parseAddressMap(['http://a/=app://x/', 'http://a/b=app://y/']) as AddressMap;
    expect(map.find(({ isFrom }) => isFrom('http://a/b'))?.isTo('http://a/b', 'app://y/')).toBe(true);
  });

  test.each(['', '=', 'http://a/', 'http://a/=', '=http://a/'])('“%s” names no two', (text) => {
    expect(parseAddressMap([text])).toEqual({ wrong: text });
  });
});
