import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolders, freeProfile } from '../../../../src/main/settings/dataFolders';
import { temporaryFolder } from '../../../support/temporaryFolder';

const LOCAL = 'C:\\Users\\me\\AppData\\Local';

test('on Windows, what is large stays on the computer', () => {
  const folders = dataFolders('C:\\Roaming\\Electroscope', 138, {
    platform: 'win32',
    variables: { LOCALAPPDATA: LOCAL },
  });
  expect(folders).toEqual({
    sessionsFolder: `${LOCAL}\\Electroscope\\sessions`,
    indexFolder: `${LOCAL}\\Electroscope\\indexes`,
    profileFolder: `${LOCAL}\\Electroscope\\chromium-138`,
  });
});

test.each<[string, NodeJS.Platform, NodeJS.ProcessEnv]>([
  ['on Linux', 'linux', { LOCALAPPDATA: LOCAL }],
  ['in a folder that is named', 'win32', { LOCALAPPDATA: LOCAL, ELECTROSCOPE_DATA_DIR: '/data' }],
  ['without that variable', 'win32', {}],
])('%s, everything is in one folder', (_where, platform, variables) => {
  expect(dataFolders('/data', 138, { platform, variables })).toEqual({
    sessionsFolder: join('/data', 'sessions'),
    indexFolder: join('/data', 'indexes'),
    profileFolder: join('/data', 'chromium-138'),
  });
});

test('on Windows, each program that runs has a profile of its own', () => {
  const folder = join(temporaryFolder(), 'chromium-138');
  expect(freeProfile(folder, 'win32')).toBe(folder);
  expect(freeProfile(folder, 'win32')).toBe(`${folder}-2`);
  expect(freeProfile(folder, 'linux')).toBe(folder);
});

test('the profile of a program that has ended is used again', () => {
  const folder = join(temporaryFolder(), 'chromium-138');
  mkdirSync(folder);
  // No process has this number.
  writeFileSync(join(folder, 'electroscope.pid'), String(2 ** 30));
  expect(freeProfile(folder, 'win32')).toBe(folder);
});
