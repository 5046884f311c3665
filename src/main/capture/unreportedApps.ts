/** Finds Electron apps below a command that do not report, because the agent did not get into them. */

import { Emitter } from '../../shared/base/emitter';
import type { StartHelp } from '../../shared/session/captureState';
import { UserError } from '../base/userError';
import { AttachedTarget } from '../targets/attachTarget';
import { processesBelow } from '../targets/processes/descendants';
import type { ProcessInfo } from '../targets/processes/processList';
import { appName, mainProcesses } from '../targets/processes/runningApps';
import { unreportedCause } from '../targets/unreportedCause';
import type { Watch } from './watch';

export interface UnreportedSettings {
  readonly agentFile: string;
  readonly hookFile: string;
  /** Whether to attach to them by process id. Otherwise the user is asked. */
  readonly attaches: boolean;
}

const LOOK_EVERY_MS = 1000;
/** An app that lets the agent in reports before its first line, some tenths of a second after its start. */
const REPORT_MS = 5000;

export class UnreportedApps {
  /** The help about the start has changed. */
  readonly onChange = new Emitter();
  readonly onNotice = new Emitter<UserError>();
  /** When each app was seen first, by process id. */
  private readonly seen = new Map<number, number>();
  private readonly told = new Set<number>();

  constructor(
    private readonly watch: Watch,
    private readonly settings: UnreportedSettings,
  ) {}

  /**
   * Looks for such apps until the command has ended.
   *
   * @param root process id of the command
   * @returns a function that stops it
   */
  start(root: number): () => void {
    let isLooking = false;
    const timer = setInterval(() => {
      const { phase } = this.watch;
      if (isLooking || (phase !== 'starting' && phase !== 'waiting')) return;
      isLooking = true;
      void this.look(root).finally(() => {
        isLooking = false;
      });
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }

  private async look(root: number): Promise<void> {
    const found = await mainProcesses(await processesBelow(root)).catch(() => []);
    for (const info of found) {
      const since = this.seen.get(info.pid) ?? Date.now();
      this.seen.set(info.pid, since);
      if (Date.now() - since < REPORT_MS || this.told.has(info.pid) || this.watch.apps.size > 0) continue;
      this.told.add(info.pid);
      await this.tell(info);
    }
    const { help } = this.watch;
    if (help?.pid === undefined || found.some(({ pid }) => pid === help.pid)) return;
    this.watch.help = undefined;
    this.onChange.emit();
  }

  private async tell(info: ProcessInfo): Promise<void> {
    const [name, cause] = await Promise.all([appName(info), unreportedCause(info, this.settings.hookFile)]);
    const text = `${name} (process ${info.pid}) runs, but the agent did not get into it, because ${cause}.`;
    const help: StartHelp = { text, pid: info.pid };
    this.watch.help = help;
    if (this.settings.attaches) {
      const remedy = 'It is attached to by its process id now; what it sent before is not recorded.';
      this.onNotice.emit(new UserError('no-agent', text, remedy));
      await this.attach(info);
      return;
    }
    this.onChange.emit();
  }

  private async attach({ pid }: ProcessInfo): Promise<void> {
    const { address } = this.watch;
    if (address === undefined) return;
    try {
      const app = await AttachedTarget.find({ target: `pid:${pid}` }, this.settings.agentFile);
      if (app.hasOpenedInspector) this.watch.openedInspectors.add(app.pid);
      await app.inject(address);
    } catch (error) {
      this.onNotice.emit(asNotice(pid, error));
    }
  }
}

/** The recording goes on after any error. */
function asNotice(pid: number, error: unknown): UserError {
  if (error instanceof UserError) return error;
  return new UserError(
    'attach-failed',
    `Process ${pid} can’t be attached to: ${error instanceof Error ? error.message : String(error)}.`,
    'Give the app itself: electroscope <app>.',
  );
}
