import { Circle, CircleAlert, CircleCheck, CircleDashed, CircleHelp, Unlink } from 'lucide-react';
import type { Status } from '../../shared/journal/entries';
import styles from './StatusMark.module.css';

const ICONS = {
  pending: CircleDashed,
  ok: CircleCheck,
  error: CircleAlert,
  unhandled: CircleHelp,
  lost: Unlink,
  unknown: Circle,
};

/** The status of a message: an icon and a word, because colour alone is not enough. */
export function StatusMark({ status }: { readonly status: Status }) {
  const Icon = ICONS[status];
  return (
    <span className={styles.mark} data-status={status}>
      <Icon size={13} strokeWidth={2.2} aria-hidden="true" />
      {status}
    </span>
  );
}
