/** The command line. */

import type { Command } from './commands';
import { HEADLESS_COMMANDS } from './headlessArguments';
import { CAPTURE_OPTIONS, captureChoices, describeOptions, HELP_OPTION, parseOptions, usage } from './options';

const CAPTURE_EXTENSION = '.escope';

const OPEN_OPTIONS = {
  open: { type: 'string', value: 'file', help: 'show a capture' },
  'keep-running': { type: 'boolean', help: 'leave the app running when the window is closed' },
  ...CAPTURE_OPTIONS,
  ...HELP_OPTION,
  version: { type: 'boolean', short: 'v', help: 'show the version' },
} as const;

export const HELP = `Electroscope shows every IPC message of an Electron app.

  electroscope                            open the window
  electroscope <app> [-- args…]           launch an Electron app and show its messages
                                          <app>: its folder, its main file or its app.asar
  electroscope --open <file.escope>       show a capture

Without a window, each with a --help of its own:
  electroscope record <app> [-- args…]    capture an app's messages into a file
  electroscope export <file>              write a capture's messages in another format
  electroscope stats <file>               count a capture's messages by channel

Options
${describeOptions(OPEN_OPTIONS)}

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
  const [name = '', ...rest] = own;
  const headless = HEADLESS_COMMANDS.get(name);
  if (headless !== undefined) return headless.parse(rest, appArgs);
  const { values, positionals } = parseOptions(own, OPEN_OPTIONS, 'electroscope --help');
  if (values.help) return { type: 'help', text: HELP };
  if (values.version) return { type: 'version' };
  const choices = captureChoices(values);
  const [appPath, ...surplus] = positionals;
  // As the system starts it for a file that is associated with it.
  const file = values.open ?? (appPath?.endsWith(CAPTURE_EXTENSION) ? appPath : undefined);
  if (file !== undefined) {
    const named = values.open === undefined ? surplus : positionals;
    if (named.length > 0 || appArgs.length > 0) {
      throw usage('A capture is opened by itself, without an app.', 'Name one capture after --open, and nothing else.');
    }
    return { type: 'open', file, keepRunning: false, choices };
  }
  if (surplus.length > 0) {
    throw usage(`There is more than one app: ${positionals.join(', ')}.`, 'Put arguments for the app after --.');
  }
  if (appPath === undefined) {
    if (appArgs.length > 0) throw usage('There are arguments for an app, but no app.', 'Name the app before --.');
    if (values.electron !== undefined) throw usage('--electron needs an app to run.', 'Name the app.');
    return { type: 'open', keepRunning: false, choices };
  }
  const launch = { appPath, args: appArgs, electron: values.electron };
  return { type: 'open', launch, keepRunning: values['keep-running'] ?? false, choices };
}
