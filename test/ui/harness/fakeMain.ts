/**
 * Stands in for the inspector's main process in a browser: folds the entries a test feeds it with the product's own fold,
 * and streams batches over a MessagePort as the product does.
 */

import { FEED_PORT_MESSAGE, type FeedMessage, type Reply, type WindowApi } from '../../../src/shared/bridge/windowApi';
import { readPreferences, type WindowPreferences } from '../../../src/shared/bridge/windowPreferences';
import { BatchSource } from '../../../src/shared/columns/columnBatch';
import type { PortHistory } from '../../../src/shared/columns/portHistory';
import { SessionFold } from '../../../src/shared/columns/sessionFold';
import { compileFilter, RowMatcher } from '../../../src/shared/filter/compile';
import { type PayloadEntry, payloadMatcher } from '../../../src/shared/filter/payloadMatch';
import type { JournalEntry } from '../../../src/shared/journal/entries';
import type { MessageRef } from '../../../src/shared/journal/messageRef';
import type { OutputLine } from '../../../src/shared/journal/output';
import type { MessageLines } from '../../../src/shared/journal/recordedMessage';
import { checkUserSettings, DEFAULT_USER_SETTINGS, type UserSettings } from '../../../src/shared/link/userSettings';
import type { Answer } from '../../../src/shared/replay/answer';
import type { ReplayOutcome, ReplayPlace, ReplayRequest } from '../../../src/shared/replay/request';
import type { CaptureState, RunningApp } from '../../../src/shared/session/captureState';
import { NOTHING_RECENT, type RecentItems } from '../../../src/shared/session/recent';
import type { ExportRequest, RepeatedPayloads, SaveRequest } from '../../../src/shared/session/requests';
import {
  DEFAULT_RETENTION,
  type RetentionSettings,
  readRetention,
} from '../../../src/shared/session/retentionSettings';
import type { OfferInfo, TaskInfo } from '../../../src/shared/session/tasks';
import type { UserErrorInfo } from '../../../src/shared/session/userErrorInfo';

const BATCH_ROWS = 50_000;

export class FakeMain implements WindowApi {
  /** Calls of the window, by name. */
  readonly calls: string[] = [];
  userSettings: UserSettings = DEFAULT_USER_SETTINGS;
  /** What `listRunningApps` finds. */
  runningApps: readonly RunningApp[] = [];
  /** Why nothing can be replayed; undefined: it is sent and answered. */
  replayRefusal: ReplayOutcome | undefined;
  replayPlaces: readonly ReplayPlace[] = [];
  /** How messages that were replayed are answered, by channel; the others with nothing. */
  replayAnswers: { readonly [channel: string]: Answer | null } = {};
  private readonly answers = new Map<number, Answer | null>();
  retention = DEFAULT_RETENTION;
  recent: RecentItems = NOTHING_RECENT;
  private fold = new SessionFold();
  private source = new BatchSource(this.fold.table);
  private readonly lines = new Map<number, MessageLines>();
  private port: MessagePort | undefined;
  private scan: { readonly id: number; readonly filter: string } | undefined;
  /** A search that was started finds nothing until this is set to false. */
  private isScanHeld = false;

  openWindow(): void {
    this.calls.push('openWindow');
  }

  openFeed(): void {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    window.postMessage(FEED_PORT_MESSAGE, window.location.origin, [port2]);
    this.demo(true);
  }

  async readMessage(row: number): Promise<Reply<MessageLines>> {
    const value = this.lines.get(row);
    return value === undefined
      ? { error: { code: 'no-message', message: `There is no message ${row}.`, remedy: 'Select another.' } }
      : { value };
  }

  markMessages(rows: Uint32Array, isMarked: boolean): void {
    const { columns } = this.fold.table;
    const marks = [...rows].map((row) => ({
      type: 'mark',
      target: columns.get(row, 'target'),
      seq: columns.get(row, 'seq'),
      ...(isMarked ? {} : { removed: true }),
    }));
    this.ingest(marks as JournalEntry[]);
  }

  async readPorts(target: number, ports: readonly number[]): Promise<readonly PortHistory[]> {
    return ports.flatMap((port) => this.fold.portHistory(target, port) ?? []);
  }

  startScan(id: number, filter: string): void {
    this.scan = { id, filter };
    this.scanAll();
  }

  stopScan(): void {
    this.calls.push('stopScan');
    this.scan = undefined;
  }

  /** As the agent does: the new message comes over the feed, and then its answer. */
  /** What becomes of the app that is to be started beside a capture. */
  startsBeside: () => boolean = () => false;

  async continueCapture(): Promise<boolean> {
    this.calls.push('continueCapture');
    return this.startsBeside();
  }

