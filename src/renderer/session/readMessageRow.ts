/** A message as the table shows it, read from the columns. Only the rows in sight are ever made. */

import type { HighlightRule } from '../../shared/bridge/windowPreferences';
import { libraryOf } from '../../shared/channels/library';
import { CHUNK_MASK, RowFlag, UNKNOWN_LISTENERS } from '../../shared/columns/columns';
import { type EndpointInfo, endpointLabel } from '../../shared/columns/endpointInfo';
import { durationUs, type MessageTable } from '../../shared/columns/messageTable';
import {
  DIRECTIONS,
  type Direction,
  MESSAGE_KINDS,
  type MessageKind,
  STATUSES,
  type Status,
} from '../../shared/journal/entries';

export interface MessageRow {
  /** Row in the message table. */
  readonly row: number;
  readonly seq: number;
  readonly atUs: number;
  readonly kind: MessageKind;
  readonly direction: Direction;
  readonly status: Status;
  readonly channel: string;
  /** Number of the target it belongs to. */
  readonly target: number;
  /** The name of its app; empty: unknown. */
  readonly app: string;
  /** Of a message on a port: where its channel comes from. */
  readonly portSource: string | undefined;
  /** The library whose channel it is. */
  readonly library: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly fromEndpoint: EndpointInfo | undefined;
  readonly toEndpoint: EndpointInfo | undefined;
  readonly sizeBytes: number;
  readonly resultBytes: number;
  readonly durationUs: number;
  /** Phases in microseconds; NaN where not observed. */
  readonly transitUs: number;
  readonly blockingUs: number;
  readonly handlerUs: number;
  readonly returnUs: number;
  /** The maximum error of transit and return. */
  readonly clockErrorUs: number;
  /** Undefined where they could not be counted. */
  readonly listeners: number | undefined;
  readonly portCount: number;
  readonly isInternal: boolean;
  readonly isTruncated: boolean;
  /** Arguments or result were dropped. */
  readonly isPayloadDropped: boolean;
  /** Something in it was hidden in the target. */
  readonly isRedacted: boolean;
  /** The inspector sent it. */
  readonly isReplayed: boolean;
  /** The user marked it. */
  readonly isMarked: boolean;
  /** The first of the user's rules that it meets. */
  readonly highlight: HighlightRule | undefined;
}

export function readMessageRow(table: MessageTable, row: number, highlight?: HighlightRule): MessageRow {
  const columns = table.columns.chunkOf(row);
  const i = row & CHUNK_MASK;
  const fromEndpoint = table.endpoints[columns.from[i] as number];
  const toEndpoint = table.endpoints[columns.to[i] as number];
  const flags = columns.flags[i] as number;
  const kind = MESSAGE_KINDS[columns.kind[i] as number] ?? 'send';
  const target = columns.target[i] as number;
  const channel = table.channels[columns.channel[i] as number] ?? '';
  const listeners = columns.listeners[i] as number;
  return {
    row,
    seq: columns.seq[i] as number,
    atUs: columns.atUs[i] as number,
    kind,
    direction: DIRECTIONS[columns.direction[i] as number] ?? 'to-main',
    status: STATUSES[columns.status[i] as number] ?? 'pending',
    channel,
    target,
    app: fromEndpoint?.app ?? toEndpoint?.app ?? '',
    portSource: kind === 'port' ? table.portSourceOfChannel(target, channel) : undefined,
    library: libraryOf(channel),
    from: fromEndpoint === undefined ? '' : endpointLabel(fromEndpoint),
    to: toEndpoint === undefined ? '' : endpointLabel(toEndpoint),
    fromEndpoint,
    toEndpoint,
    sizeBytes: columns.sizeBytes[i] as number,
    resultBytes: columns.resultBytes[i] as number,
    durationUs: durationUs(columns, i),
    transitUs: columns.transitUs[i] as number,
    blockingUs: columns.blockingUs[i] as number,
    handlerUs: columns.handlerUs[i] as number,
    returnUs: columns.returnUs[i] as number,
    clockErrorUs: columns.clockErrorUs[i] as number,
    listeners: listeners === UNKNOWN_LISTENERS ? undefined : listeners,
    portCount: columns.portCount[i] as number,
    isInternal: (flags & RowFlag.internal) !== 0,
    isTruncated: (flags & RowFlag.truncated) !== 0,
    isPayloadDropped: (flags & RowFlag.payloadDropped) !== 0,
    isRedacted: (flags & RowFlag.redacted) !== 0,
    isReplayed: (flags & RowFlag.replayed) !== 0,
    isMarked: (flags & RowFlag.marked) !== 0,
    highlight,
  };
}

/** Whether two readings of a row agree in every fact, so that it need not be drawn again. */
export function isSameRow(a: MessageRow, b: MessageRow): boolean {
  for (const key in a) {
    if (!Object.is(a[key as keyof MessageRow], b[key as keyof MessageRow])) return false;
  }
  return true;
}
