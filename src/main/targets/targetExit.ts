/** How a process has ended. */

import { constants } from 'node:os';

export interface TargetExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const SIGNAL_BASE = 128;

/** @returns the exit code that a shell would tell of the last that failed; 0 if none did */
export function exitCodeOf(exits: readonly TargetExit[]): number {
  const codes = exits.map(({ code, signal }) =>
    signal === null ? (code ?? 1) : SIGNAL_BASE + constants.signals[signal],
  );
  return codes.findLast((code) => code !== 0) ?? 0;
}
