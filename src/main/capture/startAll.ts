/** Starts several targets into one session. */

import type { UserError } from '../base/userError';
import type { TargetRequest } from '../targets/watchedTarget';
import type { LiveCapture } from './liveCapture';

/**
 * Starts them one after the other, so that they share a session. If one fails, the others are still watched.
 *
 * @param failedBeside gets each failure, while others are watched
 * @returns the last error, if any
 */
export async function startAll(
  requests: readonly TargetRequest[],
  capture: LiveCapture,
  failedBeside: (error: UserError) => void = () => {},
): Promise<UserError | undefined> {
  let failure: UserError | undefined;
  for (const [i, request] of requests.entries()) {
    const error = await capture.start(request, i === 0 ? 'newSession' : 'addToSession');
    if (error === undefined) continue;
    failure = error;
    if (requests.length > 1) failedBeside(error);
  }
  return failure;
}
