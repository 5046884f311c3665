/** The columns of the message table, as the table library knows them. */

import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table';
import { Bookmark } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes, formatCount, formatDurationUs, formatElapsedUs } from '../../shared/format/format';
import { DirectionMark } from '../components/DirectionMark';
import { KindBadge } from '../components/KindBadge';
import { StatusMark } from '../components/StatusMark';
import { COLUMNS } from './columnInfo';
import styles from './MessageTable.module.css';
import type { MessageRow } from './messageRow';

export const tableFeaturesInUse = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
});

const helper = createColumnHelper<typeof tableFeaturesInUse, MessageRow>();

/** @param startUs from which times are counted */
export function createMessageColumns(startUs: number) {
  return helper.columns(
    COLUMNS.map(({ id, widthPx, minWidthPx }) =>
      helper.display({
        id,
        size: widthPx,
        minSize: minWidthPx,
        enableResizing: id !== 'direction',
        cell: ({ row }) => cellOf(id, row.original, startUs),
      }),
    ),
  );
}

function cellOf(id: string, message: MessageRow, startUs: number): ReactNode {
  switch (id) {
    case 'number':
      return <span className={styles.dim}>{message.seq}</span>;
    case 'time':
      return <span className={styles.dim}>{formatElapsedUs(message.atUs - startUs)}</span>;
    case 'direction':
      return <DirectionMark direction={message.direction} />;
    case 'kind':
      return <KindBadge kind={message.kind} />;
    case 'channel':
      return <ChannelName name={message.channel} message={message} />;
    case 'from':
      return <Endpoint name={message.from} />;
    case 'to':
      return <Endpoint name={message.to} />;
    case 'status':
      return <StatusMark status={message.status} />;
    case 'size':
      return formatBytes(message.sizeBytes + message.resultBytes);
    case 'argsSize':
      return formatBytes(message.sizeBytes);
    case 'resultSize':
      return message.resultBytes === 0 ? '' : formatBytes(message.resultBytes);
    case 'duration':
      return <Duration message={message} />;
    case 'transit':
    case 'blocking':
    case 'handler':
    case 'return':
      return formatDurationUs(message[`${id}Us`]);
    case 'listeners':
      return message.listeners;
    case 'ports':
      return message.portCount === 0 ? '' : formatCount(message.portCount);
    case 'target':
      return message.target;
    default:
      return null;
  }
}

function ChannelName({ name, message }: { readonly name: string; readonly message: MessageRow }) {
  const { highlight } = message;
  return (
    <span className={styles.channel} title={name}>
      {message.isMarked && (
        <Bookmark className={styles.mark} size={12} fill="currentColor" role="img" aria-label="marked" />
      )}
      {name}
      {highlight !== undefined && highlight.label !== '' && (
        <span className={styles.label} data-highlight={highlight.color}>
          {highlight.label}
        </span>
      )}
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
