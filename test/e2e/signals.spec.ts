/** Whatever ends a command, it leaves nothing behind: no process, no socket, no file that only serves while it runs. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { checkoutProgram, runCommand } from '../support/commandLine';
import { linux, unless } from '../support/conditions';
import { electronExecutable, testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';
import { children, isAlive, livingBelow, livingDescendants } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

test.describe.configure({ mode: 'parallel' });

let folder = '';
let started: ChildProcess | undefined;
/** Shown where a command does not start. */
let printed = '';
test.beforeEach(() => {
  started = undefined;
  folder = mkdtempSync(join(tmpdir(), 'electroscope-signals-'));
  for (const name of ['tmp', 'run']) mkdirSync(join(folder, name), { mode: 0o700 });
});
test.afterEach(() => {
  if (started?.pid !== undefined) for (const pid of livingBelow(started.pid)) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
});

interface Started {
  /** The command-line program. */
  readonly command: number;
  /** What was started: the same, or the program above it. */
  readonly parent: number;
}

const app = (name: string) => [join(testApps, name), '--electron', electronExecutable()];
const SESSIONS = join('data', 'sessions');
const PLAYED = 'played.escope';
const speaks = [...app('speaks'), '--', '--end=never'];
const record = ['record', '-o', 'out.escope', ...speaks];
const recordRun = ['record', '-o', 'out.escope', '--', electronExecutable(), join(testApps, 'speaks'), '--end=never'];
const run = ['run', '--', electronExecutable(), join(testApps, 'speaks'), '--end=never'];
const replay = ['replay', PLAYED, ...app('answers'), '--speed', '0.001x', '--no-redact'];

const send = (signal: NodeJS.Signals, times: number, pid: number) => {
  for (let i = 0; i < times; i++) process.kill(pid, signal);
};

type How = 'direct' | 'below npx' | 'by npx';

const SIGNALS: readonly [name: string, signal: NodeJS.Signals, times: number][] = [
  ['a SIGTERM', 'SIGTERM', 1],
  ['three SIGTERM', 'SIGTERM', 3],
  ['a SIGINT', 'SIGINT', 1],
  ['a SIGHUP', 'SIGHUP', 1],
];

/** `--repeat-each 20` shows that it is so each time. */
for (const how of ['direct', 'by npx'] as const) {
  for (const [name, signal, times] of SIGNALS) {
    for (const to of ['process', 'group'] as const) {
      // npx ignores it, as a terminal sends it to the whole group.
      if (how === 'by npx' && signal === 'SIGINT' && to === 'process') continue;
      test(`window, started ${how}: ${name} to the ${to}`, async () => {
        const { parent } = await start(how, speaks);
        send(signal, times, to === 'group' ? -parent : parent);
        await expectNoProcess();
        expect(leftFiles()).toEqual([]);
      });
    }
  }
}

/** `below npx` starts a command below a program which runs it in a shell, and which does not pass signals on. */
const CASES: readonly [what: string, how: How, args: readonly string[], end: (started: Started) => void][] = [
  ['window: the command-line program is killed', 'direct', speaks, ({ command }) => send('SIGKILL', 1, command)],
  ['window: the parent is killed', 'below npx', speaks, ({ parent }) => send('SIGKILL', 1, parent)],
  ['window: a signal to everything below npx', 'below npx', speaks, ({ parent }) => send('SIGTERM', 2, -parent)],
  ['run: three SIGTERM to the group', 'direct', run, ({ command }) => send('SIGTERM', 3, -command)],
  ['record: three SIGTERM to the group', 'direct', record, ({ command }) => send('SIGTERM', 3, -command)],
  ['record: SIGHUP', 'direct', record, ({ command }) => send('SIGHUP', 1, command)],
  ['record: the parent is killed', 'below npx', record, ({ parent }) => send('SIGKILL', 1, parent)],
  ['record --: the parent is killed', 'below npx', recordRun, ({ parent }) => send('SIGKILL', 1, parent)],
  ['replay: the parent is killed', 'below npx', replay, ({ parent }) => send('SIGKILL', 1, parent)],
  ['replay: three SIGINT to the group', 'direct', replay, ({ command }) => send('SIGINT', 3, -command)],
];

for (const [what, how, args, end] of CASES) {
  test(what, async () => {
    if (args === replay) await recordAnswers();
    end(await start(how, args));
    await expectNoProcess();
    expect(leftFiles()).toEqual([]);
  });
}

test('window: an inspector that is killed leaves its journal for the next start, and no process', async () => {
  const { command } = await start('direct', speaks);
  send('SIGKILL', 1, onlyChild(command));
  await expectNoProcess();
  expect(leftFiles().some((name) => name.endsWith('.live'))).toBe(true);
});

test('window: a second Ctrl-C ends an inspector that hangs, and its app, at once', async () => {
  const { command } = await start('direct', speaks);
  process.kill(onlyChild(command), 'SIGSTOP');
  // Without the second, the inspector has 15 s.
  const pressAgain = () => {
    if (isAlive(command)) send('SIGINT', 1, command);
    return isAlive(command);
  };
  await expect.poll(pressAgain, { timeout: 10_000 }).toBe(false);
  await expectNoProcess();
});

