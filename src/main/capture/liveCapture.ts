/**
 * Watches running apps: starts or attaches to targets, records what their agents send in a session, and reports the state. Plain
 * Node, so that it can run without a window.
 */

import { Emitter, type Event } from '../../shared/base/emitter';
import type { TargetDescription } from '../../shared/journal/entries';
import type { OutputLine } from '../../shared/journal/output';
import type { AgentSettings } from '../../shared/link/agentSettings';
import { DEFAULT_RULES } from '../../shared/redaction/defaultRules';
import { Redactor } from '../../shared/redaction/redactor';
import type { CaptureState } from '../../shared/session/captureState';
import { infoOf, type UserError } from '../base/userError';
import type { ReadOptions } from '../journal/journalFile';
import type { ReadableSession } from '../recordings/readableSession';
import type { Session } from '../recordings/session';
import type { AgentConnection } from '../targets/agentServer';
import type { LaunchedProcess } from '../targets/launchedProcess';
import type { TargetExit } from '../targets/targetExit';
import type { TargetOutput } from '../targets/targetOutput';
import type { TargetRequest } from '../targets/watchedTarget';
import { AgentListener } from './agentListener';
import { captureStateOf } from './captureStateOf';
import { PendingAnswers } from './pendingAnswers';
import { ReplaySender } from './replaySender';
import { SessionHolder, type SessionPlace } from './sessionHolder';
import { type StartMode, type StartSettings, TargetStarter } from './targetStarter';
import { asUserError } from './targetTexts';
import type { Watch } from './watch';
import { type ReportingTarget, WatchedApps } from './watchedApps';
import { WatchList } from './watchList';

export interface LiveCaptureOptions extends SessionPlace, StartSettings {
  /** Settings of agents that differ from the defaults. */
  readonly agentSettings?: Partial<AgentSettings>;
  /** Whether what started apps print is written to the journal (default: true). */
  readonly keepsOutput?: boolean;
}

export interface StartedOutput {
  readonly output: TargetOutput;
  /** Other apps keep printing. */
  readonly isBeside: boolean;
}

export class LiveCapture {
  readonly onState = new Emitter<CaptureState>();
  /** An app failed to start while others are watched. */
  readonly onStartFailure = new Emitter<UserError>();
  /** An app starts or runs, but not as the user may expect. */
  readonly onNotice = new Emitter<UserError>();
  readonly onOutput = new Emitter<StartedOutput>();
  /** Sends messages in connected targets. */
  readonly replays = new ReplaySender();
  /** Waits for answers to messages that were sent. */
  readonly answers = new PendingAnswers(() => this.session);
  private readonly sessions: SessionHolder;
  private readonly listener: AgentListener;
  private readonly apps: WatchedApps;
  private readonly starter: TargetStarter;
  private readonly watches: WatchList;
  private captureState: CaptureState = { phase: 'idle' };
  /** The error because of which nothing is watched. */
  private failure: UserError | undefined;
  private lastRequest: TargetRequest | undefined;
  /** Starts and attachments in progress. */
  private readonly starts = new Set<Promise<void>>();
  /** Attachments in progress, by target. */
  private readonly joins = new Map<string, Promise<UserError | undefined>>();
  /** Apps that connect from their own code are admitted one after the other: the first may begin a session. */
  private joining: Promise<void> = Promise.resolve();
  private mayJoin: () => boolean = () => false;
  private redactor: Redactor;
  private keepsOutput: boolean;

  constructor(settings: LiveCaptureOptions) {
    this.redactor = new Redactor(settings.agentSettings?.redaction ?? DEFAULT_RULES);
    this.keepsOutput = settings.keepsOutput ?? true;
    this.listener = new AgentListener(settings.agentSettings ?? {}, (connection) => void this.accept(connection));
    this.sessions = new SessionHolder(settings);
    this.onSession.on((session) => void session.onRow.on((row) => this.answers.rowChanged(session, row)));
    this.watches = new WatchList(this.listener);
    this.watches.onChange.on(() => this.update());
    this.apps = new WatchedApps(settings, this.replays, this.answers, this.watches, this.sessions);
    this.apps.onChange.on(() => this.update());
    this.apps.onEarlyFailure.on((error) => this.failedEarly(error));
    this.starter = new TargetStarter(settings, this.listener, this.watches, this.sessions);
    this.starter.onChange.on(() => this.update());
    this.starter.onLaunched.on(({ watch, launched, isBeside }) => {
      this.onOutput.emit({ output: launched.output, isBeside });
      this.keepOutput(watch, launched);
    });
    this.starter.onReady.on(({ watch, launched }) => {
      this.update();
      this.apps.watchProcess(watch, launched);
      if (launched.observer !== undefined) this.admit(watch, launched.observer);
    });
    for (const { onNotice } of [this.apps, this.starter]) onNotice.on((notice) => this.onNotice.emit(notice));
  }

