/**
 * The columns of the message table, in their default order. All that the table knows of a column is here, except how it is sorted:
 * `shared/columns/sorters.ts` has a sorter with the same key.
 */

import type { SortKey } from '../../shared/columns/sorters';
import { termOf } from '../../shared/filter/edit';
import {
  formatBytes,
  formatClockUs,
  formatCount,
  formatDurationUs,
  formatElapsedUs,
  formatSeconds,
} from '../../shared/format/format';
import type { CaptureState } from '../../shared/session/captureState';
import type { TableColumn } from '../components/tableColumn';
import type { MessageRow } from '../session/readMessageRow';
import {
  type CellContext,
  type CellPainter,
  paintChannel,
  paintDuration,
  paintEndpoint,
  paintMark,
  paintNothing,
  paintText,
} from './list/cellPaint';

/** What clicks on a header make of the order, one after the other; after the last, messages stand as they came. */
type SortClicks = readonly ('ascending' | 'descending')[];

/** Names and words: from the first letter. */
const ASCENDING_FIRST: SortClicks = ['ascending', 'descending'];
/** Numbers of which the largest are looked for. */
const DESCENDING_FIRST: SortClicks = ['descending', 'ascending'];
/** Messages came in ascending order anyway. */
const DESCENDING_ONLY: SortClicks = ['descending'];

interface Description extends TableColumn {
  readonly minWidthPx: number;
  /** Shown from the start if absent. */
  readonly hiddenUntil?: 'chosen' | 'several-apps';
  /** The label is read to users who do not see it. */
  readonly isLabelHidden?: boolean;
  readonly isFixedWidth?: boolean;
}

/** As a column is written below: what it does with the values that it reads. */
interface Definition<Value> extends Omit<Description, 'minWidthPx'> {
  readonly minWidthPx?: number;
  readonly read: (message: MessageRow) => Value;
  readonly paint: CellPainter<Value>;
  /** The tooltip of a cell, where it says more than the cell may have room for. */
  readonly title?: (value: Value, message: MessageRow, capture: CaptureState) => string | undefined;
  /** A condition that the messages with the same value meet; undefined: the filter language has none. */
  readonly filterTerm: ((value: Value) => string | undefined) | undefined;
}

/** Only a key with a sorter can be sorted by. */
type Sorting =
  | { readonly key: SortKey; readonly sort: SortClicks }
  | { readonly key: string; readonly sort: undefined };

/** As the table uses a column: what it does with a message. */
export interface MessageColumn extends Description {
  /** Undefined: messages are not sorted by it. */
  readonly sort: SortClicks | undefined;
  readonly read: (message: MessageRow) => unknown;
  readonly filterTerm: ((message: MessageRow) => string | undefined) | undefined;
  title(message: MessageRow, capture: CaptureState): string | undefined;
  /** Prepares a cell. What it returns fills the cell with one message after another. */
  paint(cell: HTMLElement): (message: MessageRow, context: CellContext) => void;
}

const DEFAULT_MIN_WIDTH_PX = 50;

function column<Value>(definition: Definition<Value> & Sorting): MessageColumn {
  const { read, paint, title, filterTerm } = definition;
  return {
    ...definition,
    minWidthPx: definition.minWidthPx ?? DEFAULT_MIN_WIDTH_PX,
    filterTerm: filterTerm && ((message) => filterTerm(read(message))),
    title: (message, capture) => title?.(read(message), message, capture),
    paint: (cell) => {
      const show = paint(cell);
      return (message, context) => show(read(message), message, context);
    },
  };
}

const asBytes = paintText((bytes: number, { status }) => (status === 'unknown' ? '' : formatBytes(bytes)));
const asPhase = paintText(formatDurationUs);
const whole = (text: string) => text;

function atLeast(filterKey: string): (us: number) => string | undefined {
  return (us) => (Number.isNaN(us) ? undefined : `${filterKey}>=${Math.floor(us)}us`);
}

/** The column that is as wide as the time that is in sight. */
export const WATERFALL = 'waterfall';

