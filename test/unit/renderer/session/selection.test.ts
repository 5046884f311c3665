import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionModel } from '../../../../src/renderer/session/sessionModel';
import { ModelWindow, message } from '../../../support/modelWindow';

let window: ModelWindow;
let model: SessionModel;

beforeEach(() => {
  window = new ModelWindow();
  model = window.model;
  // Rows 0 to 5; sorted by size: 5, 4, 3, 2, 1, 0.
  window.feed(
    ...[1, 2, 3, 4, 5, 6].map((seq) => message(seq, { size: 100 - seq, channel: seq % 2 === 0 ? 'even' : 'odd' })),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const rows = () => [...model.selection.toRows()];
const state = () => model.windowStore.getState();

describe('one message', () => {
  test('takes the place of what was selected, or nothing does', () => {
    model.selection.all();
    model.select(2);
    expect(rows()).toEqual([2]);
    expect(state()).toMatchObject({ selectedRow: 2, selectedCount: 1 });
    expect([1, 2].map((row) => model.selection.has(row))).toEqual([false, true]);
    model.select(undefined);
    expect(rows()).toEqual([]);
    expect(state()).toMatchObject({ selectedRow: undefined, selectedCount: 0 });
  });

  test('is published to React each time', () => {
    const { selectionVersion } = state();
    model.select(2);
    model.select(3);
    expect(state().selectionVersion).toBe(selectionVersion + 2);
  });
});

describe('a message beside the others', () => {
  test('is shown in the detail; without it, the one that was selected before', () => {
    for (const row of [4, 1, 3]) model.selection.toggle(row);
    expect(rows()).toEqual([1, 3, 4]);
    expect(state()).toMatchObject({ selectedRow: 3, selectedCount: 3 });
    model.selection.toggle(3);
    expect(rows()).toEqual([1, 4]);
    expect(state()).toMatchObject({ selectedRow: 1, selectedCount: 2 });
    model.selection.toggle(1);
    model.selection.toggle(4);
    expect(state()).toMatchObject({ selectedRow: undefined, selectedCount: 0 });
  });
});

describe('a range', () => {
  test('lies between where it began and a message, whichever comes first, and is drawn out from there again', () => {
    model.select(2);
    model.selection.extendTo(4);
    expect(rows()).toEqual([2, 3, 4]);
    expect(state()).toMatchObject({ selectedRow: 4, selectedCount: 3 });
    model.selection.extendTo(1);
    expect(rows()).toEqual([1, 2]);
    expect(state().selectedRow).toBe(1);
  });

  test('begins at the message that was last selected beside others', () => {
    model.select(0);
    model.selection.toggle(3);
    model.selection.extendTo(5);
    expect(rows()).toEqual([3, 4, 5]);
  });

  test('has only what the list shows, in the list’s order', () => {
    model.setFilter('channel:odd');
    model.select(0);
    model.selection.extendTo(4);
    expect(rows()).toEqual([0, 2, 4]);
    model.setFilter('');
    model.setSortOrder({ column: 'channel', isDescending: false });
    // even: 1, 3, 5; odd: 0, 2, 4
    model.select(5);
    model.selection.extendTo(2);
    expect(rows()).toEqual([0, 2, 5]);
  });

  test('is the message alone where none began, or it began at one that is hidden', () => {
    model.selection.extendTo(3);
    expect(rows()).toEqual([3]);
    model.select(0);
    model.setFilter('channel:even');
    model.selection.extendTo(3);
    expect(rows()).toEqual([3]);
  });

  test('does not end at a message that is hidden', () => {
    model.setFilter('channel:even');
    model.select(1);
    model.selection.extendTo(2);
    expect(rows()).toEqual([1]);
  });
});

describe('all messages', () => {
  test('are those in the list; the detail stays where it is', () => {
    model.setFilter('channel:even');
    model.select(3);
    model.selection.all();
    expect(rows()).toEqual([1, 3, 5]);
    expect(state()).toMatchObject({ selectedRow: 3, selectedCount: 3 });
  });

  test('begin with the first of the list in the detail, if it showed none', () => {
    model.setSortOrder({ column: 'size', isDescending: false });
    model.selection.all();
    expect(state()).toMatchObject({ selectedRow: 5, selectedCount: 6 });
  });
});
