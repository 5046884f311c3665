/** The command line. */

import { parseArgs } from 'node:util';
import { UserError } from '../userError';

export type Command =
  /** Open the window; with nothing to launch, on the welcome screen. */
  | { readonly type: 'open'; readonly launch?: LaunchArguments; readonly keepRunning: boolean }
  | { readonly type: 'help' }
  | { readonly type: 'version' };

export interface LaunchArguments {
  readonly appPath: string;
  readonly args: readonly string[];
  /** An Electron executable to use instead of the app's own. */
  readonly electron?: string;
}

export const HELP = `Electroscope shows every IPC message of an Electron app.

  electroscope                            open the window
  electroscope <app> [-- args…]           launch an Electron app and show its messages
                                          <app>: its folder, its main file or its app.asar

Options
  --electron <path>   run the app with this Electron instead of its own
  --keep-running      leave the app running when the window is closed
  --help              show this help
  --version           show the version

Everything after -- goes to the app.
`;

/**
 * @param args without the executable and the script
 * @throws UserError with code `usage`
 */
export function parseCommandLine(args: readonly string[]): Command {
  const separator = args.indexOf('--');
  const own = separator === -1 ? args : args.slice(0, separator);
  const appArgs = separator === -1 ? [] : args.slice(separator + 1);
  const { values, positionals } = parse(own);
  if (values.help) return { type: 'help' };
  if (values.version) return { type: 'version' };
  const [appPath, ...surplus] = positionals;
  if (surplus.length > 0) {
    throw usage(`There is more than one app: ${positionals.join(', ')}.`, 'Put arguments for the app after --.');
  }
  if (appPath === undefined) {
    if (appArgs.length > 0) throw usage('There are arguments for an app, but no app.', 'Name the app before --.');
    if (values.electron !== undefined) throw usage('--electron needs an app to run.', 'Name the app.');
    return { type: 'open', keepRunning: false };
  }
  const launch = { appPath, args: appArgs, electron: values.electron };
  return { type: 'open', launch, keepRunning: values['keep-running'] ?? false };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        electron: { type: 'string' },
        'keep-running': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw usage(`${message}.`, 'See electroscope --help.');
  }
}

function usage(message: string, remedy: string): UserError {
  return new UserError('usage', message, remedy);
}
