import { TriangleAlert } from 'lucide-react';
import { formatBytes, formatCount } from '../../shared/format/format';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { AgentCostNote } from './AgentCostNote';
import { Announcement } from './Announcement';
import { DroppedCount } from './DroppedCount';
import styles from './StatusBar.module.css';

const LATE = `The app was already running. What it sent before is not known.
Messages of utility processes that it had started are not seen.
Documents that it had loaded report the caller’s side of the timing only after a reload.`;

/** Counts, and whatever keeps them from being the whole truth. */
export function StatusBar() {
  const session = useSession();
  const { captured, dropped, journalBytes } = useSessionState((state) => state.totals);
  const shown = useWindowState((state) => state.shown);
  const selected = useWindowState((state) => state.selectedCount);
  const showsInternal = useWindowState((state) => state.showsInternal);
  const internal = useSessionState((state) => (showsInternal ? 0 : state.internalMessages));
  const rate = useSessionState((state) => state.ratePerSecond);
  const isLive = useSessionState((state) => state.capture.phase !== 'opened');
  const isPaused = useWindowState((state) => state.isPaused);
  const missed = useWindowState((state) => state.missedWhilePaused);
  const facts = useSessionState((state) => state.facts);
  const journalError = useSessionState((state) => state.journalError);
  // Of those that run, the one that came last; once all have ended, the last of all.
  const targets = facts.targets.toSorted((a, b) => a.target - b.target);
  const running = targets.filter(({ endedAt }) => endedAt === undefined);
  const target = running.at(-1) ?? targets.at(-1);
  const unseen = target?.hooks.filter((hook) => hook.unavailable !== undefined) ?? [];

  return (
    <footer className={styles.bar}>
      <span>
        <b>{formatCount(shown)}</b> shown of {formatCount(captured)} captured
        {selected > 1 && `, ${formatCount(selected)} selected`}
        {internal > 0 && `, ${formatCount(internal)} internal hidden`}
      </span>
      <DroppedCount dropped={dropped} facts={facts} />
      {isLive && <span>{rate > 0 && rate < 10 ? rate.toFixed(1) : formatCount(Math.round(rate))}/s</span>}
      <span title={journalBytes > 0 ? 'Size of the journal on disk' : undefined}>{formatBytes(journalBytes)}</span>
      {isPaused && (
        <button type="button" className={styles.paused} onClick={() => session.setPaused(false)}>
          Paused · {formatCount(missed)} new
        </button>
      )}
      <span className={styles.space} />
      <Announcement />
      {journalError !== undefined && (
        <span className={styles.warning} title={`${journalError.message} ${journalError.remedy}`}>
          <TriangleAlert size={13} aria-hidden="true" /> not written to disk
        </span>
      )}
      {facts.faults.length > 0 && (
        <span
          className={styles.warning}
          title={facts.faults.map((fault) => `${fault.where}: ${fault.message}`).join('\n')}
        >
          <TriangleAlert size={13} aria-hidden="true" /> {formatCount(facts.faults.length)}{' '}
          {facts.faults.length === 1 ? 'fault' : 'faults'} of the agent
        </span>
      )}
      {unseen.length > 0 && (
        <span className={styles.warning} title={unseen.map((hook) => `${hook.name}: ${hook.unavailable}`).join('\n')}>
          <TriangleAlert size={13} aria-hidden="true" /> can’t see: {unseen.map((hook) => hook.name).join(', ')}
        </span>
      )}
      {isLive && running.length > 0 && <AgentCostNote targets={running} />}
      {target !== undefined && (
        <span className={styles.target}>
          {target.attachedAt !== undefined && <b title={LATE}>attached late · </b>}
          Electron {target.electron} · pid {target.pid}
          {running.length > 1 && (
            <span title={running.map(({ name, pid }) => `${name}, pid ${pid}`).join('\n')}>
              {' '}
              and {running.length - 1} more
            </span>
          )}
        </span>
      )}
    </footer>
  );
}
