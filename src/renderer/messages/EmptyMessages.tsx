import { useMemo } from 'react';
import type { StartHelp as Help } from '../../shared/session/captureState';
import { notRespondingReason } from '../../shared/session/notResponding';
import { uncaughtErrorIn } from '../output/uncaughtError';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { stuckAppsOf } from '../stuck/stuckApps';
import styles from './EmptyMessages.module.css';

/** Why the table is empty, and what to do about it. */
export function EmptyMessages() {
  const session = useSession();
  const capture = useSessionState((state) => state.capture);
  const captured = useSessionState((state) => state.totals.captured);
  const clearedRows = useWindowState((state) => state.clearedRows);
  const isSearching = useWindowState((state) => state.search?.phase === 'searching');
  const filterText = useWindowState((state) => state.filterText);

  if (isSearching && captured > clearedRows) return <Empty title="Searching payloads …" />;
  if (filterText !== '' && captured > clearedRows) {
    return (
      <Empty title="No message matches the filter">
        <button type="button" onClick={() => session.setFilter('')}>
          Clear the filter
        </button>
      </Empty>
    );
  }
  if (clearedRows > 0) {
    return (
      <Empty title="Cleared. New messages will appear here.">
        <button type="button" onClick={() => session.undoClear()}>
          Show the earlier messages
        </button>
      </Empty>
    );
  }
  if (capture.phase === 'starting') {
    return (
      <Empty title={`Starting ${capture.name} …`}>
        <StartHelp help={capture.help} />
        {capture.isSlow && capture.help === undefined && (
          <p>It is taking unusually long. If its window is open, it may not let Electroscope in; see its output.</p>
        )}
      </Empty>
    );
  }
  if (capture.phase === 'waiting') {
    return (
      <Empty title={`${capture.name} runs, but no Electron app that it started.`}>
        <StartHelp help={capture.help} />
      </Empty>
    );
  }
  if (capture.phase === 'opened') return <Empty title={`${capture.name} holds no messages.`} />;
  if (capture.phase === 'ended') return <Empty title={`${capture.name} ${capture.how}, without sending a message.`} />;
  const [stuck] = stuckAppsOf(capture);
  if (stuck !== undefined) {
    return (
      <Empty title="No message yet, and main does not respond">
        <p>{notRespondingReason(stuck)}</p>
      </Empty>
    );
  }
  return <NoMessageYet />;
}

/** The app runs, and may never send a message. */
function NoMessageYet() {
  const { windowStore } = useSession();
  const output = useSessionState((state) => state.output);
  const error = useMemo(() => uncaughtErrorIn(output), [output]);
  if (error === undefined) return <Empty title="Waiting for the first message" />;
  return (
    <Empty title="No message yet, and an error was not caught">
      <p className={styles.error}>{error}</p>
      <button type="button" onClick={() => windowStore.setState({ isOutputOpen: true })}>
        Show output
      </button>
    </Empty>
  );
}

/** Why no app has reported, and a way to attach if there is one. */
function StartHelp({ help }: { readonly help: Help | undefined }) {
  if (help === undefined) return null;
  const { text, pid } = help;
  return (
    <>
      <p>{text}</p>
      {pid !== undefined && (
        <button type="button" onClick={() => void window.electroscope.attach(`pid:${pid}`, true)}>
          Attach to it
        </button>
      )}
    </>
  );
}

function Empty({ title, children }: { readonly title: string; readonly children?: React.ReactNode }) {
  return (
    <div className={styles.empty} role="status">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
