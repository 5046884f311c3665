/** A stretch of time laid out over a width. */

export interface TimeScale {
  /** Microseconds since the epoch. */
  readonly fromUs: number;
  readonly untilUs: number;
  readonly widthPx: number;
}

export function xOf({ fromUs, untilUs, widthPx }: TimeScale, atUs: number): number {
  return ((atUs - fromUs) / (untilUs - fromUs)) * widthPx;
}

export function timeAt({ fromUs, untilUs, widthPx }: TimeScale, xPx: number): number {
  return fromUs + (xPx / widthPx) * (untilUs - fromUs);
}

const MIN_TICK_PX = 90;

/** Round times, counted from `originUs`, at which lines are drawn. */
export function ticksOf(scale: TimeScale, originUs: number): number[] {
  const { fromUs, untilUs, widthPx } = scale;
  const stepUs = roundStep(((untilUs - fromUs) / Math.max(1, widthPx)) * MIN_TICK_PX);
  const ticks: number[] = [];
  const first = Math.ceil((fromUs - originUs) / stepUs);
  for (let i = first; originUs + i * stepUs <= untilUs; i++) ticks.push(originUs + i * stepUs);
  return ticks;
}

/** The least of 1, 2, 5, 10, 20 … µs, and of round seconds and minutes, that is not below. */
function roundStep(us: number): number {
  for (const minute of [10, 15, 30, 60, 120, 300, 600, 1800, 3600]) {
    if (us > 5_000_000 && minute * 1_000_000 >= us) return minute * 1_000_000;
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(1, us)));
  return ([1, 2, 5, 10].find((factor) => factor * power >= us) ?? 10) * power;
}

/** A tick's label, as short as its step allows: `12.4 s`, `3:20`, `450 µs`. */
export function tickLabel(us: number, stepUs: number): string {
  const seconds = us / 1_000_000;
  if (Math.abs(seconds) >= 60) {
    const minutes = Math.floor(seconds / 60);
    const rest = (seconds - minutes * 60).toFixed(decimals(stepUs));
    return `${minutes}:${rest.padStart(decimals(stepUs) > 0 ? 3 + decimals(stepUs) : 2, '0')}`;
  }
  if (stepUs < 1000 && Math.abs(us) < 1000) return `${Math.round(us)} µs`;
  if (stepUs < 100_000 && Math.abs(us) < 1_000_000) {
    return `${(us / 1000).toFixed(stepUs >= 1000 ? 0 : 3)} ms`;
  }
  return `${seconds.toFixed(decimals(stepUs))} s`;
}

/** Of seconds, so that ticks of this step differ. */
function decimals(stepUs: number): number {
  return Math.max(0, Math.min(6, Math.ceil(6 - Math.log10(stepUs) - 1e-9)));
}
