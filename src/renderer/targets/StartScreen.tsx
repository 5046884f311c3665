import { ArrowLeft, ChartGantt, FileText, FolderOpen, Play, RotateCw } from 'lucide-react';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';
import { OPEN_CAPTURE } from '../captureFiles/captureFileCommands';
import { BrandMark } from '../components/BrandMark';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { AttachPanel } from './AttachPanel';
import { RecentLists } from './RecentLists';
import styles from './StartScreen.module.css';
import { LAUNCH_APP, LAUNCH_DEMO } from './targetCommands';

/** What the user can do while no app is watched, and why the last attempt failed. */
export function StartScreen() {
  const session = useSession();
  const { windowStore } = session;
  const capture = useSessionState((state) => state.capture);
  const hasSession = useSessionState((state) => state.sessionFile !== undefined);
  const hasDemo = useWindowState((state) => state.hasDemo);
  if (capture.phase === 'starting' && !hasSession) {
    return (
      <main className={styles.screen}>
        <div className={styles.card} role="status">
          <BrandMark size={56} />
          <h1>Starting {capture.name} …</h1>
        </div>
      </main>
    );
  }
  const isFailed = capture.phase === 'failed';
  return (
    <main className={styles.screen}>
      <div className={styles.page}>
        <header className={styles.head}>
          <BrandMark size={44} />
          <div>
            <h1>Electroscope</h1>
            <p className={styles.lead}>See every IPC message of an Electron app, as it passes.</p>
          </div>
          {hasSession && !isFailed && (
            <button type="button" className={styles.back} onClick={() => windowStore.setState({ isStartOpen: false })}>
              <ArrowLeft size={15} aria-hidden="true" /> Back to the session
            </button>
          )}
        </header>
        {isFailed && <LaunchError error={capture.error} />}
        <div className={styles.columns}>
          <section className={styles.start} aria-label="Start">
            {isFailed && (
              <Action
                icon={RotateCw}
                title="Try again"
                text="Repeat what failed"
                isPrimary
                onClick={() => void window.electroscope.relaunch()}
              />
            )}
            {isFailed && capture.canTrace && (
              <Action
                icon={ChartGantt}
                title="Show channels and times only"
                text="From Electron’s own trace: no arguments, results or senders"
                onClick={() => void window.electroscope.launchTraced()}
              />
            )}
            <Action
              icon={FolderOpen}
              title="Launch an app…"
              text="From its folder, watched from its first line on"
              isPrimary={!isFailed}
              onClick={() => LAUNCH_APP.run?.(session)}
            />
            {hasDemo && (
              <Action
                icon={Play}
                title="Watch the demo"
                text="An app that sends every kind of message"
                onClick={() => LAUNCH_DEMO.run?.(session)}
              />
            )}
            <Action
              icon={FileText}
              title="Open a capture…"
              text="Or drop .escope files anywhere on this window"
              onClick={() => OPEN_CAPTURE.run?.(session)}
            />
            <AttachPanel
              title="Attach to a running app"
              onAttach={(target) => void window.electroscope.attach(target)}
            />
          </section>
          <RecentLists />
        </div>
        <p className={styles.hint}>
          From a terminal: <code>electroscope ./my-app</code>
        </p>
      </div>
    </main>
  );
}

interface ActionProps {
  readonly icon: typeof Play;
  readonly title: string;
  readonly text: string;
  readonly isPrimary?: boolean;
  readonly onClick: () => void;
}

function Action({ icon: Icon, title, text, isPrimary = false, onClick }: ActionProps) {
  return (
    <button type="button" className={styles.action} data-primary={isPrimary} onClick={onClick}>
      <Icon size={18} aria-hidden="true" />
      <span className={styles.actionTitle}>{title}</span>
      <span className={styles.actionText}>{text}</span>
    </button>
  );
}

function LaunchError({ error }: { readonly error: UserErrorInfo }) {
  return (
    <div className={styles.error} role="alert">
      <strong>{error.message}</strong>
      {error.detail !== undefined && error.detail !== '' && <pre>{error.detail}</pre>}
      <span>{error.remedy}</span>
    </div>
  );
}
