/** What apps and commands read and print, and how they end: as without Electroscope. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { TargetEntry } from '../../src/shared/journal/entries';
import { readEntries, targetsOf } from '../support/captureFile';
import { type CommandRun, startCommand } from '../support/commandLine';
import { linux, posix, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { electronExecutable, testApps } from '../support/paths';
import { isAlive } from '../support/processes';

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-output-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.describe('an app that prints goes on when', () => {
  test.skip(...unless(linux, 'it looks for processes in /proc'));
  const printing = join(testApps, 'printing');
  let journal = '';
  test.beforeEach(() => {
    journal = join(folder, 'journal.txt');
    process.env.PRINTING_JOURNAL = journal;
  });
  test.afterEach(() => {
    delete process.env.PRINTING_JOURNAL;
    const pid = appPid();
    if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGKILL');
  });

  const noted = () => (existsSync(journal) ? readFileSync(journal, 'utf8') : '');
  const ticks = () => noted().split('tick ').length - 1;
  const appPid = () => Number(/pid (\d+)/.exec(noted())?.[1] ?? 0);

  /** More than pipes hold is printed after this. */
  async function printsOn(): Promise<void> {
    const before = ticks();
    await expect.poll(ticks, { timeout: 30_000 }).toBeGreaterThan(before + 40);
    expect(noted()).not.toContain('uncaught');
    expect(noted().split('window')).toHaveLength(2);
    expect(isAlive(appPid())).toBe(true);
  }

  for (const args of [[], ['--', '--notes-errors']]) {
    const how = args.length === 0 ? '' : ', and notes its errors';
    test(`the inspector is closed and leaves it running${how}`, async () => {
      const inspector = await Inspector.open(printing, '--keep-running', ...args);
      await expect(inspector.rows.first()).toBeVisible();
      await expect.poll(ticks).toBeGreaterThan(3);
      await inspector.quit();
      await printsOn();
      inspector.removeData();
    });
  }

  test('the inspector is killed', async () => {
    const inspector = await Inspector.open(printing, '--', '--notes-errors');
    await expect(inspector.rows.first()).toBeVisible();
    const own = inspector.app.process().pid ?? 0;
    process.kill(own, 'SIGKILL');
    await expect.poll(() => isAlive(own)).toBe(false);
    await printsOn();
    inspector.removeData();
  });

  test('record is killed', async () => {
    const electron = electronExecutable();
    const run = startCommand(folder, 'record', '--electron', electron, printing, '--', '--notes-errors');
    await expect.poll(ticks, { timeout: 30_000 }).toBeGreaterThan(3);
    run.child.kill('SIGKILL');
    await run.closed;
    await printsOn();
  });

  test('a command that started it, and what watched that, are killed', async () => {
    const run = startCommand(folder, 'record', '--', electronExecutable(), printing, '--notes-errors');
    await expect.poll(ticks, { timeout: 30_000 }).toBeGreaterThan(3);
    run.child.kill('SIGKILL');
    await run.closed;
    await printsOn();
  });
});

test('a live capture that is saved has what the app printed until then', async () => {
  const inspector = await Inspector.open(join(testApps, 'speaks'), '--', '--end=never');
  await expect.poll(() => inspector.journalLines().join('\n')).toContain('error of main');
  // Keys are heard once the page is there, and there is something to save.
  await expect(inspector.rows.first()).toBeVisible();
  const saved = join(folder, 'saved.escope');
  await inspector.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, saved);
  await inspector.page.keyboard.press('Control+s');
  const question = inspector.page.getByRole('dialog', { name: 'Save the capture' });
  await question.getByRole('button', { name: /^Save/ }).click();
  await expect.poll(() => existsSync(saved)).toBe(true);
  const printed = readEntries(saved).filter((entry) => entry.type === 'output');
  expect(printed).toContainEqual(expect.objectContaining({ stream: 'stdout', text: 'told by main' }));
  expect(printed).toContainEqual(expect.objectContaining({ stream: 'stderr', text: 'error of main' }));
  await inspector.close();
});

