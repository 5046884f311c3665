import { useSession } from '../session/SessionContext';
import { OPEN_SETTINGS } from '../settings/settingsCommands';
import styles from './PayloadTab.module.css';

/** Says why a message of Electron's own has no payload, and leads to the setting. */
export function OmittedNote() {
  const session = useSession();
  return (
    <p className={styles.note}>
      not recorded: Electron’s own message. It can hold environment variables and preload sources.{' '}
      <button type="button" className={styles.link} onClick={() => OPEN_SETTINGS.run?.(session)}>
        Record such payloads from now on …
      </button>
    </p>
  );
}
