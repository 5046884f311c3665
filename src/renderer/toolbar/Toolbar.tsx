import {
  Eye,
  EyeOff,
  Link,
  MonitorPlay,
  Pause,
  Play,
  RotateCw,
  Save,
  Settings,
  Square,
  SquareTerminal,
  Trash2,
  Unlink,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../shared/format/format';
import type { TargetWay } from '../../shared/session/captureState';
import { commandOf, shortcutOf } from '../app/commandRegistry';
import { IconButton } from '../components/IconButton';
import { FilterChips } from '../filter/FilterChips';
import { useSession, useSessionState } from '../session/SessionContext';
import { AppsMenu } from '../targets/AppsMenu';
import { TargetStatus } from '../targets/TargetStatus';
import styles from './Toolbar.module.css';

const ATTACHED_WAYS: ReadonlySet<TargetWay> = new Set(['attach', 'joined']);

/** @param children the filter */
export function Toolbar({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const isPaused = useSessionState((state) => state.isPaused);
  const showsInternal = useSessionState((state) => state.showsInternal);
  const isOutputOpen = useSessionState((state) => state.isOutputOpen);
  const unseenErrorLines = useSessionState((state) => state.unseenErrorLines);
  const phase = useSessionState((state) => state.capture.phase);
  const isRunning = phase === 'attached' || phase === 'starting' || phase === 'waiting';
  // What was running before goes on without us.
  const isJoined = useSessionState(({ capture }) => 'way' in capture && ATTACHED_WAYS.has(capture.way));

  const appWord = useSessionState(({ capture }) =>
    capture.phase === 'attached' && capture.apps.length > 1 ? 'apps' : 'app',
  );

  return (
    <header className={styles.toolbar}>
      <div className={styles.row}>
        <TargetStatus />
        {phase !== 'opened' && <AppsMenu />}
        <div className={styles.group}>
          {phase === 'opened' ? (
            <IconButton
              icon={MonitorPlay}
              label="Play the capture into an app …"
              onClick={() => commandOf('replay.continue').run?.(session)}
            />
          ) : (
            <IconButton
              icon={isJoined ? Link : RotateCw}
              label={isJoined ? 'Attach again' : `Restart the ${appWord}`}
              onClick={() => void window.electroscope.relaunch()}
            />
          )}
          <IconButton
            icon={isJoined ? Unlink : Square}
            label={isJoined ? `Detach from the ${appWord}` : `Stop the ${appWord}`}
            isDisabled={!isRunning}
            onClick={() => void window.electroscope.stopTarget()}
          />
        </div>
        <div className={styles.group}>
          <IconButton
            icon={isPaused ? Play : Pause}
            label={isPaused ? 'Resume the view' : 'Pause the view'}
            shortcut={shortcutOf('view.pause')}
            isPressed={isPaused}
            onClick={() => session.setPaused(!isPaused)}
          />
          <IconButton
            icon={Save}
            label="Save the capture"
            shortcut={shortcutOf('session.save')}
            onClick={() => session.store.setState({ isSaving: true })}
          />
          <IconButton
            icon={Trash2}
            label="Clear the view"
            shortcut={shortcutOf('view.clear')}
            onClick={() => session.clear()}
          />
        </div>
        {children}
        <div className={styles.group}>
          <IconButton
            icon={showsInternal ? Eye : EyeOff}
            label="Show Electron’s internal messages"
            isPressed={showsInternal}
            onClick={() => session.setShowsInternal(!showsInternal)}
          />
          <IconButton
            icon={SquareTerminal}
            label={outputLabel(unseenErrorLines)}
            hasNews={unseenErrorLines > 0}
            shortcut={shortcutOf('view.output')}
            isPressed={isOutputOpen}
            onClick={() => session.store.setState({ isOutputOpen: !isOutputOpen })}
          />
          <IconButton
            icon={Settings}
            label="Settings"
            shortcut={shortcutOf('settings.open')}
            onClick={() => session.store.setState({ isSettingsOpen: true })}
          />
        </div>
      </div>
      <div className={styles.chips}>
        <FilterChips />
      </div>
    </header>
  );
}

function outputLabel(unseenErrorLines: number): string {
  if (unseenErrorLines === 0) return 'Output of the app';
  const lines = unseenErrorLines === 1 ? '1 new line' : `${formatCount(unseenErrorLines)} new lines`;
  return `Output of the app: ${lines} on standard error`;
}
