import { type ReactNode, useMemo, useState } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import { formatCount, formatElapsedUs } from '../../shared/format/format';
import { type ListColumn, ListGrid } from '../components/ListGrid';
import { SplitHandle } from '../components/SplitHandle';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { PortConversation } from './PortConversation';
import styles from './PortsView.module.css';
import { type PortRow, usePortList } from './usePortList';

interface PortColumn extends ListColumn {
  /** @param sinceOf when a port was seen first, as a text */
  readonly render: (port: PortRow, sinceOf: (port: PortRow) => string) => ReactNode;
}

const COLUMNS: readonly PortColumn[] = [
  {
    key: 'name',
    label: 'Port',
    widthPx: 76,
    render: ({ id }) => <span className={styles.name}>port {id}</span>,
  },
  { key: 'state', label: 'State', widthPx: 88, render: ({ state }) => <State state={state} /> },
  {
    key: 'source',
    label: 'From',
    widthPx: 80,
    grow: 1,
    render: ({ source }) => <span title={source}>{source}</span>,
  },
  {
    key: 'messages',
    label: 'Messages',
    widthPx: 78,
    align: 'right',
    render: ({ history }) => history && formatCount(history.messages[0] + history.messages[1]),
  },
  {
    key: 'hops',
    label: 'Hops',
    widthPx: 50,
    align: 'right',
    render: ({ history }) => history && formatCount(history.hopCount),
  },
  { key: 'since', label: 'Since', widthPx: 76, align: 'right', render: (port, sinceOf) => sinceOf(port) },
];

/** Every message channel that main has seen, and the conversation of the chosen one. */
export function PortsView() {
  const session = useSession();
  const { windowStore } = session;
  const ports = usePortList();
  const selectedPort = useWindowState((state) => state.selectedPort);
  const targets = useSessionState((state) => state.facts.targets);
  const [find, setFind] = useState('');
  const listed = useMemo(() => {
    const wanted = find.trim().toLowerCase();
    return ports.filter((port) => wordsOf(port).includes(wanted));
  }, [ports, find]);
  const chosen = listed.findIndex(({ target, id }) => target === selectedPort?.target && id === selectedPort.id);
  // Until one is chosen, the first.
  const index = chosen < 0 && listed.length > 0 ? 0 : chosen;
  const selected = listed[index];
  const select = (at: number) => {
    const port = listed[at];
    if (port !== undefined) windowStore.setState({ selectedPort: { target: port.target, id: port.id } });
  };
  const sinceOf = ({ target, history }: PortRow) => {
    const origin = targets.find((known) => known.target === target)?.timeOrigin;
    if (history === undefined || origin === undefined) return '';
    return formatElapsedUs(origin + history.atUs - session.startUs);
  };

  return (
    <Group orientation="horizontal">
      <Panel id="port-list" defaultSize="32%" minSize="190px">
        <section className={styles.list} aria-label="Ports">
          <div className={styles.tools}>
            <input
              className={styles.find}
              type="search"
              placeholder="Find a port"
              aria-label="Find a port"
              value={find}
              onChange={(event) => setFind(event.target.value)}
            />
            <span role="status">
              {formatCount(listed.length)}
              {listed.length < ports.length && ` of ${formatCount(ports.length)}`}{' '}
              {ports.length === 1 ? 'port' : 'ports'}
            </span>
          </div>
          <div className={styles.grid}>
            <ListGrid
              label="Ports"
              columns={COLUMNS}
              rowCount={listed.length}
              rowId={(at) => listed[at] && `${listed[at].target}:${listed[at].id}`}
              renderCell={(at, { render }) => listed[at] && render(listed[at], sinceOf)}
              rowStatus={(at) => (listed[at]?.state === 'closed' ? 'quiet' : undefined)}
              selectedIndex={index < 0 ? undefined : index}
              onSelect={select}
            >
              {ports.length > 0 ? (
                <p>No port matches.</p>
              ) : (
                <p className={styles.none}>
                  Message channels appear here when the app makes one in main, or sends one of its ports through main.
                </p>
              )}
            </ListGrid>
          </div>
        </section>
      </Panel>
      <SplitHandle side="right" />
      <Panel id="port" minSize="30%">
        {selected !== undefined && <PortConversation key={`${selected.target}:${selected.id}`} port={selected} />}
      </Panel>
    </Group>
  );
}

function wordsOf({ id, source, state }: PortRow): string {
  return `port ${id} ${source} ${state ?? ''}`.toLowerCase();
}

function State({ state }: { readonly state: PortRow['state'] }) {
  return (
    <span className={styles.state} data-state={state}>
      {state}
    </span>
  );
}
