import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type NeighbourScope, neighbourOf } from '../../../../src/renderer/detail/neighbours';
import { ModelWindow, message } from '../../../support/modelWindow';

let window: ModelWindow;

beforeEach(() => {
  window = new ModelWindow();
  const frame = (id: number) => ({ type: 'endpoint', id, kind: 'frame', title: `Window ${id}` }) as const;
  window.feed(
    ...[frame(2), frame(3)],
    message(1, { channel: 'a', size: 5 }),
    message(2, { channel: 'b', from: 3, size: 4 }),
    message(3, { channel: 'a', from: 3, size: 3 }),
    message(4, { channel: 'b', from: 1, to: 2, direction: 'to-renderer', kind: 'send', size: 2 }),
    message(5, { channel: 'a', size: 1 }),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The numbers of the messages met on the way, to the last one. */
function way(fromRow: number, scope: NeighbourScope, step: 1 | -1): number[] {
  const rows: number[] = [];
  for (let row: number | undefined = fromRow; row !== undefined; row = neighbourOf(window.model, row, scope, step))
    rows.push(row + 1);
  return rows;
}

test('in the same channel', () => {
  expect(way(0, 'channel', 1)).toEqual([1, 3, 5]);
  expect(way(3, 'channel', -1)).toEqual([4, 2]);
});

test('between the same ends, in both directions', () => {
  expect(way(0, 'conversation', 1)).toEqual([1, 4, 5]);
  expect(way(2, 'conversation', -1)).toEqual([3, 2]);
});

test('a page that has another title since is the same end', () => {
  window.feed({ type: 'endpoint', id: 2, kind: 'frame', title: 'Renamed' }, message(6));
  expect(way(0, 'conversation', 1)).toEqual([1, 4, 5, 6]);
});

test('the same channel of another app is another channel', () => {
  window.feed({ type: 'source', target: 2 }, message(1, { channel: 'a' }), message(2, { channel: 'a' }));
  expect(way(0, 'channel', 1)).toEqual([1, 3, 5]);
  expect(way(5, 'channel', 1)).toEqual([6, 7]);
});

test('is one that the list shows, as they stand there', () => {
  window.model.setFilter('size<5b');
  window.model.setSortOrder({ column: 'size', isDescending: false });
  expect(way(4, 'channel', 1)).toEqual([5, 3]);
  // The filter hides it.
  expect(neighbourOf(window.model, 0, 'channel', 1)).toBeUndefined();
});
