import { expect, test } from 'vitest';
import { COMMANDS } from '../../../../src/renderer/app/commandRegistry';
import { type Command, canRun } from '../../../../src/renderer/commands/command';
import type { SessionModel } from '../../../../src/renderer/session/sessionModel';
import { RESTART_APP, STOP_APP } from '../../../../src/renderer/targets/targetCommands';
import type { CaptureState } from '../../../../src/shared/session/captureState';

/** A model of which only the state of the target can be read. */
function sessionIn(capture: CaptureState): SessionModel {
  const state = { capture, sessionFile: '/a/session.escope' };
  return { store: { getState: () => state } } as unknown as SessionModel;
}

test('every command has an id of its own', () => {
  const ids = COMMANDS.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(50);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no two commands have the same keys', () => {
  const chords = COMMANDS.flatMap(({ keys = [] }: Command) => keys);
  expect(chords.filter((chord, i) => chords.indexOf(chord) !== i)).toEqual([]);
});

test.each<[CaptureState, boolean]>([
  [{ phase: 'idle' }, false],
  [{ phase: 'starting', name: 'Notes', method: 'launch', isSlow: false }, true],
  [{ phase: 'waiting', name: 'npm start', method: 'command' }, true],
  [{ phase: 'attached', name: 'Notes', method: 'launch', apps: [] }, true],
  [{ phase: 'ended', name: 'Notes', method: 'launch', how: 'exited' }, false],
  [{ phase: 'opened', name: 'a.escope', path: '/a/a.escope' }, false],
])('in %j, the app can be stopped: %s', (capture, isRunning) => {
  expect(canRun(STOP_APP, sessionIn(capture))).toBe(isRunning);
});

test('nothing is restarted while a capture is shown', () => {
  expect(canRun(RESTART_APP, sessionIn({ phase: 'opened', name: 'a.escope', path: '/a/a.escope' }))).toBe(false);
});
