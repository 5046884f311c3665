import { ChartLine, ChartNoAxesColumn, CopyCheck } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import { termOf, withTerm } from '../../shared/filter/edit';
import { formatBytes, formatCount } from '../../shared/format/format';
import { ListGrid, type ListSort } from '../components/ListGrid';
import { SplitHandle } from '../components/SplitHandle';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { useSlowVersion } from '../session/useSlowVersion';
import { useViewTally } from '../session/useTally';
import { ChannelCharts } from './ChannelCharts';
import styles from './ChannelsView.module.css';
import { CHANNEL_COLUMNS, channelColumn, sortChannels } from './channelColumns';
import { type ChannelRow, readChannelRow } from './channelRow';
import { ChannelTally } from './channelTally';
import { MAX_SERIES } from './chartTally';
import { registrationsOf } from './registration';
import { type FoundRepeats, useRepeats } from './useRepeats';

/** Sorting thousands of channels takes milliseconds; numbers that change faster can't be read. */
const REFRESH_MS = 250;
const FEW_MESSAGES = 20_000;

type Only = 'all' | 'errors' | 'neverHit' | 'twice';
const ONLY: readonly (readonly [Only, string])[] = [
  ['all', 'All'],
  ['errors', 'With errors'],
  ['neverHit', 'Never hit'],
  ['twice', 'Registered twice'],
];

/** What the messages of each channel have in common: how many, how fast, how large, what went wrong. */
export function ChannelsView() {
  const session = useSession();
  const isChartOpen = useWindowState((state) => state.isChartOpen);
  const [sort, setSort] = useState<ListSort>({ column: 'count', isDescending: true });
  const [find, setFind] = useState('');
  const [only, setOnly] = useState<Only>('all');
  const [selected, setSelected] = useState<string>();
  const { repeats, findRepeats, isFinding } = useRepeats();
  const { rows, total, progress } = useChannelRows(sort, find, only, repeats);

  const selectedIndex = selected === undefined ? -1 : rows.findIndex(({ name }) => name === selected);
  const showMessages = ({ name }: ChannelRow) => {
    session.setFilter(withTerm(session.windowStore.getState().filterText, channelFilter(name)));
    session.windowStore.setState({ view: 'messages' });
  };
  const addToCharts = useCallback(
    (name: string) => {
      session.windowStore.setState(({ chartFilters }) => ({
        isChartOpen: true,
        chartFilters: [...new Set([...chartFilters, channelFilter(name)])].slice(-MAX_SERIES),
      }));
    },
    [session],
  );
  const onSort = (column: string) => {
    // Numbers start with the largest, names with the first.
    const isText = channelColumn(column).sort.type === 'text';
    setSort((before) => ({ column, isDescending: before.column === column ? !before.isDescending : !isText }));
  };

  const list = (
    <section className={styles.list} aria-label="Channels">
      <div className={styles.tools}>
        <input
          type="search"
          className={styles.find}
          placeholder="Find a channel"
          aria-label="Find a channel"
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        <div className={styles.only} role="group" aria-label="Channels that are listed">
          {ONLY.map(([value, label]) => (
            <button key={value} type="button" aria-pressed={only === value} onClick={() => setOnly(value)}>
              {label}
            </button>
          ))}
        </div>
        <span className={styles.summary} role="status">
          {progress < 1 ? `Counting … ${Math.floor(progress * 100)} %` : summaryOf(rows.length, total, repeats)}
        </span>
        <button
          type="button"
          className={styles.toggle}
          disabled={isFinding || rows.length === 0}
          title="Compare the payloads of the messages in view to find channels that send the same data again"
          onClick={() => void findRepeats().then(() => setSort({ column: 'repeats', isDescending: true }))}
        >
          <CopyCheck size={14} aria-hidden="true" /> {repeats === undefined ? 'Find repeats' : 'Find repeats again'}
        </button>
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={isChartOpen}
          onClick={() => session.windowStore.setState({ isChartOpen: !isChartOpen })}
        >
          <ChartLine size={14} aria-hidden="true" /> Charts
        </button>
      </div>
      <div className={styles.grid}>
        <ListGrid
          label="Channels"
          columns={repeats === undefined ? COLUMNS_WITHOUT_REPEATS : CHANNEL_COLUMNS}
          rowCount={rows.length}
          rowId={(index) => rows[index]?.name}
          renderCell={(index, column) => {
            const row = rows[index];
            return row && column.render(row, { onShow: showMessages, onChart: addToCharts });
          }}
          rowStatus={(index) => (rows[index]?.count === 0 ? 'quiet' : undefined)}
          selectedIndex={selectedIndex < 0 ? undefined : selectedIndex}
          onSelect={(index) => setSelected(rows[index]?.name)}
          onOpen={(index) => {
            const row = rows[index];
            if (row !== undefined) showMessages(row);
          }}
          sort={sort}
          onSort={onSort}
        >
          <NoChannels isNarrowed={find !== '' || only !== 'all'} />
        </ListGrid>
      </div>
    </section>
  );
  return (
    <Group orientation="vertical">
      {isChartOpen && (
        <>
          <Panel id="charts" defaultSize="38%" minSize="150px">
            <ChannelCharts />
          </Panel>
          <SplitHandle side="bottom" />
        </>
      )}
      <Panel id="channels" minSize="25%">
        {list}
      </Panel>
    </Group>
  );
}

