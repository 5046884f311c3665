/** The columns of the list of channels: one descriptor each, with what a cell shows and what rows are sorted by. */

import { ChartLine, CopyX, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes, formatCount, formatDurationUs } from '../../shared/format/format';
import { DirectionMark } from '../components/DirectionMark';
import { KindBadge } from '../components/KindBadge';
import type { ListColumn } from '../components/ListGrid';
import { Sparkline } from '../components/Sparkline';
import styles from './channelColumns.module.css';
import type { ChannelRow } from './channelRow';

/** What the cells of a row do when they are clicked. */
interface ChannelActions {
  readonly onShow: (row: ChannelRow) => void;
  readonly onChart: (name: string) => void;
}

/** Of texts, the first is looked for; of numbers, the largest. NaN comes last either way. */
type ChannelSort =
  | { readonly type: 'text'; readonly read: (row: ChannelRow) => string }
  | { readonly type: 'number'; readonly read: (row: ChannelRow) => number };

export interface ChannelColumn extends ListColumn {
  readonly sort: ChannelSort;
  readonly render: (row: ChannelRow, actions: ChannelActions) => ReactNode;
}

type Look = Pick<ChannelColumn, 'key' | 'label' | 'help' | 'widthPx' | 'grow'>;

function byText(look: Look, read: (row: ChannelRow) => string, render: ChannelColumn['render']): ChannelColumn {
  return { ...look, isSortable: true, sort: { type: 'text', read }, render };
}

/** @param format what the cell shows of the number */
function byNumber(
  look: Look,
  read: (row: ChannelRow) => number,
  format: (value: number, row: ChannelRow) => ReactNode,
): ChannelColumn {
  const render = (row: ChannelRow) => format(read(row), row);
  return { ...look, align: 'right', isSortable: true, sort: { type: 'number', read }, render };
}

const bytesOf = (bytes: number, { count }: ChannelRow) => (count === 0 ? '' : formatBytes(bytes));

export const CHANNEL_COLUMNS: readonly ChannelColumn[] = [
  byText(
    { key: 'name', label: 'Channel', widthPx: 180, grow: 3 },
    ({ name }) => name,
    (row, actions) => <Name row={row} actions={actions} />,
  ),
  byText(
    { key: 'kinds', label: 'Kind', widthPx: 116 },
    ({ kinds }) => kinds.join(),
    (row) => <Kinds row={row} />,
  ),
  byText(
    { key: 'route', label: 'From → to', widthPx: 116, grow: 1 },
    ({ route }) => route,
    ({ route }) => <span title={route}>{route}</span>,
  ),
  byNumber({ key: 'count', label: 'Count', widthPx: 64 }, ({ count }) => count, formatCount),
  {
    key: 'rate',
    label: 'Rate',
    help: 'Messages a second, and over time',
    widthPx: 150,
    isSortable: true,
    sort: { type: 'number', read: ({ ratePerSecond }) => ratePerSecond },
    render: (row) => <Rate row={row} />,
  },
  byNumber(
    { key: 'errors', label: 'Errors', help: 'Failed, or lost their answer', widthPx: 58 },
    ({ errors }) => errors,
    (errors) => <Count value={errors} tone="error" />,
  ),
  byNumber(
    { key: 'unhandled', label: 'Unhandled', help: 'Nobody listened', widthPx: 80 },
    ({ unhandled }) => unhandled,
    (unhandled) => <Count value={unhandled} tone="warn" />,
  ),
  byNumber(
    { key: 'p50', label: 'p50', help: 'Half of the durations are at most this', widthPx: 66 },
    ({ p50Us }) => p50Us,
    formatDurationUs,
  ),
  byNumber(
    { key: 'p95', label: 'p95', help: '95 % of the durations are at most this', widthPx: 66 },
    ({ p95Us }) => p95Us,
    formatDurationUs,
  ),
  byNumber(
    { key: 'p99', label: 'p99', help: '99 % of the durations are at most this', widthPx: 66 },
    ({ p99Us }) => p99Us,
    formatDurationUs,
  ),
  byNumber(
    { key: 'max', label: 'Max', help: 'The longest duration', widthPx: 66 },
    ({ maxUs }) => maxUs,
    formatDurationUs,
  ),
  byNumber(
    { key: 'blocked', label: 'Blocked', help: 'How long main was held up, in all', widthPx: 72 },
    ({ blockedUs }) => blockedUs,
    (blockedUs) => (blockedUs === 0 ? '' : formatDurationUs(blockedUs)),
  ),
  byNumber(
    { key: 'bytes', label: 'Bytes', help: 'Of arguments and results', widthPx: 70 },
    ({ bytes }) => bytes,
    bytesOf,
  ),
  byNumber(
    { key: 'largest', label: 'Largest', help: 'Arguments and result of one message', widthPx: 70 },
    ({ largestBytes }) => largestBytes,
    bytesOf,
  ),
  byNumber(
    {
      key: 'repeats',
      label: 'Repeats',
      help: 'Messages that carried what an earlier one of the channel carried, and their bytes',
      widthPx: 108,
    },
    ({ repeats }) => repeats?.bytes ?? Number.NaN,
    (_bytes, { repeats }) => repeatsText(repeats),
  ),
  byText(
    { key: 'registered', label: 'In main', help: 'How it is registered in main', widthPx: 116 },
    registeredOrder,
    (row) => <Registered row={row} />,
  ),
];

