import { afterEach, expect, test, vi } from 'vitest';
import { LaunchedProcess } from '../../../src/main/targets/launchedProcess';

afterEach(() => {
  vi.restoreAllMocks();
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

test.runIf(process.platform !== 'win32')('what outlived a process is ended with its group', async () => {
  const launched = await ended();
  const signals = watchSignals(false);
  await launched.stop();
  expect(signals).toEqual([[-(launched.pid ?? 0), 'SIGKILL']]);
});

test.runIf(process.platform !== 'win32')('a number that was given to another process is not signalled', async () => {
  const launched = await ended();
  const signals = watchSignals(true);
  await launched.stop();
  expect(signals).toEqual([]);
});
