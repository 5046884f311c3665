import { AppWindow, ChevronDown, FolderOpen, Funnel, Plug, Square, Unlink } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { TargetInfo } from '../../shared/columns/sessionFacts';
import { hasTerm, termOf, toggledTerm } from '../../shared/filter/edit';
import type { WatchedAppInfo } from '../../shared/session/captureState';
import { type Command, shortcutOf } from '../commands/command';
import { IconButton } from '../components/IconButton';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import styles from './AppsMenu.module.css';
import { ATTACH_ANOTHER, LAUNCH_ANOTHER, NEW_WINDOW } from './targetCommands';

const NO_APPS: readonly WatchedAppInfo[] = [];

/** The apps of the session. The user can filter by an app, detach it, and add another. */
export function AppsMenu() {
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const apps = useSessionState(({ capture }) => (capture.phase === 'attached' ? capture.apps : NO_APPS));
  const targets = useSessionState(({ facts }) => facts.targets);
  const run = (command: Command) => {
    setOpen(false);
    command.run?.(session);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={styles.trigger} aria-label="Apps of this session" title="Apps of this session">
        <ChevronDown size={15} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.popover} align="start" sideOffset={7} aria-label="Apps of this session">
          {apps.length === 0 && <p className={styles.note}>No app reports into this session now.</p>}
          <ul className={styles.list}>
            {apps.map((app) => {
              const target = targets.find((known) => known.target === app.target);
              return target && <App key={app.target} target={target} isJoined={app.isJoined} />;
            })}
          </ul>
          <div className={styles.actions}>
            <Action icon={Plug} command={ATTACH_ANOTHER} onRun={run} />
            <Action icon={FolderOpen} command={LAUNCH_ANOTHER} onRun={run} />
            <Action icon={AppWindow} command={NEW_WINDOW} onRun={run} />
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function App({ target, isJoined }: { readonly target: TargetInfo; readonly isJoined: boolean }) {
  const session = useSession();
  const { app, pid, electron, attachedAt } = target;
  const term = termOf('app', '=', app);
  const isOnly = useWindowState(({ filterText }) => hasTerm(filterText, term));
  const filterText = () => session.windowStore.getState().filterText;
  return (
    <li className={styles.app}>
      <div className={styles.text}>
        <strong>{app}</strong>
        <span>
          pid {pid} · Electron {electron}
          {attachedAt !== undefined && ' · attached late'}
        </span>
      </div>
      <IconButton
        icon={Funnel}
        label={`Only messages of ${app}`}
        isPressed={isOnly}
        onClick={() => session.setFilter(toggledTerm(filterText(), term))}
      />
      <IconButton
        icon={isJoined ? Unlink : Square}
        label={isJoined ? `Detach from ${app}` : `Stop ${app}`}
        onClick={() => void window.electroscope.stopApp(target.target)}
      />
    </li>
  );
}

interface ActionProps {
  readonly icon: typeof Plug;
  readonly command: Command;
  readonly onRun: (command: Command) => void;
}

function Action({ icon: Icon, command, onRun }: ActionProps) {
  const hint = shortcutOf(command);
  return (
    <button type="button" className={styles.action} onClick={() => onRun(command)}>
      <Icon size={15} aria-hidden="true" />
      <span>{command.label}</span>
      {hint !== undefined && <kbd>{hint}</kbd>}
    </button>
  );
}
