/** Packaged apps: launched through their inspector, before their first line; with fuses in several settings. */

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { listeningPorts } from '../../src/main/targets/processes/listeningPorts';
import { messagesOf, readEntries, targetsOf } from '../support/captureFile';
import { runCommand, startCommand } from '../support/commandLine';
import { electron, linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { packageApp } from '../support/packageApp';
import { demoFolder, testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';
import { isAlive, livingDescendants } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-packaged-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const build = (app: string, options: Parameters<typeof packageApp>[2] = {}) =>
  packageApp(app === 'demo' ? demoFolder : join(testApps, app), join(folder, 'build'), options);

function record(executable: string, ...options: string[]) {
  return startCommand(folder, 'record', executable, '-o', 'run.escope', ...options);
}
/** Empty as long as nothing was started. */
const journal = () => (existsSync(join(folder, 'run.escope')) ? readFileSync(join(folder, 'run.escope'), 'utf8') : '');
const captured = () => readEntries(join(folder, 'run.escope'));

test.describe('a packaged app', () => {
  test('is there from its first line, sees nothing of it, and its inspector is closed', async () => {
    const executable = await build('attachable', { name: 'Attach Able' });
    const run = record(executable, '--', '--own', 'argument');
    await expect.poll(() => run.output.stderr, { timeout: 30_000 }).toContain('Recording to');
    await expect.poll(() => journal(), { timeout: 30_000 }).toMatch(/"type":"message".*"channel":"ready"/);
    const [target] = targetsOf(captured());
    expect(target).toMatchObject({ name: 'Attachable' });
    expect(target?.attachedAt).toBeUndefined();
    await expect.poll(() => listeningPorts(target?.pid ?? 0)).toEqual([]);
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(0);
    await expect.poll(() => isAlive(target?.pid ?? 0)).toBe(false);
    // The very first of them, and before anything else the app sent.
    const messages = messagesOf(captured()).filter(({ internal }) => !internal);
    expect(messages[0]).toMatchObject({ channel: 'early:note', args: [1] });
    expect(messages.filter(({ channel }) => channel === 'ready')).toHaveLength(1);
  });

  test('tells its own output and no other; its arguments are as they were given', async () => {
    const inspector = await Inspector.open(await build('attachable'), '--', '--own', 'argument');
    await inspector.setFilter('channel:early:double');
    await expect(inspector.rows.first()).toBeVisible();
    await inspector.page.getByRole('button', { name: 'Output of the app' }).click();
    const log = inspector.page.getByRole('log');
    await expect(log).toContainText('first line saw {"argv":["--own","argument"],"packaged":true}');
    await expect(log).not.toContainText('Debugger');
    const pid = await inspector.targetPid();
    await inspector.page.getByRole('button', { name: 'Restart the app' }).click();
    await expect.poll(() => inspector.targetPid()).not.toBe(pid);
    await expect(inspector.rows.first()).toBeVisible();
    const second = await inspector.targetPid();
    await inspector.close();
    expect([pid, second].map(isAlive)).toEqual([false, false]);
    expect(inspector.problems).toEqual([]);
  });

  test('can be an ES module; what its imports do is seen as well', async () => {
    test.skip(...unless(electron({ from: 28 }), 'the app is an ES module'));
    const run = record(await build('attachable-esm', { asFolder: true }));
    await expect.poll(journal, { timeout: 30_000 }).toContain('"refused":true');
    await expect.poll(journal).toContain('"kind":"invoke"');
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(0);
    const entries = captured();
    expect(targetsOf(entries)[0]).toMatchObject({ name: 'Attachable ESM' });
    expect(messagesOf(entries).find(({ channel }) => channel === 'first:of-all')).toMatchObject({ kind: 'invoke' });
    // Refused in the first module, before main.js: only an agent that was there by then can know.
    expect(entries).toContainEqual(
      expect.objectContaining({ type: 'channel', channel: 'first:of-all', refused: true }),
    );
  });

  test('the whole tour of the demo is captured', async () => {
    test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
    const run = record(
      await build('demo'),
      '--until',
      'channel=traffic:changed',
      '--for',
      '30s',
      '--',
      '--traffic=off',
    );
    expect(await run.closed).toBe(0);
    expect(messagesOf(captured()).length).toBeGreaterThan(20);
  });

  test('that restarts itself does not wait for a debugger', async () => {
    const executable = await build('relaunching');
    const run = record(executable, '--', `--log=${join(folder, 'starts')}`);
    const starts = () => readFileSync(join(folder, 'starts'), 'utf8').trimEnd().split('\n');
    expect(await run.closed).toBe(0);
    await expect.poll(() => starts().length, { timeout: 20_000 }).toBe(2);
    expect(starts()).toEqual(['first --log', 'second --log']);
  });
});

test.describe('fuses', () => {
  test('of which none concerns the inspector make no difference', async () => {
    const executable = await build('attachable', { fuses: { runAsNode: false, nodeOptions: false, onlyAsar: true } });
    const run = record(executable, '--max', '10');
    expect(await run.closed).toBe(0);
    expect(messagesOf(captured()).length).toBeGreaterThanOrEqual(10);
  });

  test('that switch the inspector off are read first, and said; nothing is started', async () => {
    const executable = await build('attachable', { fuses: { inspector: false } });
    const run = record(executable);
    expect(await run.closed).toBe(1);
    expect(run.output.stderr).toContain('The inspector of packaged-app is switched off in its binary');
    expect(run.output.stderr).toContain('EnableNodeCliInspectArguments');
    expect(run.output.stderr).toContain('app.asar');
    expect(livingDescendants(run.child.pid)).toBe(0);
    // What is proposed instead works: its archive, on another Electron.
    const archive = record(join(folder, 'build', 'resources', 'app.asar'), '--max', '10');
    expect(await archive.closed).toBe(0);
  });

  test('keep a running app from being signalled, which would end it', async () => {
    const executable = await build('attachable', { fuses: { inspector: false } });
    const app = PlainApp.start([], { executable });
    await app.waitForOutput('ready');
    const run = await runCommand(folder, 'record', '--attach', `pid:${app.pid}`);
    expect(run.stderr).toContain(`The inspector of process ${app.pid} is switched off in its binary`);
    expect((await runCommand(folder, 'list')).stdout).toMatch(/packaged-app .* – +not: its inspector is switched off/);
    expect(isAlive(app.pid)).toBe(true);
    await app.stop();
  });
});

test.describe('what is no packaged Electron app', () => {
  test('is told, and what to do', async () => {
    const script = join(folder, 'launcher');
    writeFileSync(script, '#!/bin/sh\nexec true\n');
    const foreign = join(folder, 'foreign');
    // The head of a program for 64-bit ARM, with what an Electron is recognised by.
    const head = Buffer.alloc(64);
    head.write('\x7fELF\x02\x01\x01', 'latin1');
    head.writeUInt16LE(2, 16);
    head.writeUInt16LE(0xb7, 18);
    writeFileSync(
      foreign,
      Buffer.concat([
        head,
        Buffer.from('Chrome/130.0 Electron/33.4.11 dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0810110001'),
      ]),
    );
    const old = join(folder, 'old');
    writeFileSync(old, 'Chrome/89.0 Electron/12.2.3 ');
    for (const file of [script, foreign, old]) chmodSync(file, 0o755);
    const cases = [
      [script, 'is not the executable of an Electron app', `electroscope run -- ${script}`],
      [foreign, 'was built for another kind of computer (linux, arm64;', 'Use a build for this kind of computer'],
      [old, 'runs on Electron 12.2.3; Electroscope needs 20 or later', 'newer'],
    ] as const;
    for (const [file, message, remedy] of cases) {
      const run = record(file);
      expect(await run.closed, file).toBe(1);
      expect(run.output.stderr).toContain(message);
      expect(run.output.stderr).toContain(remedy);
    }
  });

  test('an app that ends before its first line, or crashes there, is told with its output', async () => {
    const executable = await build('throws-at-start');
    const run = record(executable);
    await run.closed;
    expect(run.output.stderr).toContain('ended with exit code 1');
    expect(livingDescendants(run.child.pid)).toBe(0);
  });

  test('a second start of an app that allows only one', async () => {
    test.skip(...unless(electron({ from: 21 }), 'the app listens on webContents.ipc'));
    const executable = await build('attachable');
    const first = record(executable, '--', '--single', `--user-data-dir=${folder}/data`);
    await expect.poll(() => journal(), { timeout: 30_000 }).toContain('window:name');
    const second = startCommand(
      folder,
      'record',
      executable,
      '-o',
      'second.escope',
      '--',
      '--single',
      `--user-data-dir=${folder}/data`,
    );
    await second.closed;
    expect(second.output.stderr).toMatch(/another instance is running|If it allows one instance of itself only/);
    first.child.kill('SIGINT');
    expect(await first.closed).toBe(0);
  });
});
