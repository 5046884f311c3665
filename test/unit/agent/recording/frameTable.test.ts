import { describe, expect, test } from 'vitest';
import type { WebContentsLike, WebFrameMainLike } from '../../../../src/agent/base/electronInternals';
import type { FrameDocument } from '../../../../src/agent/recording/frameDocument';
import { FrameTable } from '../../../../src/agent/recording/frameTable';
import type { EndpointEntry } from '../../../../src/shared/journal/entries';
import { ObservedHooks } from '../../../support/agent/observedHooks';

interface Frame {
  readonly id: number;
  isUsed: boolean;
  isAlive: boolean;
}

function setUp() {
  const forgotten: number[] = [];
  const table = new FrameTable<Frame>(
    ({ isAlive }) => isAlive,
    ({ id }) => forgotten.push(id),
  );
  const add = (id: number, isAlive: boolean): Frame => {
    const frame = { id, isUsed: true, isAlive };
    table.add(1, id, frame);
    return frame;
  };
  return { table, add, forgotten };
}

describe('a table of frames', () => {
  test('finds a frame by its ids and by its number', () => {
    const { table, add } = setUp();
    const frames = Array.from({ length: 500 }, (_, i) => add(i, false));
    expect(frames.every((frame) => table.get(1, frame.id) === frame && table.byNumber(frame.id) === frame)).toBe(true);
    expect(table.get(2, 3)).toBeUndefined();
    expect([...table]).toEqual(frames);
  });

  test('forgets those that are gone, as others come, but none of the last', () => {
    const { table, add, forgotten } = setUp();
    for (let id = 0; id < 20_000; id++) {
      add(id, false);
      expect(table.size).toBeLessThanOrEqual(2000);
    }
    expect(forgotten.length + table.size).toBe(20_000);
    for (let id = 19_500; id < 20_000; id++) expect(table.byNumber(id)?.id).toBe(id);
    expect(table.byNumber(0)).toBeUndefined();
    expect(table.get(1, 0)).toBeUndefined();
  });

  test('keeps those in use, and those that are met again and again', () => {
    const { table, add } = setUp();
    const alive = Array.from({ length: 5000 }, (_, id) => add(id, true));
    const met = add(5000, false);
    for (let id = 10_000; id < 40_000; id++) {
      add(id, false);
      table.get(1, met.id);
    }
    expect(table.byNumber(met.id)).toBe(met);
    expect(alive.every(({ id }) => table.byNumber(id) !== undefined)).toBe(true);
    expect(table.size).toBeLessThan(2 * 5000 + 2000);
    for (const frame of alive) frame.isAlive = false;
    for (let id = 40_000; id < 60_000; id++) add(id, false);
    expect(table.size).toBeLessThanOrEqual(2000);
  });

  test('passes a few frames for each that comes, however many there are', () => {
    let passed = 0;
    const table = new FrameTable<Frame>(
      () => {
        passed++;
        return true;
      },
      () => {},
    );
    for (let id = 0; id < 20_000; id++) {
      passed = 0;
      table.add(1, id, { id, isUsed: false, isAlive: true });
      expect(passed).toBeLessThanOrEqual(4);
    }
  });
});

describe('endpoints', () => {
  const webContents = (id: number) =>
    ({ id, getType: () => 'window', getTitle: () => `Window ${id}` }) as unknown as WebContentsLike;
  const frame = (frameId: number) => {
    const own = { processId: 1, routingId: frameId, url: `app://x/${frameId}`, parent: null };
    return own as unknown as WebFrameMainLike;
  };

  test('of 20,000 frames that came and went, few are remembered; one that is met again is described again', () => {
    const hooks = new ObservedHooks({ findFrame: (_process, id) => frame(id) });
    const { endpoints } = hooks.context;
    const window = webContents(1);
    const first = endpoints.ofSender(window, 1, 1).id;
    for (let id = 2; id <= 20_001; id++) endpoints.ofSender(window, 1, id);
    expect(endpoints.frameCount).toBeLessThanOrEqual(2000);
    expect(endpoints.frameOf(first)).toBeUndefined();
    const again = endpoints.ofSender(window, 1, 1);
    expect(again.id).toBeGreaterThan(20_001);
    const told = hooks.entries.filter((entry): entry is EndpointEntry => entry.type === 'endpoint');
    expect(told.filter(({ frameId }) => frameId === 1).map(({ id }) => id)).toEqual([first, again.id]);
  });

  test('a frame whose document tells its side is kept until the document is gone', () => {
    const hooks = new ObservedHooks({ findFrame: (_process, id) => frame(id) });
    const { endpoints } = hooks.context;
    const window = webContents(1);
    const kept = endpoints.begin(window, { processId: 1, frameId: 1 }, {} as FrameDocument);
    for (let id = 2; id <= 5001; id++) endpoints.ofSender(window, 1, id);
    expect(endpoints.frameOf(kept.id)).toBe(kept);
    kept.document = undefined;
    for (let id = 5002; id <= 10_001; id++) endpoints.ofSender(window, 1, id);
    expect(endpoints.frameOf(kept.id)).toBeUndefined();
  });

  test('an object of Electron’s whose frame was forgotten stands for one that is known', () => {
    const hooks = new ObservedHooks({ findFrame: (_process, id) => frame(id) });
    const { endpoints } = hooks.context;
    const receiver = frame(1);
    const before = endpoints.ofReceiver(receiver).id;
    expect(endpoints.ofReceiver(receiver).id).toBe(before);
    for (let id = 2; id <= 5001; id++) endpoints.ofSender(webContents(2), 1, id);
    const after = endpoints.ofReceiver(receiver);
    expect(endpoints.frameOf(after.id)).toBe(after);
  });

  test('what happens to one of 1,000 windows has no other described again', () => {
    let looks = 0;
    const hooks = new ObservedHooks({
      findFrame: (_process, id) => {
        looks++;
        return frame(id);
      },
    });
    const { endpoints } = hooks.context;
    const windows = Array.from({ length: 1000 }, (_, i) => webContents(i + 1));
    const meetAll = () => {
      for (const [i, window] of windows.entries()) endpoints.ofSender(window, i + 1, 1);
    };
    meetAll();
    expect(looks).toBe(1000);
    looks = 0;
    endpoints.observe('page-title-updated', windows[7] as (typeof windows)[number]);
    meetAll();
    expect(looks).toBe(1);
  });
});
