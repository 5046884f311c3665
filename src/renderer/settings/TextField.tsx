import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import styles from './Fields.module.css';

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly text: string;
  readonly isDisabled?: boolean;
  /** @returns what is wrong with it; undefined: it was taken */
  readonly take: (text: string) => string | undefined;
}

/** A line of text that is taken when it is finished: with Enter, or by leaving it. */
export function TextField({ label, hint, text, isDisabled, take }: TextFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState(text);
  const [problem, setProblem] = useState<string>();
  useEffect(() => setDraft(text), [text]);
  const finish = () => {
    if (draft === text) setProblem(undefined);
    else setProblem(take(draft));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') finish();
  };
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
        {problem !== undefined && (
          <p id={`${id}-problem`} className={styles.problem} role="alert">
            {problem}
          </p>
        )}
      </div>
      <input
        id={id}
        className={styles.input}
        value={draft}
        disabled={isDisabled}
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? (hint === undefined ? undefined : `${id}-hint`) : `${id}-problem`}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={finish}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
