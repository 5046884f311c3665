import { useEffect } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import styles from './App.module.css';
import { CaptureFiles } from './captures/CaptureFiles';
import { CommandPalette } from './commands/CommandPalette';
import { runByKeys } from './commands/commands';
import { ShortcutSheet } from './commands/ShortcutSheet';
import { ErrorBoundary } from './components/ErrorBoundary';
import { DetailPane } from './detail/DetailPane';
import { FilterBar } from './filter/FilterBar';
import { MessageTable } from './messages/MessageTable';
import { OutputPanel } from './output/OutputPanel';
import { useSession, useSessionState } from './session/SessionContext';
import { SettingsDialog } from './settings/SettingsDialog';
import { StatusBar } from './statusBar/StatusBar';
import { StartScreen } from './targets/StartScreen';
import { Toolbar } from './toolbar/Toolbar';

export function App() {
  const session = useSession();
  const phase = useSessionState((state) => state.capture.phase);
  const sessionFile = useSessionState((state) => state.sessionFile);
  const isDetailOpen = useSessionState((state) => state.isDetailOpen && state.selectedRow !== undefined);
  const isOutputOpen = useSessionState((state) => state.isOutputOpen);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => runByKeys(session, event);
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [session]);

  // A failed start has no session; without one there is nothing to look at.
  if (phase === 'idle' || phase === 'failed' || sessionFile === undefined) {
    return (
      <>
        <StartScreen />
        <CaptureFiles />
        <SettingsDialog />
        <CommandPalette />
        <ShortcutSheet />
      </>
    );
  }
  return (
    <div className={styles.app}>
      <Toolbar>
        <FilterBar />
      </Toolbar>
      <main className={styles.main}>
        <Group orientation="vertical">
          <Panel id="messages-and-detail" minSize="20%">
            <Group orientation="horizontal">
              <Panel id="messages" minSize="25%">
                <MessageTable />
              </Panel>
              {isDetailOpen && (
                <>
                  <Separator className={styles.verticalSeparator} />
                  <Panel id="detail" defaultSize="36%" minSize="260px">
                    <ErrorBoundary what="The detail">
                      <DetailPane />
                    </ErrorBoundary>
                  </Panel>
                </>
              )}
            </Group>
          </Panel>
          {isOutputOpen && (
            <>
              <Separator className={styles.horizontalSeparator} />
              <Panel id="output" defaultSize="28%" minSize="80px">
                <OutputPanel />
              </Panel>
            </>
          )}
        </Group>
      </main>
      <StatusBar />
      <CaptureFiles />
      <SettingsDialog />
      <CommandPalette />
      <ShortcutSheet />
    </div>
  );
}
