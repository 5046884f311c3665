import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionModel } from '../../../../src/renderer/session/sessionModel';
import type { OutputLine } from '../../../../src/shared/journal/output';
import { answered, ModelWindow, message } from '../../../support/modelWindow';

let window: ModelWindow;
let model: SessionModel;

beforeEach(() => {
  window = new ModelWindow();
  model = window.model;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const sessionState = () => model.store.getState();
const windowState = () => model.windowStore.getState();

describe('what is in the view', () => {
  test('are messages as they come, but for those of Electron itself, which are counted', () => {
    window.feed(message(1), message(2, { internal: true }), message(3));
    window.feed(message(4, { internal: true }));
    expect(window.listed).toEqual([1, 3]);
    expect(windowState().shown).toBe(2);
    expect(sessionState()).toMatchObject({ internalMessages: 2, totals: { captured: 4 } });
    model.setShowsInternal(true);
    expect(window.listed).toEqual([1, 2, 3, 4]);
  });

  test('is what a filter matches, also when a message changes', () => {
    window.feed(message(1), message(2));
    model.setFilter('is:pending');
    window.feed(answered(1), message(3));
    expect(window.listed).toEqual([2, 3]);
    expect([model.indexOf(0), model.indexOf(2)]).toEqual([undefined, 1]);
  });

  test('stays as it was while a filter’s text is wrong', () => {
    window.feed(message(1, { channel: 'wanted' }), message(2));
    model.setFilter('channel:wanted');
    model.setFilter('kind:nothing');
    expect(window.listed).toEqual([1]);
    expect(windowState()).toMatchObject({ filterText: 'kind:nothing', filterError: { message: expect.any(String) } });
    window.feed(message(3, { channel: 'wanted' }), message(4));
    expect(window.listed).toEqual([1, 3]);
    model.setFilter('');
    expect(windowState().filterError).toBeUndefined();
    expect(window.listed).toEqual([1, 2, 3, 4]);
  });

  test('in a new session, too, is what the last filter matches while its text is wrong', () => {
    window.feed(message(1), message(2, { channel: 'wanted' }));
    model.setFilter('channel:wanted');
    model.setFilter('kind:nothing');
    // Its channels have other numbers.
    window.restart();
    window.feed(message(1, { channel: 'wanted' }), message(2));
    expect(window.listed).toEqual([1]);
    expect(windowState()).toMatchObject({ filterText: 'kind:nothing', filterError: { message: expect.any(String) } });
  });

  test('is a stretch of time, and all of the session again', () => {
    window.feed(message(1), answered(1), message(2), answered(2), message(3), answered(3));
    const { startUs } = model;
    model.setTimeRange({ fromUs: startUs + 900, untilUs: startUs + 1100 });
    expect(window.listed).toEqual([2]);
    model.setTimeRange(undefined);
    expect(window.listed).toEqual([1, 2, 3]);
  });

  test('is nothing of what was cleared away, even if that changes, until it is brought back', () => {
    window.feed(message(1), message(2));
    model.select(1);
    model.clear();
    window.feed(answered(1), message(3));
    expect(window.listed).toEqual([3]);
    expect(windowState()).toMatchObject({ clearedRows: 2, selectedRow: undefined, isFollowing: true });
    model.undoClear();
    expect(window.listed).toEqual([1, 2, 3]);
  });
});

describe('a pause', () => {
  test('holds the view still, counts what comes, and ends with all that changed', () => {
    window.feed(message(1), message(2));
    model.setFilter('is:pending');
    model.setPaused(true);
    window.feed(answered(1), message(3));
    window.feed(message(4));
    expect(window.listed).toEqual([1, 2]);
    expect(windowState().missedWhilePaused).toBe(2);
    expect(sessionState().totals.captured).toBe(4);
    model.setPaused(false);
    expect(window.listed).toEqual([2, 3, 4]);
    expect(windowState().missedWhilePaused).toBe(0);
  });

  test('draws again only what is selected', () => {
    window.feed(message(1), message(2));
    model.select(1);
    model.setPaused(true);
    const { version } = windowState();
    window.feed(answered(1));
    expect(windowState().version).toBe(version);
    window.feed(answered(2));
    expect(windowState().version).toBeGreaterThan(version);
  });
});

describe('who listens', () => {
  test('to the view or to the table learns what changed, and when to begin again', () => {
    const heard: unknown[] = [];
    for (const of of ['table', 'view'] as const) {
      model.listen(of, {
        rebuilt: () => void heard.push([of, 'rebuilt']),
        changed: (rows) => void heard.push([of, ...rows]),
      });
    }
    const taken = () => heard.splice(0);
    window.feed(message(1), message(2));
    expect(taken()).toEqual([
      ['table', 0, 1],
      ['view', 0, 1],
    ]);
    model.setFilter('is:pending');
    expect(taken()).toEqual([['view', 'rebuilt']]);
    model.setPaused(true);
    window.feed(answered(2));
    expect(taken()).toEqual([['table', 1]]);
    model.setPaused(false);
    expect(taken()).toEqual([['view', 1]]);
    window.restart();
    expect(taken().slice(0, 2)).toEqual([
      ['table', 'rebuilt'],
      ['view', 'rebuilt'],
    ]);
  });

  test('no longer hears nothing', () => {
    const changed = vi.fn();
    const end = model.listen('view', { rebuilt: changed, changed });
    end();
    window.feed(message(1));
    model.setFilter('is:pending');
    expect(changed).not.toHaveBeenCalled();
  });
});

describe('a new session', () => {
  test('keeps how the window is arranged, and nothing of the messages', () => {
    window.feed(message(1), message(2, { internal: true }));
    model.windowStore.setState({ isOutputOpen: true, view: 'channels', detailTab: 'raw', isDetailOpen: false });
    model.setFilter('channel:c');
    model.setShowsInternal(true);
    model.select(0);
    model.setTimeRange({ fromUs: 0, untilUs: 1 });
    model.setPaused(true);
    window.restart();
    expect(windowState()).toMatchObject({
      ...{ isOutputOpen: true, view: 'channels', detailTab: 'raw', isDetailOpen: false },
      ...{ filterText: 'channel:c', showsInternal: true },
      ...{ selectedRow: undefined, selectedCount: 0, timeRange: undefined, isPaused: false },
    });
    expect(sessionState().internalMessages).toBe(0);
    expect(window.listed).toEqual([]);
    window.feed(message(1), message(2, { channel: 'other' }));
    expect(window.listed).toEqual([1]);
  });

  test('is followed while it is live, and read from its beginning if not', () => {
    window.restart(false);
    expect(windowState().isFollowing).toBe(false);
    window.restart(true);
    expect(windowState().isFollowing).toBe(true);
  });
});

describe('the order of the list', () => {
  const sizes = () => window.feed(message(1, { size: 20 }), message(2, { size: 30 }), message(3, { size: 10 }));

  test('is that of a column, also for what comes, and main keeps the choice', () => {
    sizes();
    model.setSortOrder({ column: 'size', isDescending: true });
    expect(window.listed).toEqual([2, 1, 3]);
    expect([0, 1, 2].map((row) => model.indexOf(row))).toEqual([1, 0, 2]);
    expect(window.calls).toEqual([
      ['changePreferences', expect.objectContaining({ sortOrder: { column: 'size', isDescending: true } })],
    ]);
    window.feed(message(4, { size: 25 }));
    expect(window.listed).toEqual([2, 4, 1, 3]);
    model.setFilter('size>=25b');
    expect(window.listed).toEqual([2, 4]);
    model.setFilter('');
    model.setSortOrder(undefined);
    expect(window.listed).toEqual([1, 2, 3, 4]);
  });

  test('is that of before for a new session, from its first message on', () => {
    sizes();
    model.setSortOrder({ column: 'size', isDescending: false });
    window.restart();
    expect(window.listed).toEqual([]);
    sizes();
    expect(window.listed).toEqual([3, 1, 2]);
  });

  test('is the one that was kept', () => {
    window = new ModelWindow({ sortOrder: { column: 'size', isDescending: true } });
    model = window.model;
    sizes();
    expect(window.listed).toEqual([2, 1, 3]);
    // It is persisted already.
    expect(window.calls).toEqual([]);
  });

  test('leaves no place where the newest comes: nothing is followed until the messages stand as they came', () => {
    sizes();
    model.setSortOrder({ column: 'size', isDescending: true });
    expect(windowState().isFollowing).toBe(false);
    model.setFollowing(true);
    expect(windowState().isFollowing).toBe(false);
    model.goToNewest();
    expect(windowState()).toMatchObject({ isFollowing: true, sortOrder: undefined });
    expect(window.listed).toEqual([1, 2, 3]);
  });
});

describe('the output of the app', () => {
  const line = (text: string, stream: OutputLine['stream'] = 'stdout'): OutputLine => ({ text, stream });

  test('is appended, or replaced where it comes whole', () => {
    model.receive({ type: 'output', lines: [line('a'), line('b')], isWhole: false });
    model.receive({ type: 'output', lines: [line('c')], isWhole: false });
    expect(sessionState().output.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    model.receive({ type: 'output', lines: [line('d')], isWhole: true });
    expect(sessionState().output.map(({ text }) => text)).toEqual(['d']);
  });

  test('has unseen errors while it is closed', () => {
    model.receive({ type: 'output', lines: [line('a', 'stderr'), line('b')], isWhole: false });
    model.receive({ type: 'output', lines: [line('c', 'stderr')], isWhole: false });
    expect(windowState().unseenErrorLines).toBe(2);
    model.receive({ type: 'output', lines: [line('c', 'stderr')], isWhole: true });
    expect(windowState().unseenErrorLines).toBe(1);
    model.windowStore.setState({ isOutputOpen: true });
    model.receive({ type: 'output', lines: [line('c', 'stderr')], isWhole: false });
    expect(windowState().unseenErrorLines).toBe(0);
  });

  test('is bounded', () => {
    const lines = Array.from({ length: 6000 }, (_, i) => line(String(i)));
    model.receive({ type: 'output', lines, isWhole: false });
    expect(sessionState().output).toHaveLength(5000);
    expect(sessionState().output.at(-1)?.text).toBe('5999');
  });
});
