/** Starts several targets into one session. */

import type { UserError } from '../base/userError';
import type { TargetRequest } from '../targets/watchedTarget';
import type { LiveCapture } from './liveCapture';

/**
 * One after the other, so that one session takes them all. One that fails keeps none of the others from being watched.
 *
 * @param failedBeside gets each failure beside others
 * @returns the last error, if something failed
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
