import { Activity, Clock, House, X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { formatElapsedUs } from '../../shared/format/format';
import { CommandButton } from '../commands/CommandButton';
import { shortcutOf } from '../commands/command';
import { useSession, useWindowState } from '../session/SessionContext';
import { VIEWS } from '../session/windowStore';
import styles from './ViewBar.module.css';
import { SHOW_START, SHOW_VIEW, SHOW_WHOLE_SESSION, TOGGLE_OVERVIEW } from './viewCommands';

/** Switches between the views, and shows what narrows all of them. */
export function ViewBar() {
  const isOverviewOpen = useWindowState((state) => state.isOverviewOpen);
  return (
    <nav className={styles.bar} aria-label="View">
      <CommandButton command={SHOW_START} icon={House} />
      <Tabs.List className={styles.tabs} aria-label="Views">
        {VIEWS.map((view) => (
          <Tabs.Trigger key={view} value={view} title={`${SHOW_VIEW[view].label} (${shortcutOf(SHOW_VIEW[view])})`}>
            {SHOW_VIEW[view].label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <div className={styles.side}>
        <TimeRangeChip />
        <CommandButton
          command={TOGGLE_OVERVIEW}
          icon={Activity}
          label="Overview of the session"
          isPressed={isOverviewOpen}
        />
      </div>
    </nav>
  );
}

/** The time range of the views. A click removes it. */
function TimeRangeChip() {
  const session = useSession();
  const timeRange = useWindowState((state) => state.timeRange);
  // The session's start comes with its first message.
  useWindowState((state) => state.version > 0);
  if (timeRange === undefined) return null;
  const { fromUs, untilUs } = timeRange;
  const from = formatElapsedUs(fromUs - session.startUs);
  const until = untilUs === Number.POSITIVE_INFINITY ? 'now' : formatElapsedUs(untilUs - session.startUs);
  return (
    <button
      type="button"
      className={styles.chip}
      title="Show all of the session"
      onClick={() => SHOW_WHOLE_SESSION.run?.(session)}
    >
      <Clock size={12} strokeWidth={2.2} aria-hidden="true" />
      {from} – {until}
      <span className={styles.visuallyHidden}>, show all of the session</span>
      <X size={13} strokeWidth={2.2} aria-hidden="true" />
    </button>
  );
}
