import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appName } from '../../../../src/main/targets/processes/runningApps';

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
