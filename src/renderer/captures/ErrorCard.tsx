import { X } from 'lucide-react';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';
import styles from '../components/Cards.module.css';
import { IconButton } from '../components/IconButton';

interface ErrorCardProps {
  readonly error: UserErrorInfo;
  readonly onClose: () => void;
}

/** What is wrong and what to do, over the window. */
export function ErrorCard({ error, onClose }: ErrorCardProps) {
  return (
    <section className={styles.card} role="alert" data-error="true">
      <div className={styles.line}>
        <strong className={styles.text}>{error.message}</strong>
        <IconButton icon={X} label="Close the message" onClick={onClose} />
      </div>
      {error.detail !== undefined && error.detail !== '' && <pre>{error.detail}</pre>}
      <span className={styles.text}>{error.remedy}</span>
    </section>
  );
}
