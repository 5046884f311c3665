import { Tabs } from 'radix-ui';
import { lazy, Suspense, useEffect } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import { CaptureFiles } from '../captureFiles/CaptureFiles';
import { ChannelsView } from '../channels/ChannelsView';
import { CommandPalette } from '../commands/CommandPalette';
import { ShortcutSheet } from '../commands/ShortcutSheet';
import { ErrorBoundary } from '../components/ErrorBoundary';
import { SplitHandle } from '../components/SplitHandle';
import { DetailDock } from '../detail/DetailDock';
import { FilterBar } from '../filter/FilterBar';
import { HighlightDialog } from '../messages/HighlightDialog';
import { MessagesView } from '../messages/MessagesView';
import { OutputPanel } from '../output/OutputPanel';
import { PortsView } from '../ports/PortsView';
import { useReplayState } from '../replay/useReplay';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import type { View } from '../session/windowStore';
import { SettingsDialog } from '../settings/SettingsDialog';
import { StatusBar } from '../statusBar/StatusBar';
import { AttachDialog } from '../targets/AttachDialog';
import { StartScreen } from '../targets/StartScreen';
import { Overview } from '../timeline/Overview';
import { TimelineView } from '../timeline/TimelineView';
import { Toolbar } from '../toolbar/Toolbar';
import { ViewBar } from '../views/ViewBar';
import styles from './App.module.css';
import { COMMANDS, runByKeys } from './commandRegistry';

/** Its editor is large and not needed at the start. */
const ReplayPanel = lazy(() => import('../replay/ReplayPanel'));

export function App() {
  const session = useSession();
  const phase = useSessionState((state) => state.capture.phase);
  const sessionFile = useSessionState((state) => state.sessionFile);
  const isStartOpen = useWindowState((state) => state.isStartOpen);
  const view = useWindowState((state) => state.view);
  const isOverviewOpen = useWindowState((state) => state.isOverviewOpen);
  const isOutputOpen = useWindowState((state) => state.isOutputOpen);
  const isReplayOpen = useReplayState((state) => state.panel !== undefined);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => runByKeys(session, event);
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [session]);

  // A failed start has no session to show.
  if (phase === 'idle' || phase === 'failed' || sessionFile === undefined || isStartOpen) {
    return (
      <div className={styles.start}>
        <StartScreen />
        <CaptureFiles />
        <SettingsDialog />
        <CommandPalette commands={COMMANDS} />
        <ShortcutSheet commands={COMMANDS} />
      </div>
    );
  }
  return (
    <Tabs.Root
      className={styles.app}
      value={view}
      onValueChange={(value) => session.windowStore.setState({ view: value as View })}
    >
      <Toolbar>
        <FilterBar />
      </Toolbar>
      <div>
        <ViewBar />
        {isOverviewOpen && <Overview />}
      </div>
      <main className={styles.main}>
        <Group orientation="vertical">
          <Panel id="messages-and-detail" minSize="20%">
            <DetailDock>
              {/* It stays, so that it is scrolled to the same place when it is shown again. */}
              <Tabs.Content className={styles.view} value="messages" tabIndex={-1} forceMount>
                <MessagesView />
              </Tabs.Content>
              {/* These compute much, and only while they are shown. */}
              <Tabs.Content className={styles.view} value="channels" tabIndex={-1}>
                <ErrorBoundary what="The list of channels">
                  <ChannelsView />
                </ErrorBoundary>
              </Tabs.Content>
              <Tabs.Content className={styles.view} value="ports" tabIndex={-1}>
                <ErrorBoundary what="The list of ports">
                  <PortsView />
                </ErrorBoundary>
              </Tabs.Content>
              <Tabs.Content className={styles.view} value="timeline" tabIndex={-1}>
                <ErrorBoundary what="The timeline">
                  <TimelineView />
                </ErrorBoundary>
              </Tabs.Content>
            </DetailDock>
          </Panel>
          {isReplayOpen && (
            <>
              <SplitHandle side="bottom" label="Size of the replay panel" />
              <Panel id="replay" defaultSize="48%" minSize="200px">
                <ErrorBoundary what="The replay panel">
                  <Suspense>
                    <ReplayPanel />
                  </Suspense>
                </ErrorBoundary>
              </Panel>
            </>
          )}
          {isOutputOpen && (
            <>
              <SplitHandle side="bottom" />
              <Panel id="output" defaultSize="28%" minSize="80px">
                <OutputPanel />
              </Panel>
            </>
          )}
        </Group>
      </main>
      <CaptureFiles />
      <StatusBar />
      <SettingsDialog />
      <AttachDialog />
      <HighlightDialog />
      <CommandPalette commands={COMMANDS} />
      <ShortcutSheet commands={COMMANDS} />
    </Tabs.Root>
  );
}
