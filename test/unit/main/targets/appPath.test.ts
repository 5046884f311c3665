import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { locateApp } from '../../../../src/main/targets/appPath';
import { askedVersion, findInstalledElectron, namedExecutable } from '../../../../src/main/targets/electronExecutable';
import { onlyWhere, posix } from '../../../support/conditions';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { userErrorOf } from '../../../support/userError';

/** @param files name → content; a name that ends with a slash is a folder */
function folderWith(files: { readonly [name: string]: string }): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(name.endsWith('/') ? path : join(path, '..'), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(path, content);
  }
  return folder;
}

describe('an app’s path', () => {
  test('can be a folder', () => {
    const folder = folderWith({
      'package.json': '{"name":"n","productName":"Product","main":"lib/main"}',
      'lib/main.js': '',
    });
    expect(locateApp('.', folder)).toEqual({ path: folder, folder, name: 'Product' });
  });

  test('can be a main file or an archive', () => {
    const folder = folderWith({ 'main.mjs': '', 'app.asar': '' });
    expect(locateApp('main.mjs', folder)).toEqual({ path: join(folder, 'main.mjs'), folder, name: 'main.mjs' });
    expect(locateApp(join(folder, 'app.asar'), '/')).toMatchObject({ name: 'app.asar' });
  });

  test.each<[string, { readonly [name: string]: string }, string, string, string]>([
    ['that does not exist', {}, 'nowhere', 'no-such-path', 'There is no'],
    ['of a folder without a package.json', { 'sub/': '' }, 'sub', 'not-an-electron-app', 'it has no package.json'],
    [
      'of a folder without its main file',
      { 'package.json': '{"main":"built.js"}' },
      '.',
      'not-an-electron-app',
      'built.js does not exist',
    ],
    ['of a folder with a damaged package.json', { 'package.json': '{' }, '.', 'not-an-electron-app', 'can’t be read'],
    ['of a file of another kind', { 'notes.txt': '' }, 'notes.txt', 'not-an-electron-app', 'neither a JavaScript file'],
    ['of a bundle without a program', { 'Some.app/': '' }, 'Some.app', 'not-an-electron-app', 'has no executable'],
  ])('%s is refused', (_what, files, path, code, message) => {
    const error = userErrorOf(() => locateApp(path, folderWith(files)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.remedy).toMatch(/\w+/);
  });

  test(
    'of an executable is that of a packaged app',
    onlyWhere(posix, 'files have a mode that makes them programs'),
    () => {
      const folder = folderWith({ program: '' });
      chmodSync(join(folder, 'program'), 0o755);
      expect(locateApp('program', folder)).toEqual({ executable: join(folder, 'program'), name: 'program' });
    },
  );

  test('of a bundle leads to the executable that it names, or to its only one', () => {
    const plist = '<plist><dict><key>CFBundleExecutable</key>\n<string>Some App</string></dict></plist>';
    const folder = folderWith({
      'Named.app/Contents/Info.plist': plist,
      'Named.app/Contents/MacOS/Other': '',
      'Named.app/Contents/MacOS/Some App': '',
      'Only.app/Contents/MacOS/Only': '',
    });
    const programs = (name: string) => join(folder, name, 'Contents', 'MacOS');
    expect(locateApp('Named.app', folder)).toEqual({
      executable: join(programs('Named.app'), 'Some App'),
      name: 'Named',
    });
    expect(locateApp('Only.app', folder)).toMatchObject({ executable: join(programs('Only.app'), 'Only') });
  });
});

describe('the Electron of an app', () => {
  test('is the one installed for it, or above it', () => {
    const folder = folderWith({
      'node_modules/electron/package.json': '{}',
      'node_modules/electron/path.txt': 'binary',
      'node_modules/electron/dist/binary': '',
      'packages/app/package.json': '{}',
    });
    const expected = join(folder, 'node_modules', 'electron', 'dist', 'binary');
    expect(findInstalledElectron(join(folder, 'packages', 'app'), {})).toBe(expected);
  });

  test('is the one that Yarn has unplugged, of the version that is asked for', () => {
    const unplugged = '.yarn/unplugged/electron-npm-';
    const folder = folderWith({
      'package.json': '{"devDependencies":{"electron":"^31.7.7"}}',
      ...Object.fromEntries(
        ['31.7.7-0123456789', '34.0.0-abcdef0123'].flatMap((name) => [
          [`${unplugged}${name}/node_modules/electron/package.json`, '{}'],
          [`${unplugged}${name}/node_modules/electron/path.txt`, 'binary'],
          [`${unplugged}${name}/node_modules/electron/dist/binary`, ''],
        ]),
      ),
      '.yarn/unplugged/electron-store-npm-8.0.0-0123/node_modules/electron-store/package.json': '{}',
      'packages/app/package.json': '{"dependencies":{}}',
    });
    const expected = join(folder, `${unplugged}31.7.7-0123456789`, 'node_modules', 'electron', 'dist', 'binary');
    expect(findInstalledElectron(join(folder, 'packages', 'app'), {})).toBe(expected);
    expect(askedVersion(join(folder, 'packages', 'app'))).toBe('^31.7.7');
  });

  test('is looked for where ELECTRON_OVERRIDE_DIST_PATH says', () => {
    const folder = folderWith({
      'node_modules/electron/package.json': '{}',
      'node_modules/electron/path.txt': 'binary',
      'elsewhere/binary': '',
    });
    const variables = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'elsewhere') };
    expect(findInstalledElectron(folder, variables)).toBe(join(folder, 'elsewhere', 'binary'));
    const wrong = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nowhere') };
    expect(userErrorOf(() => findInstalledElectron(folder, wrong)).message).toContain('ELECTRON_OVERRIDE_DIST_PATH');
  });

  test('must have been downloaded', () => {
    const folder = folderWith({ 'node_modules/electron/package.json': '{}' });
    const error = userErrorOf(() => findInstalledElectron(folder, {}));
    expect(error.code).toBe('electron-missing');
    expect(error.remedy).toContain(`in ${folder}`);
  });

  test('may be missing', () => {
    expect(findInstalledElectron(folderWith({}), {})).toBeUndefined();
  });
});

