/** Launching: from the command line and from the window, what can go wrong, and that nothing is left behind. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { electron, linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { demoFolder, projectRoot, testApps } from '../support/paths';
import { isAlive, livingDescendants, socketsOf } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

const program = join(projectRoot, 'bin', 'electroscope.mjs');

/** Runs the command-line program with plain Node. */
function electroscope(...args: string[]) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'electroscope-data-'));
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ELECTROSCOPE_DATA_DIR: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      resolve(code);
    });
  });
  return { child, output, exited };
}

test.describe('the command line', () => {
  test('shows its help and version without a display', async () => {
    const help = electroscope('--help');
    expect(await help.exited).toBe(0);
    expect(help.output.stdout).toContain('electroscope <app> [-- args…]');
    const version = electroscope('--version');
    expect(await version.exited).toBe(0);
    const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
    expect(version.output.stdout).toBe(`${manifest.version}\n`);
  });

  test('refuses wrong usage with exit code 2', async () => {
    const run = electroscope('one', 'two');
    expect(await run.exited).toBe(2);
    expect(run.output.stderr).toContain('There is more than one app: one, two.');
  });

  test('launches the demo, and ends it when it is interrupted', async () => {
    test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
    const run = electroscope(demoFolder);
    await expect.poll(() => livingDescendants(run.child.pid), { timeout: 30_000 }).toBeGreaterThan(8);
    run.child.kill('SIGTERM');
    await run.exited;
    await expect.poll(() => livingDescendants(run.child.pid)).toBe(0);
  });

  test('says on the terminal what is wrong with an app', async () => {
    const run = electroscope(join(tmpdir(), 'no-such-app'));
    await expect.poll(() => run.output.stderr, { timeout: 30_000 }).toContain('no-such-app');
    expect(run.output.stderr).toMatch(/electroscope: There is no .*no-such-app\.\n {2}Check the path/);
    run.child.kill('SIGTERM');
    await run.exited;
  });
});

