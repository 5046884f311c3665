/** What the cell of a duration says of a message that has not ended. */

import { formatSeconds } from '../../shared/format/format';
import type { CaptureState } from '../../shared/session/captureState';
import type { MessageRow } from '../session/readMessageRow';

/** @returns undefined if it has ended, or nobody waits for that any more */
export function pendingTitle(capture: CaptureState, message: MessageRow, nowMs: number): string | undefined {
  const { status, target, direction, blockingUs, atUs } = message;
  const app = capture.phase === 'attached' ? capture.apps.find((watched) => watched.target === target) : undefined;
  if (status !== 'pending' || app === undefined) return undefined;
  const lasts = formatSeconds(nowMs - atUs / 1000);
  const isHandled = direction === 'to-main' && Number.isNaN(blockingUs);
  if (isHandled && app.notResponding !== undefined) return `main has been handling this for ${lasts}`;
  return `not answered for ${lasts}`;
}
