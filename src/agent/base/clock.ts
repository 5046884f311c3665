/** The target's clock: whole microseconds since `timeOriginUs`, from the monotonic timer of the process. */

const { performance } = globalThis;
const now = performance.now.bind(performance);
const { round } = Math;

/** Microseconds since the Unix epoch at which the clock began. */
export const timeOriginUs: number = round(performance.timeOrigin * 1000);

export function nowUs(): number {
  return round(now() * 1000);
}
