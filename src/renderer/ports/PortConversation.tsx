import { type ReactNode, useCallback } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import { formatBytes, formatCount, formatDurationUs, formatElapsedUs } from '../../shared/format/format';
import { type ListColumn, ListGrid } from '../components/ListGrid';
import { SplitHandle } from '../components/SplitHandle';
import { StatusMark } from '../components/StatusMark';
import { type MessageRow, readMessageRow } from '../session/readMessageRow';
import { useSession, useWindowState } from '../session/SessionContext';
import { useViewTally } from '../session/useTally';
import styles from './PortConversation.module.css';
import { PortPicture } from './PortPicture';
import { PortMessages } from './portMessages';
import type { PortRow } from './usePortList';

interface PortMessageColumn extends ListColumn {
  /** @param startUs microseconds since the epoch from which times are counted */
  readonly render: (message: MessageRow, startUs: number) => ReactNode;
}

const COLUMNS: readonly PortMessageColumn[] = [
  {
    key: 'time',
    label: 'Time',
    widthPx: 78,
    align: 'right',
    render: ({ atUs }, startUs) => formatElapsedUs(atUs - startUs),
  },
  { key: 'from', label: 'From', widthPx: 90, grow: 1, render: ({ from }) => from },
  { key: 'to', label: 'To', widthPx: 90, grow: 1, render: ({ to }) => to },
  { key: 'status', label: 'Status', widthPx: 100, render: ({ status }) => <StatusMark status={status} /> },
  {
    key: 'size',
    label: 'Size',
    widthPx: 68,
    align: 'right',
    render: ({ sizeBytes, resultBytes }) => formatBytes(sizeBytes + resultBytes),
  },
  {
    key: 'duration',
    label: 'Duration',
    widthPx: 74,
    align: 'right',
    render: ({ durationUs }) => formatDurationUs(durationUs),
  },
];

/** A message channel: its origin, the places of its ends, its messages, and its end. */
export function PortConversation({ port }: { readonly port: PortRow }) {
  const session = useSession();
  const { table, windowStore } = session;
  const { target, id, history } = port;
  const selectedRow = useWindowState((state) => state.selectedRow);
  const isNarrowed = useWindowState((state) => state.filterText !== '' || state.timeRange !== undefined);
  const viewTally = useViewTally(useCallback(() => new PortMessages(table, target, id), [table, target, id]));
  const rows = viewTally?.tally.rows ?? [];
  const said = history === undefined ? rows.length : history.messages[0] + history.messages[1];
  const select = (row: number | undefined) => {
    if (row === undefined) return;
    session.select(row);
    session.setFollowing(false);
    windowStore.setState({ isDetailOpen: true });
  };
  const selectedIndex = selectedRow === undefined ? -1 : rows.indexOf(selectedRow);

  return (
    <section className={styles.conversation} aria-label={`Port ${id}`}>
      <header className={styles.header}>
        <h2>port {id}</h2>
        <span>
          {history !== undefined && `its other end is port ${history.peer} · `}
          {formatCount(said)} {said === 1 ? 'message' : 'messages'}
          {isNarrowed && rows.length < said && `, ${formatCount(rows.length)} of them in view`}
        </span>
      </header>
      <div className={styles.parts}>
        <Group orientation="vertical">
          <Panel id="port-picture" defaultSize="42%" minSize="90px">
            {history !== undefined && <PortPicture target={target} history={history} onSelect={select} />}
          </Panel>
          <SplitHandle side="bottom" />
          <Panel id="port-messages" minSize="90px">
            <ListGrid
              label={`Messages on port ${id}`}
              columns={COLUMNS}
              rowCount={rows.length}
              rowId={(index) => String(rows[index])}
              renderCell={(index, { render }) =>
                rows[index] !== undefined && render(readMessageRow(table, rows[index]), session.startUs)
              }
              rowStatus={(index) => (rows[index] === undefined ? undefined : readMessageRow(table, rows[index]).status)}
              selectedIndex={selectedIndex < 0 ? undefined : selectedIndex}
              onSelect={(index) => select(rows[index])}
            >
              <p className={styles.none}>{whyEmpty(port, isNarrowed && said > 0)}</p>
            </ListGrid>
          </Panel>
        </Group>
      </div>
    </section>
  );
}

function whyEmpty({ state }: PortRow, isFiltered: boolean): string {
  if (isFiltered)
    return 'Its messages are not in view: the filter, or the time chosen in the overview, leaves them out.';
  if (state === 'passed on') {
    return 'It was passed on through main. What its ends say to each other does not touch main, and can’t be seen here.';
  }
  return 'No message was sent on it yet.';
}
