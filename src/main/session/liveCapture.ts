/**
 * Brings targets and a session together: starts or joins targets, takes what agents send, and tells how it stands. Plain
 * Node, so that it can run without a window.
 */

import type { CaptureState, OutputLine } from '../../shared/bridge/windowApi';
import type { TargetDescription } from '../../shared/journal/entries';
import type { CaptureSettings as AgentSettings } from '../../shared/link/captureSettings';
import type { AgentConnection } from '../targets/agentServer';
import { AttachedTarget } from '../targets/attachTarget';
import { launchCommand } from '../targets/launchCommand';
import type { LaunchedProcess } from '../targets/launchedProcess';
import { launchApp } from '../targets/launchTarget';
import type { TargetOutput } from '../targets/targetOutput';
import { requestName, type TargetRequest } from '../targets/watchedTarget';
import { infoOf, type UserError } from '../userError';
import { AgentGate } from './agentGate';
import { AwaitedAnswers } from './awaitedAnswers';
import { captureStateOf } from './captureState';
import { agentSilent, asUserError } from './captureTexts';
import { ReplayDesk } from './replayDesk';
import type { Session } from './session';
import { SessionHolder, type SessionHolderEvents, type SessionPlace } from './sessionHolder';
import { Watch } from './watch';
import { WatchedApps } from './watchedApps';

export interface CaptureSettings extends SessionPlace {
  /** The built agent. */
  readonly agentFile: string;
  /** The built hook, which brings the agent into what a command starts. */
  readonly hookFile: string;
  /** Electron for apps that have none of their own. */
  readonly fallbackElectron: string | undefined;
  /** Environment the targets get. */
  readonly variables: NodeJS.ProcessEnv;
  /** How agents record, where otherwise than usual. */
  readonly agentSettings?: Partial<AgentSettings>;
}

export interface CaptureEvents extends SessionHolderEvents {
  stateChanged(state: CaptureState): void;
  /** An app reports that was asked for, under this name. */
  targetAttached(request: TargetRequest, name: string): void;
  /** Something did not start, while other apps are watched. */
  startFailed(error: UserError): void;
  /** @param isBeside what others print goes on */
  outputStarted(output: TargetOutput, isBeside: boolean): void;
}

/**
 * `anew`: in place of all that is watched, in a session of its own; `again`: in the session of before; `beside`: what is watched goes on, and so
 * does its session.
 */
export type StartMode = 'anew' | 'again' | 'beside';

type LaunchedWay = Exclude<TargetRequest, { way: 'attach' }>;

/** An agent that was let into a running app connects at once. */
const LINK_TIMEOUT_MS = 5000;

export class LiveCapture {
  /** Sends messages in the targets that are connected. */
  readonly replays = new ReplayDesk();
  /** Waits for what was sent to be answered. */
  readonly answers = new AwaitedAnswers(() => this.session);
  private readonly sessions: SessionHolder;
  private readonly gate: AgentGate;
  private readonly apps: WatchedApps;
  private captureState: CaptureState = { phase: 'idle' };
  /** In the order in which they were asked for. */
  private watches: readonly Watch[] = [];
  /** Nothing is watched, because this failed. */
  private failure: UserError | undefined;
  private lastRequest: TargetRequest | undefined;
  /** Apps that come by themselves are taken one after the other: the first may begin a session. */
  private joining: Promise<void> = Promise.resolve();
  private mayJoin: () => boolean = () => false;

  constructor(
    private readonly settings: CaptureSettings,
    private readonly events: CaptureEvents,
  ) {
    this.gate = new AgentGate(settings.agentSettings ?? {}, (connection) => void this.accept(connection));
    this.sessions = new SessionHolder(settings, {
      sessionStarted: (session) => events.sessionStarted(session),
      rowChanged: (row) => {
        this.answers.rowChanged(row);
        events.rowChanged(row);
      },
      factsChanged: () => events.factsChanged(),
      journalChanged: (error) => events.journalChanged(error),
    });
    this.apps = new WatchedApps(settings.agentFile, this.replays, this.answers, {
      isWatched: (watch) => this.watches.includes(watch),
      isCurrent: (session) => this.session === session,
      changed: () => this.update(),
      attached: (request, name) => events.targetAttached(request, name),
      failedEarly: (error) => this.failedEarly(error),
    });
  }

  get state(): CaptureState {
    return this.captureState;
  }

  get session(): Session | undefined {
    return this.sessions.current;
  }

  /** What was printed by what was started here. */
  get outputLines(): readonly OutputLine[] {
    return this.watches.flatMap(({ launched }) => launched?.output.all ?? []);
  }

  /** Process ids of the apps whose agents report here. */
  get watchedPids(): readonly number[] {
    return this.watches.flatMap(({ apps }) => [...apps.values()].map(({ connection }) => connection.target.pid));
  }

