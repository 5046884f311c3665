import { parseSizeBytes } from '../../shared/filter/units';
import type { RetentionSettings } from '../../shared/session/retentionSettings';
import { LimitField } from './fields';
import { SettingsError } from './SettingsError';
import { sizeText } from './sizeText';
import { useSettings } from './useSettings';

/** Limits of the captured sessions on disk. */
export function RetentionFields() {
  const { value, error, change } = useSettings(readLimits, changeLimits);
  if (value === undefined) return null;
  return (
    <section aria-labelledby="settings-sessions">
      <h3 id="settings-sessions">Sessions</h3>
      {error !== undefined && <SettingsError error={error} />}
      <LimitField
        label="Sessions to keep"
        hint="Electroscope keeps every capture on this computer. Beyond a limit it deletes the oldest, but only after you agree."
        value={value.maxSessions}
        write={String}
        read={readCount}
        expected="a number such as 100"
        onChange={(maxSessions) => change({ maxSessions })}
      />
      <LimitField
        label="Maximum disk space"
        value={value.maxBytes}
        write={sizeText}
        read={(text) => floored(parseSizeBytes(text))}
        expected="a size such as 5 GB"
        onChange={(maxBytes) => change({ maxBytes })}
      />
      <LimitField
        label="Days to keep sessions"
        value={value.maxAgeDays}
        write={String}
        read={readCount}
        expected="a number such as 60"
        onChange={(maxAgeDays) => change({ maxAgeDays })}
      />
    </section>
  );
}

function readCount(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function floored(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.floor(value);
}

const readLimits = () => window.electroscope.readRetention();
const changeLimits = (limits: RetentionSettings) => window.electroscope.changeRetention(limits);
