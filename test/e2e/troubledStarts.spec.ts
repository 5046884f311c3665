/** Apps that do not start as they should: each is told rightly, ends, and leaves no process behind. */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';
import { startCommand } from '../support/commandLine';
import { electron, linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { packageApp } from '../support/packageApp';
import { electronExecutable, testApps } from '../support/paths';
import { children, isAlive, livingDescendants } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-troubled-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const attachable = join(testApps, 'attachable');
const launched = (app: string, ...options: string[]) =>
  startCommand(folder, 'record', '--electron', electronExecutable(), app, ...options);

/** A program for 64-bit ARM, as far as its head tells. */
function foreignElectron(): string {
  const head = Buffer.alloc(64);
  head.write('\x7fELF\x02\x01\x01', 'latin1');
  head.writeUInt16LE(2, 16);
  head.writeUInt16LE(0xb7, 18);
  const file = join(folder, 'electron');
  writeFileSync(file, head, { mode: 0o755 });
  return file;
}

/** The Electron of the tests, said to be an old one. */
function oldElectron(): string {
  const dist = join(folder, 'dist');
  mkdirSync(dist);
  writeFileSync(join(dist, 'version'), 'v12.2.3');
  symlinkSync(electronExecutable(), join(dist, 'electron'));
  return join(dist, 'electron');
}

const SHORT_LIVED = [
  ['throws-at-start', 1],
  ['exits-at-once', 7],
] as const;
for (const [name, code] of SHORT_LIVED) {
  test(`${name}: told with its exit code, launched or run by a command`, async () => {
    const app = join(testApps, name);
    for (const run of [launched(app), startCommand(folder, 'record', '--', electronExecutable(), app)]) {
      await run.closed;
      expect(run.output.stderr).toContain(`ended with exit code ${code}`);
      expect(livingDescendants(run.child.pid)).toBe(0);
    }
  });
}

test('an Electron for another processor, and one that is too old, are refused before anything is started', async () => {
  const cases = [
    [foreignElectron(), 'was built for another kind of computer (linux, arm64;', 'build for this kind of computer'],
    [oldElectron(), 'Attachable runs on Electron 12.2.3; Electroscope needs 20 or later', '--electron'],
  ] as const;
  for (const [electron, message, remedy] of cases) {
    const run = startCommand(folder, 'record', '--electron', electron, attachable);
    expect(await run.closed, electron).toBe(1);
    expect(run.output.stderr).toContain(message);
    expect(run.output.stderr).toContain(remedy);
    expect(livingDescendants(run.child.pid)).toBe(0);
    const inspector = await Inspector.open(attachable, '--electron', electron);
    await expect(inspector.page.getByRole('alert')).toContainText(message);
    await expect(inspector.page.getByRole('button', { name: /channels and times/ })).toHaveCount(0);
    await inspector.close();
  }
});

test('an app that asks for another Electron than the one there is: both versions are named', async () => {
  const app = join(folder, 'asks');
  cpSync(join(testApps, 'speaks'), app, { recursive: true });
  const manifest = { name: 'asks', main: 'main.cjs', devDependencies: { electron: '~31.7.7' } };
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest));
  const run = startCommand(folder, 'record', app, '--', '--end=0');
  expect(await run.closed).toBe(0);
  expect(run.output.stderr).toContain(
    'asks asks for Electron ~31.7.7, which is not installed; it runs on Electron 33.4.11',
  );
  expect(run.output.stderr).toContain(`npm install in ${app}`);
});

test('an app that allows one instance: the second start is told why it ended, the first goes on', async () => {
  test.skip(...unless(electron({ from: 21 }), 'the app listens on webContents.ipc'));
  const single = ['--', '--single', `--user-data-dir=${folder}/data`];
  const first = await Inspector.open(attachable, ...single);
  await first.setFilter('channel:window:name');
  await expect(first.rows.first()).toBeVisible();
  const pid = await first.targetPid();
  await first.page.getByRole('button', { name: 'Output of the app' }).click();

  const second = launched(attachable, ...single);
  await second.closed;
  expect(second.output.stderr).toMatch(/another instance is running|If it allows one instance of itself only/);
  expect(livingDescendants(second.child.pid)).toBe(0);
  await expect(first.page.getByRole('log')).toContainText('second instance');
  await expect(first.status).toHaveText('attached');
  expect(isAlive(pid)).toBe(true);
  await first.close();
  expect(first.problems).toEqual([]);
});

test('an app that keeps its event loop busy at its start is captured from its first message on', async () => {
  const run = launched(join(testApps, 'busy-at-start'), '--max', '10', '--out', 'busy.escope');
  expect(await run.closed, run.output.stderr).toBe(0);
  const lines = readFileSync(join(folder, 'busy.escope'), 'utf8').trimEnd().split('\n');
  const entries = lines.map((line) => decodeLine(line) as JournalEntry);
  const first = entries.find((entry) => entry.type === 'message' && entry.channel === 'early:double');
  expect(first).toMatchObject({ args: [1] });
});

test('what is ended while it is being started leaves nothing behind', async () => {
  const executable = await packageApp(attachable, join(folder, 'build'));
  const run = startCommand(folder, 'record', executable);
  // It stands before its first line, or is on its way there.
  await expect.poll(() => livingDescendants(run.child.pid), { timeout: 20_000 }).toBeGreaterThan(1);
  run.child.kill('SIGINT');
  expect(await run.closed).toBe(0);
  expect(run.output.stderr).toContain('it was interrupted');
  await expect.poll(() => livingDescendants(run.child.pid)).toBe(0);
});

test('a command of which no app has reported yet is ended without a complaint', async () => {
  const run = startCommand(folder, 'record', '--', 'sleep', '1000');
  // Itself, the command, and a shell with cat for each of its two outputs.
  await expect.poll(() => livingDescendants(run.child.pid)).toBe(6);
  run.child.kill('SIGINT');
  expect(await run.closed).toBe(0);
  expect(run.output.stderr).toContain('it was interrupted');
  expect(run.output.stderr).not.toContain('electroscope:');
  expect(livingDescendants(run.child.pid)).toBe(0);
});

test('of two starts at once, only the second goes on', async () => {
  const inspector = await Inspector.open();
  const { page } = inspector;
  await expect(page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  await page.evaluate(() => Promise.all([window.electroscope.launchDemo(), window.electroscope.launchDemo()]));
  await expect(inspector.status).toHaveText('attached');
  await inspector.waitForTour();
  const own = inspector.app.process().pid ?? 0;
  const targets = inspector.journalLines().filter((line) => line.startsWith('{"type":"target","target":2'));
  expect(targets).toEqual([]);
  const pid = await inspector.targetPid();
  expect(children(own).filter((child) => isMainProcess(child) && child !== pid)).toEqual([]);
  await inspector.close();
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect(inspector.problems).toEqual([]);
});

/** Electron's helpers say what they are. */
function isMainProcess(pid: number): boolean {
  const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  return commandLine.includes('fieldnotes') || commandLine.includes('resources/demo');
}
