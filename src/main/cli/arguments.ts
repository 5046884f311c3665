/** The command line. */

import { parseArgs } from 'node:util';
import { parseSizeBytes } from '../../shared/filter/units';
import { type CaptureChoices, ruleProblem } from '../../shared/link/captureChoices';
import { MAX_PAYLOAD_BYTES } from '../../shared/link/captureSettings';
import { UserError } from '../userError';

export type Command =
  /** Open the window; with nothing to launch, on the welcome screen. */
  | {
      readonly type: 'open';
      readonly launch?: LaunchArguments;
      /** A capture to show. */
      readonly file?: string;
      readonly keepRunning: boolean;
      /** How agents record, where otherwise than the settings say. */
      readonly choices: Partial<CaptureChoices>;
    }
  | { readonly type: 'help' }
  | { readonly type: 'version' };

const CAPTURE_EXTENSION = '.escope';

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
  electroscope --open <file.escope>       show a capture

Options
  --electron <path>   run the app with this Electron instead of its own
  --keep-running      leave the app running when the window is closed
  --max-payload <size>
                      keep at most this much of a message, as 64k or 1mb; 256k if not given
  --redact <rule>     hide more: a key (iban, *pin), a place (args.0.card, args.1@keychain:*)
                      or a /pattern/; may be given several times
  --no-redact         hide nothing but what --redact names; passwords, tokens and cookies
                      are hidden otherwise
  --stacks            record where in the main process messages are sent from
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

type Values = ReturnType<typeof parse>['values'];

function captureChoices(values: Values): Partial<CaptureChoices> {
  const { 'max-payload': size, redact: ownRules, 'no-redact': noRedact = false, stacks = false } = values;
  for (const rule of ownRules ?? []) {
    const problem = ruleProblem(rule);
    if (problem !== undefined) throw usage(`--redact “${rule}” can’t be used: ${problem}.`, 'See electroscope --help.');
  }
  return {
    ...(size === undefined ? {} : { maxPayloadBytes: payloadBytes(size) }),
    ...(noRedact ? { usesDefaultRules: false } : {}),
    ...(ownRules === undefined ? {} : { ownRules }),
    ...(stacks ? { recordsStacks: true } : {}),
  };
}

function payloadBytes(size: string): number {
  const bytes = parseSizeBytes(size);
  if (bytes === undefined) throw usage(`“${size}” is no size.`, 'Give --max-payload a size such as 64k or 1mb.');
  if (bytes > MAX_PAYLOAD_BYTES) {
    throw usage(`${size} of a message is more than can be kept.`, 'Give --max-payload a size up to 8mb.');
  }
  return Math.floor(bytes);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        open: { type: 'string' },
        electron: { type: 'string' },
        'keep-running': { type: 'boolean' },
        'max-payload': { type: 'string' },
        redact: { type: 'string', multiple: true },
        'no-redact': { type: 'boolean' },
        stacks: { type: 'boolean' },
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
