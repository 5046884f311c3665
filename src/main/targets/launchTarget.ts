/** Starts an unpackaged app with the agent inside. */

import type { ChildProcess } from 'node:child_process';
import { LINK_VARIABLE, type LinkAddress } from '../../shared/link/handshake';
import { UserError } from '../userError';
import { type AppLocation, locateApp } from './appPath';
import { findInstalledElectron } from './electronExecutable';
import { LaunchedProcess, spawnProcess } from './launchedProcess';

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

export class LaunchedTarget extends LaunchedProcess {
  private constructor(
    readonly app: AppLocation,
    executable: string,
    child: ChildProcess,
  ) {
    super(app.name, executable, child);
  }

  /**
   * @throws UserError if the path is no app, or no Electron is found for it, or it can't be started
   */
  static async launch(request: LaunchRequest, environment: LaunchEnvironment): Promise<LaunchedTarget> {
    const app = locateApp(request.appPath, request.workingDirectory);
    const executable = chooseElectron(request, app, environment);
    const preloads = [environment.agentFile, ...(environment.preloads ?? [])].flatMap((file) => ['-r', file]);
    const child = await spawnProcess({
      executable,
      args: [...preloads, app.path, ...request.args],
      workingDirectory: request.workingDirectory,
      variables: targetVariables(environment),
      remedy: 'Check that it is an Electron executable.',
    });
    return new LaunchedTarget(app, executable, child);
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