/** In a window 900 px wide, those up to the status fit beside the detail. */
export const MESSAGE_COLUMNS: readonly MessageColumn[] = [
  column({
    key: 'number',
    label: '#',
    help: 'Number of the message in its app',
    widthPx: 62,
    align: 'right',
    hiddenUntil: 'chosen',
    read: ({ seq }) => seq,
    paint: paintText(String, 'dim'),
    sort: DESCENDING_ONLY,
    filterTerm: undefined,
  }),
  column({
    key: 'time',
    label: 'Time',
    widthPx: 76,
    minWidthPx: 60,
    align: 'right',
    read: ({ atUs }) => atUs,
    paint: paintText((atUs, _message, { startUs }) => formatElapsedUs(atUs - startUs), 'dim'),
    title: formatClockUs,
    sort: DESCENDING_ONLY,
    filterTerm: undefined,
  }),
  column({
    key: 'direction',
    label: 'Direction',
    isLabelHidden: true,
    widthPx: 30,
    minWidthPx: 30,
    isFixedWidth: true,
    align: 'center',
    read: ({ direction }) => direction,
    paint: paintMark('direction'),
    sort: ASCENDING_FIRST,
    filterTerm: (direction) => termOf('dir', ':', direction),
  }),
  column({
    key: 'kind',
    label: 'Kind',
    widthPx: 94,
    minWidthPx: 60,
    read: ({ kind }) => kind,
    paint: paintMark('kind'),
    sort: ASCENDING_FIRST,
    filterTerm: (kind) => termOf('kind', ':', kind),
  }),
  column({
    key: 'channel',
    label: 'Channel',
    widthPx: 144,
    minWidthPx: 90,
    grow: 3,
    read: ({ channel }) => channel,
    paint: paintChannel,
    title: whole,
    sort: ASCENDING_FIRST,
    filterTerm: (channel) => termOf('channel', '=', channel),
  }),
  column({
    key: 'from',
    label: 'From',
    widthPx: 64,
    minWidthPx: 60,
    grow: 1.4,
    read: ({ from }) => from,
    paint: paintEndpoint,
    title: whole,
    sort: ASCENDING_FIRST,
    filterTerm: (from) => termOf('from', '=', from),
  }),
  column({
    key: 'to',
    label: 'To',
    widthPx: 60,
    minWidthPx: 60,
    grow: 1,
    read: ({ to }) => to,
    paint: paintEndpoint,
    title: whole,
    sort: ASCENDING_FIRST,
    filterTerm: (to) => termOf('to', '=', to),
  }),
  column({
    key: 'status',
    label: 'Status',
    widthPx: 102,
    minWidthPx: 40,
    read: ({ status }) => status,
    paint: paintMark('status'),
    sort: ASCENDING_FIRST,
    filterTerm: (status) => termOf('status', ':', status),
  }),
  column({
    key: 'size',
    label: 'Size',
    help: 'Bytes of arguments and result',
    widthPx: 68,
    align: 'right',
    read: ({ sizeBytes, resultBytes }) => sizeBytes + resultBytes,
    paint: asBytes,
    sort: DESCENDING_FIRST,
    filterTerm: (bytes) => `size>=${bytes}`,
  }),
  column({
    key: 'argsSize',
    label: 'Arguments',
    help: 'Bytes of the arguments',
    widthPx: 82,
    align: 'right',
    hiddenUntil: 'chosen',
    read: ({ sizeBytes }) => sizeBytes,
    paint: asBytes,
    sort: DESCENDING_FIRST,
    filterTerm: undefined,
  }),
  column({
    key: 'resultSize',
    label: 'Result',
    help: 'Bytes of the result',
    widthPx: 68,
    align: 'right',
    hiddenUntil: 'chosen',
    read: ({ resultBytes }) => resultBytes,
    paint: paintText((bytes: number) => (bytes === 0 ? '' : formatBytes(bytes))),
    sort: DESCENDING_FIRST,
    filterTerm: undefined,
  }),
  column({
    key: 'duration',
    label: 'Duration',
    widthPx: 82,
    minWidthPx: 60,
    align: 'right',
    read: ({ durationUs }) => durationUs,
    paint: paintDuration,
    title: (_durationUs, message, capture) => pendingTitle(capture, message, Date.now()),
    sort: DESCENDING_FIRST,
    filterTerm: atLeast('dur'),
  }),
  column({
    key: 'transit',
    label: 'Transit',
    help: 'On its way',
    widthPx: 74,
    align: 'right',
    hiddenUntil: 'chosen',
    read: ({ transitUs }) => transitUs,
    paint: asPhase,
    sort: DESCENDING_FIRST,
    filterTerm: atLeast('transit'),
  }),
  column({
    key: 'blocking',
    label: 'Blocking',
    help: 'How long it held up the main process',
    widthPx: 74,
    align: 'right',
    hiddenUntil: 'chosen',
    read: ({ blockingUs }) => blockingUs,
    paint: asPhase,
    sort: DESCENDING_FIRST,
    filterTerm: atLeast('blocking'),
  }),
  column({
    key: 'handler',
    label: 'Handler',
    help: 'From its arrival in main until the answer',
    widthPx: 74,
    align: 'right',
    hiddenUntil: 'chosen',
    read: ({ handlerUs }) => handlerUs,
    paint: asPhase,
    sort: DESCENDING_FIRST,
    filterTerm: atLeast('handler'),
  }),
  column({
    key: 'return',
    label: 'Return',
    help: 'From the answer until the caller had it',
    widthPx: 74,
    align: 'right',
    hiddenUntil: 'chosen',
    read: ({ returnUs }) => returnUs,
    paint: asPhase,
    sort: DESCENDING_FIRST,
    filterTerm: atLeast('return'),
  }),
  column({
    key: 'listeners',
    label: 'Listeners',
    widthPx: 72,
    align: 'right',
    hiddenUntil: 'chosen',
    read: ({ listeners }) => listeners,
    paint: paintText((count) => (count === undefined ? '' : String(count))),
    sort: ASCENDING_FIRST,
    filterTerm: (count) => (count === undefined ? undefined : `listeners=${count}`),
  }),
  column({
    key: 'ports',
    label: 'Ports',
    help: 'Ports that it carried',
    widthPx: 52,
    align: 'right',
    hiddenUntil: 'chosen',
    read: ({ portCount }) => portCount,
    paint: paintText((count: number) => (count === 0 ? '' : formatCount(count))),
    sort: ASCENDING_FIRST,
    filterTerm: () => 'port:*',
  }),
  column({
    key: 'target',
    label: 'App',
    help: 'App of the message; shown automatically when there are several',
    widthPx: 96,
    minWidthPx: 60,
    hiddenUntil: 'several-apps',
    read: ({ app }) => app,
    paint: paintText(whole),
    title: whole,
    sort: ASCENDING_FIRST,
    filterTerm: (app) => (app === '' ? undefined : termOf('app', '=', app)),
  }),
  column({
    key: WATERFALL,
    label: 'Waterfall',
    widthPx: 120,
    minWidthPx: 60,
    grow: 2,
    // One canvas behind the cells draws all bars.
    read: ({ durationUs }) => durationUs,
    paint: paintNothing,
    sort: undefined,
    filterTerm: undefined,
  }),
];

const BY_KEY = new Map(MESSAGE_COLUMNS.map((described) => [described.key, described]));

/** @throws Error if there is none with this key: a fault of the program */
export function messageColumn(key: string): MessageColumn {
  const found = BY_KEY.get(key);
  if (found === undefined) throw new Error(`no column ${key}`);
  return found;
}

/** What the cell of a duration says of a message that has not ended. @returns undefined if it has ended, or its app has */
function pendingTitle(capture: CaptureState, message: MessageRow, nowMs: number): string | undefined {
  const { status, target, direction, blockingUs, atUs } = message;
  const app = capture.phase === 'attached' ? capture.apps.find((watched) => watched.target === target) : undefined;
  if (status !== 'pending' || app === undefined) return undefined;
  const lasts = formatSeconds(nowMs - atUs / 1000);
  const isHandled = direction === 'to-main' && Number.isNaN(blockingUs);
  if (isHandled && app.notResponding !== undefined) return `main has been handling this for ${lasts}`;
  return `not answered for ${lasts}`;
}