  async replay(request: ReplayRequest): Promise<Reply<ReplayOutcome>> {
    this.calls.push(`replay ${JSON.stringify(request)}`);
    if (this.replayRefusal !== undefined) return { value: this.replayRefusal };
    const { kind, direction, channel, args, target, endpoint, origin, allowsSynthetic } = request;
    const { table } = this.fold;
    const seq =
      1 + [...Array(table.length).keys()].reduce((most, row) => Math.max(most, table.columns.get(row, 'seq')), 0);
    const main = table.endpoints.find((known) => known.kind === 'main')?.id ?? 0;
    const [from, to] = direction === 'to-renderer' ? [main, endpoint] : [endpoint, main];
    const answer = channel in this.replayAnswers ? this.replayAnswers[channel] : { status: 'ok' as const };
    const entries = [
      {
        type: 'message',
        seq,
        at: 60_000_000 + seq * 1000,
        kind,
        direction,
        channel,
        from,
        to,
        size: 40,
        replayed: true,
        args,
      },
      {
        type: 'replayed',
        seq,
        ...(origin && { originTarget: origin.target, originSeq: origin.seq }),
        ...(allowsSynthetic && { isSynthetic: true }),
      },
      answer && {
        type: 'outcome',
        seq,
        at: 60_000_000 + seq * 1000 + 800,
        status: answer.status,
        result: answer.result,
        error: answer.error,
      },
    ].filter((entry) => entry !== null && entry !== undefined);
    this.answers.set(seq, answer ?? null);
    this.ingest(entries as JournalEntry[]);
    return { value: { status: 'sent', target, seq, ...(allowsSynthetic && { isSynthetic: true }) } };
  }

  async listReplayPlaces(): Promise<readonly ReplayPlace[]> {
    return this.replayPlaces;
  }

  async awaitAnswer({ seq }: MessageRef): Promise<Answer | null> {
    return this.answers.get(seq) ?? null;
  }

  async launchDemo(): Promise<void> {
    this.calls.push('launchDemo');
  }

  async chooseApp(isBeside = false): Promise<void> {
    this.calls.push(isBeside ? 'chooseApp beside' : 'chooseApp');
  }

  async relaunch(): Promise<void> {
    this.calls.push('relaunch');
  }

  async attach(target: string, isBeside = false): Promise<void> {
    this.calls.push(`attach ${target}${isBeside ? ' beside' : ''}`);
  }

  async detach(): Promise<void> {
    this.calls.push('detach');
  }

  async listRunningApps(): Promise<readonly RunningApp[]> {
    return this.runningApps;
  }

  async readRecent(): Promise<RecentItems> {
    return this.recent;
  }

  async openRecent(id: string): Promise<void> {
    this.calls.push(`openRecent ${id}`);
  }

  async removeRecent(id: string): Promise<RecentItems> {
    const others = <T extends { readonly id: string }>(items: readonly T[]) => items.filter((item) => item.id !== id);
    this.recent = { targets: others(this.recent.targets), sessions: others(this.recent.sessions) };
    return this.recent;
  }

  async launchTraced(): Promise<void> {
    this.calls.push('launchTraced');
  }

  async stopApp(target: number): Promise<void> {
    this.calls.push(`stopApp ${target}`);
  }

  async stopTarget(): Promise<void> {
    this.calls.push('stopTarget');
  }

  async chooseCapture(): Promise<void> {
    this.calls.push('chooseCapture');
  }

  async openDropped(files: readonly object[]): Promise<void> {
    this.calls.push(`openDropped ${files.map((file) => (file as File).name).join(' ')}`);
  }

  async exportCapture({ rows, format, isSanitised }: ExportRequest): Promise<void> {
    this.calls.push(`export ${rows?.length ?? 'all'} ${format}${isSanitised ? ' sanitised' : ''}`);
  }

  /** What `findRepeats` finds. */
  repeats: readonly RepeatedPayloads[] = [];

  async findRepeats(rows: Uint32Array): Promise<readonly RepeatedPayloads[]> {
    this.calls.push(`findRepeats ${rows.length}`);
    return this.repeats;
  }

  /** As the menu does. */
  askExport(): void {
    this.post({ type: 'askExport' });
  }

  async saveCapture({ rows, isCompressed, isSanitised }: SaveRequest): Promise<void> {
    this.calls.push(
      `save ${rows?.length ?? 'all'}${isCompressed ? ' compressed' : ''}${isSanitised ? ' sanitised' : ''}`,
    );
  }

  async answerOffer(id: string, isAccepted: boolean): Promise<void> {
    this.calls.push(`${isAccepted ? 'accept' : 'dismiss'} ${id}`);
  }

  offers(offers: readonly OfferInfo[]): void {
    this.post({ type: 'offers', offers });
  }

  async cancelTask(): Promise<void> {
    this.calls.push('cancelTask');
  }

