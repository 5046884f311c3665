/** The columns of the message table. */

import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table';
import { formatBytes, formatDurationUs, formatElapsedUs } from '../../shared/format/format';
import { DirectionMark } from '../components/DirectionMark';
import { KindBadge } from '../components/KindBadge';
import { StatusMark } from '../components/StatusMark';
import styles from './MessageTable.module.css';
import type { MessageRow } from './messageRow';

export const tableFeaturesInUse = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
});

export interface ColumnMeta {
  readonly align: 'left' | 'right' | 'center';
  /** Takes a share of the free width. */
  readonly grow?: number;
}

const COLUMN_META: { readonly [id: string]: ColumnMeta } = {
  time: { align: 'right' },
  direction: { align: 'center' },
  kind: { align: 'left' },
  channel: { align: 'left', grow: 3 },
  from: { align: 'left', grow: 1 },
  to: { align: 'left', grow: 1 },
  status: { align: 'left' },
  size: { align: 'right' },
  duration: { align: 'right' },
  waterfall: { align: 'left', grow: 2 },
};

export function columnMeta(columnId: string): ColumnMeta {
  return COLUMN_META[columnId] ?? { align: 'left' };
}

const helper = createColumnHelper<typeof tableFeaturesInUse, MessageRow>();

/** @param startUs from which times are counted */
export function createMessageColumns(startUs: number) {
  return helper.columns([
    helper.accessor('atUs', {
      id: 'time',
      header: 'Time',
      size: 76,
      minSize: 60,
      cell: ({ getValue }) => <span className={styles.dim}>{formatElapsedUs(getValue() - startUs)}</span>,
    }),
    helper.accessor('direction', {
      header: () => <span className={styles.visuallyHidden}>Direction</span>,
      size: 30,
      minSize: 30,
      enableResizing: false,
      cell: ({ getValue }) => <DirectionMark direction={getValue()} />,
    }),
    helper.accessor('kind', {
      header: 'Kind',
      size: 94,
      minSize: 60,
      cell: ({ getValue }) => <KindBadge kind={getValue()} />,
    }),
    helper.accessor('channel', {
      header: 'Channel',
      size: 172,
      minSize: 90,
      cell: ({ getValue, row }) => <ChannelName name={getValue()} message={row.original} />,
    }),
    helper.accessor('from', {
      header: 'From',
      size: 80,
      minSize: 60,
      cell: ({ getValue }) => <Endpoint name={getValue()} />,
    }),
    helper.accessor('to', {
      header: 'To',
      size: 66,
      minSize: 60,
      cell: ({ getValue }) => <Endpoint name={getValue()} />,
    }),
    helper.accessor('status', {
      header: 'Status',
      size: 102,
      minSize: 40,
      cell: ({ getValue }) => <StatusMark status={getValue()} />,
    }),
    helper.accessor((message) => message.sizeBytes + message.resultBytes, {
      id: 'size',
      header: 'Size',
      size: 68,
      minSize: 50,
      cell: ({ row }) => formatBytes(row.original.sizeBytes + row.original.resultBytes),
    }),
    helper.accessor('durationUs', {
      id: 'duration',
      header: 'Duration',
      size: 74,
      minSize: 60,
      cell: ({ row }) => <Duration message={row.original} />,
    }),
    helper.display({ id: 'waterfall', header: 'Waterfall', size: 90, minSize: 60 }),
  ]);
}

function ChannelName({ name, message }: { readonly name: string; readonly message: MessageRow }) {
  return (
    <span className={styles.channel} title={name}>
      {name}
      {message.portSource !== undefined && <span className={styles.note}>· from {message.portSource}</span>}
      {message.portCount > 0 && (
        <span className={styles.note}>⇄ {message.portCount === 1 ? 'port' : `${message.portCount} ports`}</span>
      )}
      {message.library !== undefined && <span className={styles.note}>{message.library}</span>}
      {message.isInternal && <span className={styles.note}>internal</span>}
      {message.isTruncated && <span className={styles.note}>cut</span>}
      {message.isRedacted && <span className={styles.note}>redacted</span>}
    </span>
  );
}

function Endpoint({ name }: { readonly name: string }) {
  return (
    <span className={styles.endpoint} data-main={name === 'main'} title={name}>
      {name}
    </span>
  );
}

function Duration({ message }: { readonly message: MessageRow }) {
  if (message.status === 'pending') return <span className={styles.dim}>…</span>;
  return <span data-slow={message.durationUs > 100_000}>{formatDurationUs(message.durationUs)}</span>;
}
