/** The command line. */

import type { ParsedCommand, TargetArguments } from './commands';
import { HEADLESS_COMMANDS } from './headlessArguments';
import {
  CAPTURE_OPTIONS,
  describeOptions,
  HELP_OPTION,
  type OptionSpec,
  type OptionSpecs,
  OUTPUT_OPTION,
  parseOptions,
  usage,
  userSettingsOf,
} from './options';
import { ATTACH_OPTIONS, type AttachValues, commandArguments, targetArguments } from './targetArguments';

/** On Windows and macOS, capital and small letters name the same file. */
const CAPTURE = /\.escope$/i;

const OPEN_OPTIONS = {
  open: { type: 'string', value: 'file', help: 'show a capture' },
  ...ATTACH_OPTIONS,
  'keep-running': { type: 'boolean', help: 'leave the app running when the window is closed' },
  'inspector-electron': {
    type: 'string',
    value: 'path',
    help: 'open the window with this Electron (default: that of the app, of this folder or of Electroscope)',
  },
  ...CAPTURE_OPTIONS,
  ...OUTPUT_OPTION,
  ...HELP_OPTION,
  version: { type: 'boolean', short: 'v', help: 'show the version' },
} as const;

export const HELP = `Electroscope shows every IPC message of an Electron app.

  electroscope                            open the window
  electroscope <app> [-- args…]           launch an Electron app and show its messages
                                          <app>: its folder, its main file, its app.asar, or the executable
                                          of a packaged app
  electroscope run [options] -- <command…>
                                          run any command, such as npm run dev; every Electron app that it starts
                                          is watched, also after a restart
  electroscope --attach <target>          attach to a running app; repeat it for several apps
                                          <target>: its inspector's port (9229), host:port or its process id
  electroscope --open <file.escope>       show a capture

Without a window (each has its own --help):
  electroscope record <app> [-- args…]    capture an app's messages into a file; also --attach <target>,
                                          or -- <command…>
  electroscope export <file>              write a capture's messages in another format
  electroscope stats <file>               count a capture's messages by channel
  electroscope replay <file> <app>        play a capture into an app, and compare the answers
  electroscope list                       list running Electron apps, and how to attach to them
  electroscope doctor                     report what will not work on this computer, and why

Options
${describeOptions(OPEN_OPTIONS)}

Everything after -- goes to the app; in PowerShell, write '--' in quotes. An attached app keeps running when the
window is closed. Apps can also attach by themselves, from their own code. docs/attach.md explains every way.
`;

/** What `run` takes: it starts the apps itself. */
const RUN_OPTIONS = (() => {
  const {
    open: _open,
    attach: _attach,
    'allow-remote': _remote,
    electron: _electron,
    trace: _trace,
    ...own
  } = OPEN_OPTIONS;
  return own;
})();

export const RUN_HELP = `Runs any command, and shows the messages of every Electron app that it starts, also after a restart.

  electroscope run [options] -- <command…>
  electroscope run -- npm run dev

Closing the window ends the command, unless you give --keep-running.

${describeOptions(RUN_OPTIONS)}
`;

/**
 * The command after `run` begins with the first word that is not an option, also where `--` is missing. PowerShell takes the
 * first `--` for itself when it starts a script, such as the one that npm installs.
 *
 * @param args without the executable and the script
 * @returns them with `--` before that command, so that nobody takes its options for other ones
 */
export function withSeparator(args: readonly string[]): readonly string[] {
  if (args[0] !== 'run') return args;
  for (let i = 1; i < args.length; i++) {
    const argument = args[i] ?? '';
    if (argument === '--') return args;
    if (!argument.startsWith('-')) return [...args.slice(0, i), '--', ...args.slice(i)];
    if (takesValue(argument)) i++;
  }
  return args;
}

/** Whether the next argument belongs to an option. */
function takesValue(option: string): boolean {
  const spec: OptionSpec | undefined = (OPEN_OPTIONS as OptionSpecs)[option.slice(2)];
  return option.startsWith('--') && spec?.type === 'string';
}

/**
 * @param given without the executable and the script
 * @throws UserError with code `usage`
 */
export function parseCommandLine(given: readonly string[]): ParsedCommand {
  const args = withSeparator(given);
  const separator = args.indexOf('--');
  const own = separator === -1 ? args : args.slice(0, separator);
  const appArgs = separator === -1 ? [] : args.slice(separator + 1);
  const [name = '', ...rest] = own;
  const headless = HEADLESS_COMMANDS.get(name);
  if (headless !== undefined) return headless.parse(rest, appArgs);
  const isRun = name === 'run';
  const { values, positionals } = parseOptions(
    isRun ? rest : own,
    OPEN_OPTIONS,
    isRun ? 'electroscope run --help' : 'electroscope --help',
  );
  if (values.help) return { type: 'help', text: isRun ? RUN_HELP : HELP };
  if (values.version) return { type: 'version' };
  const command = isRun ? undefined : positionals.find((word) => HEADLESS_COMMANDS.has(word) || word === 'run');
  if (command !== undefined && positionals.length > 1) {
    throw usage(`${command} does not stand first.`, `Write: electroscope ${command}, then its options and the rest.`);
  }
  const userSettings = userSettingsOf(values);
  const keepRunning = values['keep-running'] ?? false;
  const inspectorElectron = values['inspector-electron'];
  const common = {
    type: 'open',
    userSettings,
    ...(inspectorElectron === undefined ? {} : { inspectorElectron }),
  } as const;
  if (isRun) return { ...common, targets: [runTarget(values, appArgs)], keepRunning };
  const [appPath] = positionals;
  // The system starts it like this for an associated file.
  const file = values.open ?? (CAPTURE.test(appPath ?? '') ? appPath : undefined);
  if (file !== undefined) {
    const named = values.open === undefined ? positionals.slice(1) : positionals;
    if (named.length > 0 || appArgs.length > 0 || values.attach !== undefined) {
      throw usage('A capture is opened by itself, without an app.', 'Name one capture after --open, and nothing else.');
    }
    return { ...common, file, targets: [], keepRunning: false };
  }
  if (appPath === undefined && appArgs.length > 0) {
    throw usage('There are arguments for an app, but no app.', 'Name the app before --.');
  }
  const targets = targetArguments(values, positionals, appArgs);
  return { ...common, targets, keepRunning: keepRunning && targets.length > 0 };
}

function runTarget(
  values: AttachValues & { readonly open?: string | undefined },
  command: readonly string[],
): TargetArguments {
  for (const option of ['attach', 'electron', 'open'] as const) {
    if (values[option] !== undefined) throw usage(`--${option} does not belong to run.`, 'Leave it out.');
  }
  const target = commandArguments(command);
  if (target === undefined) throw usage('run takes a command.', 'Write: electroscope run -- npm run dev');
  return target;
}
