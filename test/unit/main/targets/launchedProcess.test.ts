import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { processExists } from '../../../../src/main/base/processExists';
import { sharesSocket } from '../../../../src/main/targets/inheritedSockets';
import { LaunchedProcess } from '../../../../src/main/targets/launchedProcess';
import { whyNotStarted } from '../../../../src/main/targets/spawnProcess';
import { onlyWhere, posix } from '../../../support/conditions';

// Whether one of our sockets gets into a process is a matter of microseconds; inheritedSockets.test.ts has that it is seen.
vi.mock(import('../../../../src/main/targets/inheritedSockets'), async (original) => ({
  ...(await original()),
  sharesSocket: vi.fn(() => false),
}));

// Its helper processes are looked at for sockets as well.
vi.mock('../../../../src/main/targets/outputRelay', async (original) => ({
  ...(await original<typeof import('../../../../src/main/targets/outputRelay')>()),
  OutputRelay: { start: () => undefined },
}));

afterEach(() => {
  vi.restoreAllMocks();
  vi.mocked(sharesSocket).mockReset().mockReturnValue(false);
});

/** Runs a program of one line, until it has ended. */
async function ended(): Promise<LaunchedProcess> {
  const launched = await LaunchedProcess.start('one line', {
    executable: process.execPath,
    args: ['-e', '0'],
    workingDirectory: process.cwd(),
    variables: process.env,
    remedy: 'Install Node.',
  });
  expect(await launched.exited).toEqual({ code: 0, signal: null });
  return launched;
}

/** Nothing is signalled: which number is given to whom is up to the system. */
function watchSignals(isGivenAgain: boolean): (readonly [pid: number, signal: string | number | undefined])[] {
  const signals: (readonly [number, string | number | undefined])[] = [];
  vi.spyOn(process, 'kill').mockImplementation((pid, signal) => {
    if (signal === 0 && !isGivenAgain) throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
    if (signal !== 0) signals.push([pid, signal]);
    return true;
  });
  return signals;
}

test('what outlived a process is ended with its group', onlyWhere(posix, 'processes have groups'), async () => {
  const launched = await ended();
  const signals = watchSignals(false);
  await launched.stop();
  expect(signals).toEqual([[-(launched.pid ?? 0), 'SIGKILL']]);
});

test(
  'a number that was given to another process is not signalled',
  onlyWhere(posix, 'processes have groups'),
  async () => {
    const launched = await ended();
    const signals = watchSignals(true);
    await launched.stop();
    expect(signals).toEqual([]);
  },
);

/** Starts a program that stays, of which the first two are said to have got a socket. @returns which were looked at */
async function startUnlucky(isCommand: boolean): Promise<{ launched: LaunchedProcess; lookedAt: number[] }> {
  const lookedAt: number[] = [];
  vi.mocked(sharesSocket).mockImplementation((pid) => lookedAt.push(pid) <= 2);
  const launched = await LaunchedProcess.start('one that stays', {
    executable: process.execPath,
    args: ['-e', 'setInterval(() => {}, 1000)'],
    workingDirectory: process.cwd(),
    variables: process.env,
    remedy: 'Install Node.',
    isCommand,
  });
  return { launched, lookedAt };
}

test('an app that has got one of our sockets is killed and started again', async () => {
  const { launched, lookedAt } = await startUnlucky(false);
  const [first = 0, second = 0, third = 0] = lookedAt;
  expect(lookedAt).toHaveLength(3);
  expect(launched.pid).toBe(third);
  await expect.poll(() => [first, second, third].map(processExists)).toEqual([false, false, true]);
  await launched.stop();
  expect(processExists(third)).toBe(false);
});

test('a command is started once: it may have done something by then', async () => {
  const { launched, lookedAt } = await startUnlucky(true);
  expect(lookedAt).toEqual([]);
  expect(processExists(launched.pid ?? 0)).toBe(true);
  await launched.stop();
});

/** Tells in a file when it has been asked to end; `SIGWINCH`, which the system delivers after `SIGTERM`, ends it. */
const CHILD = `
  const { appendFileSync } = require('node:fs');
  const [log, name] = process.argv.slice(2);
  process.on('SIGTERM', () => appendFileSync(log, name + ' asked\\n'));
  process.on('SIGWINCH', () => { appendFileSync(log, name + ' ends\\n'); process.exit(); });
  setInterval(() => {}, 1000);
  appendFileSync(log, name + ' runs\\n');
`;

/** Starts a helper as Chromium names them, and another program; ends when both have ended after it was asked to. */
const PARENT = `
  const { spawn } = require('node:child_process');
  const { join } = require('node:path');
  const [log] = process.argv.slice(2);
  const children = [['helper', '--type=gpu-process'], ['program']].map((args) =>
    spawn(process.execPath, [join(__dirname, 'child.js'), log, ...args], { stdio: 'ignore' }));
  let left = children.length;
  for (const child of children) child.once('exit', () => --left === 0 && process.exit());
  process.on('SIGTERM', () => children.forEach((child) => child.kill('SIGWINCH')));
`;

test(
  'what an app has started is asked to end as well, but for Chromium’s helpers',
  onlyWhere(posix, 'processes take signals'),
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'electroscope-test-'));
    const log = join(folder, 'log');
    writeFileSync(log, '');
    writeFileSync(join(folder, 'child.js'), CHILD);
    writeFileSync(join(folder, 'parent.js'), PARENT);
    const launched = await LaunchedProcess.start('parent', {
      executable: process.execPath,
      args: [join(folder, 'parent.js'), log],
      workingDirectory: folder,
      variables: process.env,
      remedy: 'Install Node.',
    });
    const lines = () => readFileSync(log, 'utf8').trim().split('\n').sort();
    await expect.poll(lines).toEqual(['helper runs', 'program runs']);
    await launched.stop();
    expect(await launched.exited).toEqual({ code: 0, signal: null });
    expect(lines()).toEqual(['helper ends', 'helper runs', 'program asked', 'program ends', 'program runs']);
    rmSync(folder, { recursive: true });
  },
);

test.each([
  ['a path that is too long', `/${'a'.repeat(5000)}`, process.cwd()],
  ['a working folder that is a file', process.execPath, process.execPath],
])(
  '%s is reported with what to do',
  onlyWhere(posix, 'errors of spawn have other codes on Windows'),
  async (_what, executable, workingDirectory) => {
    const start = { executable, args: [], workingDirectory, variables: process.env, remedy: 'Check the path.' };
    await expect(LaunchedProcess.start('one', start)).rejects.toMatchObject({
      code: 'launch-failed',
      message: expect.stringContaining('can’t be started'),
      remedy: 'Check the path.',
    });
  },
);

test.each([
  ['win32', 'EINVAL', 'it is a script of the shell; name the .exe that it starts'],
  ['win32', 'EACCES', 'it may have to be run as administrator, or is not a program'],
  ['win32', 'UNKNOWN', 'it is not a program for this computer (win32, x64)'],
  ['darwin', 'Unknown system error -86', 'it is not a program for this computer (darwin, x64)'],
  ['linux', 'EACCES', 'it is not executable'],
  ['linux', 'EINVAL', 'spawn EINVAL'],
])('on %s, %s means that %s', (platform, code, why) => {
  expect(whyNotStarted({ code, message: `spawn ${code}` }, { platform, arch: 'x64' })).toBe(why);
});
