/** An app that runs by itself, as a user started it, without anything of Electroscope. */

import { type ChildProcess, spawn } from 'node:child_process';
import { expect } from 'playwright/test';
import { electronExecutable } from './paths';

export interface PlainStart {
  readonly executable?: string;
  readonly variables?: NodeJS.ProcessEnv;
}

export class PlainApp {
  output = '';
  readonly exited: Promise<number | null>;

  private constructor(readonly child: ChildProcess) {
    const collect = (chunk: Buffer) => {
      this.output += chunk.toString('utf8');
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    this.exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  }

  /** @param args for Electron, before the app and after it */
  static start(
    args: readonly string[],
    { executable = electronExecutable(), variables = {} }: PlainStart = {},
  ): PlainApp {
    const child = spawn(executable, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...variables },
      detached: true,
    });
    return new PlainApp(child);
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error('it was not started');
    return pid;
  }

  async waitForOutput(text: string | RegExp): Promise<void> {
    const pattern = typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text);
    await expect.poll(() => this.output, { timeout: 30_000 }).toEqual(pattern);
  }

  /** The port of its inspector, where it was started with `--inspect=0`. */
  async inspectorPort(): Promise<number> {
    const listening = /Debugger listening on ws:\/\/127\.0\.0\.1:(\d+)\//;
    await this.waitForOutput(listening);
    return Number(listening.exec(this.output)?.[1]);
  }

  /** Ends it with everything it started. */
  async stop(): Promise<void> {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
    await this.exited;
  }
}
