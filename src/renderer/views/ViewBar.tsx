import { Activity, Clock, House, X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { formatElapsedUs } from '../../shared/format/format';
import { shortcutOf } from '../app/commandRegistry';
import { IconButton } from '../components/IconButton';
import { useSession, useSessionState } from '../session/SessionContext';
import { VIEWS, type View } from '../session/sessionStore';
import styles from './ViewBar.module.css';

const TITLES: Readonly<Record<View, string>> = {
  messages: 'Messages',
  channels: 'Channels',
  ports: 'Ports',
  timeline: 'Timeline',
};

/** Switches between the views, and tells what narrows all of them. */
export function ViewBar() {
  const { store } = useSession();
  const isOverviewOpen = useSessionState((state) => state.isOverviewOpen);
  return (
    <nav className={styles.bar} aria-label="View">
      <IconButton icon={House} label="Start screen" onClick={() => store.setState({ isStartOpen: true })} />
      <Tabs.List className={styles.tabs} aria-label="Views">
        {VIEWS.map((view) => (
          <Tabs.Trigger key={view} value={view} title={`${TITLES[view]} (${shortcutOf(`goTo.${view}`)})`}>
            {TITLES[view]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <div className={styles.side}>
        <TimeRangeChip />
        <IconButton
          icon={Activity}
          label="Overview of the session"
          isPressed={isOverviewOpen}
          onClick={() => store.setState({ isOverviewOpen: !isOverviewOpen })}
        />
      </div>
    </nav>
  );
}

/** The stretch of time that the views are narrowed to; pressed, it is gone. */
function TimeRangeChip() {
  const session = useSession();
  const timeRange = useSessionState((state) => state.timeRange);
  // The session's start comes with its first message.
  useSessionState((state) => state.version > 0);
  if (timeRange === undefined) return null;
  const { fromUs, untilUs } = timeRange;
  const from = formatElapsedUs(fromUs - session.startUs);
  const until = untilUs === Number.POSITIVE_INFINITY ? 'now' : formatElapsedUs(untilUs - session.startUs);
  return (
    <button
      type="button"
      className={styles.chip}
      title="Show all of the session"
      onClick={() => session.setTimeRange(undefined)}
    >
      <Clock size={12} strokeWidth={2.2} aria-hidden="true" />
      {from} – {until}
      <span className={styles.visuallyHidden}>, show all of the session</span>
      <X size={13} strokeWidth={2.2} aria-hidden="true" />
    </button>
  );
}