/** Repeats are unknown until the user looks for them. */
const COLUMNS_WITHOUT_REPEATS = CHANNEL_COLUMNS.filter(({ key }) => key !== 'repeats');

function summaryOf(listed: number, total: number, repeats: FoundRepeats | undefined): string {
  const channels = `${formatCount(listed)}${listed < total ? ` of ${formatCount(total)}` : ''} ${total === 1 ? 'channel' : 'channels'}`;
  if (repeats === undefined) return channels;
  const { all, examined } = repeats;
  return `${formatCount(all.messages)} of ${formatCount(examined)} compared messages repeat what was sent (${formatBytes(all.bytes)}) · ${channels}`;
}

function useChannelRows(sort: ListSort, find: string, only: Only, repeats: FoundRepeats | undefined) {
  const session = useSession();
  const channels = useSessionState((state) => state.facts.channels);
  const isNarrowed = useWindowState((state) => state.filterText !== '' || state.timeRange !== undefined);
  const viewTally = useViewTally(useCallback(() => new ChannelTally(session.table), [session]));
  const shown = useWindowState((state) => state.shown);
  const viewVersion = useWindowState((state) => state.viewVersion);
  const progress = viewTally?.progress ?? 0;
  const version = useSlowVersion(
    viewTally?.version ?? 0,
    REFRESH_MS,
    shown < FEW_MESSAGES ? `${viewVersion} ${shown}` : progress === 1,
  );
  const targets = useSessionState((state) => state.facts.targets);
  const registrations = useMemo(
    () =>
      registrationsOf(channels, (number) => targets.find(({ target }) => target === number)?.app ?? `app ${number}`),
    [channels, targets],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the statistics, which live outside React.
  const all = useMemo(() => {
    if (viewTally === undefined) return [];
    const { tally } = viewTally;
    const { table } = session;
    const spanUs = tally.axis.length * tally.axis.bucketUs;
    const rows = [...tally.summaries].map(([index, summary]) => {
      const name = table.channels[index] ?? '';
      return readChannelRow(table, name, summary, registrations.get(name), spanUs, repeats?.of(name));
    });
    if (isNarrowed) return rows;
    const names = new Set(rows.map(({ name }) => name));
    for (const [name, registration] of registrations) {
      if (!names.has(name)) rows.push(readChannelRow(table, name, undefined, registration, spanUs, undefined));
    }
    return rows;
  }, [session, viewTally?.tally, version, registrations, isNarrowed, repeats]);
  const rows = useMemo(() => {
    const wanted = find.toLowerCase();
    const listed = all.filter((row) => row.name.toLowerCase().includes(wanted) && isListed(row, only));
    sortChannels(listed, channelColumn(sort.column), sort.isDescending);
    return listed;
  }, [all, find, only, sort]);
  return { rows, total: all.length, progress };
}

function isListed({ errors, unhandled, registration }: ChannelRow, only: Only): boolean {
  switch (only) {
    case 'all':
      return true;
    case 'errors':
      return errors + unhandled > 0;
    case 'neverHit':
      return registration?.isNeverHit === true;
    case 'twice':
      return registration?.isRegisteredTwice === true;
  }
}

function NoChannels({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const session = useSession();
  const filterText = useWindowState((state) => state.filterText);
  const captured = useSessionState((state) => state.totals.captured);
  if (isNarrowed) return <p className={styles.none}>No channel matches.</p>;
  if (captured === 0 || filterText === '') {
    return (
      <p className={styles.none}>
        <ChartNoAxesColumn size={18} aria-hidden="true" /> Channels appear here with their first message, or as soon as
        the app listens to them.
      </p>
    );
  }
  return (
    <>
      <p className={styles.none}>No message matches the filter.</p>
      <button type="button" className={styles.toggle} onClick={() => session.setFilter('')}>
        Clear the filter
      </button>
    </>
  );
}

function channelFilter(name: string): string {
  return termOf('channel', '=', name);
}
