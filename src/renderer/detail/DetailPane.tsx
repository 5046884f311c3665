import { EyeOff, PanelBottom, PanelRight, X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { CommandButton } from '../commands/CommandButton';
import { DirectionMark } from '../components/DirectionMark';
import { KindBadge } from '../components/KindBadge';
import { StatusMark } from '../components/StatusMark';
import { ReplayButtons } from '../replay/ReplayButtons';
import { ReplayTab } from '../replay/ReplayTab';
import { usePreference } from '../session/preferences';
import { type MessageRow, readMessageRow } from '../session/readMessageRow';
import { useSession, useWindowState } from '../session/SessionContext';
import type { SessionModel } from '../session/sessionModel';
import { DETAIL_TABS, type DetailTab } from '../session/windowStore';
import { ArgumentsTab } from './ArgumentsTab';
import styles from './DetailPane.module.css';
import { CLOSE_DETAIL, DOCK_DETAIL, TAB_TITLES } from './detailCommands';
import { EndpointsTab } from './EndpointsTab';
import { NeighbourButtons } from './NeighbourButtons';
import { PortsTab } from './PortsTab';
import { RawTab } from './RawTab';
import { ResultTab } from './ResultTab';
import { StackTab } from './StackTab';
import { TimingTab } from './TimingTab';
import { type DetailState, useMessageDetail } from './useMessageDetail';

/** Everything known of the selected message. */
export function DetailPane() {
  const session = useSession();
  const selectedRow = useWindowState((state) => state.selectedRow);
  // The columns may have changed since the row was selected.
  useWindowState((state) => state.version);
  if (selectedRow === undefined || selectedRow >= session.table.length) return null;
  return <Detail key={selectedRow} message={readMessageRow(session.table, selectedRow)} />;
}

function Detail({ message }: { readonly message: MessageRow }) {
  const session = useSession();
  const { windowStore } = session;
  const dock = usePreference(({ detailDock }) => detailDock);
  const tab = useWindowState((known) => known.detailTab);
  const state = useMessageDetail(message);
  return (
    <section className={styles.pane} aria-label="Detail">
      <header className={styles.header}>
        <div className={styles.title}>
          <DirectionMark direction={message.direction} />
          <h2 className={styles.channel}>{message.channel}</h2>
          <ReplayButtons row={message.row} />
          <CommandButton
            command={DOCK_DETAIL}
            icon={dock === 'right' ? PanelBottom : PanelRight}
            label={dock === 'right' ? 'Dock below' : 'Dock at the right'}
          />
          <CommandButton command={CLOSE_DETAIL} icon={X} />
        </div>
        <div className={styles.facts}>
          <KindBadge kind={message.kind} />
          <StatusMark status={message.status} />
          {message.isRedacted && (
            <span className={styles.redacted} title="Hidden in the app before it was sent here">
              <EyeOff size={13} aria-hidden="true" /> parts redacted
            </span>
          )}
          {(message.status === 'error' || message.status === 'unhandled') && tab !== 'result' && (
            <button type="button" className={styles.why} onClick={() => windowStore.setState({ detailTab: 'result' })}>
              Why?
            </button>
          )}
          <span className={styles.route}>
            {message.from} → {message.to}
          </span>
          <span className={styles.number}>#{message.seq}</span>
          <NeighbourButtons isOnPort={message.kind === 'port'} />
        </div>
      </header>
      <Tabs.Root
        value={tab}
        onValueChange={(value) => windowStore.setState({ detailTab: value as DetailTab })}
        className={styles.tabs}
      >
        <Tabs.List className={styles.tabList} aria-label="Parts of the detail">
          {DETAIL_TABS.map((name) => (
            <Tabs.Trigger key={name} value={name} data-empty={isEmptyTab(session, name, message, state)}>
              {TAB_TITLES[name]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {state.phase === 'failed' && (
          <p className={styles.failure} role="alert">
            {state.error.message} {state.error.remedy}
          </p>
        )}
        <Tabs.Content value="arguments" className={styles.content}>
          {state.phase === 'ready' && <ArgumentsTab detail={state.detail} />}
        </Tabs.Content>
        <Tabs.Content value="result" className={styles.content}>
          {state.phase === 'ready' && <ResultTab detail={state.detail} status={message.status} />}
        </Tabs.Content>
        <Tabs.Content value="timing" className={styles.content}>
          <TimingTab message={message} />
        </Tabs.Content>
        <Tabs.Content value="ports" className={styles.content}>
          {state.phase === 'ready' && <PortsTab detail={state.detail} message={message} />}
        </Tabs.Content>
        <Tabs.Content value="stack" className={styles.content}>
          {state.phase === 'ready' && <StackTab detail={state.detail} message={message} />}
        </Tabs.Content>
        <Tabs.Content value="endpoints" className={styles.content}>
          <EndpointsTab
            message={message}
            listeners={state.phase === 'ready' ? state.detail.message.dispatched?.listeners : undefined}
          />
        </Tabs.Content>
        <Tabs.Content value="replay" className={styles.content}>
          <ReplayTab message={message} />
        </Tabs.Content>
        <Tabs.Content value="raw" className={styles.content}>
          {state.phase === 'ready' && <RawTab detail={state.detail} />}
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}

/** Whether a tab is empty. Its title is then dimmed. */
function isEmptyTab({ table }: SessionModel, tab: DetailTab, message: MessageRow, state: DetailState): boolean {
  if (tab === 'replay') return table.replays.of(message) === undefined && table.replays.copiesOf(message).length === 0;
  if (tab === 'ports') return message.portCount === 0 && message.kind !== 'port';
  if (tab === 'stack') return state.phase === 'ready' && state.detail.message.stack === undefined;
  if (tab !== 'result' || state.phase !== 'ready') return false;
  const { message: entry, outcome } = state.detail;
  return [entry.result, entry.error, outcome?.result, outcome?.error].every((part) => part === undefined);
}
