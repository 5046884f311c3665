/** The ways to a target, as a user asks for them. */

import type { AttachRequest } from './attachTarget';
import type { CommandRequest } from './launchCommand';
import type { LaunchRequest } from './launchTarget';

export type TargetRequest =
  | ({ readonly way: 'launch' } & LaunchRequest)
  | ({ readonly way: 'attach' } & AttachRequest)
  | ({ readonly way: 'command' } & CommandRequest);

/** What to call it before anything is known of it. */
export function requestName(request: TargetRequest): string {
  switch (request.way) {
    case 'launch':
      return request.appPath;
    case 'attach':
      return request.target;
    case 'command':
      return request.command.join(' ');
  }
}
