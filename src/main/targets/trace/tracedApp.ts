/** Starts a packaged app into which no agent can be let, and watches it through Electron's own trace. */

import type { Readable, Writable } from 'node:stream';
import { UserError } from '../../base/userError';
import type { AgentConnection } from '../agentServer';
import { LaunchedProcess, type OutputStreams } from '../launchedProcess';
import { InspectorError } from '../nodeInspector/devtoolsCalls';
import { type ProcessStart, type StartedProcess, spawnProcess } from '../spawnProcess';
import { DebuggingPipe } from './debuggingPipe';
import { TraceObserver } from './traceObserver';

const OWN_ARGUMENT = '--remote-debugging-pipe';

export class TracedApp extends LaunchedProcess {
  private traced: TraceObserver | undefined;

  private constructor(name: string, executable: string, started: StartedProcess, streams?: OutputStreams) {
    super(name, executable, started, streams);
  }

  override get observer(): AgentConnection | undefined {
    return this.traced;
  }

  /** What was traced up to now is reported before it ends. */
  override async stop(): Promise<void> {
    await this.traced?.finish();
    await super.stop();
  }

  /**
   * @param electron its version; empty: not known
   * @throws UserError if it can't be started, or does not let itself be traced
   */
  static async launch(
    name: string,
    electron: string,
    start: ProcessStart,
    streams?: OutputStreams,
  ): Promise<TracedApp> {
    const started = await spawnProcess({ ...start, args: [OWN_ARGUMENT, ...start.args], hasPipes: true });
    const app = new TracedApp(name, start.executable, started, streams);
    const { child } = started;
    const [, , , to, from] = child.stdio;
    try {
      const pipe = new DebuggingPipe(to as Writable, from as Readable);
      app.traced = await TraceObserver.start(pipe, { pid: child.pid ?? 0, name, electron });
    } catch (error) {
      await app.stop();
      if (!(error instanceof InspectorError)) throw error;
      throw new UserError(
        'trace-failed',
        `${name} does not let itself be traced: ${error.message}.`,
        'See what it printed, and check that it starts without Electroscope.',
        app.output.lastErrorLines(12),
      );
    }
    return app;
  }
}
