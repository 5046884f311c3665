import type { MessageKind } from '../../shared/journal/entries';
import styles from './KindBadge.module.css';

/** Electron's name of the method, in the colour of its kind. */
export function KindBadge({ kind }: { readonly kind: MessageKind }) {
  return (
    <span className={styles.badge} data-kind={kind}>
      {kind}
    </span>
  );
}
