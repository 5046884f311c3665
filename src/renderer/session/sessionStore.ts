/**
 * What React needs to know of the session. The messages themselves stay in typed columns outside React; `version` rises
 * whenever they, or the view of them, have changed.
 */

import { createStore } from 'zustand/vanilla';
import type { SortOrder } from '../../shared/bridge/windowPreferences';
import type { SessionFacts } from '../../shared/columns/sessionFacts';
import type { TimeRange } from '../../shared/columns/timeRange';
import type { FilterError } from '../../shared/filter/ast';
import type { CaptureState, OutputLine } from '../../shared/session/captureState';
import type { SessionTotals } from '../../shared/session/requests';
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
  /** Each further one goes on: downwards, or upwards. */
  readonly request: { readonly number: number; readonly step: 1 | -1 };
}

export interface SessionState {
  readonly version: number;
  /** Rises whenever other messages are asked for: by a filter, or by clearing the view. */
  readonly viewVersion: number;
  /** Messages in the view. */
  readonly shown: number;
  /** Captured messages that are Electron’s own. */
  readonly internalMessages: number;
  readonly totals: SessionTotals;
  /** Messages a second, over the last seconds. */
  readonly ratePerSecond: number;
  readonly capture: CaptureState;
  readonly facts: SessionFacts;
  readonly sessionFile: string | undefined;
  readonly journalError: UserErrorInfo | undefined;
  readonly output: readonly OutputLine[];
  /** The app's own lines on standard error that came while the output was closed. */
  readonly unseenErrorLines: number;
  /** There is a demo app to launch. */
  readonly hasDemo: boolean;
  /** What takes long enough to be shown. */
  readonly task: TaskInfo | undefined;
  /** What the inspector asks about sessions of before. */
  readonly offers: readonly OfferInfo[];
  /** The dialog that saves the session is open. */
  readonly isSaving: boolean;
  /** The dialog that exports the session is open. */
  readonly isExporting: boolean;
  /** What failed of that which the user asked for last. */
  readonly notice: UserErrorInfo | undefined;

  readonly filterText: string;
  /** The view still shows the last filter that made sense. */
  readonly filterError: FilterError | undefined;
  /** Undefined: the filter asks for no payloads. */
  readonly search: SearchState | undefined;
  readonly showsInternal: boolean;
  /** Rows before it were cleared away. */
  readonly clearedRows: number;
  readonly isPaused: boolean;
  /** Messages that came while paused. */
  readonly missedWhilePaused: number;
  readonly isFollowing: boolean;
  /** By what the list is sorted; undefined: messages stand as they came. */
  readonly sortOrder: SortOrder | undefined;
  /** The selected message that the detail shows. */
  readonly selectedRow: number | undefined;
  readonly selectedCount: number;
  /** Rises whenever other messages are selected. */
  readonly selectionVersion: number;
  readonly isDetailOpen: boolean;
  /** Stays as messages are gone through. */
  readonly detailTab: DetailTab;
  /** Among which messages the detail goes to the previous and the next. */
  readonly neighbourScope: 'channel' | 'conversation';
  readonly isOutputOpen: boolean;
  readonly isSettingsOpen: boolean;
  /** The dialog that attaches to another app is open. */
  readonly isAttachOpen: boolean;
  readonly areSavedFiltersOpen: boolean;
  /** Looking for messages among others. */
  readonly find: FindState;
  /** The dialog with the highlight rules is open; `newFilter`: a rule for it is offered. */
  readonly highlightDialog: { readonly newFilter?: string } | undefined;
  /** What was done last and can't be seen, in words. */
  readonly announcement: string | undefined;
  readonly helpDialog: 'commands' | 'shortcuts' | undefined;
  /** The start screen lies over the session. */
  readonly isStartOpen: boolean;
  readonly view: View;
  /** The strip above the views that shows the whole session is open. */
  readonly isOverviewOpen: boolean;
  /** Every view shows only what was under way then; undefined: all of the session. */
  readonly timeRange: TimeRange | undefined;
  /** What the timeline is zoomed to; undefined: all there is in view. */
  readonly timelineRange: TimeRange | undefined;
  /** The message channel whose conversation is shown. */
  readonly selectedPort: { readonly target: number; readonly id: number } | undefined;
  /** The charts over the channels are open. */
  readonly isChartOpen: boolean;
  /** Filters of which each has a series in the charts. */
  readonly chartFilters: readonly string[];
}

export const INITIAL_STATE: SessionState = {
  version: 0,
  viewVersion: 0,
  shown: 0,
  internalMessages: 0,
  totals: { captured: 0, dropped: 0, journalBytes: 0 },
  ratePerSecond: 0,
  capture: { phase: 'idle' },
  facts: { targets: [], gaps: [], faults: [], channels: [] },
  sessionFile: undefined,
  journalError: undefined,
  output: [],
  unseenErrorLines: 0,
  hasDemo: false,
  task: undefined,
  offers: [],
  isSaving: false,
  isExporting: false,
  notice: undefined,
  filterText: '',
  filterError: undefined,
  search: undefined,
  showsInternal: false,
  clearedRows: 0,
  isPaused: false,
  missedWhilePaused: 0,
  isFollowing: true,
  sortOrder: undefined,
  selectedRow: undefined,
  selectedCount: 0,
  selectionVersion: 0,
  isDetailOpen: true,
  detailTab: 'arguments',
  neighbourScope: 'channel',
  isOutputOpen: false,
  isSettingsOpen: false,
  isAttachOpen: false,
  areSavedFiltersOpen: false,
  find: { isOpen: false, request: { number: 0, step: 1 } },
  highlightDialog: undefined,
  announcement: undefined,
  helpDialog: undefined,
  isStartOpen: false,
  view: 'messages',
  isOverviewOpen: true,
  timeRange: undefined,
  timelineRange: undefined,
  selectedPort: undefined,
  isChartOpen: false,
  chartFilters: [''],
};

export const createSessionStore = () => createStore<SessionState>(() => INITIAL_STATE);
export type SessionStore = ReturnType<typeof createSessionStore>;