  /** Kept as main's file keeps them: from one load of the page to the next. */
  async readPreferences(): Promise<WindowPreferences> {
    return readPreferences(JSON.parse(sessionStorage.getItem('preferences') ?? 'null'));
  }

  changePreferences(preferences: WindowPreferences): void {
    sessionStorage.setItem('preferences', JSON.stringify(preferences));
  }

  async readRetention(): Promise<RetentionSettings> {
    return this.retention;
  }

  async changeRetention(retention: RetentionSettings): Promise<Reply<RetentionSettings>> {
    this.retention = readRetention(retention);
    return { value: this.retention };
  }

  async readUserSettings(): Promise<UserSettings> {
    return this.userSettings;
  }

  async changeUserSettings(userSettings: UserSettings): Promise<Reply<UserSettings>> {
    const checked = checkUserSettings(userSettings);
    if (checked === undefined) return { error: { code: 'wrong-settings', message: 'Wrong.', remedy: 'Others.' } };
    this.userSettings = checked;
    return { value: checked };
  }

  demo(hasDemo: boolean): void {
    this.post({ type: 'demo', hasDemo });
  }

  /** The menu's item. */
  openSettings(): void {
    this.post({ type: 'openSettings' });
  }

  task(task: TaskInfo | undefined): void {
    this.post({ type: 'task', task });
  }

  notice(notice: UserErrorInfo): void {
    this.post({ type: 'notice', notice });
  }

  /** A capture is shown. */
  opened(name: string, problem?: string): void {
    this.post({ type: 'reset', sessionFile: `/captures/${name}`, isLive: false });
    this.state({ phase: 'opened', name, path: `/captures/${name}`, problem });
  }

  /** Lets a search seem to take long, or go on. */
  holdScan(isHeld: boolean): void {
    this.isScanHeld = isHeld;
    this.scanAll();
  }

  /** A session begins. */
  start(name = 'Recorded app'): void {
    this.post({ type: 'reset', sessionFile: '/sessions/recorded.escope', isLive: true });
    this.state({ phase: 'attached', name, method: 'launch', apps: [{ target: 1, isJoined: false }] });
  }

  /** Another session begins, with messages of its own. */
  restart(): void {
    this.fold = new SessionFold();
    this.source = new BatchSource(this.fold.table);
    this.lines.clear();
    this.start();
  }

  state(state: CaptureState): void {
    this.post({ type: 'state', state });
  }

  output(lines: readonly OutputLine[]): void {
    this.post({ type: 'output', lines, isWhole: false });
  }

  ingest(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      const row = this.fold.apply(entry, (changed) => this.source.touch(changed));
      if (row === undefined) continue;
      if (entry.type === 'message') this.lines.set(row, { message: JSON.stringify(entry) });
      const known = this.lines.get(row);
      if (entry.type === 'outcome' && known !== undefined)
        this.lines.set(row, { ...known, outcome: JSON.stringify(entry) });
      if (entry.type === 'stack' && known !== undefined)
        this.lines.set(row, { ...known, stack: JSON.stringify(entry) });
    }
    this.post({ type: 'facts', facts: this.fold.facts });
    const dropped = this.fold.facts.gaps.reduce((sum, gap) => sum + gap.messages, 0);
    const totals = { captured: this.fold.table.length, dropped, journalBytes: 1_234_567 };
    let batch = this.source.next(BATCH_ROWS);
    do {
      this.post({ type: 'batch', batch, totals });
      batch = this.source.next(BATCH_ROWS);
    } while (batch !== undefined);
    this.scanAll();
  }

  /** Reports every row again, in two updates as of a search that takes time. */
  private scanAll(): void {
    if (this.scan === undefined || this.isScanHeld) return;
    const { id, filter } = this.scan;
    const { table } = this.fold;
    const compiled = compileFilter(filter, table);
    if ('error' in compiled) return;
    const match = payloadMatcher(compiled.filter.conditions);
    const matcher = new RowMatcher(compiled.filter);
    const rows = Array.from({ length: table.length }, (_, row) => row);
    const isMatch = (row: number): boolean => {
      const { message = '{}', outcome = '{}' } = this.lines.get(row) ?? {};
      const met = [message, outcome].reduce((bits, line) => bits | match(JSON.parse(line) as PayloadEntry), 0);
      return matcher.matches(table, row, met);
    };
    const half = rows.length >>> 1;
    for (const [part, isCaughtUp] of [
      [rows.slice(0, half), false],
      [rows.slice(half), true],
    ] as const) {
      const matched = Uint32Array.from(part.filter(isMatch));
      const unmatched = Uint32Array.from(part.filter((row) => !matched.includes(row)));
      this.post({ type: 'scan', id, matched, unmatched, examined: (part.at(-1) ?? -1) + 1, isCaughtUp });
    }
  }

  private post(message: FeedMessage): void {
    this.port?.postMessage(message);
  }
}
