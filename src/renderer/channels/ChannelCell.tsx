import { ChartLine, CopyX, EyeOff } from 'lucide-react';
import { formatBytes, formatCount, formatDurationUs } from '../../shared/format/format';
import { DirectionMark } from '../components/DirectionMark';
import { KindBadge } from '../components/KindBadge';
import { Sparkline } from '../components/Sparkline';
import styles from './ChannelCell.module.css';
import type { ChannelRow } from './channelRow';

interface ChannelCellProps {
  readonly row: ChannelRow;
  readonly column: string;
  readonly onShow: (row: ChannelRow) => void;
  readonly onChart: (name: string) => void;
}

export function ChannelCell({ row, column, onShow, onChart }: ChannelCellProps) {
  switch (column) {
    case 'name':
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
    case 'kinds':
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
    case 'route':
      return <span title={row.route}>{row.route}</span>;
    case 'rate':
      return <Rate row={row} />;
    case 'errors':
      return <Count value={row.errors} tone="error" />;
    case 'unhandled':
      return <Count value={row.unhandled} tone="warn" />;
    case 'registered':
      return <Registered row={row} />;
    default:
      return numberText(row, column);
  }
}

function numberText(row: ChannelRow, column: string): string {
  switch (column) {
    case 'count':
      return formatCount(row.count);
    case 'p50':
      return formatDurationUs(row.p50Us);
    case 'p95':
      return formatDurationUs(row.p95Us);
    case 'p99':
      return formatDurationUs(row.p99Us);
    case 'max':
      return formatDurationUs(row.maxUs);
    case 'blocked':
      return row.blockedUs === 0 ? '' : formatDurationUs(row.blockedUs);
    case 'bytes':
      return row.count === 0 ? '' : formatBytes(row.bytes);
    case 'largest':
      return row.count === 0 ? '' : formatBytes(row.largestBytes);
    case 'repeats':
      return row.repeats === undefined || row.repeats.messages === 0
        ? ''
        : `${formatCount(row.repeats.messages)} · ${formatBytes(row.repeats.bytes)}`;
    default:
      return '';
  }
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
  const { label, detail, isNeverHit, isTwice } = registration;
  return (
    <span className={styles.registered} title={detail}>
      {isTwice ? (
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
