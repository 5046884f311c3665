import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { canRun } from '../../../../src/renderer/commands/command';
import type { SessionModel } from '../../../../src/renderer/session/sessionModel';
import { VIEW_COMMANDS } from '../../../../src/renderer/views/viewCommands';
import { commandOf, ModelWindow, message } from '../../../support/modelWindow';

let window: ModelWindow;
let model: SessionModel;

beforeEach(() => {
  window = new ModelWindow();
  model = window.model;
  window.feed(message(1), message(2, { internal: true }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const command = (id: string) => commandOf(VIEW_COMMANDS, id);
const run = (id: string) => command(id).run?.(model);

test('the view is paused and resumed', () => {
  run('view.pause');
  window.feed(message(3));
  expect(window.listed).toEqual([1]);
  run('view.pause');
  expect(window.listed).toEqual([1, 3]);
});

test('what was cleared away is brought back, if anything was', () => {
  expect(canRun(command('view.undoClear'), model)).toBe(false);
  run('view.clear');
  expect(window.listed).toEqual([]);
  expect(canRun(command('view.undoClear'), model)).toBe(true);
  run('view.undoClear');
  expect(window.listed).toEqual([1]);
});

test('Electron’s own messages are shown and hidden', () => {
  run('view.internal');
  expect(window.listed).toEqual([1, 2]);
  run('view.internal');
  expect(window.listed).toEqual([1]);
});

test('all of the session is shown again, if less was', () => {
  expect(canRun(command('view.wholeSession'), model)).toBe(false);
  model.setTimeRange({ fromUs: 0, untilUs: 1 });
  expect(window.listed).toEqual([]);
  run('view.wholeSession');
  expect(window.listed).toEqual([1]);
});

test.each(['messages', 'channels', 'ports', 'timeline'] as const)('the view %s is shown', (view) => {
  run(`goTo.${view}`);
  expect(model.windowStore.getState().view).toBe(view);
});

test('what the native menu does is only listed', () => {
  expect(canRun(command('view.zoomIn'), model)).toBe(false);
});
