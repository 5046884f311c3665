import type { MessageRow } from './messageRow';
import { fractionOf, type TimeSpan } from './timeSpan';
import styles from './WaterfallBar.module.css';

/** A message on the time line: how long it held up main, then how long until it was answered. */
export function WaterfallBar({ message, span }: { readonly message: MessageRow; readonly span: TimeSpan }) {
  const { atUs, blockingUs, handlerUs, status } = message;
  const start = fractionOf(span, atUs);
  const blockingEnd = fractionOf(span, atUs + orZero(blockingUs));
  const isPending = status === 'pending';
  const end = isPending ? 1 : Math.max(blockingEnd, fractionOf(span, atUs + orZero(handlerUs)));
  return (
    <div className={styles.track} aria-hidden="true">
      <div
        className={styles.bar}
        data-pending={isPending}
        style={{ left: percent(start), width: percent(end - start) }}
      >
        <div
          className={styles.blocking}
          style={{ width: percent((blockingEnd - start) / Math.max(end - start, 1e-9)) }}
        />
      </div>
    </div>
  );
}

const orZero = (value: number) => (Number.isNaN(value) ? 0 : value);
const percent = (fraction: number) => `${(fraction * 100).toFixed(2)}%`;
