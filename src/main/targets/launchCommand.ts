/** Starts any command so that each unpackaged Electron app below it reports by itself. */

import { LINK_VARIABLE, type LinkAddress } from '../../shared/link/handshake';
import { withHook } from '../../shared/link/runOptions';
import { UserError } from '../base/userError';
import { LaunchedProcess, type OutputStreams } from './launchedProcess';

/** What to run, as the user said it. */
export interface CommandRequest {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly workingDirectory: string;
}

export interface CommandEnvironment {
  /** The built hook that `NODE_OPTIONS` loads. */
  readonly hookFile: string;
  readonly address: LinkAddress;
  /** Holds the address, for where only `NODE_OPTIONS` is passed on. */
  readonly linkFile: string;
  readonly variables: NodeJS.ProcessEnv;
  /** Ends what was started, before it is handed over. */
  readonly signal?: AbortSignal;
  /** Where its output goes as well. */
  readonly streams?: OutputStreams | undefined;
}

/** @throws UserError if it can't be started */
export function launchCommand(request: CommandRequest, environment: CommandEnvironment): Promise<LaunchedProcess> {
  const [program, ...args] = request.command;
  if (program === undefined) throw new UserError('usage', 'The command is missing.', 'Put it after --.');
  const { address, hookFile, linkFile, variables } = environment;
  const start = {
    executable: program,
    args,
    workingDirectory: request.workingDirectory,
    variables: {
      ...variables,
      [LINK_VARIABLE]: JSON.stringify(address),
      NODE_OPTIONS: withHook(variables.NODE_OPTIONS ?? '', hookFile, linkFile),
    },
    remedy: 'Check the command after --; it is run as it stands there, without a shell.',
    isCommand: true,
    signal: environment.signal,
  };
  return LaunchedProcess.start(request.command.join(' '), start, environment.streams);
}
