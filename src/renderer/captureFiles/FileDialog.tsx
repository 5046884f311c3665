import { type ReactNode, useEffect, useRef } from 'react';
import styles from './FileDialog.module.css';

interface FileDialogProps {
  readonly title: string;
  /** The label of the confirming button. The dialog for the path comes next. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks what to write to a file. */
export function FileDialog({ title, action, onConfirm, onClose, children }: FileDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-label={title} onClose={onClose}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          onConfirm();
        }}
      >
        <h2>{title}</h2>
        {children}
        <div className={styles.actions}>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" data-primary="true">
            {action}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface SanitiseOptionProps {
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

export function SanitiseOption(props: SanitiseOptionProps) {
  return (
    <FileOption
      label="Hide passwords, tokens and cookies"
      explanation="The redaction rules are applied to what was recorded. Other private data stays."
      {...props}
    />
  );
}

interface OptionProps extends SanitiseOptionProps {
  readonly label: string;
  readonly explanation: string;
}

export function FileOption({ label, explanation, isChecked, onChange }: OptionProps) {
  return (
    <label className={styles.option}>
      <input type="checkbox" checked={isChecked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {label}
        <small>{explanation}</small>
      </span>
    </label>
  );
}
