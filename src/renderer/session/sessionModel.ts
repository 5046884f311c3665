/** Holds the session's messages outside React, keeps the filtered view of them, and tells the store what changed. */

import type { FeedMessage, OutputLine, ScanUpdate } from '../../shared/bridge/windowApi';
import { applyBatch } from '../../shared/columns/columnBatch';
import { RowFlag } from '../../shared/columns/columns';
import { FilteredRows, type RowFilter } from '../../shared/columns/filteredRows';
import { MessageTable } from '../../shared/columns/messageTable';
import { byFlag } from '../../shared/filter/columnJudges';
import { compileFilter } from '../../shared/filter/compile';
import { and, everything, type Judge, not } from '../../shared/filter/verdict';
import { PayloadSearch } from './payloadSearch';
import { RateMeter } from './rateMeter';
import { createSessionStore, INITIAL_STATE } from './sessionStore';

const MAX_OUTPUT_LINES = 5000;
const notInternal = not(byFlag(RowFlag.internal));

export class SessionModel {
  readonly table = new MessageTable();
  readonly store = createSessionStore();
  private filterJudge: Judge = everything;
  private readonly search = new PayloadSearch();
  private readonly view = new FilteredRows(this.table, this.viewFilter());
  private readonly rate = new RateMeter();
  /** Rows that changed while the view was paused. */
  private readonly changedWhilePaused = new Set<number>();

  /** Number of messages in the view. */
  get shown(): number {
    return this.view.length;
  }

  rowAt(index: number): number | undefined {
    return this.view.at(index);
  }

  /** The messages in the view. */
  shownRows(): Uint32Array {
    return Uint32Array.from({ length: this.view.length }, (_, index) => this.view.at(index) as number);
  }