test(
  'a program that only starts the newest version of an app stands for that version',
  onlyWhere(posix, 'it sets a mode'),
  () => {
    const folder = folderWith({
      'Example.exe': '',
      'app-1.9.0/Example.exe': '',
      'app-1.10.0/Example.exe': '',
      'app-2.0.0/Update.exe': '',
      'packages/Example.exe': '',
    });
    for (const file of ['Example.exe', 'packages/Example.exe']) chmodSync(join(folder, file), 0o755);
    expect(locateApp('Example.exe', folder)).toEqual({
      executable: join(folder, 'app-1.10.0', 'Example.exe'),
      name: 'Example',
    });
    expect(locateApp('packages/Example.exe', folder)).toMatchObject({
      executable: join(folder, 'packages/Example.exe'),
    });
  },
);

describe('an Electron that is named', () => {
  const folder = () =>
    folderWith({
      'dist/electron': '',
      'dist/electron.exe': '',
      'dist/Electron.app/Contents/MacOS/Electron': '',
      'Nightly.app/Contents/MacOS/Nightly': '',
      'node_modules/electron/package.json': '{}',
      'node_modules/electron/dist/electron.exe': '',
      'node_modules/.bin/electron.cmd': '',
      'other/': '',
    });

  test.each<[string, NodeJS.Platform, string]>([
    ['dist', 'linux', 'dist/electron'],
    ['dist', 'win32', 'dist/electron.exe'],
    ['dist', 'darwin', 'dist/Electron.app/Contents/MacOS/Electron'],
    ['dist/Electron.app', 'darwin', 'dist/Electron.app/Contents/MacOS/Electron'],
    ['Nightly.app', 'darwin', 'Nightly.app/Contents/MacOS/Nightly'],
    ['node_modules/electron', 'win32', 'node_modules/electron/dist/electron.exe'],
    ['node_modules/.bin/electron.cmd', 'win32', 'node_modules/electron/dist/electron.exe'],
  ])('%s is on %s %s', (path, platform, executable) => {
    const where = folder();
    expect(namedExecutable(path, where, platform)).toBe(join(where, executable));
  });

  test.each(['electron', 'dist/electron', 'other', 'node_modules/.bin/electron.cmd'])('%s stays as it is', (path) => {
    expect(namedExecutable(path, folder(), 'linux')).toBe(path);
  });
});