  /**
   * Starts or joins a target. What it takes the place of is ended if it was started here, and left otherwise. Failures become
   * the state `failed`, unless another target is being watched, which then goes on.
   *
   * @returns the error, if it failed
   */
  async start(request: TargetRequest, mode: StartMode = 'anew'): Promise<UserError | undefined> {
    try {
      await (request.way === 'attach' ? this.attach(request, mode) : this.launch(request, mode));
      return undefined;
    } catch (error) {
      const userError = asUserError(error);
      if (this.isWatching) this.update();
      else this.fail(userError, request);
      return userError;
    }
  }

  /**
   * Starts or joins again what was last; the session goes on. What was running before and still is watched stays as it is.
   *
   * @returns the last error, if something failed
   */
  async relaunch(): Promise<UserError | undefined> {
    const again = this.watches.filter(
      ({ request, way, isRunning }) => request !== undefined && !(way === 'attach' && isRunning),
    );
    if (again.length === 0) return this.lastRequest && (await this.start(this.lastRequest, 'again'));
    await this.end(again);
    let failure: UserError | undefined;
    for (const { request } of again) {
      failure = (request && (await this.start(request, 'beside'))) ?? failure;
    }
    return failure;
  }

  /** Launches again what let no agent in; what Electron's own trace tells of it is enough. */
  async launchTraced(): Promise<UserError | undefined> {
    const { lastRequest } = this;
    return lastRequest?.way === 'launch' ? this.start({ ...lastRequest, allowsTrace: true }) : undefined;
  }

  /** Ends what was started here; leaves what was joined. */
  async stopTarget(): Promise<void> {
    await Promise.all(this.watches.filter(({ isRunning }) => isRunning).map((watch) => this.stop(watch)));
  }

  /** Ends one app, or leaves it if it was joined; the others are watched on. */
  async stopApp(target: number): Promise<void> {
    const watch = this.watches.find(({ apps }) => apps.has(target));
    if (watch?.way === 'command' && watch.apps.size > 1) watch.apps.get(target)?.connection.send({ type: 'end' });
    else if (watch !== undefined) await this.stop(watch);
  }

  /** Takes nothing more from any target, and leaves them all running, as if nothing had ever been there. */
  detach(): void {
    for (const watch of this.watches) if (watch.isRunning) this.leave(watch);
    this.update();
  }

  /** Ends the targets and their session, so that something else can be shown; they can be launched again. */
  async endSession(): Promise<void> {
    await this.end(this.watches);
    if (await this.sessions.end()) this.update();
  }

  /**
   * Lets apps find this inspector that ask for it in their own code. The first one begins a session, if there is none.
   *
   * @param mayJoin whether one may come now, where none is watched
   * @throws UserError if they can't find it
   */
  async welcome(mayJoin: () => boolean): Promise<void> {
    this.mayJoin = mayJoin;
    await this.gate.openToApps();
  }

  /** Changes how agents record: those that are connected, from now on, and those that will be. */
  configure(settings: Partial<AgentSettings>): void {
    this.gate.configure(settings);
    for (const { apps } of this.watches) {
      for (const { connection } of apps.values()) connection.send({ type: 'configure', settings });
    }
  }

  /** Ends the targets unless they are to be left, writes what is left to write, and closes the socket. */
  async close({ leaveTarget = false } = {}): Promise<void> {
    if (!leaveTarget) await this.end(this.watches);
    await this.gate.close();
    await this.sessions.close();
  }

  /** Takes nothing more from agents: at once, in the middle of what has arrived. */
  disconnect(): void {
    for (const watch of this.watches) watch.disconnect();
  }

  private get isWatching(): boolean {
    return this.watches.some(({ isRunning }) => isRunning);
  }

  private async launch(request: LaunchedWay, mode: StartMode): Promise<void> {
    if (mode !== 'beside') await this.end(this.watches);
    const isBeside = this.isWatching;
    const watch = this.begin(request);
    try {
      watch.address = await this.gate.newAddress();
      const launching = this.launchProcess(request, watch.address);
      watch.ready = launching.then(({ name }) => this.enterSession(name, mode));
      // Whoever waits for it is told.
      watch.ready.catch(() => {});
      const launched = await launching;
      watch.launched = launched;
      if (!this.watches.includes(watch)) {
        // Something else was asked for meanwhile.
        await launched.stop();
        return;
      }
      this.events.outputStarted(launched.output, isBeside);
      await watch.ready;
      if (watch.phase === 'starting') watch.name = launched.name;
      this.update();
      this.apps.watchProcess(watch, launched);
      if (launched.observer !== undefined) this.admit(watch, launched.observer);
    } catch (error) {
      this.remove(watch);
      throw error;
    }
  }

  private launchProcess(request: LaunchedWay, address: NonNullable<Watch['address']>): Promise<LaunchedProcess> {
    const { agentFile, hookFile, fallbackElectron, variables } = this.settings;
    if (request.way === 'command') return launchCommand(request, { hookFile, variables, address });
    return launchApp(request, { agentFile, fallbackElectron, variables, address });
  }

