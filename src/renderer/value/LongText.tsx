import { useState } from 'react';
import { formatCount } from '../../shared/format/format';
import { quote } from '../../shared/value/inspect';
import styles from './LongText.module.css';

const FIRST_LENGTH = 4000;
const STEP_LENGTH = 20_000;

/** A long text in a box, more of it on demand. What would hide or reorder text is shown as an escape. */
export function LongText({ text }: { readonly text: string }) {
  const [shownLength, setShownLength] = useState(FIRST_LENGTH);
  const rest = text.length - shownLength;
  return (
    <div className={styles.box}>
      <pre className={styles.text} tabIndex={0}>
        {visible(text.slice(0, shownLength))}
      </pre>
      {rest > 0 && (
        <button type="button" onClick={() => setShownLength(shownLength + STEP_LENGTH)}>
          Show {formatCount(Math.min(rest, STEP_LENGTH))} more of {formatCount(rest)} characters
        </button>
      )}
    </div>
  );
}

/** Line breaks stay; everything else unprintable is escaped. */
function visible(text: string): string {
  return text
    .split('\n')
    .map((line) => quote(line).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\').replaceAll('\\t', '\t'))
    .join('\n');
}
