/** Starts an unpackaged app with the agent inside, and ends it again. */

import { type ChildProcess, spawn } from 'node:child_process';
import { LINK_VARIABLE, type LinkAddress } from '../../shared/link/handshake';
import { UserError } from '../userError';
import { type AppLocation, locateApp } from './appPath';
import { findInstalledElectron } from './electronExecutable';
import { TargetOutput } from './targetOutput';

/** What to launch, as the user said it. */
export interface LaunchRequest {
  readonly appPath: string;
  /** Arguments for the app. */
  readonly args: readonly string[];
  readonly workingDirectory: string;
  /** Electron executable to use instead of the app's own. */
  readonly electron?: string;
}

export interface LaunchEnvironment {
  readonly agentFile: string;
  readonly address: LinkAddress;
  /** Electron for apps that have none of their own. */
  readonly fallbackElectron: string | undefined;
  readonly variables: NodeJS.ProcessEnv;
  /** Loaded with `-r` after the agent, before the app. */
  readonly preloads?: readonly string[];
}

export interface TargetExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How long a target may take to end by itself before it is killed. */
const GRACE_MS = 3000;

export class LaunchedTarget {
  readonly output = new TargetOutput();
  /** Resolves when the process has ended. */
  readonly exited: Promise<TargetExit>;
  private hasExited = false;

  private constructor(
    readonly app: AppLocation,
    readonly executable: string,
    private readonly child: ChildProcess,
  ) {
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.hasExited = true;
        resolve({ code, signal });
      });
    });
    child.stdout?.on('data', (chunk: Buffer) => this.output.add('stdout', chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.output.add('stderr', chunk));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /**
   * @throws UserError if the path is no app, or no Electron is found for it, or it can't be started
   */
  static async launch(request: LaunchRequest, environment: LaunchEnvironment): Promise<LaunchedTarget> {
    const app = locateApp(request.appPath, request.workingDirectory);
    const executable = chooseElectron(request, app, environment);
    const preloads = [environment.agentFile, ...(environment.preloads ?? [])].flatMap((file) => ['-r', file]);
    const child = spawn(executable, [...preloads, app.path, ...request.args], {
      cwd: request.workingDirectory,
      env: targetVariables(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that it can be ended with everything it started.
      detached: process.platform !== 'win32',
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) => {
        reject(
          new UserError(
            'launch-failed',
            `${executable} can’t be started: ${error.message}.`,
            'Check that it is an Electron executable.',
          ),
        );
      });
    });
    return new LaunchedTarget(app, executable, child);
  }

  /** Asks the target to end, and makes it. Resolves when it and the processes it started are gone. */
  async stop(): Promise<void> {
    if (!this.hasExited) {
      this.signal('SIGTERM');
      const timer = setTimeout(() => this.signal('SIGKILL'), GRACE_MS);
      await this.exited;
      clearTimeout(timer);
    }
    // Helpers that outlived their parent.
    this.signal('SIGKILL');
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      if (process.platform === 'win32') {
        if (!this.hasExited) spawn('taskkill', ['/pid', String(pid), '/T', ...(signal === 'SIGKILL' ? ['/F'] : [])]);
      } else {
        process.kill(-pid, signal);
      }
    } catch {
      // ESRCH: nothing of the group is left.
    }
  }
}

function chooseElectron(request: LaunchRequest, app: AppLocation, environment: LaunchEnvironment): string {
  if (request.electron !== undefined) return request.electron;
  const own = findInstalledElectron(app.folder, environment.variables) ?? environment.fallbackElectron;
  if (own !== undefined) return own;
  throw new UserError(
    'electron-missing',
    `${app.path} has no Electron installed.`,
    `Run npm install in ${app.folder}, or name an Electron executable with --electron.`,
  );
}

function targetVariables({ variables, address }: LaunchEnvironment): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = variables;
  return { ...rest, [LINK_VARIABLE]: JSON.stringify(address) };
}
