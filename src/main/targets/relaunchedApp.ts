/**
 * Finds an app again that has started itself anew (`app.relaunch`) without the agent: a packaged one, which must not wait
 * for an inspector that may be gone by then. The new process is the one that was not there before, of the same executable.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { LinkAddress } from '../../shared/link/handshake';
import { UserError } from '../userError';
import { AttachedTarget } from './attachTarget';
import { listProcesses, processRole } from './processes/processList';

const LOOK_STEP_MS = 50;

export class RelaunchedApp {
  private constructor(
    private readonly executable: string,
    private readonly agentFile: string,
    private readonly before: Promise<ReadonlySet<number>>,
  ) {}

  /**
   * To be called while the app still runs.
   *
   * @param executable what will be started
   */
  static expect(executable: string, agentFile: string): RelaunchedApp {
    const before = mainProcesses(executable).catch(() => []);
    return new RelaunchedApp(
      executable,
      agentFile,
      before.then((pids) => new Set(pids)),
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
      const pid = (await mainProcesses(this.executable)).find((found) => !before.has(found));
      if (pid !== undefined && (await this.letIn(pid, address))) return true;
      await sleep(LOOK_STEP_MS);
    }
    return false;
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

async function mainProcesses(executable: string): Promise<number[]> {
  const processes = await listProcesses();
  return processes
    .filter((info) => info.executable === executable && processRole(info.args) === undefined)
    .map(({ pid }) => pid);
}
