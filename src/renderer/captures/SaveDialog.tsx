import { useEffect, useRef, useState } from 'react';
import { formatCount } from '../../shared/format/format';
import { useSession, useSessionState } from '../session/SessionContext';
import styles from './SaveDialog.module.css';

/** What to save of the session: all messages or those in the view, compressed, sanitised. Where is asked for next. */
export function SaveDialog() {
  const session = useSession();
  const captured = useSessionState((state) => state.totals.captured);
  const shown = useSessionState((state) => state.shown);
  const [isPart, setPart] = useState(false);
  const [isCompressed, setCompressed] = useState(false);
  const [isSanitised, setSanitised] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => dialog.current?.showModal(), []);

  const close = () => session.store.setState({ isSaving: false });
  const save = () => {
    close();
    void window.electroscope.saveCapture({
      isCompressed,
      isSanitised,
      ...(isPart ? { rows: session.shownRows() } : {}),
    });
  };

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="save-title" onClose={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <h2 id="save-title">Save the capture</h2>
        <fieldset className={styles.choices}>
          <legend>Messages</legend>
          <label>
            <input type="radio" name="part" checked={!isPart} onChange={() => setPart(false)} />
            All {formatCount(captured)}
          </label>
          <label>
            <input type="radio" name="part" checked={isPart} disabled={shown === 0} onChange={() => setPart(true)} />
            Only the {formatCount(shown)} shown
          </label>
        </fieldset>
        <label className={styles.option}>
          <input type="checkbox" checked={isSanitised} onChange={(event) => setSanitised(event.target.checked)} />
          <span>
            Hide passwords, tokens and cookies
            <small>The redaction rules are applied to what was recorded. What else is private stays.</small>
          </span>
        </label>
        <label className={styles.option}>
          <input type="checkbox" checked={isCompressed} onChange={(event) => setCompressed(event.target.checked)} />
          <span>
            Compress
            <small>With gzip. Electroscope opens it as it is.</small>
          </span>
        </label>
        <div className={styles.actions}>
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" data-primary="true">
            Save…
          </button>
        </div>
      </form>
    </dialog>
  );
}
