/** Numbers with units, as written in filters: `50ms`, `1.5s`, `10kb`. */

const TIME_UNITS: { readonly [unit: string]: number } = {
  us: 1,
  µs: 1,
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
};
const SIZE_UNITS: { readonly [unit: string]: number } = {
  b: 1,
  kb: 1024,
  k: 1024,
  mb: 1024 ** 2,
  m: 1024 ** 2,
  gb: 1024 ** 3,
};

/** @returns microseconds; without a unit, milliseconds are meant. Undefined if it is not a time. */
export function parseDurationUs(text: string): number | undefined {
  return parseWithUnit(text, TIME_UNITS, 'ms');
}

/** @returns bytes. Undefined if it is not a size. */
export function parseSizeBytes(text: string): number | undefined {
  return parseWithUnit(text, SIZE_UNITS, 'b');
}

function parseWithUnit(
  text: string,
  units: { readonly [unit: string]: number },
  defaultUnit: string,
): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-zµ]*)$/i.exec(text);
  if (match === null) return undefined;
  const factor = units[(match[2] || defaultUnit).toLowerCase()];
  return factor === undefined ? undefined : Number(match[1]) * factor;
}
