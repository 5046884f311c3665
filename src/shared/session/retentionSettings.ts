/** The user's settings for which captured sessions are kept. */

/** What may stay; 0: no limit. */
export interface RetentionSettings {
  readonly maxSessions: number;
  readonly maxBytes: number;
  readonly maxAgeDays: number;
}

export const DEFAULT_RETENTION: RetentionSettings = { maxSessions: 100, maxBytes: 5 * 1024 ** 3, maxAgeDays: 60 };

/** The valid parts of a value from a file or a window, with defaults for the rest. */
export function readRetention(value: unknown): RetentionSettings {
  if (typeof value !== 'object' || value === null) return DEFAULT_RETENTION;
  const { maxSessions, maxBytes, maxAgeDays } = value as Partial<Record<keyof RetentionSettings, unknown>>;
  return {
    maxSessions: isLimit(maxSessions) ? maxSessions : DEFAULT_RETENTION.maxSessions,
    maxBytes: isLimit(maxBytes) ? maxBytes : DEFAULT_RETENTION.maxBytes,
    maxAgeDays: isLimit(maxAgeDays) ? maxAgeDays : DEFAULT_RETENTION.maxAgeDays,
  };
}

function isLimit(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
