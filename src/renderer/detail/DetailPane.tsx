import { EyeOff, X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { DirectionMark } from '../components/DirectionMark';
import { IconButton } from '../components/IconButton';
import { KindBadge } from '../components/KindBadge';
import { StatusMark } from '../components/StatusMark';
import { type MessageRow, readMessageRow } from '../messages/messageRow';
import { useSession, useSessionState } from '../session/SessionContext';
import { DETAIL_TABS, type DetailTab } from '../session/sessionStore';
import styles from './DetailPane.module.css';
import { EndpointsTab } from './EndpointsTab';
import { PayloadTab } from './PayloadTab';
import { RawTab } from './RawTab';
import { TimingTab } from './TimingTab';
import { useMessageDetail } from './useMessageDetail';

const TAB_TITLES: Readonly<Record<DetailTab, string>> = {
  payload: 'Payload',
  timing: 'Timing',
  endpoints: 'Endpoints',
  raw: 'Raw',
};

/** Everything known of the selected message. */
export function DetailPane() {
  const session = useSession();
  const selectedRow = useSessionState((state) => state.selectedRow);
  // The columns may have changed under the selected row.
  useSessionState((state) => state.version);
  if (selectedRow === undefined || selectedRow >= session.table.length) return null;
  return <Detail key={selectedRow} message={readMessageRow(session.table, selectedRow)} />;
}

function Detail({ message }: { readonly message: MessageRow }) {
  const { store } = useSession();
  const tab = useSessionState((known) => known.detailTab);
  const state = useMessageDetail(message);
  return (
    <section className={styles.pane} aria-label="Detail">
      <header className={styles.header}>
        <div className={styles.title}>
          <DirectionMark direction={message.direction} />
          <h2 className={styles.channel}>{message.channel}</h2>
          <IconButton
            icon={X}
            label="Close the detail"
            shortcut="Esc"
            onClick={() => store.setState({ isDetailOpen: false })}
          />
        </div>
        <div className={styles.facts}>
          <KindBadge kind={message.kind} />
          <StatusMark status={message.status} />
          {message.isRedacted && (
            <span className={styles.redacted} title="Hidden in the app before it was sent here">
              <EyeOff size={13} aria-hidden="true" /> parts redacted
            </span>
          )}
          <span className={styles.route}>
            {message.from} → {message.to}
          </span>
          <span className={styles.number}>#{message.seq}</span>
        </div>
      </header>
      <Tabs.Root
        value={tab}
        onValueChange={(value) => store.setState({ detailTab: value as DetailTab })}
        className={styles.tabs}
      >
        <Tabs.List className={styles.tabList} aria-label="Parts of the detail">
          {DETAIL_TABS.map((name) => (
            <Tabs.Trigger key={name} value={name}>
              {TAB_TITLES[name]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {state.phase === 'failed' && (
          <p className={styles.failure} role="alert">
            {state.error.message} {state.error.remedy}
          </p>
        )}
        <Tabs.Content value="payload" className={styles.content}>
          {state.phase === 'ready' && (
            <PayloadTab detail={state.detail} status={message.status} target={message.target} />
          )}
        </Tabs.Content>
        <Tabs.Content value="timing" className={styles.content}>
          <TimingTab message={message} />
        </Tabs.Content>
        <Tabs.Content value="endpoints" className={styles.content}>
          <EndpointsTab
            message={message}
            listeners={state.phase === 'ready' ? state.detail.message.dispatched?.listeners : undefined}
          />
        </Tabs.Content>
        <Tabs.Content value="raw" className={styles.content}>
          {state.phase === 'ready' && <RawTab detail={state.detail} />}
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}
