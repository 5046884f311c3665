import { useEffect } from 'react';
import { useSession, useSessionState } from '../session/SessionContext';
import styles from './StatusBar.module.css';

const SHOWN_MS = 4000;

/** What was done last and can't be seen elsewhere, for a while. */
export function Announcement() {
  const { store } = useSession();
  const announcement = useSessionState((state) => state.announcement);
  useEffect(() => {
    if (announcement === undefined) return;
    const timer = setTimeout(() => store.setState({ announcement: undefined }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [store, announcement]);
  return (
    <span role="status" className={styles.announcement}>
      {announcement}
    </span>
  );
}
