/** Why the timing of a message's caller or receiver is unknown, in words. */

import { whyNoPreload } from '../../shared/columns/preloadReason';
import type { TargetInfo } from '../../shared/columns/sessionFacts';
import { isArriving } from '../session/phases';
import type { MessageRow } from '../session/readMessageRow';

/** @returns undefined if it is known, or nothing is missing */
export function whyUnseen(message: MessageRow, target: TargetInfo | undefined): string | undefined {
  const { kind, direction, transitUs, returnUs, status } = message;
  if (target?.observedBy === 'trace')
    return 'Electron’s trace has only when main received it, and how long the listeners took.';
  const what = isArriving(message) ? 'When the caller sent it' : 'When the receiver got it';
  if (kind === 'port' || kind === 'utility' || direction === 'to-worker') return `${what} is not observed.`;
  const awaitsAnswer = (kind === 'invoke' || kind === 'sendSync') && status !== 'pending';
  if (!Number.isNaN(transitUs)) {
    return awaitsAnswer && Number.isNaN(returnUs) ? 'When the caller had the answer was not reported.' : undefined;
  }
  return `${what} is not known: ${reasonOf(message, target)}`;
}

function reasonOf(message: MessageRow, target: TargetInfo | undefined): string {
  if (message.isInternal) return 'it is one of Electron’s own messages.';
  // The call failed in the frame and never reached main.
  const wasSent = isArriving(message) ? !Number.isNaN(message.blockingUs) : message.status !== 'error';
  if (message.status === 'error' && !wasSent) return 'it was not sent.';
  const frame = isArriving(message) ? message.fromEndpoint : message.toEndpoint;
  switch (frame?.timing) {
    case 'on':
      return 'the frame has not reported it. It does so every 50 ms; what it had not reported before it ended is missing.';
    case 'lost':
      return 'what the frame reported could no longer be matched with what main saw.';
    case undefined: {
      const { reason, remedy } = whyNoPreload(target);
      return `the timing preload is not in this document: ${reason}. ${remedy}`;
    }
  }
}
