import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FILTER_COMMANDS, rememberFilter } from '../../../../src/renderer/filter/filterCommands';
import type { SessionModel } from '../../../../src/renderer/session/sessionModel';
import { ModelWindow, message } from '../../../support/modelWindow';

let window: ModelWindow;
let model: SessionModel;

beforeEach(() => {
  window = new ModelWindow();
  model = window.model;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const history = () => model.preferences.current.filterHistory;

function remember(text: string): void {
  model.setFilter(text);
  rememberFilter(model);
}

describe('filters that were used', () => {
  test('are saved, the newest first, each once', () => {
    for (const text of ['kind:send', 'is:error', ' kind:send ', 'kind:send']) remember(text);
    expect(history()).toEqual(['kind:send', 'is:error']);
    // The last one was there already.
    expect(window.calls.filter(([name]) => name === 'changePreferences')).toHaveLength(3);
  });

  test('are not saved if they are invalid or empty', () => {
    for (const text of ['kind:nothing', '', '  ']) remember(text);
    expect(history()).toEqual([]);
  });

  test('are bounded: the oldest is forgotten', () => {
    for (let i = 0; i < 60; i++) remember(`channel:c${i}`);
    expect(history()).toHaveLength(50);
    expect([history()[0], history().at(-1)]).toEqual(['channel:c59', 'channel:c10']);
  });
});

test('a filter is inverted, and cleared', () => {
  window.feed(message(1, { channel: 'a' }), message(2, { channel: 'b' }));
  const command = (id: string) => FILTER_COMMANDS.find((one) => one.id === id);
  expect(command('filter.invert')?.isEnabled?.(model)).toBe(false);
  model.setFilter('channel:a');
  command('filter.invert')?.run?.(model);
  expect(window.listed).toEqual([2]);
  command('filter.invert')?.run?.(model);
  expect(window.listed).toEqual([1]);
  command('filter.clear')?.run?.(model);
  expect(window.listed).toEqual([1, 2]);
});
