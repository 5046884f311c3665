import { AppWindow, Compass, Play, RotateCw } from 'lucide-react';
import { formatCount } from '../../shared/format/format';
import styles from './DividerLine.module.css';
import type { Divider } from './dividers';

const EVENTS = {
  opened: { Icon: AppWindow, text: 'Window opened' },
  navigated: { Icon: Compass, text: 'Navigated' },
  reloaded: { Icon: RotateCw, text: 'Reloaded' },
  started: { Icon: Play, text: 'App started again' },
};

/** What happened between two messages. */
export function DividerLine({ divider: { event, others } }: { readonly divider: Divider }) {
  const { Icon, text } = EVENTS[event.type];
  return (
    <div className={styles.divider} role="row" data-event={event.type}>
      <div className={styles.text} role="gridcell">
        <Icon size={12} strokeWidth={2.2} aria-hidden="true" />
        <b>{text}</b>
        {event.type !== 'started' && <span className={styles.name}>{event.name}</span>}
        {event.url !== undefined && <span className={styles.url}>{event.url}</span>}
        {others > 0 && <span className={styles.others}>and {formatCount(others)} more before</span>}
      </div>
    </div>
  );
}
