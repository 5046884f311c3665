/** Texts about how targets start and end. */

import { tmpdir } from 'node:os';
import { describeTargetEnd, type TargetEnd } from '../../shared/journal/targetEnds';
import type { AttachmentMethod } from '../../shared/session/captureState';
import { UserError } from '../base/userError';
import { thisMachine } from '../doctor/machine';
import { startProblem } from '../doctor/startChecks';
import type { LaunchedProcess } from '../targets/launchedProcess';
import type { TargetExit } from '../targets/targetExit';

const SHOWN_ERROR_LINES = 12;

export function asUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new UserError('launch-failed', `The app could not be started: ${message}.`, 'Try again.');
}

/** @param hasOtherInstance it was refused the single-instance lock */
export function describeExit(exit: TargetExit, hasOtherInstance = false): string {
  const how = describeTargetEnd(endOf(exit));
  return hasOtherInstance ? `${how}: another instance is running; quit it or attach to it` : how;
}

/** As the journal tells of it. @param exit undefined: it is not known */
export function endOf(exit: TargetExit | undefined): TargetEnd {
  return {
    ...(exit !== undefined && exit.code !== null && { exitCode: exit.code }),
    ...(exit !== undefined && exit.signal !== null && { signal: exit.signal }),
  };
}

/**
 * It has ended, and no agent ever reported.
 *
 * @param variables with which it was started
 */
export function endedEarly(
  { name, executable, output }: LaunchedProcess,
  exit: TargetExit,
  method: AttachmentMethod,
  variables: NodeJS.ProcessEnv,
): UserError {
  const before =
    method === 'command' ? 'before an Electron app that it started reported' : 'before Electroscope could attach to it';
  return new UserError(
    'ended-early',
    `${name} ${describeExit(exit)} ${before}.`,
    earlyEndRemedy(exit, method, { executable, variables }),
    output.lastErrorLines(SHOWN_ERROR_LINES),
  );
}

const NODE_MODE =
  'ELECTRON_RUN_AS_NODE is set, as in terminals of Electron apps: Electron is a plain Node then, and starts no app. Unset it.';

function earlyEndRemedy(
  { code }: TargetExit,
  method: AttachmentMethod,
  { executable, variables }: { readonly executable: string; readonly variables: NodeJS.ProcessEnv },
): string {
  const problem = code === 0 ? undefined : startProblem({ ...thisMachine(), variables }, executable);
  if (problem !== undefined) return `It may be the ${problem.what}: ${problem.text} ${problem.remedy}`;
  if (method === 'command') {
    if (variables.ELECTRON_RUN_AS_NODE) return NODE_MODE;
    return code === 0
      ? 'Give a command that runs for as long as the app does: what it leaves running in the background is not watched.'
      : 'See what it printed, and check that it works without Electroscope; see also electroscope doctor.';
  }
  if (code !== 0)
    return 'See what it printed, and check that it starts without Electroscope; see also electroscope doctor.';
  return 'If it allows one instance of itself only, quit the other, or attach to that one: electroscope list.';
}

/** What to tell of a command below which no Electron app has been found after a while. */
export function silentCommandHelp(variables: NodeJS.ProcessEnv): string {
  if (variables.ELECTRON_RUN_AS_NODE) return `No Electron app has reported yet. ${NODE_MODE}`;
  return 'No Electron app has reported yet: none runs below the command. Electroscope waits for one.';
}

/**
 * An agent that was let in does not report.
 *
 * @param hasOwnFolders it sees other files than this program
 */
export function agentSilent(name: string, timeoutMs: number, hasOwnFolders: boolean): UserError {
  const message = `The agent is in ${name}, but did not report within ${timeoutMs / 1000} s`;
  return hasOwnFolders
    ? new UserError(
        'no-agent',
        `${message}: the app sees other folders (a snap, a Flatpak, or a service with a private /tmp), and not the socket in ${tmpdir()}.`,
        'Set TMPDIR for Electroscope to a folder that both can see, such as one in your home folder.',
      )
    : new UserError(
        'no-agent',
        `${message}.`,
        'It may be busy, or may not open sockets. Start it with Electroscope instead.',
      );
}