test.describe('the window', () => {
  test('opens on the start screen, from which the demo can be watched', async () => {
    const inspector = await Inspector.open();
    await expect(inspector.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
    await inspector.page.getByRole('button', { name: 'Watch the demo' }).click();
    await expect(inspector.rows.first()).toBeVisible();
    await expect(inspector.page.getByText('attached')).toBeVisible();
    const pid = await inspector.targetPid();
    await inspector.close();
    await expect.poll(() => isAlive(pid)).toBe(false);
    expect(inspector.problems).toEqual([]);
  });

  const BROKEN: [what: string, path: () => string, message: RegExp][] = [
    ['a path that does not exist', () => '/no/such/app', /There is no .*such.*app\./],
    ['a folder that is no app', () => join(projectRoot, 'src'), /src is not an Electron app: it has no package\.json/],
    ['a file that is no app', () => join(projectRoot, 'LICENSE'), /LICENSE is not an Electron app/],
  ];
  for (const [what, path, message] of BROKEN) {
    test(`tells about ${what}, and offers a way on`, async () => {
      const inspector = await Inspector.open(path());
      const alert = inspector.page.getByRole('alert');
      await expect(alert).toContainText(message);
      await expect(inspector.page.getByRole('button', { name: 'Try again' })).toBeEnabled();
      await inspector.page.getByRole('button', { name: 'Watch the demo' }).click();
      await expect(inspector.rows.first()).toBeVisible();
      await inspector.close();
    });
  }

  const SHORT_LIVED: readonly [what: string, app: string, exitCode: number][] = [
    ['throws at start', 'throws-at-start', 1],
    ['exits at once', 'exits-at-once', 7],
  ];
  for (const [what, app, exitCode] of SHORT_LIVED) {
    test(`tells about an app that ${what}, and offers to start it again`, async () => {
      const inspector = await Inspector.open(join(testApps, app));
      // Whether the agent was connected by then is a race that both may win.
      await expect(inspector.page.locator('body')).toContainText(
        new RegExp(`ended with exit code ${exitCode}(, without sending a message| before Electroscope could attach)`),
      );
      const again = inspector.page.getByRole('button', { name: /^(Try again|Restart the app)/ });
      await expect(again.and(inspector.page.locator(':enabled')).first()).toBeVisible();
      await inspector.close();
    });
  }

  test('tells about an Electron that can’t be started', async () => {
    test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
    const folder = mkdtempSync(join(tmpdir(), 'electroscope-test-'));
    const notElectron = join(folder, 'electron');
    writeFileSync(notElectron, 'not a program', { mode: 0o644 });
    const inspector = await Inspector.open(demoFolder, '--electron', notElectron);
    await expect(inspector.page.getByRole('alert')).toContainText('can’t be started');
    await inspector.close();
    rmSync(folder, { recursive: true });
  });

  test('shows what the app prints, restarts it, and notices its end', async () => {
    test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
    const inspector = await Inspector.open(demoFolder, '--', '--traffic=off');
    const { page } = inspector;
    await inspector.waitForTour();
    await page.getByRole('button', { name: 'Output of the app' }).click();
    await expect(page.getByRole('log')).toContainText('[fieldnotes] tour complete');
    await expect(page.getByRole('log')).toContainText("Error occurred in handler for 'publish:note'");

    const firstPid = await inspector.targetPid();
    await page.getByRole('button', { name: 'Restart the app' }).click();
    await expect.poll(() => inspector.targetPid()).not.toBe(firstPid);
    expect(isAlive(firstPid)).toBe(false);
    // The session goes on: what came before is still there.
    await inspector.waitForTour(2);
    expect(inspector.journalLines().filter((line) => line.startsWith('{"type":"targetEnd"'))).toHaveLength(1);

    const secondPid = await inspector.targetPid();
    await page.getByRole('button', { name: 'Stop the app' }).click();
    await expect(page.getByRole('banner').getByRole('status')).toContainText('ended');
    expect(isAlive(secondPid)).toBe(false);
    // What was captured stays.
    await expect(inspector.rows.first()).toBeVisible();
    await inspector.close();
    expect(inspector.problems).toEqual([]);
  });

  test('follows an app that restarts itself, and ends it with the rest', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'electroscope-test-'));
    const log = join(folder, 'starts');
    const inspector = await Inspector.open(join(testApps, 'relaunching'), '--', `--log=${log}`, '--stay');
    const second = () =>
      inspector
        .journalLines()
        .map((line) => JSON.parse(line) as { type: string; target?: number; pid?: number; attachedAt?: number })
        .findLast(({ type, target }) => type === 'target' && target === 2);
    await expect.poll(() => second()?.pid, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(second()?.attachedAt).toBeUndefined();
    await expect(inspector.page.getByRole('banner').getByRole('status')).toContainText('attached');
    // It saw nothing of what brought the agent in, the second time either.
    expect(readFileSync(log, 'utf8')).toBe('first --log --stay\nsecond --log --stay\n');
    const pid = second()?.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    await inspector.close();
    await expect.poll(() => isAlive(pid)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test('keeps its sockets, by which Chromium knows which of its processes have ended, from the app', async () => {
    test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
    const inspector = await Inspector.open(demoFolder, '--', '--traffic=off');
    await inspector.waitForTour();
    const own = socketsOf(inspector.app.process().pid ?? 0);
    expect(own.length).toBeGreaterThan(10);
    const ofApp = socketsOf(await inspector.targetPid());
    expect(ofApp.length).toBeGreaterThan(10);
    expect(ofApp.filter((socket) => own.includes(socket))).toEqual([]);
    await inspector.close();
  });

  test('leaves the app running when it is told to', async () => {
    test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
    const inspector = await Inspector.open(demoFolder, '--keep-running', '--', '--traffic=off');
    await inspector.waitForTour();
    const pid = await inspector.targetPid();
    await inspector.quit();
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, 'SIGTERM');
    await expect.poll(() => isAlive(pid)).toBe(false);
    await inspector.close();
  });

  test('leaves the app unharmed when it is killed', async () => {
    test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
    const inspector = await Inspector.open(demoFolder, '--', '--traffic=busy');
    await inspector.waitForTour();
    const pid = await inspector.targetPid();
    const own = inspector.app.process().pid ?? 0;
    process.kill(own, 'SIGKILL');
    await expect.poll(() => isAlive(own)).toBe(false);
    expect(isAlive(pid)).toBe(true);
    // It still works: it ends as asked, by itself.
    process.kill(pid, 'SIGTERM');
    await expect.poll(() => isAlive(pid)).toBe(false);
    inspector.removeData();
  });
});
