import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { revealMessage } from '../../../../src/renderer/session/revealMessage';
import type { SessionModel } from '../../../../src/renderer/session/sessionModel';
import { ModelWindow, message } from '../../../support/modelWindow';

let window: ModelWindow;
let model: SessionModel;

beforeEach(() => {
  window = new ModelWindow();
  model = window.model;
  window.feed(message(1, { channel: 'a' }), message(2, { channel: 'b' }), message(3, { channel: 'b', internal: true }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const state = () => model.windowStore.getState();

test('a message that is in the list is selected where it stands', () => {
  model.windowStore.setState({ view: 'channels', isDetailOpen: false });
  model.setFilter('channel:a');
  revealMessage(model, 0);
  expect(state()).toMatchObject({ view: 'messages', isDetailOpen: true, selectedRow: 0, isFollowing: false });
  expect(state().filterText).toBe('channel:a');
});

test('one that the filter hides: the filter is given up', () => {
  model.setFilter('channel:a');
  revealMessage(model, 1);
  expect(state()).toMatchObject({ filterText: '', selectedRow: 1 });
  expect(window.listed).toEqual([1, 2]);
});

test('one of Electron itself: those are shown, and the filter stays if it matches', () => {
  model.setFilter('channel:b');
  revealMessage(model, 2);
  expect(state()).toMatchObject({ showsInternal: true, filterText: 'channel:b', selectedRow: 2 });
});

test('one that was cleared away, or lies at another time: only that is given up', () => {
  model.setFilter('channel:b');
  model.clear();
  revealMessage(model, 1);
  expect(state()).toMatchObject({ clearedRows: 0, filterText: 'channel:b', selectedRow: 1 });
  model.setTimeRange({ fromUs: 0, untilUs: 1 });
  revealMessage(model, 1);
  expect(state()).toMatchObject({ timeRange: undefined, filterText: 'channel:b', selectedRow: 1 });
});

test('one that came during a pause: the pause ends', () => {
  model.setPaused(true);
  window.feed(message(4));
  revealMessage(model, 0);
  expect(state().isPaused).toBe(true);
  revealMessage(model, 3);
  expect(state()).toMatchObject({ isPaused: false, selectedRow: 3 });
});

test('one that is not there changes nothing', () => {
  model.windowStore.setState({ view: 'channels' });
  revealMessage(model, 3);
  expect(state()).toMatchObject({ view: 'channels', selectedRow: undefined });
});
