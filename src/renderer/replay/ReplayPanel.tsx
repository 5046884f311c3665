import { X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { IconButton } from '../components/IconButton';
import { Composer } from './Composer';
import { PlayView } from './PlayView';
import styles from './ReplayPanel.module.css';
import type { ReplayMode } from './replayModel';
import { useReplay, useReplayState } from './useReplay';

/** Where messages are written and sent, and sequences played. It is loaded when it is first opened: the editor is large. */
export default function ReplayPanel() {
  const replay = useReplay();
  const panel = useReplayState((state) => state.panel) ?? 'compose';
  return (
    <section className={styles.panel} aria-label="Replay">
      <Tabs.Root
        className={styles.tabs}
        value={panel}
        onValueChange={(value) => replay.store.setState({ panel: value as ReplayMode })}
      >
        <header className={styles.header}>
          <Tabs.List className={styles.tabList} aria-label="Ways to replay">
            <Tabs.Trigger value="compose">Compose</Tabs.Trigger>
            <Tabs.Trigger value="play">Play</Tabs.Trigger>
          </Tabs.List>
          <IconButton icon={X} label="Close the replay panel" onClick={() => replay.close()} />
        </header>
        {/* What is played goes on while a message is written. */}
        <Tabs.Content className={styles.content} value="compose" tabIndex={-1}>
          <Composer />
        </Tabs.Content>
        <Tabs.Content className={styles.content} value="play" tabIndex={-1} forceMount>
          <PlayView />
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}
