import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { InspectorWindow } from '../../../../src/main/window/inspectorWindow';
import { REPLAY_ANSWERS } from '../../../../src/main/window/replayAnswers';
import { appDialog, chooseApp } from '../../../../src/main/window/targetStarts';
import { temporaryFolder } from '../../../support/temporaryFolder';

const dialog = vi.hoisted(() => ({ showOpenDialog: vi.fn() }));
vi.mock('electron', () => ({ dialog }));

test.each<[NodeJS.Platform, boolean, string[]]>([
  ['darwin', false, ['openFile', 'openDirectory']],
  ['darwin', true, ['openFile', 'openDirectory']],
  ['win32', false, ['openDirectory']],
  ['win32', true, ['openFile']],
  ['linux', true, ['openFile']],
])('on %s (packaged: %s), an app is chosen by %s', (platform, isPackaged, properties) => {
  expect(appDialog(isPackaged, platform)).toEqual(properties);
});

test.each(['app', 'main.js', 'Notes.app'])(
  '%s works in a folder that is not a file or a bundle, also if a capture is played into it',
  async (name) => {
    const folder = temporaryFolder();
    for (const inside of ['app', 'Notes.app']) mkdirSync(join(folder, inside));
    writeFileSync(join(folder, 'main.js'), '');
    const appPath = join(folder, name);
    dialog.showOpenDialog.mockResolvedValue({ filePaths: [appPath] });
    const launched: unknown[] = [];
    const start = async (request: unknown) => void launched.push(request);
    const inspection = { capture: { start }, continueWith: start, state: { phase: 'attached' } };
    const inspector = { inspection } as unknown as InspectorWindow;
    await chooseApp(inspector);
    await REPLAY_ANSWERS.continueCapture(inspector);
    const workingDirectory = name === 'app' ? appPath : folder;
    const request = { method: 'launch', appPath, args: [], workingDirectory };
    expect(launched).toEqual([request, request]);
  },
);
