/** What this window shows of its session: view, filter, selection, dialogs. `sessionStore.ts` has the session itself. */

import { createStore } from 'zustand/vanilla';
import type { SortOrder } from '../../shared/bridge/windowPreferences';
import type { TimeRange } from '../../shared/columns/timeRange';
import type { FilterError } from '../../shared/filter/ast';
import type { OfferInfo, TaskInfo } from '../../shared/session/tasks';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';

/** How far the search of payloads is that the filter asks for. */
interface SearchState {
  readonly phase: 'searching' | 'done' | 'stopped' | 'failed';
  /** Messages that were examined. */
  readonly examined: number;
  readonly error?: UserErrorInfo | undefined;
}

export const DETAIL_TABS = ['arguments', 'result', 'timing', 'ports', 'stack', 'endpoints', 'replay', 'raw'] as const;
export type DetailTab = (typeof DETAIL_TABS)[number];

/** What the window shows of the session, in the order of their keys. */
export const VIEWS = ['messages', 'channels', 'ports', 'timeline'] as const;
export type View = (typeof VIEWS)[number];

interface FindState {
  readonly isOpen: boolean;
  /** Each further request continues: downwards, or upwards. */
  readonly request: { readonly number: number; readonly step: 1 | -1 };
}

/** State of the shown session, which another session resets. */
interface SessionBoundState {
  /** Messages in the view. */
  readonly shown: number;
  /** The view still shows the last valid filter. */
  readonly filterError: FilterError | undefined;
  /** Undefined: the filter asks for no payloads. */
  readonly search: SearchState | undefined;
  /** Rows before it were cleared away. */
  readonly clearedRows: number;
  readonly isPaused: boolean;
  /** Messages that came while paused. */
  readonly missedWhilePaused: number;
  /** The selected message that the detail shows. */
  readonly selectedRow: number | undefined;
  readonly selectedCount: number;
  /** Rises whenever other messages are selected. */
  readonly selectionVersion: number;
  /** Every view shows only messages that were under way then; undefined: all of the session. */
  readonly timeRange: TimeRange | undefined;
  /** What the timeline is zoomed to; undefined: all there is in view. */
  readonly timelineRange: TimeRange | undefined;
  /** The message channel whose conversation is shown. */
  readonly selectedPort: { readonly target: number; readonly id: number } | undefined;
  /** The app’s own lines on standard error that came while the output was closed. */
  readonly unseenErrorLines: number;
  /** The start screen lies over the session. */
  readonly isStartOpen: boolean;
  /** The dialog that saves the session is open. */
  readonly isSaving: boolean;
  /** The dialog that exports the session is open. */
  readonly isExporting: boolean;
  /** The dialog that attaches to another app is open. */
  readonly isAttachOpen: boolean;
  readonly areSavedFiltersOpen: boolean;
  /** The find bar. */
  readonly find: FindState;
  /** The dialog with the highlight rules is open; `newFilter`: a rule for it is offered. */
  readonly highlightDialog: { readonly newFilter?: string } | undefined;
  readonly helpDialog: 'commands' | 'shortcuts' | undefined;
  /** Why the user's last action failed. */
  readonly notice: UserErrorInfo | undefined;
  /** The result of the last action, if nothing else shows it. */
  readonly announcement: string | undefined;
}

export interface WindowState extends SessionBoundState {
  /** Rises whenever the session’s messages, or the view of them, have changed. */
  readonly version: number;
  /** Rises whenever other messages are asked for: by a filter, or by clearing the view. */
  readonly viewVersion: number;
  readonly view: View;
  readonly filterText: string;
  readonly showsInternal: boolean;
  readonly isFollowing: boolean;
  /** By what the list is sorted; undefined: messages stand as they came. */
  readonly sortOrder: SortOrder | undefined;
  readonly isDetailOpen: boolean;
  /** Stays the same while the user selects other messages. */
  readonly detailTab: DetailTab;
  /** Among which messages the detail goes to the previous and the next. */
  readonly neighbourScope: 'channel' | 'conversation';
  readonly isOutputOpen: boolean;
  readonly isSettingsOpen: boolean;
  /** The strip above the views that shows the whole session is open. */
  readonly isOverviewOpen: boolean;
  /** The charts over the channels are open. */
  readonly isChartOpen: boolean;
  /** Filters of which each has a series in the charts. */
  readonly chartFilters: readonly string[];
  /** There is a demo app to launch. */
  readonly hasDemo: boolean;
  /** A long-running task. */
  readonly task: TaskInfo | undefined;
  /** What the inspector asks about earlier sessions. */
  readonly offers: readonly OfferInfo[];
}

export const SESSION_BOUND_STATE: SessionBoundState = {
  shown: 0,
  filterError: undefined,
  search: undefined,
  clearedRows: 0,
  isPaused: false,
  missedWhilePaused: 0,
  selectedRow: undefined,
  selectedCount: 0,
  selectionVersion: 0,
  timeRange: undefined,
  timelineRange: undefined,
  selectedPort: undefined,
  unseenErrorLines: 0,
  isStartOpen: false,
  isSaving: false,
  isExporting: false,
  isAttachOpen: false,
  areSavedFiltersOpen: false,
  find: { isOpen: false, request: { number: 0, step: 1 } },
  highlightDialog: undefined,
  helpDialog: undefined,
  notice: undefined,
  announcement: undefined,
};

const INITIAL_WINDOW_STATE: WindowState = {
  ...SESSION_BOUND_STATE,
  version: 0,
  viewVersion: 0,
  view: 'messages',
  filterText: '',
  showsInternal: false,
  isFollowing: true,
  sortOrder: undefined,
  isDetailOpen: true,
  detailTab: 'arguments',
  neighbourScope: 'channel',
  isOutputOpen: false,
  isSettingsOpen: false,
  isOverviewOpen: true,
  isChartOpen: false,
  chartFilters: [''],
  hasDemo: false,
  task: undefined,
  offers: [],
};

/** Creates the store of one window. */
export const createWindowStore = () => createStore<WindowState>(() => INITIAL_WINDOW_STATE);
export type WindowStore = ReturnType<typeof createWindowStore>;
