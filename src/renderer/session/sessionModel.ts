/** Holds the session's messages and their filtered view outside React, and updates the stores. */

import type { FeedMessage, ScanUpdate } from '../../shared/bridge/windowApi';
import type { SortOrder } from '../../shared/bridge/windowPreferences';
import { applyBatch } from '../../shared/columns/columnBatch';
import { RowFlag } from '../../shared/columns/columns';
import { MessageTable } from '../../shared/columns/messageTable';
import type { TimeRange } from '../../shared/columns/timeRange';
import { byFlag, byTimeRange } from '../../shared/filter/columnPredicates';
import { compileFilter } from '../../shared/filter/compile';
import { FilteredRows, type RowFilter } from '../../shared/filter/filteredRows';
import { and, everything, not, type Predicate } from '../../shared/filter/verdict';
import { isRuntimeLine } from '../../shared/format/runtimeLines';
import { MAX_OUTPUT_LINES, type OutputLine } from '../../shared/journal/output';
import { sessionChange, windowChange } from './feedState';
import { PayloadSearch } from './payloadSearch';
import type { Preferences } from './preferences';
import { RateMeter } from './rateMeter';
import { Selection } from './selection';
import { createSessionStore, INITIAL_SESSION_STATE, type SessionStore } from './sessionStore';
import { SortedRows } from './sortedRows';
import { createWindowStore, SESSION_BOUND_STATE } from './windowStore';

/** Receives changes of rows at once, before React. */
export interface RowsListener {
  /** The filter changed, or another session began: facts about rows are no longer valid. */
  rebuilt(): void;
  /** These rows were added, have changed, or entered or left the view. */
  changed(rows: Iterable<number>): void;
}

const notInternal = not(byFlag(RowFlag.internal));

export class SessionModel {
  readonly table = new MessageTable();
  private readonly sessionStore = createSessionStore();
  /** What the session is. Only the model changes it. */
  readonly store: SessionStore = this.sessionStore;
  /** What this window shows of the session. */
  readonly windowStore = createWindowStore();
  /** The last valid filter text. */
  private appliedFilter = '';
  private filterPredicate: Predicate = everything;
  private readonly search = new PayloadSearch();
  private readonly view = new FilteredRows(this.table, this.viewFilter());
  private readonly sorted = new SortedRows(this.table, this.view, () => this.publish());
  readonly selection: Selection = new Selection(this, this.windowStore);
  private readonly rate = new RateMeter();
  private readonly tableListeners = new Set<RowsListener>();
  private readonly viewListeners = new Set<RowsListener>();
  /** The user is scrolling the list: other drawing can wait. */
  isBeingScrolled = false;
  /** Rows that changed while the view was paused. */
  private readonly changedWhilePaused = new Set<number>();

  constructor(readonly preferences: Preferences) {
    const { sortOrder } = preferences.current;
    if (sortOrder !== undefined) this.setSortOrder(sortOrder);
  }

  /** Number of messages in the view. */
  get shown(): number {
    return this.view.length;
  }

  /** Number of messages in the list: those in the view, or, while they are sorted again, those of before. */
  get listed(): number {
    return this.sorted.current?.length ?? this.view.length;
  }

  /** The row at a place in the list. */
  rowAt(index: number): number | undefined {
    const { current } = this.sorted;
    return current === undefined ? this.view.at(index) : current[index];
  }

  /** The messages in the view. */
  shownRows(): Uint32Array {
    return this.view.toArray();
  }

  /** Place of a row in the list, or undefined if the filter hides it. */
  indexOf(row: number): number | undefined {
    const index = this.sorted.current?.indexOf(row) ?? this.view.indexOf(row);
    return index >= 0 ? index : undefined;
  }

  /** The rows in the view, in the order of the table. */
  get viewRows(): FilteredRows {
    return this.view;
  }

  /** What decides whether a row is in the view. */
  get rowFilter(): RowFilter {
    return this.viewFilter();
  }

