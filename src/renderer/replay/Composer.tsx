import { SendHorizontal } from 'lucide-react';
import { useEffect, useId, useMemo } from 'react';
import { parseArguments } from '../../shared/value/parse/parseArguments';
import { chordText } from '../commands/chords';
import { useSession } from '../session/SessionContext';
import { ArgumentsEditor } from './ArgumentsEditor';
import { ChannelField } from './ChannelField';
import styles from './Composer.module.css';
import { CALLS, callOf, problemOf, requestOfDraft } from './draft';
import { PlaceField } from './PlaceField';
import { findPlace, placesFor } from './places';
import { SavedRequests } from './SavedRequests';
import { SentView } from './SentView';
import { useReplay, useReplayState } from './useReplay';

/** Lets the user write and send a message, and shows the answer. */
export function Composer() {
  const draftVersion = useReplayState((state) => state.draftVersion);
  return (
    <div className={styles.composer}>
      {/* Another draft is another form: the editor keeps its own text. */}
      <ComposerForm key={draftVersion} />
      <SentView />
    </div>
  );
}

function ComposerForm() {
  const replay = useReplay();
  const { windowStore } = useSession();
  const draft = useReplayState((state) => state.draft);
  const places = useReplayState((state) => state.places);
  const isSending = useReplayState(({ sent }) => sent?.phase === 'sending');
  const problemsId = useId();
  const parsed = useMemo(() => parseArguments(draft.text), [draft.text]);
  const { kind } = callOf(draft.call);
  const place = findPlace(draft, placesFor(draft, places));
  const problem = 'args' in parsed ? problemOf(draft, parsed.args, place) : undefined;
  const canSend = 'args' in parsed && problem === undefined && !isSending;

  useEffect(() => {
    // Frames come and go while the panel is open.
    const refresh = () => void replay.refreshPlaces();
    window.addEventListener('focus', refresh);
    return () => window.removeEventListener('focus', refresh);
  }, [replay]);

  const send = () => {
    if (canSend) void replay.sendDraft(requestOfDraft(draft, parsed.args));
    else windowStore.setState({ announcement: problem ?? 'Not sent: the arguments are not right yet' });
  };

  return (
    <form
      className={styles.form}
      aria-label="Message to send"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
        event.preventDefault();
        send();
      }}
    >
      <div className={styles.fields}>
        <label className={styles.field}>
          <span>Call</span>
          <select value={draft.call} onChange={(event) => replay.change({ call: event.target.value })}>
            {groups().map(([group, calls]) => (
              <optgroup key={group} label={group}>
                {calls.map(({ id, label, kind: callKind }) => (
                  <option key={id} value={id} disabled={callKind === 'port' && draft.port === undefined}>
                    {label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        {kind !== 'port' && kind !== 'utility' && (
          <ChannelField channel={draft.channel} onChange={(channel) => replay.change({ channel })} />
        )}
        {kind === 'port' ? (
          <p className={styles.port}>on end {draft.port}, as long as it is held</p>
        ) : (
          <PlaceField draft={draft} places={places} />
        )}
      </div>
      <ArgumentsEditor
        text={draft.text}
        describedBy={problemsId}
        onChange={(text) => replay.change({ text })}
        onSend={send}
      />
      <footer className={styles.footer}>
        <button
          type="submit"
          className={styles.send}
          aria-disabled={!canSend}
          title={`Send (${chordText('Mod+Enter')})`}
        >
          <SendHorizontal size={14} aria-hidden="true" /> {isSending ? 'Sending …' : 'Send'}
        </button>
        <SavedRequests />
        <div id={problemsId} className={styles.problems} aria-live="polite">
          {'problems' in parsed && <Problems text={draft.text} problems={parsed.problems} />}
          {problem !== undefined && <p className={styles.problem}>{problem}</p>}
          {draft.carriedPorts > 0 && (
            <p className={styles.hint}>
              The original carried {draft.carriedPorts === 1 ? 'a port' : `${draft.carriedPorts} ports`}; this is sent
              without.
            </p>
          )}
        </div>
      </footer>
    </form>
  );
}

function groups(): [string, typeof CALLS][] {
  const names = [...new Set(CALLS.map(({ group }) => group))];
  return names.map((name) => [name, CALLS.filter(({ group }) => group === name)]);
}

interface ProblemsProps {
  readonly text: string;
  readonly problems: Extract<ReturnType<typeof parseArguments>, { problems: unknown }>['problems'];
}

function Problems({ text, problems }: ProblemsProps) {
  const [first] = problems;
  if (first === undefined) return null;
  const missing = problems.filter(({ isMissing }) => isMissing).length;
  const line = text.slice(0, first.from).split('\n').length;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return (
    <p className={missing > 0 ? styles.missing : styles.problem}>
      Line {line}: {first.message} {first.remedy}
      {more}
    </p>
  );
}
