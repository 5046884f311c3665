import { useState } from 'react';
import { formatCount } from '../../shared/format/format';
import styles from './LongText.module.css';

const FIRST_LENGTH = 4000;
const STEP_LENGTH = 20_000;

/** A long text in a box, more of it on demand. */
export function LongText({ text }: { readonly text: string }) {
  const [shownLength, setShownLength] = useState(FIRST_LENGTH);
  const rest = text.length - shownLength;
  return (
    <div className={styles.box}>
      <pre className={styles.text} tabIndex={0}>
        {text.slice(0, shownLength)}
      </pre>
      {rest > 0 && (
        <button type="button" onClick={() => setShownLength(shownLength + STEP_LENGTH)}>
          Show {formatCount(Math.min(rest, STEP_LENGTH))} more of {formatCount(rest)} characters
        </button>
      )}
    </div>
  );
}
