/** What is told of a target's beginning and end. */

import type { TargetWay } from '../../shared/bridge/windowApi';
import { describeTargetEnd, type TargetEnd } from '../../shared/journal/targetEnds';
import type { LaunchedProcess } from '../targets/launchedProcess';
import type { TargetExit } from '../targets/targetExit';
import { UserError } from '../userError';

const SHOWN_ERROR_LINES = 12;

export function asUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new UserError('launch-failed', `The app could not be started: ${message}.`, 'Try again.');
}

/** @param hasOtherInstance it was refused the single-instance lock */
export function describeExit(exit: TargetExit, hasOtherInstance = false): string {
  const how = describeTargetEnd(endOf(exit));
  return hasOtherInstance ? `${how}: another instance of it is running; quit or attach to that one` : how;
}

/** As the journal tells of it. @param exit undefined: it is not known */
export function endOf(exit: TargetExit | undefined): TargetEnd {
  return {
    ...(exit !== undefined && exit.code !== null && { exitCode: exit.code }),
    ...(exit !== undefined && exit.signal !== null && { signal: exit.signal }),
  };
}

/** It has ended, and no agent ever reported. */
export function endedEarly({ name, output }: LaunchedProcess, exit: TargetExit, way: TargetWay): UserError {
  const before =
    way === 'command' ? 'before an Electron app that it started reported' : 'before Electroscope could attach to it';
  return new UserError(
    'ended-early',
    `${name} ${describeExit(exit)} ${before}.`,
    earlyEndRemedy(exit, way),
    output.lastErrorLines(SHOWN_ERROR_LINES),
  );
}

function earlyEndRemedy({ code }: TargetExit, way: TargetWay): string {
  if (way === 'command') {
    return 'See its output below. Packaged apps, and tools that clear NODE_OPTIONS, don’t let the agent in: launch the app itself, or attach to it.';
  }
  if (code !== 0) return 'See its output below; try whether it starts by itself.';
  return 'If it allows one instance of itself only, quit the other, or attach to that one: electroscope list.';
}

/** An agent that was let in does not report. */
export function agentSilent(name: string, timeoutMs: number): UserError {
  return new UserError(
    'no-agent',
    `The agent is in ${name}, but did not report within ${timeoutMs / 1000} s.`,
    'The app may not be allowed to open sockets (a sandbox such as Flatpak or Snap). Start it with Electroscope instead.',
  );
}
