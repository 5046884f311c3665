/** Starts an app with the agent inside: a packaged app, or an unpackaged one with its own Electron or another. */

import { LINK_VARIABLE, type LinkAddress } from '../../shared/link/handshake';
import { UserError } from '../base/userError';
import { type AppLocation, locateApp } from './appPath';
import { askedVersion, findInstalledElectron, majorOf, namedExecutable, versionOfDist } from './electronExecutable';
import { LaunchedProcess, type OutputStreams } from './launchedProcess';
import { refuseOldElectron } from './nodeInspector/injectAgent';
import {
  keepsAgentOut,
  LaunchedPackagedApp,
  PACKAGED_REMEDY,
  type PackagedApp,
  readPackagedBinary,
} from './packagedApp';
import { type StartedProcess, spawnProcess } from './spawnProcess';
import { TracedApp } from './trace/tracedApp';

/** What to launch, as the user said it. */
export interface LaunchRequest {
  readonly appPath: string;
  /** Arguments for the app. */
  readonly args: readonly string[];
  readonly workingDirectory: string;
  /** Electron executable to use instead of the app's own. */
  readonly electron?: string | undefined;
  /** Of a packaged app that lets no agent in, what Electron's own trace tells is enough. */
  readonly allowsTrace?: boolean;
}

export interface LaunchEnvironment {
  readonly agentFile: string;
  readonly address: LinkAddress;
  /** Electron for apps that have none of their own. */
  fallbackElectron(): Promise<string | undefined>;
  readonly variables: NodeJS.ProcessEnv;
  /** Ends what was started, before it is handed over. */
  readonly signal?: AbortSignal;
  /** Where its output goes as well. */
  readonly streams?: OutputStreams | undefined;
  /** It starts, but not as the user may think. */
  noticed?(notice: UserError): void;
  /** Loaded with `-r` after the agent, before the app. */
  readonly preloads?: readonly string[] | undefined;
}

export class LaunchedTarget extends LaunchedProcess {
  private constructor(
    readonly app: AppLocation,
    executable: string,
    started: StartedProcess,
    streams?: OutputStreams,
  ) {
    super(app.name, executable, started, streams);
  }

  /**
   * @throws UserError if the path is not an app, or no Electron is found for it, or it can't be started
   */
  static async launch(request: LaunchRequest, environment: LaunchEnvironment): Promise<LaunchedTarget> {
    const app = locateApp(request.appPath, request.workingDirectory);
    if (isPackaged(app)) throw notSource(app);
    return LaunchedTarget.launchSource(app, request, environment);
  }

  /** @throws UserError if no Electron is found for it, or it can't be started */
  static async launchSource(
    app: AppLocation,
    request: LaunchRequest,
    environment: LaunchEnvironment,
  ): Promise<LaunchedTarget> {
    const executable = await chooseElectron(request, app, environment);
    const version = versionOfDist(executable);
    if (version !== undefined) refuseOldElectron(version, app.name);
    const preloads = [environment.agentFile, ...(environment.preloads ?? [])].flatMap((file) => ['-r', file]);
    const started = await spawnProcess({
      executable,
      args: [...preloads, app.path, ...request.args],
      workingDirectory: request.workingDirectory,
      variables: targetVariables(environment),
      remedy: 'Check that it is an Electron executable.',
      signal: environment.signal,
    });
    return new LaunchedTarget(app, executable, started, environment.streams);
  }
}

/**
 * @throws UserError if the path is not an app, no Electron is found for it, the agent can't be loaded into it, or it
 *   can't be started
 */
export async function launchApp(request: LaunchRequest, environment: LaunchEnvironment): Promise<LaunchedProcess> {
  const app = locateApp(request.appPath, request.workingDirectory);
  if (!isPackaged(app)) return LaunchedTarget.launchSource(app, request, environment);
  if (request.electron !== undefined) throw notSource(app);
  const { args, workingDirectory, allowsTrace = false } = request;
  const { agentFile, address, signal, streams } = environment;
  const variables = withoutNodeMode(environment.variables);
  const binary = await readPackagedBinary(app.executable);
  if (allowsTrace && keepsAgentOut(binary)) {
    const { executable } = app;
    const start = { executable, args, workingDirectory, variables, signal, remedy: PACKAGED_REMEDY };
    return TracedApp.launch(app.name, binary.version ?? '', start, streams);
  }
  const launch = { args, workingDirectory, variables, agentFile, address, signal, streams };
  return LaunchedPackagedApp.launch(app, binary, launch);
}

function isPackaged(app: AppLocation | PackagedApp): app is PackagedApp {
  return 'executable' in app;
}

function notSource({ executable }: PackagedApp): UserError {
  return new UserError(
    'packaged-app',
    `${executable} is a packaged app, which runs on the Electron it was built with.`,
    'Leave out --electron, or give the app’s source or its app.asar.',
  );
}

async function chooseElectron(
  request: LaunchRequest,
  app: AppLocation,
  environment: LaunchEnvironment,
): Promise<string> {
  if (request.electron !== undefined) return namedExecutable(request.electron, request.workingDirectory);
  const own = installedElectron(app, environment);
  if (typeof own === 'string') return own;
  const other = await environment.fallbackElectron();
  if (other === undefined) throw own ?? noElectron(app);
  const notice = otherElectron(app, versionOfDist(other));
  if (notice !== undefined) environment.noticed?.(notice);
  return other;
}

/** @returns the executable, or why there is none although there should be */
function installedElectron(app: AppLocation, { variables }: LaunchEnvironment): string | UserError | undefined {
  try {
    return findInstalledElectron(app.folder, variables);
  } catch (error) {
    // What the user has set by hand is not passed over.
    if (!(error instanceof UserError) || variables.ELECTRON_OVERRIDE_DIST_PATH) throw error;
    return error;
  }
}

function noElectron({ path, folder }: AppLocation): UserError {
  return new UserError(
    'electron-missing',
    `${path} has no Electron installed.`,
    `Run npm install in ${folder}, or name an Electron executable with --electron.`,
  );
}

/** @returns what to tell where the app asks for another Electron than the one that it gets */
function otherElectron({ name, folder }: AppLocation, version: string | undefined): UserError | undefined {
  const asked = askedVersion(folder);
  if (asked === undefined || majorOf(asked) === majorOf(version)) return undefined;
  return new UserError(
    'other-electron',
    `${name} asks for Electron ${asked}, which is not installed; it runs on Electron ${version ?? 'of an unknown version'}.`,
    `Run npm install in ${folder}, or name an Electron executable with --electron.`,
  );
}

function targetVariables({ variables, address }: LaunchEnvironment): NodeJS.ProcessEnv {
  return { ...withoutNodeMode(variables), [LINK_VARIABLE]: JSON.stringify(address) };
}

/** With ELECTRON_RUN_AS_NODE, which terminals of Electron apps pass on, Electron is a plain Node. */
export function withoutNodeMode(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = variables;
  return rest;
}
