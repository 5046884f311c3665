/** The ways to a target, as a user asks for them. */

import type { AttachRequest } from './attachTarget';
import type { LaunchRequest } from './launchTarget';

export type TargetRequest = ({ readonly way: 'launch' } & LaunchRequest) | ({ readonly way: 'attach' } & AttachRequest);

/** What to call it before anything is known of it. */
export function requestName(request: TargetRequest): string {
  return request.way === 'launch' ? request.appPath : request.target;
}
