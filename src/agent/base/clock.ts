/** The target's clock: whole microseconds since `timeOriginUs`, from the monotonic timer of the process. */

import { performance, performanceNow } from './nodePrimordials';
import { round } from './primordials';

/** Microseconds since the Unix epoch at which the clock began. */
export const timeOriginUs: number = round(performance.timeOrigin * 1000);

export function nowUs(): number {
  return round(performanceNow() * 1000);
}
