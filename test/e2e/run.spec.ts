/** `electroscope run`: commands that start Electron themselves. */

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { decode } from '../../src/shared/value/decode';
import { messagesOf, readEntries, targetsOf } from '../support/captureFile';
import { type CommandRun, startCommand } from '../support/commandLine';
import { electron, linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { electronExecutable, projectRoot, testApps } from '../support/paths';
import { livingDescendants } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

let folder = '';
let run: CommandRun | undefined;
test.beforeEach(() => {
  // Below the project, so that its packages are found; `out` is never committed.
  folder = mkdtempSync(join(projectRoot, 'out', 'run-test-'));
  process.env.ELECTRON_EXEC_PATH = electronExecutable();
});
test.afterEach(async () => {
  delete process.env.ELECTRON_EXEC_PATH;
  delete process.env.NODE_OPTIONS;
  run?.child.kill('SIGINT');
  await run?.closed;
  run = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function copyApp(name: string): string {
  const app = join(folder, name);
  cpSync(join(testApps, name), app, { recursive: true });
  return app;
}

const file = () => join(folder, 'run.escope');
const journal = () => (existsSync(file()) ? readFileSync(file(), 'utf8') : '');

function record(app: string, ...command: string[]): CommandRun {
  run = startCommand(app, 'record', '-o', file(), '--', ...command);
  return run;
}

/** What the handlers of a channel answered, one a target. */
function results(channel: string): unknown[] {
  return messagesOf(readEntries(file()))
    .filter((message) => message.channel === channel && message.result !== undefined)
    .map(({ result }) => decode(result as never, (text) => Buffer.from(text, 'base64')));
}

test.describe('electroscope run', () => {
  test('electron-vite dev: from the first message on, and again after each restart, in one session', async () => {
    test.skip(...unless(electron({ from: 30 }), 'electron-vite builds ES modules for its Node'));
    const app = copyApp('electron-vite');
    const { output } = record(app, 'npx', 'electron-vite', 'dev', '--watch');
    await expect.poll(journal, { timeout: 60_000 }).toContain('edition 1');
    expect(output.stdout).toContain('starting electron app');
    // What the app itself sees of all this.
    await expect.poll(() => results('dev:environment')).toEqual([{ options: null, link: null }]);

    const main = join(app, 'src', 'main', 'index.js');
    writeFileSync(main, readFileSync(main, 'utf8').replace('edition 1', 'edition 2'));
    await expect.poll(journal, { timeout: 60_000 }).toContain('edition 2');
    const [first, second, ...others] = targetsOf(readEntries(file()));
    expect([first, second].map((target) => target?.name)).toEqual(['Vite Dev App', 'Vite Dev App']);
    expect(first?.pid).not.toBe(second?.pid);
    expect(others).toEqual([]);
    expect(second?.attachedAt).toBeUndefined();
    await expect.poll(() => results('dev:edition')).toEqual(['edition 1', 'edition 2']);
    await expect.poll(() => livingDescendants(run?.child.pid)).toBeGreaterThan(4);
    run?.child.kill('SIGINT');
    expect(await run?.closed).toBe(0);
    await expect.poll(() => livingDescendants(run?.child.pid)).toBe(0);
  });

  test('npm scripts and a watcher: the app reconnects, and Node’s own options are kept', async () => {
    process.env.NODE_OPTIONS = '--max-old-space-size=2048 --no-deprecation';
    const app = copyApp('dev-script');
    record(app, 'npm', 'run', 'dev', '--silent');
    await expect.poll(journal, { timeout: 60_000 }).toContain('edition 1');
    await expect
      .poll(() => results('dev:environment'))
      .toEqual([
        {
          options: '--max-old-space-size=2048 --no-deprecation',
          link: null,
          argv: [app],
          execArgv: [],
          cached: [],
        },
      ]);
    for (const edition of ['edition 2', 'edition 3']) {
      writeFileSync(join(app, 'edition.txt'), edition);
      await expect.poll(journal, { timeout: 30_000 }).toContain(edition);
    }
    expect(targetsOf(readEntries(file())).length).toBeGreaterThanOrEqual(3);
    run?.child.kill('SIGINT');
    expect(await run?.closed).toBe(0);
    await expect.poll(() => livingDescendants(run?.child.pid)).toBe(0);
  });

  test('an override of Module._load that comes after the hook stays in place', async () => {
    const app = copyApp('own-loader');
    process.env.NODE_OPTIONS = `--require ${JSON.stringify(join(app, 'override.cjs'))}`;
    record(app, electronExecutable(), app);
    await expect.poll(journal, { timeout: 60_000 }).toContain('loader:settings');
    await expect.poll(() => results('loader:settings')).toEqual([{ edition: 'virtual', isOwn: true }]);
    run?.child.kill('SIGINT');
    expect(await run?.closed).toBe(0);
  });

  test('nodemon: the app reconnects to the same session each time a file is saved', async () => {
    const app = copyApp('dev-script');
    const { output } = record(
      app,
      'npx',
      'nodemon',
      '--watch',
      'edition.txt',
      '--ext',
      'txt',
      '--exec',
      'electron',
      '.',
    );
    await expect.poll(journal, { timeout: 60_000 }).toContain('edition 1');
    expect(output.stdout).toContain('[nodemon] starting');
    await expect
      .poll(() => results('dev:environment'))
      .toEqual([{ options: null, link: null, argv: ['.'], execArgv: [], cached: [] }]);
    writeFileSync(join(app, 'edition.txt'), 'edition 2');
    await expect.poll(journal, { timeout: 60_000 }).toContain('edition 2');
    const [first, second] = targetsOf(readEntries(file()));
    expect(first?.pid).not.toBe(second?.pid);
    await expect.poll(() => journal()).toContain('{"type":"targetEnd","target":1');
    await expect.poll(() => livingDescendants(run?.child.pid)).toBeGreaterThan(4);
    run?.child.kill('SIGINT');
    expect(await run?.closed).toBe(0);
    await expect.poll(() => livingDescendants(run?.child.pid)).toBe(0);
  });

  test('leaves other Node processes alone, and ends with the command', async () => {
    const app = copyApp('dev-script');
    const { output, closed } = record(app, 'npm', 'start', '--silent');
    await expect.poll(journal, { timeout: 60_000 }).toContain('edition 1');
    // The hook was loaded there, and has changed nothing: only the script and the hook itself are known to Node.
    expect(output.stdout).toContain('say {"loaded":2,"module":"","argv":2,"execArgv":[]}');
    const [target] = targetsOf(readEntries(file()));
    process.kill(target?.pid ?? 0, 'SIGTERM');
    await closed;
    expect(output.stderr).toMatch(/Ended because npm start --silent (ended|was ended)/);
  });

  test('says what it means that no app reported', async () => {
    const { closed, output } = record(folder, process.execPath, '-e', 'console.log("no app"); process.exit(3)');
    expect(await closed).toBe(3);
    expect(output.stdout).toContain('no app');
    expect(output.stderr).toContain('ended with exit code 3 before an Electron app that it started reported');
    expect(output.stderr).toContain('electroscope doctor');
    const quiet = startCommand(folder, 'record', '--', process.execPath, '-e', '');
    expect(await quiet.closed).toBe(1);
    expect(quiet.output.stderr).toContain('what it leaves running in the background is not watched');
    const missing = startCommand(folder, 'record', '--', 'no-such-command-anywhere', 'x');
    expect(await missing.closed).toBe(1);
    expect(missing.output.stderr).toContain('no-such-command-anywhere can’t be started: there is no such program');
  });

  test('the window waits for the next start, and goes on', async () => {
    const app = copyApp('dev-script');
    const inspector = await Inspector.open('run', '--', process.execPath, join(app, 'watch.cjs'));
    const status = inspector.page.getByRole('banner').getByRole('status');
    await expect(status).toContainText('attached', { timeout: 30_000 });
    await inspector.setFilter('channel:dev:edition');
    await expect(inspector.rows).toHaveCount(1);
    const pid = await inspector.targetPid();
    writeFileSync(join(app, 'edition.txt'), 'edition 2');
    await expect(inspector.rows).toHaveCount(2);
    await expect(status).toContainText('attached');
    expect(inspector.journalLines().filter((line) => line.includes('"type":"header"'))).toHaveLength(1);
    await expect.poll(() => inspector.targetPid()).not.toBe(pid);
    await inspector.close();
    expect(inspector.problems).toEqual([]);
  });
});