test('window: an app that is to run on does, also when the inspector is killed', async () => {
  const { command } = await start('direct', ['--keep-running', ...speaks]);
  const target = Number(/"type":"target".*?"pid":(\d+)/.exec(journal())?.[1]);
  send('SIGKILL', 1, onlyChild(command));
  await expect.poll(() => isAlive(command)).toBe(false);
  expect(isAlive(target)).toBe(true);
});

test('window: a helper that has outlived its app ends with the window', async () => {
  const { command } = await start('direct', [...app('speaks'), '--', '--end=0', '--helper']);
  await expect.poll(journal).toContain('"type":"targetEnd"');
  const helper = Number(/"text":"helper (\d+)"/.exec(journal())?.[1]);
  expect(isAlive(helper)).toBe(true);
  send('SIGTERM', 1, command);
  await expect.poll(() => isAlive(command)).toBe(false);
  expect(isAlive(helper)).toBe(false);
});

test('window: an app that it was attached to runs on when the inspector is killed', async () => {
  const attached = PlainApp.start(['--inspect=0', join(testApps, 'attachable')]);
  try {
    const { command } = await start('direct', ['--attach', String(await attached.inspectorPort())]);
    send('SIGKILL', 1, onlyChild(command));
    await expectNoProcess();
    expect(isAlive(attached.pid)).toBe(true);
  } finally {
    await attached.stop();
  }
});

/** Resolves once the app reports. */
async function start(how: How, args: readonly string[]): Promise<Started> {
  const [program = '', ...words] = commandLine(how, args);
  // A group of its own, as a shell makes one for each command.
  started = spawn(program, words, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ELECTROSCOPE_DATA_DIR: join(folder, 'data'),
      TMPDIR: join(folder, 'tmp'),
      XDG_RUNTIME_DIR: join(folder, 'run'),
    },
  });
  printed = '';
  for (const stream of [started.stdout, started.stderr]) stream?.on('data', (text) => (printed += text));
  await expect
    .poll(() => `${journal()}${isAlive(started?.pid ?? 0) ? '' : printed}`, { timeout: 60_000 })
    .toContain('"type":"target"');
  const parent = started.pid ?? 0;
  livingBelow(parent);
  return { parent, command: how === 'direct' ? parent : onlyChild(onlyChild(parent)) };
}

function commandLine(how: How, args: readonly string[]): string[] {
  const command = [process.execPath, checkoutProgram, ...args];
  if (how === 'direct') return command;
  if (how === 'below npx') return [process.execPath, '-e', NPX, ...command];
  // npx runs what a project has installed.
  const programs = join(folder, 'node_modules', '.bin');
  mkdirSync(programs, { recursive: true });
  symlinkSync(checkoutProgram, join(programs, 'electroscope'));
  return ['npx', '--no', '--', 'electroscope', ...args];
}

/** Runs the command that it is given in a shell, which waits for it. */
const NPX = `require('child_process').spawn('/bin/sh', ['-c', '"$@"; exit $?', 'sh', ...process.argv.slice(1)], { stdio: 'inherit' })`;

function onlyChild(pid: number): number {
  return children(pid)[0] ?? 0;
}

async function recordAnswers(): Promise<void> {
  const { code, stderr } = await runCommand(
    folder,
    ...['record', '-o', PLAYED, '--no-redact', ...app('answers'), '--', '--calls'],
  );
  expect(code, stderr).toBe(0);
}

/** What is captured, wherever it is. */
function journal(): string {
  const replays = entries('tmp').filter((path) => path.startsWith('tmp/electroscope-replay-'));
  const paths = ['', SESSIONS, ...replays]
    .flatMap(entries)
    .filter((path) => path.endsWith('.escope') && path !== PLAYED);
  return paths.map((path) => readFileSync(join(folder, path), 'utf8')).join('');
}

/** Those that only serve while something runs. */
function leftFiles(): string[] {
  const published = entries('run')
    .filter((path) => path.startsWith('run/electroscope'))
    .flatMap(entries);
  const temporary = entries('tmp').filter((path) => /^tmp\/electroscope-[a-z]+-\d+\./.test(path));
  // Chromium has locks in its profile.
  const locks = entries('data')
    .flatMap((path) => [path, ...(path.includes('chromium-') ? entries(path) : [])])
    .filter((path) => /Singleton|electroscope\.pid$/.test(path));
  const live = ['', SESSIONS].flatMap(entries).filter((path) => path.endsWith('.live'));
  return [...published, ...temporary, ...locks, ...live];
}

/** @returns the paths below the test's folder of what lies in a folder */
function entries(path: string): string[] {
  const place = join(folder, path);
  return existsSync(place) ? readdirSync(place).map((name) => join(path, name)) : [];
}

async function expectNoProcess(): Promise<void> {
  await expect.poll(() => livingDescendants(started?.pid)).toBe(0);
}
