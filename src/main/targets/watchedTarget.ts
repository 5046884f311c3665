/** The ways to a target, as a user asks for them. */

import type { AttachRequest } from './attachTarget';
import type { CommandRequest } from './launchCommand';
import type { LaunchRequest } from './launchTarget';

export type TargetRequest =
  | ({ readonly method: 'launch' } & LaunchRequest)
  | ({ readonly method: 'attach' } & AttachRequest)
  | ({ readonly method: 'command' } & CommandRequest);

/** What to call it before anything is known of it. */
export function requestName(request: TargetRequest): string {
  switch (request.method) {
    case 'launch':
      return request.appPath;
    case 'attach':
      return request.target;
    case 'command':
      return request.command.join(' ');
  }
}
