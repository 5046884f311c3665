import { useEffect } from 'react';
import { useSession, useWindowState } from '../session/SessionContext';
import styles from './StatusBar.module.css';

const SHOWN_MS = 4000;

/** What was done last and can't be seen elsewhere, for a while. */
export function Announcement() {
  const { windowStore } = useSession();
  const announcement = useWindowState((state) => state.announcement);
  useEffect(() => {
    if (announcement === undefined) return;
    const timer = setTimeout(() => windowStore.setState({ announcement: undefined }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [windowStore, announcement]);
  return (
    <span role="status" className={styles.announcement}>
      {announcement}
    </span>
  );
}
