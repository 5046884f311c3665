import { X } from 'lucide-react';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';
import styles from '../components/Cards.module.css';
import { IconButton } from '../components/IconButton';

interface ErrorCardProps {
  readonly error: UserErrorInfo;
  readonly onClose: () => void;
}

/** What is wrong and what to do, in a card. */
export function ErrorCard({ error, onClose }: ErrorCardProps) {
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
