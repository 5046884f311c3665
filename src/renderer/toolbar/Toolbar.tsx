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
import type { AttachmentMethod } from '../../shared/session/captureState';
import { SAVE_CAPTURE } from '../captureFiles/captureFileCommands';
import { CommandButton } from '../commands/CommandButton';
import { FilterChips } from '../filter/FilterChips';
import { TOGGLE_OUTPUT } from '../output/outputCommands';
import { CONTINUE_CAPTURE } from '../replay/replayCommands';
import { useSessionState, useWindowState } from '../session/SessionContext';
import { OPEN_SETTINGS } from '../settings/settingsCommands';
import { AppsMenu } from '../targets/AppsMenu';
import { TargetStatus } from '../targets/TargetStatus';
import { RESTART_APP, STOP_APP } from '../targets/targetCommands';
import { CLEAR, PAUSE, TOGGLE_INTERNAL } from '../views/viewCommands';
import styles from './Toolbar.module.css';

const ATTACHED_METHODS: ReadonlySet<AttachmentMethod> = new Set(['attach', 'joined']);

/** @param children the filter */
export function Toolbar({ children }: { readonly children: ReactNode }) {
  const isPaused = useWindowState((state) => state.isPaused);
  const showsInternal = useWindowState((state) => state.showsInternal);
  const isOutputOpen = useWindowState((state) => state.isOutputOpen);
  const unseenErrorLines = useWindowState((state) => state.unseenErrorLines);
  const phase = useSessionState((state) => state.capture.phase);
  // Apps that ran before Electroscope continue.
  const isJoined = useSessionState(({ capture }) => 'method' in capture && ATTACHED_METHODS.has(capture.method));

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
            <CommandButton command={CONTINUE_CAPTURE} icon={MonitorPlay} />
          ) : (
            <CommandButton
              command={RESTART_APP}
              icon={isJoined ? Link : RotateCw}
              label={isJoined ? 'Attach again' : `Restart the ${appWord}`}
            />
          )}
          <CommandButton
            command={STOP_APP}
            icon={isJoined ? Unlink : Square}
            label={isJoined ? `Detach from the ${appWord}` : `Stop the ${appWord}`}
          />
        </div>
        <div className={styles.group}>
          <CommandButton
            command={PAUSE}
            icon={isPaused ? Play : Pause}
            label={isPaused ? 'Resume the view' : 'Pause the view'}
            isPressed={isPaused}
          />
          <CommandButton command={SAVE_CAPTURE} icon={Save} label="Save the capture" />
          <CommandButton command={CLEAR} icon={Trash2} />
        </div>
        {children}
        <div className={styles.group}>
          <CommandButton
            command={TOGGLE_INTERNAL}
            icon={showsInternal ? Eye : EyeOff}
            label="Show Electron’s internal messages"
            isPressed={showsInternal}
          />
          <CommandButton
            command={TOGGLE_OUTPUT}
            icon={SquareTerminal}
            label={outputLabel(unseenErrorLines)}
            hasNews={unseenErrorLines > 0}
            isPressed={isOutputOpen}
          />
          <CommandButton command={OPEN_SETTINGS} icon={Settings} />
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
