/** The apps whose main process does not respond. */

import type { CaptureState } from '../../shared/session/captureState';
import type { NotResponding } from '../../shared/session/notResponding';

export interface StuckApp extends NotResponding {
  /** Number of its target in the session. */
  readonly target: number;
}

export function stuckAppsOf(capture: CaptureState): readonly StuckApp[] {
  if (capture.phase !== 'attached') return [];
  return capture.apps.flatMap(({ target, notResponding }) =>
    notResponding === undefined ? [] : [{ target, ...notResponding }],
  );
}