  /** Place of a row in the view, or undefined if the filter hides it. */
  indexOf(row: number): number | undefined {
    const index = this.view.indexOf(row);
    return index >= 0 ? index : undefined;
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
      case 'state':
        this.store.setState({ capture: message.state });
        return;
      case 'facts':
        this.store.setState({ facts: message.facts });
        return;
      case 'task':
        this.store.setState({ task: message.task });
        return;
      case 'offers':
        this.store.setState({ offers: message.offers });
        return;
      case 'askSave':
        this.store.setState({ isSaving: true });
        return;
      case 'askExport':
        this.store.setState({ isExporting: true });
        return;
      case 'notice':
        this.store.setState({ notice: message.notice });
        return;
      case 'openSettings':
        this.store.setState({ isSettingsOpen: true });
        return;
      case 'output':
        this.addOutput(message.lines, message.isWhole);
        return;
      case 'journalFailed':
        this.store.setState({ journalError: message.error });
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
          this.refresh(batch.rows);
        }
        this.store.setState({ totals });
        this.measureRate(performance.now());
        return;
      }
    }
  }

  /** To be called once a second too, so that the rate falls when nothing comes. */
  measureRate(nowMs: number): void {
    const ratePerSecond = this.rate.add(this.store.getState().totals.captured, nowMs);
    if (ratePerSecond !== this.store.getState().ratePerSecond) this.store.setState({ ratePerSecond });
  }

  /** Shows other messages. If the text is no filter, the view stays as it is and the error is told. */
  setFilter(filterText: string): void {
    const result = compileFilter(filterText, this.table);
    if ('error' in result) {
      this.store.setState({ filterText, filterError: result.error });
      return;
    }
    const { judge, conditions } = result.filter;
    this.filterJudge = judge;
    this.store.setState({ filterText, filterError: undefined });
    if (conditions.length > 0) this.startSearch();
    else this.endSearch();
    this.rebuild();
  }

  /** Searches payloads for what the filter asks for, from the first message on. */
  startSearch(): void {
    this.search.start(this.store.getState().filterText);
    this.store.setState({ search: { phase: 'searching', examined: 0 } });
  }

  /** Ends the search of payloads; what it found stays. */
  stopSearch(): void {
    this.search.stop();
    this.store.setState(({ search }) => ({ search: search && { ...search, phase: 'stopped' } }));
  }

  setShowsInternal(showsInternal: boolean): void {
    this.store.setState({ showsInternal });
    this.rebuild();
  }

  /** Clears the view. Nothing is deleted: the journal keeps every message. */
  clear(): void {
    this.store.setState({ clearedRows: this.table.length, selectedRow: undefined, isFollowing: true });
    this.rebuild();
  }

  /** Brings back what was cleared away. */
  undoClear(): void {
    this.store.setState({ clearedRows: 0 });
    this.rebuild();
  }

  /** A paused view stands still; capture goes on. */
  setPaused(isPaused: boolean): void {
    this.store.setState({ isPaused, missedWhilePaused: 0 });
    if (!isPaused) this.refresh(this.changedWhilePaused);
    this.changedWhilePaused.clear();
  }

  select(row: number | undefined): void {
    this.store.setState({ selectedRow: row });
  }

  setFollowing(isFollowing: boolean): void {
    if (this.store.getState().isFollowing !== isFollowing) this.store.setState({ isFollowing });
  }

  private endSearch(): void {
    this.search.forget();
    this.store.setState({ search: undefined });
  }

  private applyScan(update: ScanUpdate): void {
    const changed = this.search.apply(update);
    if (changed === undefined) return;
    const { examined, isCaughtUp, error } = update;
    const phase = error !== undefined ? 'failed' : isCaughtUp ? 'done' : 'searching';
    this.store.setState({ search: { phase, examined, error } });
    for (const rows of changed) this.view.reexamine(rows);
    this.publish();
  }

  private refresh(changed: Iterable<number>): void {
    const { isPaused } = this.store.getState();
    if (isPaused) {
      for (const row of changed) this.changedWhilePaused.add(row);
      this.store.setState({ missedWhilePaused: this.table.length - this.view.examinedRows });
      return;
    }
    this.view.reexamine(changed);
    this.view.extend();
    this.publish();
  }

  private countInternal(firstNewRow: number): void {
    let count = 0;
    for (let row = firstNewRow; row < this.table.length; row++) {
      if ((this.table.columns.get(row, 'flags') & RowFlag.internal) !== 0) count++;
    }
    if (count > 0) this.store.setState((state) => ({ internalMessages: state.internalMessages + count }));
  }

  private rebuild(): void {
    this.view.setFilter(this.viewFilter(), this.store.getState().clearedRows);
    this.store.setState((state) => ({ viewVersion: state.viewVersion + 1 }));
    this.publish();
  }

  private publish(): void {
    this.store.setState((state) => ({ version: state.version + 1, shown: this.view.length }));
  }

  private viewFilter(): RowFilter {
    const { filterJudge } = this;
    const judge = this.store.getState().showsInternal ? filterJudge : and([notInternal, filterJudge]);
    return { judge, isMet: this.search.isMet };
  }

  private reset(sessionFile: string | undefined, isLive: boolean): void {
    this.table.clear();
    this.changedWhilePaused.clear();
    const { filterText, showsInternal, isDetailOpen, isOutputOpen, isSettingsOpen, detailTab } = this.store.getState();
    const { capture, task, offers, version, viewVersion } = this.store.getState();
    this.store.setState({
      ...INITIAL_STATE,
      ...{ filterText, showsInternal, isDetailOpen, isOutputOpen, isSettingsOpen, detailTab },
      ...{ capture, task, offers, sessionFile, version, viewVersion },
      // What was captured before is read from its beginning.
      isFollowing: isLive,
    });
    this.setFilter(filterText);
  }

  private addOutput(lines: readonly OutputLine[], isWhole: boolean): void {
    const output = isWhole ? lines : [...this.store.getState().output, ...lines];
    this.store.setState({ output: output.slice(-MAX_OUTPUT_LINES) });
  }
}
