import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionModel } from '../../../../src/renderer/session/sessionModel';
import type { ScanUpdate } from '../../../../src/shared/bridge/windowApi';
import { ModelWindow, message } from '../../../support/modelWindow';

const FILTER = 'args:wanted';

let window: ModelWindow;
let model: SessionModel;

beforeEach(() => {
  vi.useFakeTimers();
  window = new ModelWindow();
  model = window.model;
  window.feed(message(1), message(2), message(3));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const search = () => model.windowStore.getState().search;
const starts = () => window.calls.filter(([name]) => name === 'startScan');

/** As main reports how far the search is that was asked for last. */
function report(
  facts: Partial<Omit<ScanUpdate, 'type' | 'matched' | 'unmatched'>>,
  matched: number[],
  unmatched: number[] = [],
): void {
  const id = starts().at(-1)?.[1] as number;
  const update = { id, examined: 3, isCaughtUp: false, ...facts };
  model.receive({
    type: 'scan',
    ...update,
    matched: Uint32Array.from(matched),
    unmatched: Uint32Array.from(unmatched),
  });
}

describe('a filter that asks for payloads', () => {
  test('is searched for once nobody types any more', () => {
    for (const text of ['args:w', 'args:wa', FILTER]) {
      model.setFilter(text);
      vi.advanceTimersByTime(100);
    }
    expect(starts()).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(starts()).toEqual([['startScan', expect.any(Number), FILTER]]);
    expect(search()).toEqual({ phase: 'searching', examined: 0 });
  });

  test('shows what is found, when it is found, and hides what matches no more', () => {
    model.setFilter(FILTER);
    vi.runAllTimers();
    expect(window.listed).toEqual([]);
    report({ examined: 2 }, [1]);
    expect(window.listed).toEqual([2]);
    expect(search()).toMatchObject({ phase: 'searching', examined: 2 });
    report({ isCaughtUp: true }, [0, 2]);
    expect(window.listed).toEqual([1, 2, 3]);
    expect(search()).toMatchObject({ phase: 'done', examined: 3 });
    report({ isCaughtUp: true }, [], [1]);
    expect(window.listed).toEqual([1, 3]);
  });

  test('finds again what comes after the search caught up', () => {
    model.setFilter(FILTER);
    vi.runAllTimers();
    report({ isCaughtUp: true }, []);
    window.feed(message(4));
    expect(window.listed).toEqual([]);
    report({ isCaughtUp: true, examined: 4 }, [3]);
    expect(window.listed).toEqual([4]);
  });

  test('reports why the search can’t go on', () => {
    model.setFilter(FILTER);
    vi.runAllTimers();
    const error = { code: 'read-failed', message: 'It can’t be read.', remedy: 'Try again.' };
    report({ error }, [0]);
    expect(search()).toMatchObject({ phase: 'failed', error });
    expect(window.listed).toEqual([1]);
  });
});

test('what an earlier search finds is of no interest', () => {
  model.setFilter(FILTER);
  vi.runAllTimers();
  const earlier = starts().at(-1)?.[1] as number;
  model.setFilter('args:other');
  vi.runAllTimers();
  expect(starts()).toHaveLength(2);
  report({ id: earlier }, [0]);
  expect(window.listed).toEqual([]);
  report({}, [1]);
  expect(window.listed).toEqual([2]);
});

test('a search that the user stops leaves what it found', () => {
  model.setFilter(FILTER);
  vi.runAllTimers();
  report({}, [1]);
  model.stopSearch();
  expect(window.calls.at(-1)).toEqual(['stopScan']);
  expect(search()).toMatchObject({ phase: 'stopped', examined: 3 });
  expect(window.listed).toEqual([2]);
  report({}, [0]);
  expect(window.listed).toEqual([2]);
});

test('a filter that columns decide ends the search, and forgets what it found', () => {
  model.setFilter(FILTER);
  vi.runAllTimers();
  report({}, [1]);
  model.setFilter('channel:c');
  expect(window.calls.at(-1)).toEqual(['stopScan']);
  expect(search()).toBeUndefined();
  model.setFilter(FILTER);
  expect(window.listed).toEqual([]);
});

test('a search that has not begun yet is not begun for a filter that is gone', () => {
  model.setFilter(FILTER);
  model.setFilter('');
  vi.runAllTimers();
  expect(starts()).toEqual([]);
});