  get onAttached(): Event<ReportingTarget> {
    return this.apps.onAttached;
  }

  get state(): CaptureState {
    return this.captureState;
  }

  /** A session replaced the previous one. */
  get onSession(): Event<Session> {
    return this.sessions.onSession;
  }

  /** The error that keeps the journal from being written; undefined once it can be written again. */
  get onJournal(): Event<UserError | undefined> {
    return this.sessions.onJournal;
  }

  get session(): Session | undefined {
    return this.sessions.current;
  }

  /** The output of all apps that were started here. */
  get outputLines(): readonly OutputLine[] {
    return this.watches.all.flatMap(({ launched }) => launched?.output.all ?? []);
  }

  /** How apps that were started here ended by themselves. */
  get exits(): readonly TargetExit[] {
    return this.watches.all.flatMap(({ exit }) => exit ?? []);
  }

  /** Process ids of the apps whose agents report here. */
  get watchedPids(): readonly number[] {
    return this.watches.pids;
  }

  /**
   * Starts a target or attaches to it. The apps that it replaces are ended if they were started here, and left running otherwise. A
   * failure leads to the state `failed`, unless another target is watched. An attachment in progress is not repeated.
   *
   * @param stops the count of stops at the time of the request; if everything was stopped since, the target is not started
   * @returns the error, if the start failed
   */
  start(
    request: TargetRequest,
    mode: StartMode = 'newSession',
    stops: number = this.watches.stops,
  ): Promise<UserError | undefined> {
    if (request.method !== 'attach') return this.startNow(request, mode, stops);
    const known = this.joins.get(request.target);
    if (known !== undefined) return known;
    const joining = this.startNow(request, mode, stops).finally(() => this.joins.delete(request.target));
    this.joins.set(request.target, joining);
    return joining;
  }

  private async startNow(request: TargetRequest, mode: StartMode, stops: number): Promise<UserError | undefined> {
    this.lastRequest = request;
    this.failure = undefined;
    const starting = this.starter.start(request, mode, stops);
    this.starts.add(starting);
    try {
      await starting;
      return undefined;
    } catch (error) {
      const userError = asUserError(error);
      if (!this.watches.isAnyRunning) this.failure = userError;
      this.update();
      return userError;
    } finally {
      this.starts.delete(starting);
    }
  }

  /**
   * Starts the last targets again, or attaches to them again, in the same session. Attached apps that still run are left alone.
   *
   * @returns the last error, if any
   */
  async relaunch(): Promise<UserError | undefined> {
    const again = this.watches.all.filter(
      ({ request, method, isRunning }) => request !== undefined && !(method === 'attach' && isRunning),
    );
    if (again.length === 0) return this.lastRequest && (await this.start(this.lastRequest, 'sameSession'));
    const { stops } = this.watches;
    await this.watches.end(again);
    let failure: UserError | undefined;
    for (const { request } of again) {
      failure = (request && (await this.start(request, 'addToSession', stops))) ?? failure;
    }
    return failure;
  }

  /** Launches an app again that lets no agent in, and records it by Electron's own trace. */
  async launchTraced(): Promise<UserError | undefined> {
    const { lastRequest } = this;
    return lastRequest?.method === 'launch' ? this.start({ ...lastRequest, allowsTrace: true }) : undefined;
  }

  /**
   * Begins a session with the content of a recording.
   *
   * @throws UserError if it can't be read or written, AbortError if the signal says so
   */
  async beginWith(recorded: ReadableSession, name: string, options: ReadOptions): Promise<void> {
    await this.watches.end(this.watches.all);
    await this.sessions.start(name, (session) => session.absorb(recorded, options));
  }

  /** Ends apps that were started here, and detaches from the others. */
  async stopTarget(): Promise<void> {
    this.watches.callOff();
    await Promise.all(this.watches.all.filter(({ isRunning }) => isRunning).map((watch) => this.stop(watch)));
  }

  /** Ends one app, or detaches from it if it was not started here. The others are still watched. */
  async stopApp(target: number): Promise<void> {
    const watch = this.watches.all.find(({ apps }) => apps.has(target));
    if (watch?.method === 'command' && watch.apps.size > 1) watch.apps.get(target)?.connection.send({ type: 'end' });
    else if (watch !== undefined) await this.stop(watch);
  }

  /** Detaches from all targets, and leaves them running as they were. */
  detach(): void {
    this.watches.callOff();
    for (const watch of this.watches.all) if (watch.isRunning) this.watches.leave(watch);
    this.update();
  }

