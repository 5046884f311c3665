import { formatClockUs, formatDurationUs, formatElapsedUs } from '../../shared/format/format';
import { isArriving, type PhaseName, phasesOf, startOf } from '../session/phases';
import type { MessageRow } from '../session/readMessageRow';
import { useSession, useSessionState } from '../session/SessionContext';
import styles from './TimingTab.module.css';
import { whyUnseen } from './unseenTiming';

interface PhaseText {
  readonly title: string;
  readonly help: string;
}

const TO_MAIN_TEXTS: Readonly<Record<PhaseName, PhaseText>> = {
  transit: { title: 'Transit', help: 'from the call in the frame until main had it: longer while main is busy' },
  blocking: { title: 'Blocking', help: 'main was busy with its listeners, synchronously' },
  handler: { title: 'Handler', help: 'from arrival until the reply was handed back' },
  return: { title: 'Return', help: 'until the caller had the answer: longer while the frame is busy' },
};
const FROM_MAIN_TEXTS: Readonly<Record<PhaseName, PhaseText>> = {
  ...TO_MAIN_TEXTS,
  transit: { title: 'Transit', help: 'from the call until the frame’s listeners ran' },
  blocking: { title: 'Sending', help: 'until the call returned' },
};

/** Where the time went. */
export function TimingTab({ message }: { readonly message: MessageRow }) {
  const { startUs } = useSession();
  const target = useSessionState((state) => state.facts.targets.find((known) => known.target === message.target));
  const phases = phasesOf(message);
  const firstUs = Math.min(0, ...phases.map(({ fromUs }) => fromUs));
  const totalUs = Math.max(...phases.map(({ fromUs, lengthUs }) => fromUs + lengthUs - firstUs), 1);
  const texts = isArriving(message) ? TO_MAIN_TEXTS : FROM_MAIN_TEXTS;
  const unseen = whyUnseen(message, target);
  return (
    <div className={styles.timing}>
      <Facts message={message} startUs={startUs} />
      {phases.map(({ name, fromUs, lengthUs }) => (
        <div key={name} className={styles.phase}>
          <span className={styles.name} title={texts[name].help}>
            {texts[name].title}
          </span>
          <span className={styles.track}>
            <span
              className={styles.bar}
              style={{
                left: `${((fromUs - firstUs) / totalUs) * 100}%`,
                width: `${(lengthUs / totalUs) * 100}%`,
                background: `var(--phase-${name})`,
              }}
            />
          </span>
          <span className={styles.length}>{formatDurationUs(lengthUs)}</span>
          <span className={styles.help}>{texts[name].help}</span>
        </div>
      ))}
      {unseen !== undefined && <p className={styles.note}>{unseen}</p>}
      {message.clockErrorUs > 1 && (
        <p className={styles.note}>
          The frame’s clock is aligned with main’s to ±{formatDurationUs(message.clockErrorUs)}
          {Number.isNaN(message.returnUs) ? '.' : ': transit and return may be wrong by as much, their sum is not.'}
        </p>
      )}
    </div>
  );
}

function Facts({ message, startUs }: { readonly message: MessageRow; readonly startUs: number }) {
  const sentUs = startOf(message);
  const isSplit = sentUs !== message.atUs;
  const standstillUs = message.transitUs + message.handlerUs + message.returnUs;
  return (
    <dl className={styles.facts}>
      {isSplit && <Moment label="Sent by the frame" atUs={sentUs} startUs={startUs} />}
      <Moment label={isArriving(message) ? 'Arrived in main' : 'Sent'} atUs={message.atUs} startUs={startUs} />
      <dt>Duration</dt>
      <dd>{message.status === 'pending' ? 'not over yet' : formatDurationUs(message.durationUs)}</dd>
      {message.kind === 'sendSync' && !Number.isNaN(standstillUs) && (
        <>
          <dt>Frame blocked</dt>
          <dd>{formatDurationUs(standstillUs)}</dd>
        </>
      )}
    </dl>
  );
}

interface MomentProps {
  readonly label: string;
  readonly atUs: number;
  readonly startUs: number;
}

function Moment({ label, atUs, startUs }: MomentProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {formatClockUs(atUs)} <span className={styles.dim}>({formatElapsedUs(atUs - startUs)} into the session)</span>
      </dd>
    </>
  );
}
