/** Starts an app as `LaunchedTarget` does, but without the agent. */

import { type ChildProcess, spawn } from 'node:child_process';
import type { TargetExit } from '../../../src/main/targets/targetExit';
import { TargetOutput } from '../../../src/main/targets/targetOutput';

export class PlainTarget {
  readonly output = new TargetOutput();
  readonly exited: Promise<TargetExit>;
  private hasExited = false;

  private constructor(private readonly child: ChildProcess) {
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.hasExited = true;
        resolve({ code, signal });
      });
    });
    child.stdout?.on('data', (chunk: Buffer) => this.output.add('stdout', chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.output.add('stderr', chunk));
  }

  static launch(
    electron: string,
    appPath: string,
    preloads: readonly string[],
    variables: NodeJS.ProcessEnv,
  ): PlainTarget {
    const child = spawn(electron, [...preloads.flatMap((file) => ['-r', file]), appPath], {
      env: variables,
      stdio: ['ignore', 'pipe', 'pipe'],
      // As for a target: a process group of its own, which can be ended as a whole.
      detached: process.platform !== 'win32',
    });
    return new PlainTarget(child);
  }

  async stop(): Promise<void> {
    if (this.hasExited) return;
    const { pid } = this.child;
    if (pid !== undefined && process.platform !== 'win32') process.kill(-pid, 'SIGKILL');
    else this.child.kill('SIGKILL');
    await this.exited;
  }
}
