/** Packaged apps that let no agent in: what Electron's own trace tells of them. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { listeningPorts } from '../../src/main/targets/processes/listeningPorts';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';
import { messagesOf, readEntries, targetsOf } from '../support/captureFile';
import { runCommand, startCommand } from '../support/commandLine';
import { electron, linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { packageApp } from '../support/packageApp';
import { testApps } from '../support/paths';
import { isAlive, livingDescendants } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

const LOCKED = { inspector: false, nodeOptions: false, runAsNode: false } as const;

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-traced-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const build = (app: string, fuses: Parameters<typeof packageApp>[2] = { fuses: LOCKED }) =>
  packageApp(app, join(folder, 'build'), fuses);
const file = () => join(folder, 'run.escope');
const attachable = join(testApps, 'attachable');
/** Up to the last whole line. */
const complete = () =>
  (existsSync(file()) ? readFileSync(file(), 'utf8') : '')
    .split('\n')
    .slice(0, -1)
    .map((line) => decodeLine(line) as JournalEntry);

/** When the notes that the app sends all the time came, in seconds. */
const notesOf = (entries: readonly JournalEntry[]) =>
  messagesOf(entries)
    .filter(({ channel }) => channel === 'early:note')
    .map(({ at }) => at / 1e6);
const spanOf = (times: readonly number[]) => (times.at(-1) ?? 0) - (times[0] ?? 0);

test('channels and times of a locked app, over several readings, and nothing that was not seen', async () => {
  test.skip(...unless(electron({ from: 21 }), 'the app listens on webContents.ipc'));
  const executable = await build(attachable);
  const run = startCommand(folder, 'record', executable, '--trace', '-o', file(), '--', '--own');
  // A reading ends every 3 s: these are of several, however busy the machine is.
  await expect.poll(() => spanOf(notesOf(complete())), { timeout: 60_000 }).toBeGreaterThan(7);
  run.child.kill('SIGINT');
  expect(await run.closed).toBe(0);
  await expect.poll(() => livingDescendants(run.child.pid)).toBe(0);

  const entries = readEntries(file());
  const [target] = targetsOf(entries);
  expect(target).toMatchObject({ name: 'packaged-app', observedBy: 'trace', electron: '33.4.11' });
  expect(target?.hooks.map(({ name }) => name)).toContain('arguments and results');
  const messages = messagesOf(entries).filter(({ internal }) => !internal);
  const kinds = new Map(messages.map(({ channel, kind }) => [channel, kind]));
  expect(kinds).toEqual(
    new Map([
      ['early:note', 'send'],
      ['ready', 'send'],
      ['early:double', 'invoke'],
      ['window:name', 'invoke'],
    ]),
  );
  for (const message of messages) {
    expect(message).toMatchObject({ direction: 'to-main', outcome: { status: 'unknown' } });
    expect(message.args).toBeUndefined();
    expect(message.dispatched?.at).toBeGreaterThanOrEqual(message.at);
    expect(message.dispatched?.listeners).toBeUndefined();
  }
  // Each reading goes on where the one before ended.
  const times = notesOf(entries);
  expect(spanOf(times)).toBeGreaterThan(7);
  // The app sends several a second; a reading that is missed leaves out 3 s.
  expect(Math.max(...times.slice(1).map((time, i) => time - (times[i] as number)))).toBeLessThan(3);
  // On the clock of this computer.
  const atMs = ((target?.timeOrigin ?? 0) + (messages[0]?.at ?? 0)) / 1000;
  expect(Math.abs(atMs - Date.now())).toBeLessThan(60_000);

  const csv = await runCommand(folder, 'export', file(), '-f', 'jsonl', '--filter', 'is:unknown channel:early:double');
  expect(JSON.parse(csv.stdout.split('\n', 1)[0] ?? '')).not.toHaveProperty('args');
});

test('what came last is read when it is ended; nothing listens meanwhile', async () => {
  const run = startCommand(folder, 'record', await build(attachable), '--trace', '-o', file());
  const notes = () => messagesOf(complete()).filter(({ channel }) => channel === 'early:note');
  await expect.poll(() => notes().length, { timeout: 30_000 }).toBeGreaterThan(5);
  const [target] = targetsOf(complete());
  expect(await listeningPorts(target?.pid ?? 0)).toEqual([]);
  const lastUs = () => (target?.timeOrigin ?? 0) + (notes().at(-1)?.at ?? 0);
  const readUs = lastUs();
  // Some time after a reading, and before the next.
  await expect.poll(() => Date.now() * 1000 - readUs).toBeGreaterThan(1_000_000);
  run.child.kill('SIGINT');
  expect(await run.closed).toBe(0);
  expect(lastUs() - readUs).toBeGreaterThan(500_000);
  await expect.poll(() => isAlive(target?.pid ?? 0)).toBe(false);
});

test('an app that lets the agent in is not traced', async () => {
  const executable = await build(attachable, {});
  const run = startCommand(folder, 'record', executable, '--trace', '-o', file(), '--max', '5');
  expect(await run.closed).toBe(0);
  const entries = readEntries(file());
  expect(targetsOf(entries)[0]?.observedBy).toBeUndefined();
  expect(messagesOf(entries).find(({ internal }) => !internal)?.args).toBeDefined();
});

test('the window says what remains possible, and does it', async () => {
  const inspector = await Inspector.open(await build(attachable));
  const { page } = inspector;
  await expect(page.getByRole('alert')).toContainText('EnableNodeCliInspectArguments');
  await page.getByRole('button', { name: /^Show channels and times only/ }).click();
  await expect(inspector.status).toHaveText('channels and times only');
  await expect(inspector.statusBar).toContainText('can’t see: arguments and results');
  await inspector.setFilter('channel:early:double');
  await expect(inspector.rows.first()).toBeVisible({ timeout: 10_000 });
  await inspector.rows.first().click();
  await expect(inspector.detail).toContainText('not observed');
  const pid = await inspector.targetPid();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `out/screenshots/traced-${colorScheme}.png` });
  }
  await page.getByRole('button', { name: 'Stop the app' }).click();
  await expect(inspector.status).toContainText('ended');
  expect(isAlive(pid)).toBe(false);
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});
