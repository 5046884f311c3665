import { TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import type { SessionFacts, TargetInfo } from '../../shared/columns/sessionFacts';
import { formatBytes, formatCount, formatDurationUs, formatShare } from '../../shared/format/format';
import { droppedText } from '../../shared/format/missingMessages';
import { noteOnTargetEnd } from '../../shared/journal/targetEnds';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import styles from './StatusBar.module.css';

const ANNOUNCEMENT_MS = 4000;

const LATE = `The app was already running. What it sent before is not known.
Messages of utility processes that it had started are not seen.
Documents that it had loaded report the caller’s side of the timing only after a reload.`;

/** Counts, and notes on what they do not include. */
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
  // The newest running app; after all have ended, the newest.
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

interface DroppedCountProps {
  /** Messages that are known to be missing. */
  readonly dropped: number;
  readonly facts: SessionFacts;
}

/** How many messages are missing, and why. */
function DroppedCount({ dropped, facts: { gaps, targets } }: DroppedCountProps) {
  const incomplete = targets.filter((target) => target.incomplete);
  const byReason = new Map<string, number>();
  for (const { reason, messages } of gaps) byReason.set(reason, (byReason.get(reason) ?? 0) + messages);
  const lines = [
    ...[...byReason].map(([reason, messages]) => `${formatCount(messages)}: ${reason}`),
    ...incomplete.map((target) => `${target.app} (pid ${target.pid}) ended ${noteOnTargetEnd(target)}`),
  ];
  return (
    <span data-warn={dropped > 0 || incomplete.length > 0} title={lines.join('\n')}>
      {droppedText(dropped, incomplete.length > 0)}
    </span>
  );
}

/** The result of the last action, for a few seconds, if nothing else shows it. */
function Announcement() {
  const { windowStore } = useSession();
  const announcement = useWindowState((state) => state.announcement);
  useEffect(() => {
    if (announcement === undefined) return;
    const timer = setTimeout(() => windowStore.setState({ announcement: undefined }), ANNOUNCEMENT_MS);
    return () => clearTimeout(timer);
  }, [windowStore, announcement]);
  return (
    <span role="status" className={styles.announcement}>
      {announcement}
    </span>
  );
}

/** The cost of watching the running apps, as their agents last reported it. */
function AgentCostNote({ targets }: { readonly targets: readonly TargetInfo[] }) {
  const known = targets.filter(({ cost }) => cost !== undefined && cost.messages > 0);
  if (known.length === 0) return null;
  // Of several apps, the highest share.
  const highest = known.reduce((most, other) => (shareOf(other) > shareOf(most) ? other : most));
  return (
    <span title={`Main process time that the agent used while messages came last:\n${known.map(lineOf).join('\n')}`}>
      agent {formatShare(shareOf(highest))}
    </span>
  );
}

function shareOf({ cost }: TargetInfo): number {
  return cost === undefined ? 0 : cost.spentUs / cost.periodUs;
}

function lineOf(target: TargetInfo): string {
  const { cost, app } = target;
  if (cost === undefined) return app;
  const perMessage = formatDurationUs(cost.spentUs / cost.messages);
  return `${app}: ${formatShare(shareOf(target))} of its time, about ${perMessage} a message`;
}
