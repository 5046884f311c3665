import { chordSigns } from './chords';
import styles from './Keys.module.css';

/** A chord, a key at a time. */
export function Keys({ chord }: { readonly chord: string }) {
  return (
    <span className={styles.keys}>
      {chordSigns(chord).map((sign) => (
        <kbd key={sign}>{sign}</kbd>
      ))}
    </span>
  );
}
