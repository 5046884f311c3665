/** Why the timing preload is not in a document, and what helps, in words for the window. */

import type { TargetInfo } from './sessionFacts';

const PRELOAD_HOOK = 'timing preload';

/** A sentence part, without a full stop: `the timing preload is not in this document: …`. */
export function whyNoPreload(target: Pick<TargetInfo, 'hooks' | 'capture'> | undefined): {
  readonly reason: string;
  readonly remedy: string;
} {
  if (target?.capture?.timing === false) {
    return {
      reason: 'timing in frames is switched off',
      remedy: 'Switch it on in the settings, then reload the page.',
    };
  }
  const unavailable = target?.hooks.find(({ name }) => name === PRELOAD_HOOK)?.unavailable;
  if (unavailable !== undefined) return { reason: unavailable, remedy: 'A reload does not help.' };
  return {
    reason: 'it was loaded before Electroscope came, or gets no preloads',
    remedy: 'If it was loaded before, reload it.',
  };
}
