const STEPS = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [7, 'day'],
  [4.35, 'week'],
  [12, 'month'],
  [Number.POSITIVE_INFINITY, 'year'],
] as const;

const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/**
 * How long ago something was, in words: `5 minutes ago`, `yesterday`.
 *
 * @param at ISO 8601
 * @param now milliseconds since the epoch
 */
export function ago(at: string, now: number): string {
  let amount = (Date.parse(at) - now) / 1000;
  if (Number.isNaN(amount)) return '';
  for (const [size, unit] of STEPS) {
    if (Math.abs(amount) < size) return unit === 'second' ? 'just now' : format.format(Math.round(amount), unit);
    amount /= size;
  }
  return '';
}
