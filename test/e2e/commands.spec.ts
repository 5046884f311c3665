/** Commands through which the agent does not get into an app by itself, and what a command may not make Electroscope do. */

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { messagesOf, readEntries, targetsOf } from '../support/captureFile';
import { type CommandRun, runCommand, startCommand } from '../support/commandLine';
import { linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { packageApp } from '../support/packageApp';
import { electronExecutable, projectRoot, testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';
import { isAlive } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

let folder = '';
let run: CommandRun | undefined;
const attachable = join(testApps, 'attachable');
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-commands-'));
});
test.afterEach(async () => {
  run?.child.kill('SIGINT');
  await run?.closed;
  run = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const file = () => join(folder, 'run.escope');

function record(...command: string[]): CommandRun {
  run = startCommand(folder, 'record', '--max', '20', '-o', file(), '--', ...command);
  return run;
}

const ownTraffic = () => messagesOf(readEntries(file())).filter(({ internal }) => !internal);

test('an app is captured from its first line where only NODE_OPTIONS is passed on', async () => {
  const strict = `exec env -u ELECTROSCOPE_LINK "${electronExecutable()}" "${attachable}"`;
  expect(await record('sh', '-c', strict).closed).toBe(0);
  expect(targetsOf(readEntries(file()))[0]?.attachedAt).toBeUndefined();
  expect(ownTraffic()[0]).toMatchObject({ channel: 'early:note', args: [1] });
});

test('an app is attached to where the command has replaced NODE_OPTIONS, and the cause is named', async () => {
  const replacing = `NODE_OPTIONS=--no-deprecation exec "${electronExecutable()}" "${attachable}"`;
  expect(await record('sh', '-c', replacing).closed).toBe(0);
  expect(run?.output.stderr).toContain('because the command has replaced NODE_OPTIONS with “--no-deprecation”');
  expect(run?.output.stderr).toContain('attached to by its process id');
  expect(run?.output.stderr).not.toContain('is attached to process');
  expect(targetsOf(readEntries(file()))[0]?.attachedAt).toBeDefined();
  expect(ownTraffic().length).toBeGreaterThan(0);
});

test.describe('a launcher of a packaged app', () => {
  let launcher = '';
  test.beforeEach(async () => {
    const executable = await packageApp(attachable, join(folder, 'build'), { name: 'attach-able' });
    launcher = join(folder, 'launcher');
    writeFileSync(launcher, `#!/bin/sh\nexec "${executable}" "$@"\n`);
    chmodSync(launcher, 0o755);
  });

  test('is told what to do instead, which works', async () => {
    const refused = await runCommand(folder, 'record', launcher);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`use: electroscope run -- ${launcher}`);
    expect(await record(launcher).closed).toBe(0);
    expect(run?.output.stderr).toContain('because it is packaged, and packaged apps ignore NODE_OPTIONS');
    expect(ownTraffic().length).toBeGreaterThan(0);
  });

  test('the window offers to attach to what it has started', async () => {
    const inspector = await Inspector.open('run', '--', launcher);
    const attach = inspector.page.getByRole('button', { name: 'Attach to it' });
    await expect(attach).toBeVisible({ timeout: 30_000 });
    await expect(inspector.page.getByText('packaged apps ignore NODE_OPTIONS')).toBeVisible();
    await attach.click();
    await expect(inspector.rows.first()).toBeVisible();
    await inspector.close();
  });
});

test('ELECTRON_RUN_AS_NODE is named where it keeps Electron from starting', async () => {
  const run = startCommand(
    folder,
    { variables: { ELECTRON_RUN_AS_NODE: '1' } },
    ...['record', '--', electronExecutable(), attachable],
  );
  expect(await run.closed).not.toBe(0);
  expect(run.output.stderr).toContain('ELECTRON_RUN_AS_NODE is set');
  // What it printed has been passed on, and is not repeated.
  expect(run.output.stderr.split('Cannot find module').length).toBeLessThanOrEqual(2);
});

test('what a command says of a relaunch never leads to an app that it has not started', async () => {
  const other = PlainApp.start([attachable]);
  try {
    await other.waitForOutput('ready');
    const hostile = join(projectRoot, 'test', 'fixtures', 'hostileRelaunch.mjs');
    const run = startCommand(folder, 'record', '-o', file(), '--', process.execPath, hostile, electronExecutable());
    await expect.poll(() => run.output.stdout).toContain('told');
    // It is still looked for when the command has ended.
    await expect.poll(() => readFileSync(file(), 'utf8')).toContain('targetEnd');
    await expect.poll(() => run.output.stderr, { timeout: 60_000 }).toContain('Ended because');
    expect(targetsOf(readEntries(file())).map(({ name }) => name)).toEqual(['hostile']);
    expect(isAlive(other.pid)).toBe(true);
    expect(other.output).not.toContain('Debugger');
  } finally {
    await other.stop();
  }
});