/** @throws Error if there is none with this key: a fault of the program */
export function channelColumn(key: string): ChannelColumn {
  const found = CHANNEL_COLUMNS.find((column) => column.key === key);
  if (found === undefined) throw new Error(`no column ${key}`);
  return found;
}

/** Sorts in place; equal rows by their names. */
export function sortChannels(rows: ChannelRow[], { sort }: ChannelColumn, isDescending: boolean): void {
  const sign = isDescending ? -1 : 1;
  const byName = (a: ChannelRow, b: ChannelRow) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  rows.sort((a, b) => {
    const [x, y] = [sort.read(a), sort.read(b)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || byName(a, b);
    return x < y ? -sign : x > y ? sign : byName(a, b);
  });
}

/** What is remarkable comes first. */
function registeredOrder({ registration }: ChannelRow): string {
  if (registration === undefined) return '3';
  return `${registration.isRegisteredTwice ? 0 : registration.isNeverHit ? 1 : 2}${registration.label}`;
}

function repeatsText(repeats: ChannelRow['repeats']): string {
  if (repeats === undefined || repeats.messages === 0) return '';
  return `${formatCount(repeats.messages)} · ${formatBytes(repeats.bytes)}`;
}

function Name({ row, actions: { onShow, onChart } }: { readonly row: ChannelRow; readonly actions: ChannelActions }) {
  return (
    <span className={styles.name}>
      <button
        type="button"
        className={styles.link}
        tabIndex={-1}
        title={`Show the messages of ${row.name}`}
        disabled={row.count === 0}
        onClick={() => onShow(row)}
      >
        {row.name}
      </button>
      {row.count > 0 && (
        <button
          type="button"
          className={styles.chart}
          tabIndex={-1}
          aria-label={`Chart ${row.name}`}
          title="Chart it over time"
          onClick={() => onChart(row.name)}
        >
          <ChartLine size={13} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

function Kinds({ row }: { readonly row: ChannelRow }) {
  return (
    <span className={styles.kinds}>
      {row.directions.map((direction) => (
        <DirectionMark key={direction} direction={direction} />
      ))}
      {row.kinds.map((kind) => (
        <KindBadge key={kind} kind={kind} />
      ))}
    </span>
  );
}

function Count({ value, tone }: { readonly value: number; readonly tone: 'error' | 'warn' }) {
  if (value === 0) return <span className={styles.dim}>–</span>;
  return <span data-tone={tone}>{formatCount(value)}</span>;
}

function Rate({ row }: { readonly row: ChannelRow }) {
  const { summary, ratePerSecond } = row;
  if (summary === undefined) return null;
  return (
    <span className={styles.rate}>
      <Sparkline values={summary.rate.values} length={summary.rate.length} />
      <span>{Number.isNaN(ratePerSecond) ? '' : `${rateText(ratePerSecond)}/s`}</span>
    </span>
  );
}

function rateText(perSecond: number): string {
  if (perSecond >= 100) return formatCount(Math.round(perSecond));
  return perSecond >= 0.01 ? String(Number(perSecond.toPrecision(2))) : '< 0.01';
}

function Registered({ row: { registration } }: { readonly row: ChannelRow }) {
  if (registration === undefined) return null;
  const { label, detail, isNeverHit, isRegisteredTwice } = registration;
  return (
    <span className={styles.registered} title={detail}>
      {isRegisteredTwice ? (
        <span data-tone="warn">
          <CopyX size={12} aria-hidden="true" /> twice
        </span>
      ) : (
        isNeverHit && (
          <span data-tone="warn">
            <EyeOff size={12} aria-hidden="true" /> never hit
          </span>
        )
      )}
      <span className={styles.dim}>{label}</span>
    </span>
  );
}
