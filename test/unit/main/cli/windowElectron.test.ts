/** Which Electron opens the window, on real folders, and what is said where none can. */

import { chownSync, mkdirSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../../../src/main/cli/arguments';
import type { OpenCommand } from '../../../../src/main/cli/commands';
import { findWindowElectron, noWindowElectron } from '../../../../src/main/cli/windowElectron';
import { executableInDist } from '../../../../src/main/targets/electronExecutable';
import { onlyWhere, posix } from '../../../support/conditions';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { userErrorOf } from '../../../support/userError';

const program = executableInDist(process.platform);
let root = '';
/** Below the root. */
const at = (path: string) => join(root, path);
beforeEach(() => {
  root = realpathSync(temporaryFolder());
  for (const folder of ['proj', 'lib/node_modules/electroscope']) mkdirSync(at(folder), { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

/** An unpacked Electron. @returns its executable */
function dist(folder: string, version: string): string {
  write(join(folder, program), '');
  write(join(folder, 'version'), version);
  return at(join(folder, program));
}

/** An installed package `electron`. @returns its executable */
function installed(folder: string, version: string): string {
  notDownloaded(folder, version);
  return dist(`${folder}/node_modules/electron/dist`, version);
}

function notDownloaded(folder: string, version: string): void {
  write(`${folder}/node_modules/electron/package.json`, JSON.stringify({ name: 'electron', version }));
}

interface Place {
  readonly args?: readonly string[];
  readonly variables?: NodeJS.ProcessEnv;
  readonly from?: string;
  readonly packageFolder?: string;
  readonly userId?: number | undefined;
}

function find({
  args = ['.'],
  variables = {},
  from = 'proj',
  packageFolder = 'lib/node_modules/electroscope',
  userId = process.getuid?.(),
}: Place = {}): ReturnType<typeof findWindowElectron> {
  const command = parseCommandLine(args) as OpenCommand;
  const places = { workingDirectory: at(from), packageFolder: realpathSync(at(packageFolder)) };
  return findWindowElectron({ command, variables, ...places, userId });
}

/** What is said where none is found. */
function said(place: Place = {}): string {
  const found = find(place);
  if (typeof found === 'string') throw new Error(`found: ${found}`);
  const { code, message, remedy } = noWindowElectron(found, place.args ?? ['.']);
  expect(code).toBe('electron-missing');
  return `${message}\n${remedy}`;
}

describe('the window opens with', () => {
  test('the Electron of the app, rather than that of the working folder', () => {
    installed('proj', '40.0.0');
    write('other/app/package.json', '{}');
    const own = installed('other/app', '33.4.11');
    expect(find({ args: ['../other/app'] })).toBe(own);
    // Also where its main file is named.
    write('other/app/main.js', '');
    expect(find({ args: [at('other/app/main.js')] })).toBe(own);
  });

  test('that of a workspace above the app', () => {
    mkdirSync(at('work/packages/app'), { recursive: true });
    const hoisted = installed('work', '35.0.0');
    expect(find({ args: [at('work/packages/app')] })).toBe(hoisted);
    // One that is nearer, and too old or not downloaded, is passed over.
    installed('work/packages/app', '28.3.1');
    notDownloaded('work/packages', '45.4.1');
    expect(find({ args: [at('work/packages/app')] })).toBe(hoisted);
  });

  test('that of the working folder, where the app’s is too old, or there is no app', () => {
    const here = installed('proj', '34.0.0');
    installed('other', '32.9.9');
    expect(find({ args: [at('other')] })).toBe(here);
    expect(find({ args: [] })).toBe(here);
    expect(find({ args: ['--attach', '9229'] })).toBe(here);
    expect(find({ args: ['run', '--', 'npm', 'start'] })).toBe(here);
  });

  test('that of pnpm, beside Electroscope in its virtual store', () => {
    const store = 'proj/node_modules/.pnpm';
    const executable = installed(`${store}/electron@33.4.11`, '33.4.11');
    mkdirSync(at(`${store}/electroscope@1.0.0/node_modules/electroscope`), { recursive: true });
    const link = `${store}/electroscope@1.0.0/node_modules/electron`;
    symlinkSync(at(`${store}/electron@33.4.11/node_modules/electron`), at(link), 'dir');
    symlinkSync(
      at(`${store}/electroscope@1.0.0/node_modules/electroscope`),
      at('proj/node_modules/electroscope'),
      'dir',
    );
    const found = find({ packageFolder: 'proj/node_modules/electroscope', from: 'lib' });
    expect(realpathSync(String(found))).toBe(executable);
  });

  test('the global one beside a global Electroscope', () => {
    expect(find()).toEqual([]);
    const global = installed('lib', '33.0.0');
    expect(find()).toBe(global);
  });

  test('that of ELECTRON_OVERRIDE_DIST_PATH, as the package electron takes it', () => {
    installed('proj', '40.0.0');
    const override = dist('elsewhere', '33.0.0');
    expect(find({ variables: { ELECTRON_OVERRIDE_DIST_PATH: at('elsewhere') } })).toBe(override);
  });

  test('what is named for the window, whatever its version, and by the option first', () => {
    const variables = { ELECTRON_OVERRIDE_DIST_PATH: '', ELECTROSCOPE_ELECTRON: dist('byVariable', '30.0.0') };
    installed('proj', '40.0.0');
    expect(find({ variables })).toBe(at(join('byVariable', program)));
    const byOption = dist('byOption', '31.0.0');
    expect(find({ variables, args: ['.', '--inspector-electron', `../byOption/${program}`] })).toBe(byOption);
  });

  test('the one that the app runs on by --electron, if its version is known and new enough', () => {
    const here = installed('proj', '40.0.0');
    const given = dist('given', '36.0.0');
    expect(find({ args: ['.', '--electron', given] })).toBe(given);
    expect(find({ args: ['.', '--electron', dist('old', '29.0.0')] })).toBe(here);
    write('script/electron', '');
    expect(find({ args: ['.', '--electron', at('script/electron')] })).toBe(here);
    expect(find({ args: ['.', '--electron', at('nowhere')] })).toBe(here);
  });

  test('a prerelease', () => {
    const nightly = installed('proj', '46.0.0-nightly.20261101');
    expect(find()).toBe(nightly);
  });
});

describe('where no Electron can open it, what is said names two commands:', () => {
  const needed = 'The window needs Electron 33 or later;';
  const npx = (command = '.') =>
    `npx -p electroscope -p electron@latest -c "install-electron && electroscope ${command}"`;

  test('there is none', () => {
    expect(said()).toBe(
      `${needed} none is installed.\nRun: ${npx()}   or, without a window: npx electroscope record . -o run.escope`,
    );
  });

  test('it is too old', () => {
    installed('proj', '28.3.1');
    notDownloaded('lib', '30.0.0');
    expect(said()).toBe(
      `${needed} ${at('proj')} has 28.3.1, ${at('lib')} has 30.0.0.\nRun: ${npx()}   or, without a window: npx electroscope record . -o run.escope`,
    );
  });

  test('it has not been downloaded', () => {
    installed('proj', '28.3.1');
    notDownloaded('lib', '45.4.1');
    expect(said()).toBe(
      `${needed} ${at('proj')} has 28.3.1, that of ${at('lib')} has not been downloaded.\n` +
        `Run: node ${at('lib/node_modules/electron/install.js')}   or, without a window: npx electroscope record . -o run.escope`,
    );
  });

  test(
    'it belongs to another user, above a working folder without an app',
    onlyWhere(posix, 'files have an owner'),
    () => {
      const executable = installed('proj', '40.0.0');
      const packageFolder = at('proj/node_modules/electron');
      // What belongs to root is trusted, so root has to give it away.
      if (statSync(packageFolder).uid === 0) chownSync(packageFolder, 4242, 4242);
      const owner = statSync(packageFolder).uid;
      const opened = { args: ['a.escope'], userId: owner + 1 };
      expect(said(opened)).toContain(`${needed} that of ${at('proj')} belongs to another user.\n`);
      expect(find({ ...opened, userId: owner })).toBe(executable);
      // The app runs on it anyway.
      expect(find({ userId: owner + 1 })).toBe(executable);
    },
  );

  test('the override is too old', () => {
    dist('elsewhere', '28.0.0');
    expect(said({ variables: { ELECTRON_OVERRIDE_DIST_PATH: at('elsewhere') } })).toContain(
      `${needed} ELECTRON_OVERRIDE_DIST_PATH has 28.0.0.\n`,
    );
  });

  test.each<[args: string[], opening: string, recording: string]>([
    [
      ['./a b', '--', "it's", '$HOME'],
      `'./a b' -- 'it'\\\\''s' '\\$HOME'`,
      `record './a b' -o run.escope -- 'it'\\''s' '$HOME'`,
    ],
    [['--attach', '9229'], '--attach 9229', 'record --attach 9229 -o run.escope'],
    [['run', '--', 'npm', 'start'], 'run -- npm start', 'record -o run.escope -- npm start'],
    [['--open', 'a.escope'], '--open a.escope', 'stats a.escope'],
    [['a.escope'], 'a.escope', 'stats a.escope'],
    [['A.ESCOPE'], 'A.ESCOPE', 'stats A.ESCOPE'],
    [['app', '--keep-running', '--stacks'], 'app --keep-running --stacks', 'record app --stacks -o run.escope'],
  ])('with the arguments %j', onlyWhere(posix, 'words are quoted for a shell of POSIX'), (args, opening, recording) => {
    expect(said({ args })).toBe(
      `${needed} none is installed.\nRun: ${npx(opening)}   or, without a window: npx electroscope ${recording}`,
    );
    // What is proposed is understood.
    const words = recording.includes("'") ? [] : recording.split(' ');
    if (words.length > 0) expect(parseCommandLine(words).type).toBe(words[0]);
  });

  test.each([
    [{ args: ['.', '--inspector-electron', 'gone'] }, '--inspector-electron is gone, but there is no such file.'],
    [{ variables: { ELECTROSCOPE_ELECTRON: '/gone' } }, 'ELECTROSCOPE_ELECTRON is /gone, but there is no such file.'],
    [
      { variables: { ELECTRON_OVERRIDE_DIST_PATH: '/gone' } },
      'ELECTRON_OVERRIDE_DIST_PATH is /gone, but there is no Electron in it.',
    ],
  ])('what the user has named is not passed over: %o', (place, message) => {
    installed('proj', '40.0.0');
    expect(userErrorOf(() => find(place)).message).toBe(message);
  });
});
