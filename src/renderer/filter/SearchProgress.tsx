import { Play, Square, TriangleAlert } from 'lucide-react';
import { formatCount } from '../../shared/format/format';
import { IconButton } from '../components/IconButton';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import styles from './SearchProgress.module.css';

/** The progress of the payload search. Empty after everything was searched. */
export function SearchProgress() {
  const session = useSession();
  const search = useWindowState((state) => state.search);
  const captured = useSessionState((state) => state.totals.captured);
  if (search === undefined || search.phase === 'done') return null;
  const { phase, examined, error } = search;
  if (phase === 'failed') {
    return (
      <span className={styles.failed} role="alert" title={error?.remedy}>
        <TriangleAlert size={13} aria-hidden="true" /> {error?.message}
      </span>
    );
  }
  const percent = captured === 0 ? 0 : Math.min(99, Math.floor((examined / captured) * 100));
  const counted = `${formatCount(examined)} of ${formatCount(captured)} payloads searched`;
  return (
    <span className={styles.progress} title={counted}>
      {phase === 'searching' ? (
        <>
          <progress className={styles.bar} aria-label="Searching payloads" value={percent} max={100} />
          <span className={styles.percent}>{percent} %</span>
          <IconButton icon={Square} label="Stop searching payloads" onClick={() => session.stopSearch()} />
        </>
      ) : (
        <>
          <span className={styles.stopped}>stopped at {percent} %</span>
          <IconButton icon={Play} label="Search all payloads" onClick={() => session.startSearch()} />
        </>
      )}
    </span>
  );
}
