/** Several apps in one session, on one timeline; and apps that restart themselves. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';
import { readEntries, targetsOf } from '../support/captureFile';
import { startCommand } from '../support/commandLine';
import { electron, linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { packageApp } from '../support/packageApp';
import { electronExecutable, testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';
import { isAlive, livingDescendants } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

const attachable = join(testApps, 'attachable');
const attachableEsm = join(testApps, 'attachable-esm');
let folder = '';
const started: PlainApp[] = [];
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-several-'));
});
test.afterEach(async () => {
  await Promise.all(started.splice(0).map((app) => app.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function startAttachable(): Promise<PlainApp> {
  const app = PlainApp.start(['--inspect=0', attachable]);
  started.push(app);
  await app.waitForOutput('ready');
  return app;
}

const file = () => join(folder, 'run.escope');
/** Empty as long as nothing is there. */
const journal = () => (existsSync(file()) ? readFileSync(file(), 'utf8') : '');
const record = (...args: string[]) => startCommand(folder, 'record', '-o', file(), ...args);

/** How many messages came of each target, by the names of the channels. */
function messagesByTarget(entries: readonly JournalEntry[]): Map<number, number> {
  const counts = new Map<number, number>();
  let source = 0;
  for (const entry of entries) {
    if (entry.type === 'source') source = entry.target;
    if (entry.type === 'message') counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return counts;
}

test.describe('record', () => {
  test('attaches to several apps; the end of one leaves the others recorded, that of the last ends it', async () => {
    const [one, two] = [await startAttachable(), await startAttachable()];
    const run = record('--attach', `pid:${one.pid}`, '--attach', `pid:${two.pid}`);
    await expect.poll(() => targetsOf(journalEntries()).length, { timeout: 20_000 }).toBe(2);
    expect(targetsOf(journalEntries()).map(({ pid }) => pid)).toEqual([one.pid, two.pid]);
    await expect.poll(() => [...messagesByTarget(journalEntries()).values()].filter((n) => n > 3).length).toBe(2);
    await one.stop();
    await expect.poll(() => journal()).toContain('{"type":"targetEnd","target":1');
    const before = messagesByTarget(journalEntries()).get(2) ?? 0;
    await expect.poll(() => messagesByTarget(journalEntries()).get(2)).toBeGreaterThan(before);
    expect(run.child.exitCode).toBeNull();
    await two.stop();
    expect(await run.closed).toBe(0);
    expect(run.output.stderr).toContain('Attachable ended');
  });

  test('launches one and attaches to another; what can’t be attached to is told, and makes it fail in the end', async () => {
    test.skip(...unless(electron({ from: 28 }), 'the app is an ES module'));
    const other = await startAttachable();
    const run = record(
      '--electron',
      electronExecutable(),
      attachableEsm,
      '--attach',
      `pid:${other.pid}`,
      '--attach',
      'pid:999999999',
    );
    await expect.poll(() => run.output.stderr, { timeout: 20_000 }).toContain('There is no process 999999999');
    await expect.poll(() => messagesByTarget(journalEntries()).size, { timeout: 20_000 }).toBe(2);
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(1);
    expect(isAlive(other.pid)).toBe(true);
    const names = targetsOf(readEntries(file())).map(({ name }) => name);
    expect(names.sort()).toEqual(['Attachable', 'Attachable ESM']);
    await expect.poll(() => livingDescendants(run.child.pid)).toBe(0);
  });

  function journalEntries(): JournalEntry[] {
    // The last line may be half written.
    const lines = journal().split('\n').slice(0, -1);
    return lines.map((line) => decodeLine(line) as JournalEntry);
  }

  test('a command that starts several apps at once', async () => {
    test.skip(...unless(electron({ from: 28 }), 'the app is an ES module'));
    const script = `for (const app of process.argv.slice(1)) require('child_process').spawn(${JSON.stringify(electronExecutable())}, [app], { stdio: 'inherit' })`;
    const run = record('--', process.execPath, '-e', script, attachable, attachableEsm);
    await expect.poll(() => messagesByTarget(journalEntries()).size, { timeout: 30_000 }).toBe(2);
    expect(
      targetsOf(journalEntries())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Attachable', 'Attachable ESM']);
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(0);
    await expect.poll(() => livingDescendants(run.child.pid)).toBe(0);
  });

  test('goes on with an app that restarts itself, until that one ends', async () => {
    const log = join(folder, 'starts');
    const run = record('--electron', electronExecutable(), join(testApps, 'relaunching'), '--', `--log=${log}`);
    expect(await run.closed).toBe(0);
    expect(readFileSync(log, 'utf8')).toBe('first --log\nsecond --log\n');
    const targets = targetsOf(readEntries(file()));
    expect(targets.map(({ target }) => target)).toEqual([1, 2]);
    expect(targets.map(({ attachedAt }) => attachedAt)).toEqual([undefined, undefined]);
    await expect.poll(() => targets.map(({ pid }) => isAlive(pid))).toEqual([false, false]);
  });

  test('a packaged app that restarts itself is attached to again, late', async () => {
    const executable = await packageApp(join(testApps, 'relaunching'), join(folder, 'build'));
    const log = join(folder, 'starts');
    const run = record(executable, '--', `--log=${log}`, '--stay');
    await expect.poll(() => targetsOf(journalEntries()).length, { timeout: 40_000 }).toBe(2);
    const [first, second] = targetsOf(journalEntries());
    expect(readFileSync(log, 'utf8')).toBe('first --log --stay\nsecond --log --stay\n');
    expect(first?.attachedAt).toBeUndefined();
    expect(second?.attachedAt).toBeGreaterThan(0);
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(0);
    await expect.poll(() => isAlive(second?.pid ?? 0)).toBe(false);
  });
});

test('the window takes another app into its session, and leaves one by one', async () => {
  const [one, two] = [await startAttachable(), await startAttachable()];
  const inspector = await Inspector.open('--attach', `pid:${one.pid}`);
  const { page } = inspector;
  await expect(inspector.status).toHaveText('attached');
  const openApps = () => page.getByRole('button', { name: 'Apps of this session' }).click();
  await openApps();
  await page.getByRole('button', { name: 'Attach to another app …' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`pid ${two.pid} `) })
    .click();
  await expect(inspector.status).toHaveText('attached to 2 apps');
  await inspector.setFilter(`app="Attachable (${two.pid})" channel:early:double`);
  await expect(inspector.rows.first()).toBeVisible();
  await inspector.setFilter('channel:early:double');
  await expect(inspector.rows.locator('[data-column=target]').first()).toHaveText(/^Attachable/);
  expect(inspector.journalLines().filter((line) => line.includes('"type":"header"'))).toHaveLength(1);

  await openApps();
  await page.getByRole('button', { name: 'Detach from Attachable', exact: true }).click();
  await expect(inspector.status).toHaveText('attached');
  await expect.poll(() => inspector.targetPid()).toBe(two.pid);
  const ofTwo = () => inspector.journalLines().length;
  const before = ofTwo();
  await expect.poll(ofTwo).toBeGreaterThan(before);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Detach from the app' }).click();
  await expect(inspector.status).toContainText('was detached and runs on');
  expect([one, two].map(({ pid }) => isAlive(pid))).toEqual([true, true]);
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});

test('the window ends what it has launched, and leaves what it has attached to; restart starts the one alone', async () => {
  test.skip(...unless(electron({ from: 28 }), 'the app is an ES module'));
  const other = await startAttachable();
  const inspector = await Inspector.open(attachableEsm, '--attach', `pid:${other.pid}`);
  await expect(inspector.status).toHaveText('attached to 2 apps');
  const own = async () => {
    const line = inspector
      .journalLines()
      .findLast((text) => text.startsWith('{"type":"target",') && text.includes('ESM'));
    return (JSON.parse(line ?? '{}') as { pid: number }).pid;
  };
  // The journal is written a moment later.
  await expect.poll(own).toBeGreaterThan(0);
  const first = await own();
  await inspector.page.getByRole('button', { name: 'Restart the apps' }).click();
  await expect.poll(own).not.toBe(first);
  await expect(inspector.status).toHaveText('attached to 2 apps');
  const second = await own();
  expect([first, second, other.pid].map(isAlive)).toEqual([false, true, true]);
  await inspector.page.getByRole('button', { name: 'Stop the apps' }).click();
  await expect.poll(() => isAlive(second)).toBe(false);
  await expect(inspector.status).toContainText('was detached and runs on');
  expect(isAlive(other.pid)).toBe(true);
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});
