import type { UserErrorInfo } from '../../shared/session/userErrorInfo';
import styles from './SettingsDialog.module.css';

/** Why settings could not be saved. */
export function SettingsError({ error }: { readonly error: UserErrorInfo }) {
  return (
    <p className={styles.error} role="alert">
      <strong>{error.message}</strong> {error.remedy}
    </p>
  );
}
