import { expect, test, vi } from 'vitest';
import { appDialog } from '../../../../src/main/window/targetStarts';

vi.mock('electron', () => ({ dialog: {} }));

test.each<[NodeJS.Platform, boolean, string[]]>([
  ['darwin', false, ['openFile', 'openDirectory']],
  ['darwin', true, ['openFile', 'openDirectory']],
  ['win32', false, ['openDirectory']],
  ['win32', true, ['openFile']],
  ['linux', true, ['openFile']],
])('on %s (packaged: %s), an app is chosen by %s', (platform, isPackaged, properties) => {
  expect(appDialog(isPackaged, platform)).toEqual(properties);
});
