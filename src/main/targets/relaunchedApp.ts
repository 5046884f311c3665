/**
 * Finds an app again that has started itself again (`app.relaunch`) without the agent: a packaged one, which must not wait
 * for an inspector that may be gone by then. What an app says of itself is not trusted: only a process counts that was started by what was started here. It
 * is of the executable that was named, and has begun since; where the system does not tell when, it was not there before.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { LinkAddress } from '../../shared/link/handshake';
import { pathKey } from '../base/samePath';
import { UserError } from '../base/userError';
import { AttachedTarget } from './attachTarget';
import { below } from './processes/descendants';
import { listProcesses, type ProcessInfo, processRole } from './processes/processList';

/** A look takes Windows a second. */
const LOOK_STEP_MS = process.platform === 'win32' ? 500 : 50;
/** When a process began is known to some hundredths of a second. */
const CLOCK_ERROR_MS = 100;

/** What was started here, of which the app is a part. */
export interface RelaunchRoot {
  readonly pid: number;
  readonly executable: string;
}

export class RelaunchedApp {
  private constructor(
    private readonly root: RelaunchRoot,
    private readonly executable: string,
    private readonly agentFile: string,
    private readonly oldPid: number,
    private readonly sinceMs: number,
    private readonly before: Promise<ReadonlySet<number>>,
  ) {}

  /**
   * To be called while the app still runs.
   *
   * @param executable what will be started
   * @param app its process id, and when it asked for being started again, in milliseconds since the epoch
   */
  static expect(
    root: RelaunchRoot,
    executable: string,
    agentFile: string,
    app: { readonly pid: number; readonly atMs: number },
  ): RelaunchedApp {
    const before = startedBy(root, executable).catch(() => []);
    return new RelaunchedApp(
      root,
      executable,
      agentFile,
      app.pid,
      app.atMs - CLOCK_ERROR_MS,
      before.then((processes) => new Set(processes.map((known) => known.pid))),
    );
  }

  /**
   * Lets the agent into the new process; it then connects by itself.
   *
   * @returns false if there is none, or it does not let the agent in, until the signal says that it is enough
   */
  async attach(address: LinkAddress, enough: AbortSignal): Promise<boolean> {
    const before = await this.before;
    while (!enough.aborted) {
      const found = (await startedBy(this.root, this.executable)).find((info) => this.isNew(info, before));
      if (found !== undefined && (await this.letIn(found.pid, address))) return true;
      await sleep(LOOK_STEP_MS);
    }
    return false;
  }

  private isNew({ pid, startedAtMs }: ProcessInfo, before: ReadonlySet<number>): boolean {
    if (pid === this.oldPid) return false;
    return startedAtMs === undefined ? !before.has(pid) : startedAtMs >= this.sinceMs;
  }

  private async letIn(pid: number, address: LinkAddress): Promise<boolean> {
    try {
      const found = await AttachedTarget.find({ target: `pid:${pid}` }, this.agentFile);
      await found.inject(address);
      return true;
    } catch (error) {
      // It has only just begun, and takes no signal yet.
      if (error instanceof UserError) return false;
      throw error;
    }
  }
}

/** Main processes of an executable that what was started here has started. */
async function startedBy(root: RelaunchRoot, executable: string): Promise<ProcessInfo[]> {
  return relaunchesAmong(await listProcesses(), root, executable);
}

export function relaunchesAmong(
  all: readonly ProcessInfo[],
  root: RelaunchRoot,
  executable: string,
  platform = process.platform,
): ProcessInfo[] {
  const own = new Set(below(root.pid, all));
  const isFile = (path: string, info: ProcessInfo) =>
    info.executable !== undefined && pathKey(info.executable, platform) === pathKey(path, platform);
  // Where the system does not tell sessions, an app that relaunches itself can't be distinguished from another start of it.
  const isOwn = (info: ProcessInfo) => own.has(info) || (info.sessionId === undefined && isFile(root.executable, info));
  return all.filter((info) => processRole(info.args) === undefined && isOwn(info) && isFile(executable, info));
}
