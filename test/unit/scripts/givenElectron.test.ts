/** Which Electron `npm run test:electron` takes, and what it says of one that it can't use. */

import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  findGivenElectron,
  OLDEST_WINDOW_MAJOR,
  readElectronOption,
  windowVariables,
} from '../../../scripts/setup/given-electron.mjs';
import { OLDEST_WINDOW_MAJOR as OLDEST_OF_PROGRAM } from '../../../src/main/cli/windowElectron';
import { executableInDist, versionOfDist } from '../../../src/main/targets/electronExecutable';
import { onlyWhere, posix } from '../../support/conditions';
import { electronExecutable, projectRoot } from '../../support/paths';
import { temporaryFolder } from '../../support/temporaryFolder';

const inDist = executableInDist(process.platform);
const real = electronExecutable();
const realDist = real.slice(0, -(inDist.length + 1));

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

/** A stand-in for an Electron. @param said by the program */
function dist(said: string, version?: string, code = 0): string {
  const executable = join(folder, inDist);
  mkdirSync(dirname(executable), { recursive: true });
  writeFileSync(executable, `#!/bin/sh\nprintf '%s\\n' '${said}'\nexit ${code}\n`);
  chmodSync(executable, 0o755);
  if (version !== undefined) writeFileSync(join(folder, 'version'), version);
  return folder;
}

async function refusal(given: string): Promise<{ message: string; remedy: string }> {
  const found = findGivenElectron(given, folder);
  return found.then(
    ({ version }) => ({ message: `it took ${version}`, remedy: '' }),
    ({ message, remedy }) => ({ message, remedy }),
  );
}

test.each([
  [['--electron', 'dist', 'a.spec.ts'], 'dist', ['a.spec.ts']],
  [['a.spec.ts', '--electron=36', '-g', 'name'], '36', ['a.spec.ts', '-g', 'name']],
])('the arguments %j name one, and the rest is for Playwright', (args, electron, rest) => {
  expect(readElectronOption(args)).toEqual({ electron, rest });
});

test.each([[[]], [['a.spec.ts']], [['--electron']], [['--electron=']], [['--electron', '-g', 'x']]])(
  'the arguments %j name no Electron, which is an error',
  (args) => {
    expect(() => readElectronOption(args)).toThrow('The option --electron is missing');
  },
);

test('one that is there is taken by its folder, its executable or a path from here', async () => {
  const version = versionOfDist(real);
  const expected = { distPath: realDist, executablePath: real, version };
  expect(await findGivenElectron(realDist, folder)).toEqual(expected);
  expect(await findGivenElectron(real, folder)).toEqual(expected);
  expect(await findGivenElectron(relative(folder, realDist), folder)).toEqual(expected);
});

describe('one that can’t be used is refused by name:', () => {
  test('nothing is there', async () => {
    const { message, remedy } = await refusal('dist');
    expect(message).toBe(`There is no ${join(folder, 'dist')}.`);
    expect(remedy).toContain('a version such as');
  });

  test('a folder without an Electron', async () => {
    expect((await refusal('.')).message).toBe(`There is no Electron in ${folder}: it has no ${inDist}.`);
  });

  test('another file', async () => {
    writeFileSync(join(folder, 'slack'), '');
    expect((await refusal('slack')).message).toContain(`${join(folder, 'slack')} is not the executable`);
  });

  describe('what does not run', onlyWhere(posix, 'the stand-in is a shell script'), () => {
    test('with the reason', async () => {
      dist('libnss3.so: cannot open shared object file', 'v36.0.0', 127);
      const { message } = await refusal('.');
      expect(message).toContain('does not run here as Electron (exit code 127): libnss3.so: cannot open');
    });

    test('but not before its libraries are installed', async () => {
      dist('libnss3.so: cannot open shared object file', 'v36.1.0', 127);
      const install = async () => void dist('["versions:","36.1.0","136.0","22.0"]', 'v36.1.0');
      expect(await findGivenElectron('.', folder, install)).toMatchObject({ version: '36.1.0' });
    });

    test('because it is not Electron', async () => {
      dist('hello', 'v36.0.0');
      expect((await refusal('.')).message).toContain('does not run here as Electron (exit code 0): hello');
    });

    test('because its version file is missing, or is of another', async () => {
      dist('["versions:","36.1.0","136.0","22.0"]');
      expect((await refusal('.')).message).toContain('is Electron 36.1.0, but the file');
      writeFileSync(join(folder, 'version'), 'v36.0.0');
      expect((await refusal('.')).message).toContain('is 36.0.0.');
      writeFileSync(join(folder, 'version'), 'v36.1.0');
      expect(await refusal('.')).toEqual({ message: 'it took 36.1.0', remedy: '' });
    });
  });
});

test('the window runs on the given Electron, or on another if it is too old', async () => {
  expect(OLDEST_WINDOW_MAJOR).toBe(OLDEST_OF_PROGRAM);
  const of = (version: string) =>
    windowVariables({ version, distPath: '/d', executablePath: '/d/e' }, async () => ({ executablePath: '/other' }));
  expect(await of('33.0.0')).toEqual({});
  expect(await of('32.9.9')).toEqual({ ELECTROSCOPE_ELECTRON: '/other' });
});

test('the list of versions rises from the oldest to the one of this checkout, each with a reason', () => {
  const read = (...path: string[]) => JSON.parse(readFileSync(join(projectRoot, ...path), 'utf8'));
  const electrons: { major: number; reason: string }[] = read('test', 'electrons.json');
  const majors = electrons.map(({ major }) => major);
  expect(majors).toEqual([...new Set(majors)].sort((a, b) => a - b));
  expect(electrons.filter(({ reason }) => reason.length < 10)).toEqual([]);
  expect(majors).toContain(OLDEST_OF_PROGRAM);
  expect(majors.at(-1)).toBe(Number.parseInt(read('package.json').devDependencies.electron, 10));
});
