import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { canRun } from '../../../../src/renderer/commands/command';
import { TABLE_COMMANDS } from '../../../../src/renderer/messages/tableCommands';
import type { SessionModel } from '../../../../src/renderer/session/sessionModel';
import { DEFAULT_PREFERENCES } from '../../../../src/shared/bridge/windowPreferences';
import { commandOf, ModelWindow, message } from '../../../support/modelWindow';

let window: ModelWindow;
let model: SessionModel;

beforeEach(() => {
  window = new ModelWindow();
  model = window.model;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const command = (id: string) => commandOf(TABLE_COMMANDS, id);
const run = (id: string) => command(id).run?.(model);
const state = () => model.windowStore.getState();

test('what needs a message can’t be done without one', () => {
  const ids = ['table.newest', 'table.selectAll', 'table.mark', 'table.copy', 'table.onlyChannel', 'table.sort.size'];
  const possible = () => ids.filter((id) => canRun(command(id), model));
  expect(possible()).toEqual([]);
  window.feed(message(1));
  expect(possible()).toEqual(['table.newest', 'table.selectAll', 'table.sort.size']);
  model.select(0);
  expect(possible()).toEqual(ids);
});

test('the channel of the selected message is filtered by, or excluded, beside what the filter says', () => {
  window.feed(message(1, { channel: 'a' }), message(2, { channel: 'b' }), message(3, { channel: 'c', kind: 'send' }));
  model.select(1);
  run('table.notChannel');
  expect(window.listed).toEqual([1, 3]);
  model.setFilter('kind:invoke');
  run('table.onlyChannel');
  expect(window.listed).toEqual([2]);
  expect(state().filterText).toContain('kind:invoke');
});

test('messages are marked; if all of them are, the marks are taken off', () => {
  window.feed(message(1), message(2));
  model.selection.all();
  run('table.mark');
  window.feed({ type: 'mark', target: 0, seq: 1 });
  run('table.mark');
  window.feed({ type: 'mark', target: 0, seq: 2 });
  run('table.mark');
  const rows = Uint32Array.of(0, 1);
  expect(window.calls).toEqual([
    ['markMessages', rows, true],
    ['markMessages', rows, true],
    ['markMessages', rows, false],
  ]);
});

test('the list is sorted by a column, and as messages came again', () => {
  window.feed(message(1, { size: 2 }), message(2, { size: 1 }));
  expect(canRun(command('table.unsort'), model)).toBe(false);
  run('table.sort.size');
  expect(window.listed).toEqual([2, 1]);
  run('table.unsort');
  expect(window.listed).toEqual([1, 2]);
});

test('columns have their defaults again', () => {
  model.preferences.change({ columns: { order: ['kind'], shown: { size: false }, widthsPx: { kind: 5 } } });
  run('table.defaultColumns');
  expect(model.preferences.current.columns).toEqual(DEFAULT_PREFERENCES.columns);
  expect(window.calls).toHaveLength(2);
});