  /** What is watched goes on until it is certain that the new target can be. */
  private async attach(request: Extract<TargetRequest, { way: 'attach' }>, mode: StartMode): Promise<void> {
    let watch = this.isWatching ? undefined : this.begin(request);
    try {
      const found = await AttachedTarget.find(request, this.settings.agentFile);
      // From here on it is certain that it can be.
      if (watch === undefined) {
        if (mode !== 'beside') await this.end(this.watches);
        watch = this.begin(request);
      }
      watch.name = found.name;
      watch.address = await this.gate.newAddress();
      watch.ready = this.enterSession(found.name, mode);
      await watch.ready;
      this.update();
      const link = watch.nextAgent(LINK_TIMEOUT_MS);
      await found.inject(watch.address);
      const connection = await link;
      if (connection === undefined) throw agentSilent(found.name, LINK_TIMEOUT_MS);
      if (found.hasOpenedInspector) connection.send({ type: 'closeInspector' });
    } catch (error) {
      if (watch !== undefined) this.remove(watch);
      throw error;
    }
  }

  private async enterSession(name: string, mode: StartMode): Promise<void> {
    if (mode === 'anew' || this.session === undefined) await this.sessions.start(name);
  }

  /** What has ended makes way. */
  private begin(request: TargetRequest): Watch {
    this.lastRequest = request;
    return this.add(new Watch(request.way, request, requestName(request)));
  }

  private add(watch: Watch): Watch {
    this.failure = undefined;
    this.watches = [...this.watches.filter(({ isRunning }) => isRunning), watch];
    this.update();
    return watch;
  }

  private remove(watch: Watch): void {
    this.watches = this.watches.filter((other) => other !== watch);
    if (watch.address !== undefined) this.gate.revoke(watch.address);
  }

  /** Ends what was started, and takes what it has sent: nothing of them comes after this, so that the session can be closed. */
  private async end(ending: readonly Watch[]): Promise<void> {
    for (const watch of ending) this.remove(watch);
    await Promise.all(
      ending.map(async (watch) => {
        if (watch.launched === undefined) return;
        await watch.stop();
        await watch.drain();
      }),
    );
    for (const watch of ending) watch.disconnect();
  }

  private async stop(watch: Watch): Promise<void> {
    if (watch.launched === undefined) this.leave(watch);
    else {
      await watch.stop();
      this.apps.stopped(watch);
    }
    this.update();
  }

  private leave(watch: Watch): void {
    if (watch.address !== undefined) this.gate.revoke(watch.address);
    watch.end('was detached and runs on');
    watch.launched = undefined;
    watch.disconnect();
  }

  private async accept(connection: AgentConnection): Promise<void> {
    const watch = this.watches.find(({ address }) => address?.token === connection.token);
    if (watch !== undefined) {
      await settled(watch.ready);
      this.admit(watch, connection);
    } else if (this.gate.isOpenTo(connection)) {
      this.joining = this.joining.then(() => this.join(connection));
    } else connection.close();
  }

  private admit(watch: Watch, connection: AgentConnection): void {
    const { session } = this;
    if (session === undefined || !this.watches.includes(watch)) connection.close();
    else {
      this.failure = undefined;
      this.apps.admit(watch, connection, session);
    }
  }

  /** An app asks to be watched. Where nothing else is, it begins a session, unless it is one of the last session that was started again. */
  private async join(connection: AgentConnection): Promise<void> {
    await Promise.all(this.watches.map(({ ready }) => settled(ready)));
    const { target } = connection;
    const isFirst = !this.isWatching && this.mayJoin() && !this.isKnown(target);
    if (!isFirst && this.session === undefined) {
      connection.close();
      return;
    }
    const watch = this.add(new Watch('joined', undefined, target.name));
    if (isFirst) watch.ready = this.sessions.start(target.name);
    await settled(watch.ready);
    this.admit(watch, connection);
  }

  private isKnown({ name, appPath }: TargetDescription): boolean {
    const known = this.session?.fold.facts.targets ?? [];
    return known.some((target) => target.name === name || (appPath !== undefined && target.appPath === appPath));
  }

  private fail(error: UserError, request: TargetRequest): void {
    this.lastRequest = request;
    this.failure = error;
    this.update();
  }

  private failedEarly(error: UserError): void {
    if (this.isWatching) this.events.startFailed(error);
    else this.failure = error;
    this.update();
  }

  private update(): void {
    const { failure, lastRequest } = this;
    const canTrace = lastRequest?.way === 'launch' && failure?.code === 'agent-kept-out';
    this.captureState =
      failure === undefined ? captureStateOf(this.watches) : { phase: 'failed', error: infoOf(failure), canTrace };
    this.events.stateChanged(this.captureState);
  }
}

/** Whoever started it is told of failures. */
function settled(promise: Promise<void>): Promise<void> {
  return promise.catch(() => {});
}
