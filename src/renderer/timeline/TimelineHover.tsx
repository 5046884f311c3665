import { formatDurationUs, formatElapsedUs } from '../../shared/format/format';
import { readMessageRow } from '../session/readMessageRow';
import { useSession } from '../session/SessionContext';
import styles from './TimelineView.module.css';
import { type TimeScale, timeAt } from './timeScale';

interface TimelineHoverProps {
  /** Undefined: no message is there. */
  readonly row: number | undefined;
  readonly xPx: number;
  readonly yPx: number;
  /** Where the lanes begin. */
  readonly leftPx: number;
  readonly scale: TimeScale;
  readonly heightPx: number;
  /** Messages are too many to be drawn one by one. */
  readonly isDense: boolean;
}

/** What is under the pointer, and when. */
export function TimelineHover({ row, xPx, yPx, leftPx, scale, heightPx, isDense }: TimelineHoverProps) {
  const session = useSession();
  const isRight = xPx > scale.widthPx * 0.6;
  const isLow = yPx > heightPx - 90;
  const place = {
    ...(isRight ? { right: scale.widthPx - xPx + 14 } : { left: leftPx + xPx + 14 }),
    ...(isLow ? { bottom: heightPx - yPx + 8 } : { top: yPx + 14 }),
  };
  return (
    <div className={styles.over} style={{ height: heightPx }}>
      <div className={styles.pointer} style={{ left: leftPx + xPx }} />
      <div className={styles.hover} style={place}>
        {row === undefined || row >= session.table.length ? (
          <span className={styles.dim}>
            {formatElapsedUs(timeAt(scale, xPx) - session.startUs)}
            {isDense && ' · zoom in to see single messages'}
          </span>
        ) : (
          <Message row={row} />
        )}
      </div>
    </div>
  );
}

function Message({ row }: { readonly row: number }) {
  const session = useSession();
  const message = readMessageRow(session.table, row);
  const phases = [
    ['transit', message.transitUs],
    ['blocking', message.blockingUs],
    ['handler', message.kind === 'invoke' || message.kind === 'sendSync' ? message.handlerUs : Number.NaN],
    ['return', message.returnUs],
  ] as const;
  return (
    <>
      <strong className={styles.channel}>{message.channel}</strong>
      <span>
        {message.kind} · {message.from} → {message.to} · {message.status}
      </span>
      <span className={styles.dim}>
        {formatElapsedUs(message.atUs - session.startUs)}
        {!Number.isNaN(message.durationUs) && ` · ${formatDurationUs(message.durationUs)}`}
      </span>
      <span className={styles.phases}>
        {phases.map(
          ([name, us]) =>
            !Number.isNaN(us) && (
              <span key={name} data-phase={name}>
                {name} {formatDurationUs(us)}
              </span>
            ),
        )}
      </span>
    </>
  );
}