  /** Ends the targets and their session. They can be launched again. */
  async endSession(): Promise<void> {
    this.watches.callOff();
    await this.watches.end(this.watches.all);
    if (await this.sessions.end()) this.update();
  }

  /**
   * Accepts apps that connect from their own code. The first one begins a session, if there is none.
   *
   * @param mayJoin whether an app may connect now, while none is watched
   * @throws UserError if the discovery file can't be written
   */
  async acceptApps(mayJoin: () => boolean): Promise<void> {
    this.mayJoin = mayJoin;
    await this.listener.openToApps();
  }

  /**
   * Changes the settings of agents: of those that are connected, and of those that connect later.
   *
   * @param keepsOutput whether what started apps print is written to the journal
   */
  configure(settings: Partial<AgentSettings>, keepsOutput = this.keepsOutput): void {
    this.keepsOutput = keepsOutput;
    if (settings.redaction !== undefined) this.redactor = new Redactor(settings.redaction);
    this.listener.configure(settings);
    this.watches.configure(settings);
  }

  /** Ends the targets, unless told to leave them, writes the rest of the journal, and closes the socket. */
  async close({ leaveTarget = false } = {}): Promise<void> {
    this.watches.close();
    if (!leaveTarget) await this.watches.end(this.watches.all);
    // These starts notice that they were cancelled, and leave the apps as they were.
    await Promise.allSettled(this.starts);
    await this.listener.close();
    await this.sessions.close();
  }

  /** Drops all connections to agents at once, even in the middle of received data. */
  disconnect(): void {
    this.watches.disconnect();
  }

  /** Writes the output of a process to the journal, until the watch is left. */
  private keepOutput(watch: Watch, { pid, output, exited }: LaunchedProcess): void {
    const { session } = this;
    if (session === undefined || pid === undefined) return;
    const hide = (text: string) => this.redactor.maskText(text);
    const keep = (lines: readonly OutputLine[]) => {
      if (this.keepsOutput && !watch.isLeft) session.output.add(pid, lines, hide);
    };
    keep(output.all);
    output.onLines.on(keep);
    void exited.then(() => session.output.end(pid));
  }

  private async stop(watch: Watch): Promise<void> {
    if (watch.isToStart) await this.watches.end([watch]);
    else if (watch.launched === undefined) this.watches.leave(watch);
    else {
      await watch.stop();
      this.apps.stopped(watch);
    }
    this.update();
  }

  private async accept(connection: AgentConnection): Promise<void> {
    const watch = this.watches.ofAgent(connection);
    if (watch !== undefined) {
      await settled(watch.ready);
      this.admit(watch, connection);
    } else if (this.listener.isOpenTo(connection)) {
      this.joining = this.joining.then(() => this.join(connection));
    } else connection.close();
  }

  private admit(watch: Watch, connection: AgentConnection): void {
    const { session } = this;
    if (session === undefined || !this.watches.has(watch)) connection.close();
    else {
      this.failure = undefined;
      this.apps.admit(watch, connection, session);
    }
  }

  /** An app connects from its own code. If nothing else is watched, it begins a session, unless it belongs to the current one. */
  private async join(connection: AgentConnection): Promise<void> {
    await Promise.all(this.watches.all.map(({ ready }) => settled(ready)));
    const { target } = connection;
    const isFirst = !this.watches.isAnyRunning && this.mayJoin() && !this.isKnown(target);
    if (!isFirst && this.session === undefined) {
      connection.close();
      return;
    }
    this.failure = undefined;
    const watch = this.watches.beginJoined(target.name);
    if (isFirst) watch.ready = this.sessions.start(target.name);
    await settled(watch.ready);
    this.admit(watch, connection);
  }

  private isKnown({ name, appPath }: TargetDescription): boolean {
    const known = this.session?.fold.facts.targets ?? [];
    return known.some((target) => target.name === name || (appPath !== undefined && target.appPath === appPath));
  }

  private failedEarly(error: UserError): void {
    if (this.watches.isAnyRunning) this.onStartFailure.emit(error);
    else this.failure = error;
    this.update();
  }

  private update(): void {
    const { failure, lastRequest } = this;
    const canTrace = lastRequest?.method === 'launch' && failure?.code === 'agent-kept-out';
    this.captureState =
      failure === undefined ? captureStateOf(this.watches.all) : { phase: 'failed', error: infoOf(failure), canTrace };
    this.onState.emit(this.captureState);
  }
}

/** The caller that started it handles its failure. */
function settled(promise: Promise<void>): Promise<void> {
  return promise.catch(() => {});
}
