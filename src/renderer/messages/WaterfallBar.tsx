import type { MessageRow } from './messageRow';
import { phasesOf, startOf } from './phases';
import { fractionOf, type TimeSpan } from './timeSpan';
import styles from './WaterfallBar.module.css';

/** A message on the time line: on its way, holding up main, until it was answered, and on its way back. */
export function WaterfallBar({ message, span }: { readonly message: MessageRow; readonly span: TimeSpan }) {
  const { atUs, durationUs, status } = message;
  const isPending = status === 'pending';
  const startUs = startOf(message);
  const start = fractionOf(span, startUs);
  const end = isPending ? 1 : fractionOf(span, startUs + (Number.isNaN(durationUs) ? 0 : durationUs));
  const width = Math.max(end - start, 1e-9);
  const within = (timeUs: number) => (fractionOf(span, timeUs) - start) / width;
  return (
    <div className={styles.track} aria-hidden="true">
      <div
        className={styles.bar}
        data-pending={isPending}
        style={{ left: percent(start), width: percent(end - start) }}
      >
        {phasesOf(message).map(({ name, fromUs, lengthUs }) => (
          <div
            key={name}
            className={styles.phase}
            data-phase={name}
            style={{
              left: percent(within(atUs + fromUs)),
              width: percent(within(atUs + fromUs + lengthUs) - within(atUs + fromUs)),
            }}
          />
        ))}
      </div>
    </div>
  );
}

const percent = (fraction: number) => `${(fraction * 100).toFixed(2)}%`;