  /**
   * @param of the whole table as it comes, or the view, which a filter narrows and a pause holds still
   * @returns ends it
   */
  listen(of: 'table' | 'view', listener: RowsListener): () => void {
    const listeners = of === 'table' ? this.tableListeners : this.viewListeners;
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Microseconds since the epoch from which times are counted. */
  get startUs(): number {
    return this.table.length === 0 ? 0 : this.table.columns.get(0, 'atUs');
  }

  receive(message: FeedMessage): void {
    switch (message.type) {
      case 'reset':
        this.reset(message.sessionFile, message.isLive);
        return;
      case 'output':
        this.addOutput(message.lines, message.isWhole);
        return;
      case 'preferences':
        this.preferences.receive(message.preferences);
        return;
      case 'scan':
        this.applyScan(message);
        return;
      case 'batch': {
        const { batch, totals } = message;
        if (batch !== undefined) {
          const knownRows = this.table.length;
          applyBatch(this.table, batch);
          this.countInternal(knownRows);
          for (const listener of this.tableListeners) listener.changed(batch.rows);
          this.refresh(batch.rows);
        }
        this.sessionStore.setState({ totals });
        this.measureRate(performance.now());
        return;
      }
      default:
        this.sessionStore.setState(sessionChange(message));
        this.windowStore.setState(windowChange(message));
    }
  }

  /** To be called once a second too, so that the rate falls when nothing comes. */
  measureRate(nowMs: number): void {
    const ratePerSecond = this.rate.add(this.store.getState().totals.captured, nowMs);
    if (ratePerSecond !== this.store.getState().ratePerSecond) this.sessionStore.setState({ ratePerSecond });
  }

  /** Shows other messages. If the text is not a filter, the view stays as it is and the error is reported. */
  setFilter(filterText: string): void {
    const result = compileFilter(filterText, this.table);
    if ('error' in result) {
      this.windowStore.setState({ filterText, filterError: result.error });
      return;
    }
    const { predicate, conditions } = result.filter;
    this.filterPredicate = predicate;
    this.appliedFilter = filterText;
    this.windowStore.setState({ filterText, filterError: undefined });
    if (conditions.length > 0) this.startSearch();
    else this.endSearch();
    this.rebuild();
  }

  /** Searches payloads for what the filter asks for, from the first message on. */
  startSearch(): void {
    this.search.start(this.windowStore.getState().filterText);
    this.windowStore.setState({ search: { phase: 'searching', examined: 0 } });
  }

  /** Ends the search of payloads; what it found stays. */
  stopSearch(): void {
    this.search.stop();
    this.windowStore.setState(({ search }) => ({ search: search && { ...search, phase: 'stopped' } }));
  }

  setShowsInternal(showsInternal: boolean): void {
    this.windowStore.setState({ showsInternal });
    this.rebuild();
  }

  /** Narrows every view to a stretch of time; undefined: to all of the session again. */
  setTimeRange(timeRange: TimeRange | undefined): void {
    this.windowStore.setState({ timeRange });
    this.rebuild();
  }

  /** Clears the view. Nothing is deleted: the journal keeps every message. */
  clear(): void {
    this.windowStore.setState((state) => ({
      clearedRows: this.table.length,
      isFollowing: state.sortOrder === undefined,
    }));
    this.select(undefined);
    this.rebuild();
  }

  /** Brings back what was cleared away. */
  undoClear(): void {
    this.windowStore.setState({ clearedRows: 0 });
    this.rebuild();
  }

  /** A paused view does not change; capture continues. */
  setPaused(isPaused: boolean): void {
    this.windowStore.setState({ isPaused, missedWhilePaused: 0 });
    if (!isPaused) this.refresh(this.changedWhilePaused);
    this.changedWhilePaused.clear();
  }

  /** Selects a message, and no other. */
  select(row: number | undefined): void {
    this.selection.only(row);
  }

  /** Sorts the list by a column; undefined: messages stand as they came. */
  setSortOrder(sortOrder: SortOrder | undefined): void {
    this.sorted.sortBy(sortOrder);
    // What comes may belong anywhere.
    this.windowStore.setState((state) => ({ sortOrder, isFollowing: state.isFollowing && sortOrder === undefined }));
    this.windowStore.setState((state) => ({ viewVersion: state.viewVersion + 1 }));
    this.publish();
    if (this.preferences.current.sortOrder !== sortOrder) this.preferences.change({ sortOrder });
  }

  /** Follows the newest message. A list in another order can't be followed. */
  setFollowing(isFollowing: boolean): void {
    if (isFollowing && this.windowStore.getState().sortOrder !== undefined) return;
    if (this.windowStore.getState().isFollowing !== isFollowing) this.windowStore.setState({ isFollowing });
  }

  /** Goes to the newest message and follows it. It ends whatever prevents that. */
  goToNewest(): void {
    if (this.windowStore.getState().sortOrder !== undefined) this.setSortOrder(undefined);
    this.setFollowing(true);
  }

  private endSearch(): void {
    this.search.forget();
    this.windowStore.setState({ search: undefined });
  }

  private applyScan(update: ScanUpdate): void {
    const changed = this.search.apply(update);
    if (changed === undefined) return;
    const { examined, isCaughtUp, error } = update;
    const phase = error !== undefined ? 'failed' : isCaughtUp ? 'done' : 'searching';
    this.windowStore.setState({ search: { phase, examined, error } });
    for (const rows of changed) {
      this.view.reexamine(rows);
      this.tellView(rows);
    }
    this.sorted.refresh();
    this.publish();
  }

  private refresh(changed: Iterable<number>): void {
    const { isPaused } = this.windowStore.getState();
    if (isPaused) {
      let isOfSelection = false;
      for (const row of changed) {
        this.changedWhilePaused.add(row);
        isOfSelection ||= this.selection.has(row);
      }
      // The user may have marked it.
      if (isOfSelection) this.publish();
      this.windowStore.setState({ missedWhilePaused: this.table.length - this.view.examinedRows });
      return;
    }
    this.view.reexamine(changed);
    this.view.extend();
    this.tellView(changed);
    this.sorted.refresh();
    this.publish();
  }

  private countInternal(firstNewRow: number): void {
    let count = 0;
    for (let row = firstNewRow; row < this.table.length; row++) {
      if ((this.table.columns.get(row, 'flags') & RowFlag.internal) !== 0) count++;
    }
    if (count > 0) this.sessionStore.setState((state) => ({ internalMessages: state.internalMessages + count }));
  }

  private rebuild(): void {
    this.view.setFilter(this.viewFilter(), this.windowStore.getState().clearedRows);
    this.sorted.rebuild();
    this.windowStore.setState((state) => ({ viewVersion: state.viewVersion + 1 }));
    for (const listener of this.viewListeners) listener.rebuilt();
    this.publish();
  }

  private tellView(rows: Iterable<number>): void {
    for (const listener of this.viewListeners) listener.changed(rows);
  }

  private publish(): void {
    this.windowStore.setState((state) => ({ version: state.version + 1, shown: this.view.length }));
  }

  private viewFilter(): RowFilter {
    const { showsInternal, timeRange } = this.windowStore.getState();
    const predicate = and([
      ...(showsInternal ? [] : [notInternal]),
      ...(timeRange === undefined ? [] : [byTimeRange(timeRange)]),
      this.filterPredicate,
    ]);
    return { predicate, isMet: this.search.isMet };
  }

  private reset(sessionFile: string | undefined, isLive: boolean): void {
    this.table.clear();
    this.sorted.forget();
    this.selection.only(undefined);
    this.changedWhilePaused.clear();
    const { filterText, sortOrder } = this.windowStore.getState();
    // The state of the target comes in a message of its own.
    this.sessionStore.setState(({ capture }) => ({ ...INITIAL_SESSION_STATE, capture, sessionFile }));
    // What was captured before is read from its beginning.
    this.windowStore.setState({ ...SESSION_BOUND_STATE, isFollowing: isLive && sortOrder === undefined });
    for (const listener of this.tableListeners) listener.rebuilt();
    // A filter is bound to the channels and endpoints of its session. While the text is not valid, the last filter applies.
    if (filterText !== this.appliedFilter) this.setFilter(this.appliedFilter);
    this.setFilter(filterText);
  }

  private addOutput(lines: readonly OutputLine[], isWhole: boolean): void {
    const output = isWhole ? lines : [...this.store.getState().output, ...lines];
    this.sessionStore.setState({ output: output.slice(-MAX_OUTPUT_LINES) });
    const errorLines = lines.filter(({ stream, text }) => stream === 'stderr' && !isRuntimeLine(text)).length;
    this.windowStore.setState(({ isOutputOpen, unseenErrorLines }) => ({
      unseenErrorLines: isOutputOpen ? 0 : errorLines + (isWhole ? 0 : unseenErrorLines),
    }));
  }
}
