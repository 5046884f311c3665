/**
 * Runs the window's Electron. This process outlives it, and ends apps that it started and left behind. The inspector quits when
 * this process is gone.
 */

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../base/userError';
import { withoutNodeMode } from '../targets/launchTarget';
import { ForeignGroups, type GroupEvent } from '../targets/processGroup';
import { usableInput } from '../targets/standardInput';
import { interruption, secondCtrlC } from './interruption';

/** Longer than the inspector waits for its targets. */
const MAX_QUIT_MS = 15_000;
/** The last messages of the inspector are read within milliseconds of its end. */
const LAST_NEWS_MS = 1000;

/**
 * @param leavesApps whether launched apps keep running when it has ended
 * @returns the exit code
 * @throws UserError if it can't be started
 */
export async function runInspector(executable: string, args: readonly string[], leavesApps: boolean): Promise<number> {
  const child = spawn(executable, args, {
    stdio: [usableInput(), 'inherit', 'inherit', 'ipc'],
    env: withoutNodeMode(process.env),
    // Signals to the group of this process do not reach it: a second one, or one to its GPU process, would end it at once.
    detached: process.platform !== 'win32',
  });
  const groups = new ForeignGroups();
  child.on('message', (news) => groups.take(news as GroupEvent));
  interruption().addEventListener('abort', () => {
    // It fails if the inspector has ended meanwhile.
    child.send('quit', () => {});
    setTimeout(() => child.kill('SIGKILL'), MAX_QUIT_MS).unref();
  });
  const hurry = secondCtrlC();
  hurry.addEventListener('abort', () => child.kill('SIGKILL'));
  const noMoreNews = new Promise((resolve) => child.once('disconnect', resolve));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', (error) => {
      reject(
        new UserError('electron-missing', `${executable} can’t be started: ${error.message}.`, 'Reinstall Electron.'),
      );
    });
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
  await Promise.race([noMoreNews, sleep(LAST_NEWS_MS, undefined, { ref: false })]);
  if (!leavesApps) await groups.end(hurry);
  return hurry.aborted ? 128 + constants.signals.SIGINT : code;
}
