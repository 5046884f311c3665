import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appName, parseLsofFolder } from '../../../../src/main/targets/processes/runningApps';

let folder: string;
let executable: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-appname-'));
  executable = join(folder, 'dist', 'electron');
  for (const [app, name] of [
    ['notes', 'Notes'],
    ['dist/resources/app', 'default'],
  ] as const) {
    mkdirSync(join(folder, app), { recursive: true });
    writeFileSync(join(folder, app, 'package.json'), JSON.stringify({ name }));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const nameOf = (args: readonly string[]) => appName({ pid: process.pid, parentPid: 1, executable, args });

test('an app is named by its package.json, also where all arguments are written into one', async () => {
  const args = [executable, '-r', '/agent.cjs', '--flag', join(folder, 'notes'), 'more'];
  expect(await nameOf(args)).toBe('Notes');
  expect(await nameOf([args.join(' ')])).toBe('Notes');
});

test('Electron without an app has the name of its own', async () => {
  expect(await nameOf([executable])).toBe('default');
  expect(await nameOf([`${executable} --flag`])).toBe('default');
});

test('an app of a relative path is named without its working folder, which Windows does not tell', async () => {
  const unknown = async () => undefined;
  const project = join(folder, 'notes');
  const own = join(project, 'node_modules', 'electron', 'dist', 'electron.exe');
  const pnpm = join(
    project,
    'node_modules',
    '.pnpm',
    'electron@33',
    'node_modules',
    'electron',
    'dist',
    'electron.exe',
  );
  for (const it of [own, pnpm])
    expect(await appName({ pid: 1, parentPid: 0, executable: it, args: [it, '.'] }, unknown)).toBe('Notes');
  const elsewhere = { pid: 1, parentPid: 0, executable: '/e/electron.exe', args: ['/e/electron.exe', '.'] };
  expect(await appName(elsewhere, unknown)).toBe('electron');
});

test('the working folder of a process is told by lsof', () => {
  expect(parseLsofFolder('p12\nfcwd\nn/Users/a b/notes\n')).toBe('/Users/a b/notes');
  expect(parseLsofFolder('')).toBeUndefined();
});
