/** How the user arranged the window: kept by main from one start to the next. */

/** A filter with a name of the user's. */
export interface SavedFilter {
  readonly name: string;
  readonly text: string;
}

/** Colours of highlight rules; each has its own place in the themes, and a label beside it. */
export const HIGHLIGHT_COLORS = ['yellow', 'green', 'blue', 'purple', 'red'] as const;
export type HighlightColor = (typeof HIGHLIGHT_COLORS)[number];

/** Messages that match a filter are shown in a colour, with a label. */
export interface HighlightRule {
  readonly filter: string;
  readonly label: string;
  readonly color: HighlightColor;
}

/** A message that the user wrote and kept, to be sent again in the same app. */
export interface SavedRequest {
  readonly name: string;
  /** Where its app is, or what it is called. */
  readonly app: string;
  /** How it is sent, as `to-main invoke`. */
  readonly call: string;
  readonly channel: string;
  /** Address of the frame that sends or gets it. */
  readonly url: string;
  /** The arguments as they were written. */
  readonly text: string;
}

/** The column by which the table is sorted. */
export interface SortOrder {
  /** Id of a column. */
  readonly column: string;
  readonly isDescending: boolean;
}

export interface ColumnLayout {
  /** Ids of columns from left to right; those that are missing have their usual place. */
  readonly order: readonly string[];
  /** Ids of columns that were switched on or off; the others are as usual. */
  readonly shown: { readonly [column: string]: boolean };
  /** In pixels, of columns that were resized. */
  readonly widthsPx: { readonly [column: string]: number };
}

const DETAIL_DOCKS = ['right', 'bottom'] as const;
type DetailDock = (typeof DETAIL_DOCKS)[number];

export interface WindowPreferences {
  readonly savedFilters: readonly SavedFilter[];
  /** Filters that were used, the newest first. */
  readonly filterHistory: readonly string[];
  readonly highlightRules: readonly HighlightRule[];
  readonly columns: ColumnLayout;
  /** Undefined: messages stand as they came. */
  readonly sortOrder: SortOrder | undefined;
  readonly detailDock: DetailDock;
  /** Percent of the room that the detail takes, by where it is docked. */
  readonly detailPercent: { readonly [dock in DetailDock]: number };
  /** Of every app, the newest last. */
  readonly savedRequests: readonly SavedRequest[];
}

export const DEFAULT_PREFERENCES: WindowPreferences = {
  savedFilters: [],
  filterHistory: [],
  highlightRules: [],
  columns: { order: [], shown: {}, widthsPx: {} },
  sortOrder: undefined,
  detailDock: 'right',
  detailPercent: { right: 36, bottom: 40 },
  savedRequests: [],
};

const MAX_LIST = 200;
const MAX_TEXT = 10_000;
/** Of the arguments of a request that is kept, in characters. */
export const MAX_REQUEST_TEXT = 100_000;

/** Takes the valid parts and uses defaults for the rest: an arrangement is never worth an error. */
export function readPreferences(value: unknown): WindowPreferences {
  const given = objectOf(value);
  const columns = objectOf(given.columns);
  const percent = objectOf(given.detailPercent);
  const usual = DEFAULT_PREFERENCES;
  return {
    savedFilters: listOf(given.savedFilters, isSavedFilter).map(({ name, text }) => ({ name, text })),
    filterHistory: listOf(given.filterHistory, isText),
    highlightRules: listOf(given.highlightRules, isHighlightRule).map(({ filter, label, color }) => ({
      filter,
      label,
      color,
    })),
    columns: {
      order: listOf(columns.order, isText),
      shown: entriesOf(columns.shown, (shown) => typeof shown === 'boolean'),
      widthsPx: entriesOf(columns.widthsPx, isWidth),
    },
    sortOrder: isSortOrder(given.sortOrder) ? given.sortOrder : undefined,
    detailDock: isOneOf(DETAIL_DOCKS, given.detailDock) ? given.detailDock : usual.detailDock,
    detailPercent: {
      right: isPercent(percent.right) ? percent.right : usual.detailPercent.right,
      bottom: isPercent(percent.bottom) ? percent.bottom : usual.detailPercent.bottom,
    },
    savedRequests: listOf(given.savedRequests, isSavedRequest).map(({ name, app, call, channel, url, text }) => ({
      name,
      app,
      call,
      channel,
      url,
      text,
    })),
  };
}

type Unknown = { readonly [key: string]: unknown };

function objectOf(value: unknown): Unknown {
  return typeof value === 'object' && value !== null ? (value as Unknown) : {};
}

function listOf<T>(value: unknown, isElement: (element: unknown) => element is T): T[] {
  return Array.isArray(value) ? value.filter(isElement).slice(0, MAX_LIST) : [];
}

function entriesOf<T>(value: unknown, isElement: (element: unknown) => element is T): { [key: string]: T } {
  const entries = Object.entries(objectOf(value)).filter((entry): entry is [string, T] => isElement(entry[1]));
  return Object.fromEntries(entries.slice(0, MAX_LIST));
}

function isOneOf<T>(values: readonly T[], value: unknown): value is T {
  return values.includes(value as T);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT;
}

function isWidth(value: unknown): value is number {
  return typeof value === 'number' && value >= 10 && value <= 10_000;
}

function isPercent(value: unknown): value is number {
  return typeof value === 'number' && value >= 5 && value <= 95;
}

function isSavedRequest(value: unknown): value is SavedRequest {
  const { name, app, call, channel, url, text } = objectOf(value);
  const isWritten = typeof text === 'string' && text.length <= MAX_REQUEST_TEXT;
  return isWritten && [name, app, call, channel, url].every(isText);
}

function isSavedFilter(value: unknown): value is SavedFilter {
  const { name, text } = objectOf(value);
  return isText(name) && isText(text);
}

function isHighlightRule(value: unknown): value is HighlightRule {
  const { filter, label, color } = objectOf(value);
  return isText(filter) && isText(label) && isOneOf(HIGHLIGHT_COLORS, color);
}

function isSortOrder(value: unknown): value is SortOrder {
  const { column, isDescending } = objectOf(value);
  return isText(column) && typeof isDescending === 'boolean';
}
