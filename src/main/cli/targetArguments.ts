/** The targets that the command line names, and their attachment methods. */

import { parseAttachAddress, refuseRemote } from '../targets/attachTarget';
import type { TargetRequest } from '../targets/watchedTarget';
import type { TargetArguments } from './commands';
import { type OptionSpecs, separatorAdvice, usage } from './options';

export const ATTACH_OPTIONS = {
  attach: {
    type: 'string',
    multiple: true,
    value: 'target',
    help: 'attach to a running app: its inspector port (9229), host:port, or process id (see electroscope list); can be repeated, and combined with an app to launch',
  },
  'allow-remote': {
    type: 'boolean',
    help: 'allow --attach to another computer; anyone who can read or change this traffic can do whatever the app can',
  },
} as const satisfies OptionSpecs;

export interface AttachValues {
  readonly attach?: readonly string[] | undefined;
  readonly 'allow-remote'?: boolean | undefined;
  readonly electron?: string | undefined;
  readonly trace?: boolean | undefined;
}

/**
 * @param positionals the arguments before `--`
 * @param appArgs the arguments after it
 * @returns the app to launch, if one is named, and those to attach to
 * @throws UserError with code `usage`, or if the target may not be attached to
 */
export function targetArguments(
  values: AttachValues,
  positionals: readonly string[],
  appArgs: readonly string[],
): TargetArguments[] {
  const { attach = [], electron, trace: allowsTrace = false } = values;
  const allowsRemote = values['allow-remote'] ?? false;
  const [appPath, ...surplus] = positionals;
  if (allowsRemote && attach.length === 0) {
    throw usage('--allow-remote belongs to --attach.', 'Leave it out, or add --attach host:port.');
  }
  if (surplus.length > 0) {
    throw usage(
      `There is more than one app: ${positionals.join(', ')}.`,
      `Put arguments for the app after --.${separatorAdvice()}`,
    );
  }
  if (electron !== undefined && appPath === undefined) throw usage('--electron needs an app to run.', 'Name the app.');
  if (allowsTrace && appPath === undefined)
    throw usage('--trace needs a packaged app to launch.', 'Name its executable.');
  const attached = attach.map((target): TargetArguments => {
    const address = parseAttachAddress(target);
    if (address.type === 'port') refuseRemote(address, allowsRemote);
    return { method: 'attach', target, allowsRemote };
  });
  return appPath === undefined
    ? attached
    : [{ method: 'launch', appPath, args: appArgs, electron, allowsTrace }, ...attached];
}

/**
 * @param command the arguments after `--`, if no app is before it
 * @returns undefined if there is none
 */
export function commandArguments(command: readonly string[]): TargetArguments | undefined {
  return command.length === 0 ? undefined : { method: 'command', command };
}

/** The request, with the folder in which the command was typed. */
export function targetRequest(target: TargetArguments, workingDirectory: string): TargetRequest {
  return target.method === 'attach' ? target : { ...target, workingDirectory };
}
