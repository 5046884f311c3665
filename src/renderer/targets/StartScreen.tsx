import { FileText, FolderOpen, Play, RotateCw } from 'lucide-react';
import type { UserErrorInfo } from '../../shared/bridge/windowApi';
import { BrandMark } from '../components/BrandMark';
import { useSessionState } from '../session/SessionContext';
import styles from './StartScreen.module.css';

/** What there is to do while no app is watched, and why the last attempt failed. */
export function StartScreen() {
  const capture = useSessionState((state) => state.capture);
  if (capture.phase === 'starting') {
    return (
      <main className={styles.screen}>
        <div className={styles.card} role="status">
          <BrandMark size={56} />
          <h1>Starting {capture.name} …</h1>
        </div>
      </main>
    );
  }
  return (
    <main className={styles.screen}>
      <div className={styles.card}>
        <BrandMark size={56} />
        <h1>Electroscope</h1>
        <p className={styles.lead}>See every IPC message of an Electron app, as it passes.</p>
        {capture.phase === 'failed' && <LaunchError error={capture.error} />}
        <div className={styles.actions}>
          {capture.phase === 'failed' && (
            <button type="button" onClick={() => void window.electroscope.relaunch()}>
              <RotateCw size={15} aria-hidden="true" /> Try again
            </button>
          )}
          <button
            type="button"
            data-primary={capture.phase !== 'failed'}
            onClick={() => void window.electroscope.chooseApp()}
          >
            <FolderOpen size={15} aria-hidden="true" /> Launch an app…
          </button>
          <button type="button" onClick={() => void window.electroscope.chooseCapture()}>
            <FileText size={15} aria-hidden="true" /> Open a capture…
          </button>
          <button type="button" onClick={() => void window.electroscope.launchDemo()}>
            <Play size={15} aria-hidden="true" /> Watch the demo
          </button>
        </div>
        <p className={styles.hint}>
          From a terminal: <code>electroscope ./my-app</code>
        </p>
      </div>
    </main>
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
