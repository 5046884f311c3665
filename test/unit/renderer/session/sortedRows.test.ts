/** More rows than are sorted at once: another thread sorts them, for which the test stands in. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SortReply, SortRequest } from '../../../../src/renderer/session/sortWorker';
import { sortByKeys } from '../../../../src/shared/columns/sortRows';
import { ModelWindow, message } from '../../../support/modelWindow';

const MANY = 20_001;
const BY_SIZE = { column: 'size', isDescending: false };

/** Sorts when the test says so. */
class HeldWorker {
  static waiting: (() => void)[] = [];
  onmessage: (event: { data: SortReply }) => void = () => {};

  postMessage({ id, rows, keys, isDescending }: SortRequest): void {
    HeldWorker.waiting.push(() => this.onmessage({ data: { id, rows: sortByKeys(rows, keys, isDescending) } }));
  }
}

let window: ModelWindow;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', HeldWorker);
  HeldWorker.waiting = [];
  window = new ModelWindow();
  window.feed(...Array.from({ length: MANY }, (_, i) => message(i + 1, { size: MANY - i })));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function finishSorts(): number {
  const sorts = HeldWorker.waiting.splice(0);
  for (const sort of sorts) sort();
  return sorts.length;
}

const ends = () => [window.listed[0], window.listed.at(-1)];

test('until they are sorted, the list is as messages came', () => {
  window.model.setSortOrder(BY_SIZE);
  expect(ends()).toEqual([1, MANY]);
  finishSorts();
  expect(ends()).toEqual([MANY, 1]);
});

test('what comes meanwhile is sorted in soon, with all that came by then', () => {
  window.model.setSortOrder(BY_SIZE);
  finishSorts();
  window.feed(message(MANY + 1, { size: 0 }));
  window.feed(message(MANY + 2, { size: MANY * 2 }));
  expect(window.model.listed).toBe(MANY);
  expect(HeldWorker.waiting).toHaveLength(0);
  vi.runAllTimers();
  expect(finishSorts()).toBe(1);
  expect(ends()).toEqual([MANY + 1, MANY + 2]);
});

test('what comes while they are sorted is sorted in afterwards', () => {
  window.model.setSortOrder(BY_SIZE);
  window.feed(message(MANY + 1, { size: 0 }));
  expect(finishSorts()).toBe(1);
  expect(ends()).toEqual([MANY, 1]);
  vi.runAllTimers();
  expect(finishSorts()).toBe(1);
  expect(ends()).toEqual([MANY + 1, 1]);
});

test('an order that is no longer wanted is not shown', () => {
  window.model.setSortOrder(BY_SIZE);
  window.model.setSortOrder({ column: 'number', isDescending: true });
  expect(HeldWorker.waiting).toHaveLength(2);
  const [bySize, byNumber] = HeldWorker.waiting as [() => void, () => void];
  byNumber();
  bySize();
  expect([window.listed[0], window.listed[1]]).toEqual([MANY, MANY - 1]);
  window.model.setSortOrder(BY_SIZE);
  window.model.setSortOrder(undefined);
  finishSorts();
  expect(ends()).toEqual([1, MANY]);
});

test('few that a filter leaves are sorted at once', () => {
  window.model.setSortOrder(BY_SIZE);
  window.model.setFilter('size<=3b');
  expect(window.listed).toEqual([MANY, MANY - 1, MANY - 2]);
  // Of all rows; the filter came after it.
  finishSorts();
  expect(window.listed).toEqual([MANY, MANY - 1, MANY - 2]);
});