test.describe('record', () => {
  const electron = () => electronExecutable();
  const app = (name: string) => join(testApps, name);
  const stdio = 'speaks';

  test('passes on what an app prints, its errors as errors, and how it ended', async () => {
    const run = startCommand(folder, 'record', '--electron', electron(), app(stdio), '--', '--end=3');
    expect(await run.closed).toBe(3);
    expect(run.output.stdout).toBe('told by main\n');
    expect(run.output.stderr).toContain('error of main\n');
    expect(run.output.stderr).toContain('ended with exit code 3');
  });

  test('keeps what an app prints in the capture, which shows it when it is opened', async () => {
    const capture = join(folder, 'run.escope');
    const args = ['-o', capture, '--electron', electron(), app(stdio), '--', '--end=SIGKILL'];
    const run = startCommand(folder, 'record', ...args);
    expect(await run.closed).toBe(137);
    expect(run.output.stdout).toBe('told by main\n');
    const entries = readEntries(capture);
    const { pid } = targetsOf(entries)[0] as TargetEntry;
    const output = entries.filter((entry) => entry.type === 'output');
    const printed = (stream: string) => output.filter((entry) => entry.stream === stream).map(({ text }) => text);
    expect(printed('stdout')).toEqual(['told by main']);
    expect(printed('stderr')).toContain('error of main');
    // Exactly what was passed on, in its order; the rest is what record says itself.
    const stderr = run.output.stderr.split('\n');
    expect(stderr.filter((line) => printed('stderr').includes(line))).toEqual(printed('stderr'));
    expect(new Set(output.map((entry) => entry.pid))).toEqual(new Set([pid]));

    const inspector = await Inspector.open('--open', capture);
    await expect(inspector.rows.first()).toBeVisible();
    const button = inspector.page.getByRole('button', {
      name: /^Output of the app: \d+ new lines? on standard error$/,
    });
    await button.click();
    const line = (text: string) => inspector.page.getByRole('log').locator('[data-stream]', { hasText: text });
    await expect(line('told by main')).toHaveAttribute('data-stream', 'stdout');
    await expect(line('error of main')).toHaveAttribute('data-stream', 'stderr');
    await inspector.close();
  });

  test('keeps no output with --no-output, and passes it on', async () => {
    const capture = join(folder, 'run.escope');
    const args = ['--no-output', '-o', capture, '--electron', electron(), app(stdio), '--', '--end=0'];
    const run = startCommand(folder, 'record', ...args);
    expect(await run.closed).toBe(0);
    expect(run.output.stdout).toBe('told by main\n');
    expect(readFileSync(capture, 'utf8')).not.toContain('told by main');
  });

  test('tells of a signal as a shell does', async () => {
    test.skip(...unless(posix, 'a signal ends the app'));
    const launched = startCommand(folder, 'record', '--electron', electron(), app(stdio), '--', '--end=SIGKILL');
    expect(await launched.closed).toBe(137);
    const command = startCommand(folder, 'record', '--', electron(), app(stdio), '--end=SIGKILL');
    expect(await command.closed).toBe(137);
    const script = startCommand(folder, 'record', '--', 'sh', '-c', 'exit 9');
    expect(await script.closed).toBe(9);
    expect(script.output.stderr).toContain('ended with exit code 9 before an Electron app that it started reported');
  });

  test('ends with 0 where a limit ended the app', async () => {
    const limited = startCommand(
      folder,
      'record',
      '--max',
      '1',
      '--electron',
      electron(),
      app(stdio),
      '--',
      '--end=never',
    );
    expect(await limited.closed).toBe(0);
    expect(limited.output.stderr).toContain('there are 1 messages');
  });

  test('fails where nobody has reported that --fail-on could judge', async () => {
    test.skip(...unless(posix, 'it starts a shell'));
    const run = startCommand(folder, 'record', '--fail-on', 'is:error', '--', 'sh', '-c', 'sleep 60');
    await expect.poll(() => run.output.stderr).toContain('Recording to');
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(1);
    expect(run.output.stderr).toContain('--fail-on');
    expect(run.output.stderr).toContain('No Electron app has reported');
  });

  test('counts --for from the first report', async () => {
    test.skip(...unless(posix, 'it starts a shell'));
    const script = `sleep 3; exec "${electron()}" "${app(stdio)}" --end=never`;
    const run = startCommand(folder, 'record', '--for', '1s', '-o', 'run.escope', '--', 'sh', '-c', script);
    expect(await run.closed).toBe(0);
    expect(run.output.stderr).toContain('its time is over');
    // Counted from the start, the time would have been over before the app was there.
    expect(readFileSync(join(folder, 'run.escope'), 'utf8')).toContain('"type":"target"');
  });

  for (const way of ['an app', 'a command']) {
    test(`lets ${way} read what it could read itself`, async () => {
      const args = way === 'an app' ? ['--electron', electron(), app(stdio), '--'] : ['--', electron(), app(stdio)];
      const run: CommandRun = startCommand(folder, { stdin: 'pipe' }, 'record', ...args, '--end=input');
      await expect.poll(() => run.output.stdout, { timeout: 30_000 }).toContain('told by main');
      run.child.stdin?.write('rs\n');
      await expect.poll(() => run.output.stdout, { timeout: 30_000 }).toContain('read rs');
      run.child.stdin?.end();
      expect(await run.closed).toBe(4);
    });
  }
});
