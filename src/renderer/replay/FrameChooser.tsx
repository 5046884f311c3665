import { formatCount } from '../../shared/format/format';
import { useSession } from '../session/SessionContext';
import styles from './FrameChooser.module.css';
import { choiceOf, chosenPlace, type FrameChoices, type MissingFrame } from './frameChoices';
import { endpointOf, placeLabel } from './places';
import { useReplay, useReplayState } from './useReplay';

interface FrameChooserProps {
  /** The sequence that was played. */
  readonly rows: Uint32Array;
  /** Its frames that were not found. */
  readonly missing: readonly MissingFrame[];
  readonly choices: FrameChoices;
  readonly onChoose: (choices: FrameChoices) => void;
  /** @param rows of the messages whose frames are chosen by now */
  readonly onPlay: (rows: Uint32Array) => void;
}

/** Lets the user say which frames of the app stand for those that were not found, and plays what was not sent. */
export function FrameChooser({ rows, missing, choices, onChoose, onPlay }: FrameChooserProps) {
  const replay = useReplay();
  const { table } = useSession();
  const places = useReplayState((state) => state.places).filter(({ kind }) => kind === 'frame');
  const placed = missing.map(({ frame }) => chosenPlace(frame, choices, places, table));
  const indexes = missing.flatMap((one, i) => (placed[i] === undefined ? [] : one.indexes)).sort((a, b) => a - b);
  const choose = (key: string, value: string) => {
    const place = places.find((known) => keyOf(known) === value);
    const others = [...choices].filter(([known]) => known !== key);
    onChoose(new Map(place === undefined ? others : [...others, [key, choiceOf(place, table)]]));
  };
  return (
    <section className={styles.chooser} aria-label="Frames that were not found">
      <p>Choose the frames of the app that stand for frames of the recording:</p>
      {missing.map(({ key, frame, indexes: missed }, i) => {
        const name = placeLabel(frame, { target: frame.target, endpoint: frame.id, kind: 'frame', canSend: false });
        const place = placed[i];
        return (
          <label key={key}>
            <span className={styles.frame} title={name}>
              {name} ({formatCount(missed.length)} {missed.length === 1 ? 'message' : 'messages'})
            </span>
            <select
              value={place === undefined ? '' : keyOf(place)}
              onFocus={() => void replay.refreshPlaces()}
              onChange={(event) => choose(key, event.target.value)}
            >
              <option value="">{places.length === 0 ? 'No frame is there: is the app running?' : 'None'}</option>
              {places.map((known) => (
                <option key={keyOf(known)} value={keyOf(known)}>
                  {placeLabel(endpointOf(table, known.target, known.endpoint), known)}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      <button
        type="button"
        disabled={indexes.length === 0}
        onClick={() => onPlay(Uint32Array.from(indexes, (index) => rows[index] as number))}
      >
        Play {formatCount(indexes.length)} that {indexes.length === 1 ? 'was' : 'were'} not sent
      </button>
    </section>
  );
}

const keyOf = ({ target, endpoint }: { readonly target: number; readonly endpoint: number }) => `${target}:${endpoint}`;
