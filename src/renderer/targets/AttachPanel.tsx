import { Plug, RefreshCw } from 'lucide-react';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { RunningApp } from '../../shared/session/captureState';
import { IconButton } from '../components/IconButton';
import styles from './StartScreen.module.css';

interface AttachPanelProps {
  readonly title: string;
  /** @param target as `WindowApi.attach` takes it */
  readonly onAttach: (target: string) => void;
}

/** Attaches to a running app: one found on this computer, or one at a given inspector port. */
export function AttachPanel({ title, onAttach }: AttachPanelProps) {
  const [target, setTarget] = useState('');
  const [apps, setApps] = useState<readonly RunningApp[]>();
  const look = useCallback(() => {
    setApps(undefined);
    void window.electroscope.listRunningApps().then(setApps);
  }, []);
  useEffect(look, [look]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (target.trim() !== '') onAttach(target.trim());
  };
  return (
    <section className={styles.attach} aria-label={title}>
      <div className={styles.attachHead}>
        <Plug size={16} aria-hidden="true" />
        <h2>{title}</h2>
        <IconButton icon={RefreshCw} label="Look for running apps again" onClick={look} />
      </div>
      {apps === undefined && (
        <p className={styles.dim} role="status">
          Looking for Electron apps …
        </p>
      )}
      {apps?.length === 0 && <p className={styles.dim}>No other Electron app runs on this computer.</p>}
      {apps !== undefined && apps.length > 0 && (
        <ul className={styles.apps} aria-label="Running apps">
          {apps.map((app) => (
            <li key={app.pid}>
              <button
                type="button"
                disabled={app.target === undefined}
                title={`${app.executable} · ${app.how}`}
                onClick={() => app.target !== undefined && onAttach(app.target)}
              >
                <strong>{app.name}</strong>
                <span>
                  pid {app.pid}
                  {app.electron !== undefined && ` · Electron ${app.electron}`}
                </span>
                <span className={styles.how}>{app.how}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form className={styles.attachForm} onSubmit={onSubmit}>
        <input
          type="text"
          aria-label="Port, host:port or process id"
          placeholder="Port, host:port or process id"
          value={target}
          onChange={(event) => setTarget(event.target.value)}
        />
        <button type="submit" disabled={target.trim() === ''}>
          Attach
        </button>
      </form>
    </section>
  );
}
