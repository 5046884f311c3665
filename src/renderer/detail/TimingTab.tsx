import { formatClockUs, formatDurationUs, formatElapsedUs } from '../../shared/format/format';
import type { MessageRow } from '../messages/messageRow';
import { useSession } from '../session/SessionContext';
import styles from './TimingTab.module.css';

interface Phase {
  readonly name: string;
  readonly help: string;
  readonly colour: string;
  /** Microseconds after the message was sent or arrived. */
  readonly fromUs: number;
  readonly lengthUs: number;
}

/** Where the time went. */
export function TimingTab({ message }: { readonly message: MessageRow }) {
  const { startUs } = useSession();
  const phases = phasesOf(message);
  const totalUs = Math.max(...phases.map((phase) => phase.fromUs + phase.lengthUs), 1);
  const arrives = message.direction === 'to-main' || message.direction === 'to-host';
  return (
    <div className={styles.timing}>
      <dl className={styles.facts}>
        <dt>{arrives ? 'Arrived in main' : 'Sent'}</dt>
        <dd>
          {formatClockUs(message.atUs)}{' '}
          <span className={styles.dim}>({formatElapsedUs(message.atUs - startUs)} into the session)</span>
        </dd>
        <dt>Duration</dt>
        <dd>{message.status === 'pending' ? 'not over yet' : formatDurationUs(message.durationUs)}</dd>
      </dl>
      {phases.map((phase) => (
        <div key={phase.name} className={styles.phase}>
          <span className={styles.name} title={phase.help}>
            {phase.name}
          </span>
          <span className={styles.track}>
            <span
              className={styles.bar}
              style={{
                left: `${(phase.fromUs / totalUs) * 100}%`,
                width: `${(phase.lengthUs / totalUs) * 100}%`,
                background: `var(${phase.colour})`,
              }}
            />
          </span>
          <span className={styles.length}>{formatDurationUs(phase.lengthUs)}</span>
          <span className={styles.help}>{phase.help}</span>
        </div>
      ))}
      <p className={styles.unseen}>
        {arrives
          ? 'How long it took from the caller to main, and back, is not observed.'
          : 'When the receiver’s listeners ran is not observed.'}
      </p>
    </div>
  );
}

function phasesOf({ direction, blockingUs, handlerUs, kind }: MessageRow): Phase[] {
  const phases: Phase[] = [];
  const isOutgoing = direction === 'to-renderer' || direction === 'to-utility';
  if (!Number.isNaN(blockingUs)) {
    phases.push({
      name: isOutgoing ? 'Sending' : 'Blocking',
      help: isOutgoing ? 'until the call returned' : 'main was busy with its listeners, synchronously',
      colour: '--phase-blocking',
      fromUs: 0,
      lengthUs: blockingUs,
    });
  }
  if ((kind === 'invoke' || kind === 'sendSync') && !Number.isNaN(handlerUs)) {
    phases.push({
      name: 'Handler',
      help: 'from arrival until the reply was handed back',
      colour: '--phase-handler',
      fromUs: 0,
      lengthUs: handlerUs,
    });
  }
  return phases;
}
