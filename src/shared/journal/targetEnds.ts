/** How an app ended, in words. */

import type { TargetEndEntry } from './entries';

export type TargetEnd = Omit<TargetEndEntry, 'type' | 'target' | 'endedAt'>;

/** As in `Notes … was killed by SIGKILL`. Where nothing is known of it, it just ended. */
export function describeTargetEnd({ exitCode, signal, detached }: TargetEnd): string {
  if (detached) return 'was detached and runs on';
  if (signal !== undefined) return `was killed by ${signal}`;
  return exitCode === undefined || exitCode === 0 ? 'ended' : `ended with exit code ${exitCode}`;
}

/** Further facts about an end, besides how the app ended; undefined: none. */
export function noteOnTargetEnd({ incomplete }: TargetEnd): string | undefined {
  return incomplete ? 'without its last words: messages may be missing' : undefined;
}

/** As its process tells. */
export function hasFailed({ exitCode = 0, signal }: TargetEnd): boolean {
  return signal !== undefined || exitCode !== 0;
}
