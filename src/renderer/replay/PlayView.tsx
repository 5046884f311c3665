import { Pause, Play, Square, StepForward } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../shared/format/format';
import type { Player, PlayOptions, PlayPace, PlayProgress, StepResult } from '../../shared/replay/player';
import { useSession, useWindowState } from '../session/SessionContext';
import { FrameChooser } from './FrameChooser';
import { type FrameChoices, missingFrames } from './frameChoices';
import { PlayReport } from './PlayReport';
import styles from './PlayView.module.css';
import { createPlayer, defaultScope, type PlayScope, rowsToPlay } from './playSession';
import { useReplay } from './useReplay';

const PACES: readonly (readonly [id: string, label: string, pace: PlayPace])[] = [
  ['answers', 'as fast as answers come', { type: 'answers' }],
  ['1', 'as recorded', { type: 'recorded', speed: 1 }],
  ['0.5', 'half as fast', { type: 'recorded', speed: 0.5 }],
  ['2', '2 times as fast', { type: 'recorded', speed: 2 }],
  ['5', '5 times as fast', { type: 'recorded', speed: 5 }],
  ['10', '10 times as fast', { type: 'recorded', speed: 10 }],
];

interface Playing {
  readonly player: Player;
  readonly rows: Uint32Array;
  readonly progress: PlayProgress;
  readonly results: readonly StepResult[];
}

/** Plays a sequence, and shows which answers differ. */
export function PlayView() {
  const session = useSession();
  const replay = useReplay();
  const selectedCount = useWindowState((state) => state.selectedCount);
  const [scope, setScope] = useState<PlayScope>(() => defaultScope(session));
  const [paceId, setPaceId] = useState('answers');
  const [pausesOnDifference, setPauses] = useState(false);
  const [choices, setChoices] = useState<FrameChoices>(new Map());
  const { playing, start } = usePlaying();
  const phase = playing?.progress.phase ?? 'ended';
  const isUnderWay = phase !== 'ended';
  const count = useCount(scope, isUnderWay);
  const player = playing?.player;

  const changePace = (id: string) => {
    setPaceId(id);
    player?.change(optionsOf(id, pausesOnDifference));
  };
  const changePauses = (pauses: boolean) => {
    setPauses(pauses);
    player?.change(optionsOf(paceId, pauses));
  };

  const begin = async (how: 'play' | 'step') => {
    if (player !== undefined && isUnderWay) {
      if (how === 'play') player.play();
      else player.step();
      return;
    }
    await replay.refreshPlaces();
    beginWith(rowsToPlay(session, scope), how);
  };
  const beginWith = (rows: Uint32Array, how: 'play' | 'step') => {
    const options = optionsOf(paceId, pausesOnDifference);
    if (rows.length > 0)
      start(rows, (onChange) => createPlayer(session, replay, rows, choices, options, onChange), how);
  };
  const missing = useMemo(
    () => (playing?.progress.phase === 'ended' ? missingFrames(session.table, playing.rows, playing.results) : []),
    [session, playing],
  );

  return (
    <div className={styles.play}>
      <div className={styles.controls} role="toolbar" aria-label="Play">
        <label>
          <span>Messages</span>
          <select value={scope} disabled={isUnderWay} onChange={(event) => setScope(event.target.value as PlayScope)}>
            <option value="selection">selected ({formatCount(selectedCount)})</option>
            <option value="view">what frames sent, of those shown</option>
            <option value="ended">the same, of apps that have ended</option>
          </select>
        </label>
        <label>
          <span>Pace</span>
          <select value={paceId} onChange={(event) => changePace(event.target.value)}>
            {PACES.map(([id, label]) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={pausesOnDifference}
            onChange={(event) => changePauses(event.target.checked)}
          />
          Pause at the first difference
        </label>
        <span className={styles.buttons}>
          {phase === 'playing' ? (
            <button type="button" onClick={() => player?.pause()}>
              <Pause size={14} aria-hidden="true" /> Pause
            </button>
          ) : (
            <button
              type="button"
              data-main="true"
              disabled={!isUnderWay && count === 0}
              onClick={() => void begin('play')}
            >
              <Play size={14} aria-hidden="true" /> {isUnderWay ? 'Continue' : `Play ${formatCount(count)}`}
            </button>
          )}
          <button
            type="button"
            disabled={phase === 'playing' || (!isUnderWay && count === 0)}
            onClick={() => void begin('step')}
          >
            <StepForward size={14} aria-hidden="true" /> Step
          </button>
          <button type="button" disabled={!isUnderWay} onClick={() => player?.stop()}>
            <Square size={13} aria-hidden="true" /> Stop
          </button>
        </span>
      </div>
      {playing === undefined ? (
        <p className={styles.hint}>
          Sends recorded messages again, in their order, from the frames they came from, and compares the answers.
          Frames that are gone are found again by their address, so a sequence can be played into another run of the
          app.
        </p>
      ) : (
        <PlayReport rows={playing.rows} progress={playing.progress} results={playing.results} />
      )}
      {playing !== undefined && missing.length > 0 && (
        <FrameChooser
          rows={playing.rows}
          missing={missing}
          choices={choices}
          onChoose={setChoices}
          onPlay={(rows) => beginWith(rows, 'play')}
        />
      )}
    </div>
  );
}

function optionsOf(paceId: string, pausesOnDifference: boolean): PlayOptions {
  return { pace: PACES.find(([id]) => id === paceId)?.[2] ?? { type: 'answers' }, pausesOnDifference };
}

/** How many messages would be played; it is counted again when the view or the selection changes. */
function useCount(scope: PlayScope, isHeld: boolean): number {
  const session = useSession();
  const viewVersion = useWindowState((state) => (scope === 'selection' ? '' : `${state.viewVersion} ${state.shown}`));
  const selectionVersion = useWindowState((state) => state.selectionVersion);
  const last = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions say when the rows are others.
  return useMemo(() => {
    if (!isHeld) last.current = rowsToPlay(session, scope).length;
    return last.current;
  }, [session, scope, isHeld, viewVersion, selectionVersion]);
}

/** The player and its drawn state, which changes at most once a frame. */
function usePlaying() {
  const [playing, setPlaying] = useState<Playing>();
  const current = useRef<Player>(undefined);
  const frame = useRef(0);
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      current.current?.stop();
    },
    [],
  );
  const start = (rows: Uint32Array, create: (onChange: () => void) => Player, how: 'play' | 'step') => {
    const draw = () => {
      const player = current.current;
      if (player !== undefined) {
        setPlaying({ player, rows, progress: player.progress, results: [...player.results] });
      }
    };
    const player = create(() => {
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(draw);
    });
    current.current = player;
    draw();
    if (how === 'play') player.play();
    else player.step();
  };
  return { playing, start };
}
