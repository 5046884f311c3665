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

/** How a message ended: a sign and a word, since colour alone would not do. */
export function StatusMark({ status }: { readonly status: Status }) {
  const Icon = ICONS[status];
  return (
    <span className={styles.mark} data-status={status}>
      <Icon size={13} strokeWidth={2.2} aria-hidden="true" />
      {status}
    </span>
  );
}
