import { formatCount } from '../../shared/format/format';
import { useSessionState, useWindowState } from '../session/SessionContext';
import styles from './FileDialog.module.css';

interface PartChoiceProps {
  /** Only the messages in the view. */
  readonly isPart: boolean;
  readonly onChange: (isPart: boolean) => void;
}

/** Which messages are written: all, or those that the filter shows. */
export function PartChoice({ isPart, onChange }: PartChoiceProps) {
  const captured = useSessionState((state) => state.totals.captured);
  const shown = useWindowState((state) => state.shown);
  return (
    <fieldset className={styles.choices}>
      <legend>Messages</legend>
      <label>
        <input type="radio" name="part" checked={!isPart} onChange={() => onChange(false)} />
        All {formatCount(captured)}
      </label>
      <label>
        <input type="radio" name="part" checked={isPart} disabled={shown === 0} onChange={() => onChange(true)} />
        Only the {formatCount(shown)} shown
      </label>
    </fieldset>
  );
}
