import { X } from 'lucide-react';
import { IconButton } from '../components/IconButton';
import { useSession, useSessionState } from '../session/SessionContext';
import styles from './Cards.module.css';

/** What failed of that which the user asked for, until it is closed. */
export function Notice() {
  const { store } = useSession();
  const notice = useSessionState((state) => state.notice);
  if (notice === undefined) return null;
  return (
    <section className={styles.card} role="alert" data-error="true">
      <div className={styles.line}>
        <strong className={styles.text}>{notice.message}</strong>
        <IconButton icon={X} label="Close the message" onClick={() => store.setState({ notice: undefined })} />
      </div>
      {notice.detail !== undefined && notice.detail !== '' && <pre>{notice.detail}</pre>}
      <span className={styles.text}>{notice.remedy}</span>
    </section>
  );
}
