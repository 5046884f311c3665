import { ChevronDown, ChevronUp } from 'lucide-react';
import { CommandButton } from '../commands/CommandButton';
import { useSession, useWindowState } from '../session/SessionContext';
import styles from './DetailPane.module.css';
import { NEIGHBOURS } from './detailCommands';
import type { NeighbourScope } from './neighbours';

const LABELS: Readonly<Record<NeighbourScope, string>> = { channel: 'In channel', conversation: 'In conversation' };

/** Buttons for the previous and the next message like this one. */
export function NeighbourButtons({ isOnPort }: { readonly isOnPort: boolean }) {
  const session = useSession();
  const scope = useWindowState((state) => state.neighbourScope);
  return (
    <span className={styles.neighbours}>
      <select
        aria-label="Previous and next"
        value={scope}
        onChange={(event) => session.windowStore.setState({ neighbourScope: event.target.value as NeighbourScope })}
      >
        <option value="channel">{isOnPort ? 'On port' : LABELS.channel}</option>
        <option value="conversation">{LABELS.conversation}</option>
      </select>
      <CommandButton command={NEIGHBOURS[scope].previous} icon={ChevronUp} label="Previous message like this" />
      <CommandButton command={NEIGHBOURS[scope].next} icon={ChevronDown} label="Next message like this" />
    </span>
  );
}
