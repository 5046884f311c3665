/** The columns there are, and how a cell of each is written as a condition of a filter. */

import { termOf } from '../../shared/filter/edit';
import type { MessageRow } from '../session/messageRow';

export interface ColumnInfo {
  readonly id: string;
  readonly title: string;
  /** What it shows, where the title alone does not say it. */
  readonly help?: string;
  readonly align: 'left' | 'right' | 'center';
  readonly widthPx: number;
  readonly minWidthPx: number;
  /** Takes a share of the free width. */
  readonly grow?: number;
  /** Whether it is there before the user chooses. */
  readonly isUsual: boolean;
  readonly isSortable: boolean;
  /** A condition that the messages with the same cell meet; undefined if there is none. */
  term(message: MessageRow): string | undefined;
}

type Options = Partial<Omit<ColumnInfo, 'id' | 'title'>>;

function column(id: string, title: string, widthPx: number, options: Options = {}): ColumnInfo {
  const usual = { align: 'left', minWidthPx: 50, isUsual: true, isSortable: true, term: () => undefined } as const;
  return { id, title, widthPx, ...usual, ...options };
}

function atLeast(key: string, us: number): string | undefined {
  return Number.isNaN(us) ? undefined : `${key}>=${Math.floor(us)}us`;
}

const number = { align: 'right', isUsual: false } as const;

export const COLUMNS: readonly ColumnInfo[] = [
  column('number', '#', 62, { ...number, help: 'Number of the message in its app' }),
  column('time', 'Time', 76, { align: 'right', minWidthPx: 60 }),
  column('direction', 'Direction', 30, {
    align: 'center',
    minWidthPx: 30,
    term: ({ direction }) => termOf('dir', ':', direction),
  }),
  column('kind', 'Kind', 94, { minWidthPx: 60, term: ({ kind }) => termOf('kind', ':', kind) }),
  column('channel', 'Channel', 172, {
    minWidthPx: 90,
    grow: 3,
    term: ({ channel }) => termOf('channel', '=', channel),
  }),
  column('from', 'From', 80, { minWidthPx: 60, grow: 1, term: ({ from }) => termOf('from', '=', from) }),
  column('to', 'To', 66, { minWidthPx: 60, grow: 1, term: ({ to }) => termOf('to', '=', to) }),
  column('status', 'Status', 102, { minWidthPx: 40, term: ({ status }) => termOf('status', ':', status) }),
  column('size', 'Size', 68, {
    align: 'right',
    help: 'Bytes of arguments and result',
    term: ({ sizeBytes, resultBytes }) => `size>=${sizeBytes + resultBytes}`,
  }),
  column('argsSize', 'Arguments', 82, { ...number, help: 'Bytes of the arguments' }),
  column('resultSize', 'Result', 68, { ...number, help: 'Bytes of the result' }),
  column('duration', 'Duration', 82, {
    align: 'right',
    minWidthPx: 60,
    term: ({ durationUs }) => atLeast('dur', durationUs),
  }),
  column('transit', 'Transit', 74, {
    ...number,
    help: 'On its way',
    term: ({ transitUs }) => atLeast('transit', transitUs),
  }),
  column('blocking', 'Blocking', 74, {
    ...number,
    help: 'How long it held up the main process',
    term: ({ blockingUs }) => atLeast('blocking', blockingUs),
  }),
  column('handler', 'Handler', 74, {
    ...number,
    help: 'From its arrival in main until the answer',
    term: ({ handlerUs }) => atLeast('handler', handlerUs),
  }),
  column('return', 'Return', 74, {
    ...number,
    help: 'From the answer until the caller had it',
    term: ({ returnUs }) => atLeast('return', returnUs),
  }),
  column('listeners', 'Listeners', 72, {
    ...number,
    term: ({ listeners }) => (listeners === undefined ? undefined : `listeners=${listeners}`),
  }),
  column('ports', 'Ports', 52, { ...number, help: 'Ports that it carried', term: () => 'port:*' }),
  column('target', 'App', 96, {
    minWidthPx: 60,
    isUsual: false,
    help: 'App of the message; shown automatically when there are several',
    term: ({ app }) => (app === '' ? undefined : termOf('app', '=', app)),
  }),
  column('waterfall', 'Waterfall', 120, { minWidthPx: 60, grow: 2, isSortable: false }),
];

const BY_ID = new Map(COLUMNS.map((info) => [info.id, info]));

/** @throws Error if there is none of this id: a fault of the program */
export function columnInfo(id: string): ColumnInfo {
  const info = BY_ID.get(id);
  if (info === undefined) throw new Error(`no column ${id}`);
  return info;
}
