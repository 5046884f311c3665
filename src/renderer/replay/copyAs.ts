/** What writes code is loaded when it is first asked for. */

import type { SessionModel } from '../session/sessionModel';
import type { CodeFormat } from './copyCode';

export function copyAs(session: SessionModel, format: CodeFormat): void {
  void import('./copyCode').then(({ copyCode }) => copyCode(session, format));
}
