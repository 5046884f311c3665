import { X } from 'lucide-react';
import { useState } from 'react';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';
import styles from '../components/Cards.module.css';
import { IconButton } from '../components/IconButton';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';

interface ErrorCardProps {
  readonly error: UserErrorInfo;
  readonly onClose: () => void;
}

/** What is wrong and what to do, in a card. */
function ErrorCard({ error, onClose }: ErrorCardProps) {
  return (
    <section className={styles.card} role="alert" data-error="true">
      <div className={styles.words}>
        <strong>{error.message}</strong>
        <span>{error.remedy}</span>
      </div>
      <IconButton icon={X} label="Close the message" onClick={onClose} />
      {error.detail !== undefined && error.detail !== '' && <pre>{error.detail}</pre>}
    </section>
  );
}

/** Why the user's last action failed, until the card is closed. */
export function Notice() {
  const { windowStore } = useSession();
  const notice = useWindowState((state) => state.notice);
  return notice && <ErrorCard error={notice} onClose={() => windowStore.setState({ notice: undefined })} />;
}

/** Says that the journal can’t be written, until it can again. After closing, the status bar still says so. */
export function JournalWarning() {
  const error = useSessionState((state) => state.journalError);
  const [closed, setClosed] = useState<UserErrorInfo>();
  return error === undefined || error === closed ? null : <ErrorCard error={error} onClose={() => setClosed(error)} />;
}
