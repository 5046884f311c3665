import { chordSigns } from './chords';
import styles from './Keys.module.css';

/** The keys of a chord, each in its own box. */
export function Keys({ chord }: { readonly chord: string }) {
  return (
    <span className={styles.keys}>
      {chordSigns(chord).map((sign) => (
        <kbd key={sign}>{sign}</kbd>
      ))}
    </span>
  );
}
