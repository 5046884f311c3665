/**
 * Brings targets and a session together: starts or joins the target, takes what agents send, and tells how it stands. Plain
 * Node, so that it can run without a window.
 */

import type { CaptureState, TargetWay } from '../../shared/bridge/windowApi';
import type { TargetDescription } from '../../shared/journal/entries';
import { isTargetDescription } from '../../shared/journal/lineCodec';
import type { CaptureSettings as AgentSettings } from '../../shared/link/captureSettings';
import type { LinkAddress, Redescription } from '../../shared/link/handshake';
import type { AgentConnection } from '../targets/agentServer';
import { AttachedTarget, hasProcessEnded } from '../targets/attachTarget';
import { launchCommand } from '../targets/launchCommand';
import type { LaunchedProcess, TargetExit } from '../targets/launchedProcess';
import { type LaunchRequest, launchApp } from '../targets/launchTarget';
import type { TargetOutput } from '../targets/targetOutput';
import { requestName, type TargetRequest } from '../targets/watchedTarget';
import type { UserError } from '../userError';
import { AgentConnections } from './agentConnections';
import { AgentGate } from './agentGate';
import { AwaitedAnswers } from './awaitedAnswers';
import { agentSilent, asUserError, describeExit, endedEarly } from './captureTexts';
import { ReplayDesk } from './replayDesk';
import type { Session } from './session';
import { SessionHolder, type SessionHolderEvents, type SessionPlace } from './sessionHolder';

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
  outputStarted(output: TargetOutput): void;
}

type LaunchedWay = Exclude<TargetRequest, { way: 'attach' }>;

/** After this the user is told that it takes unusually long. */
const SLOW_START_MS = 10_000;
/** An agent that was let into a running app connects at once. */
const LINK_TIMEOUT_MS = 5000;

export class LiveCapture {
  /** Sends messages in the targets that are connected. */
  readonly replays = new ReplayDesk();
  /** Waits for what was sent to be answered. */
  readonly answers = new AwaitedAnswers(() => this.session);
  private captureState: CaptureState = { phase: 'idle' };
  private readonly sessions: SessionHolder;
  /** What was started here; undefined for apps that were joined. */
  private launched: LaunchedProcess | undefined;
  /** How that has ended. */
  private launchedExit: TargetExit | undefined;
  /** Another instance of the target is running, which will not let it run beside it. */
  private hasOtherInstance = false;
  private way: TargetWay = 'launch';
  private lastRequest: TargetRequest | undefined;
  private readonly gate: AgentGate;
  private readonly agents = new AgentConnections();
  /** Resolves when agents can be admitted: a session is there. */
  private ready: Promise<void> = Promise.resolve();
  private mayJoin: () => boolean = () => false;
  /** Rises with every start, so that news of an earlier target can be told apart. */
  private generation = 0;

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
  }

  get state(): CaptureState {
    return this.captureState;
  }

  get session(): Session | undefined {
    return this.sessions.current;
  }

  get output(): TargetOutput | undefined {
    return this.launched?.output;
  }

  /** How the target that is watched, or was last, was asked for. */
  get request(): TargetRequest | undefined {
    return this.lastRequest;
  }

  /** Process ids of the apps whose agents report here. */
  get watchedPids(): readonly number[] {
    return this.agents.pids;
  }

  /** See `start`. */
  launch(request: LaunchRequest): Promise<UserError | undefined> {
    return this.start({ way: 'launch', ...request });
  }

  /**
   * Starts or joins a target, and begins a session for it; a target that was started before is ended, one that was joined is
   * left. Failures become the state `failed`, unless a target is being watched, which then goes on.
   *
   * @param continues the session goes on, if there is one
   * @returns the error, if it failed
   */
  async start(request: TargetRequest, { continues = false } = {}): Promise<UserError | undefined> {
    try {
      await (request.way === 'attach' ? this.attach(request, continues) : this.launchAnew(request, continues));
      return undefined;
    } catch (error) {
      const userError = asUserError(error);
      if (this.captureState.phase !== 'attached' && this.captureState.phase !== 'waiting') this.fail(userError);
      return userError;
    }
  }

  /** Starts or joins again what was last; its session goes on. */
  async relaunch(): Promise<UserError | undefined> {
    return this.lastRequest && (await this.start(this.lastRequest, { continues: true }));
  }

  /** Ends what was started here; leaves what was joined. */
  async stopTarget(): Promise<void> {
    if (this.launched === undefined) this.detach();
    else await this.stopLaunched(this.launched);
  }

  /** Takes nothing more from any target, and leaves them all running, as if nothing had ever been there. */
  detach(): void {
    const { captureState } = this;
    const isWatching = captureState.phase === 'attached' || captureState.phase === 'waiting';
    this.generation++;
    this.launched = undefined;
    this.disconnect();
    if (isWatching) {
      this.setState({ phase: 'ended', name: captureState.name, how: 'was detached and runs on', way: this.way });
    }
  }

  /** Ends the target and its session, so that something else can be shown; it can be launched again. */
  async endSession(): Promise<void> {
    await this.endTarget();
    this.launched = undefined;
    this.generation++;
    if (await this.sessions.end()) this.setState({ phase: 'idle' });
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
  configure(changes: Partial<AgentSettings>): void {
    this.gate.configure(changes);
    this.agents.configure(changes);
  }

  /** Tells of a failure that happened before anything could be launched. */
  fail(error: UserError): void {
    const { code, message, remedy, detail } = error;
    this.setState({ phase: 'failed', error: { code, message, remedy, detail } });
  }

  /** Ends the target unless it is to be left, writes what is left to write, and closes the socket. */
  async close({ leaveTarget = false } = {}): Promise<void> {
    if (!leaveTarget) await this.endTarget();
    await this.gate.close();
    await this.sessions.close();
  }

  /** Takes nothing more from agents: at once, in the middle of what has arrived. */
  disconnect(): void {
    this.agents.close();
  }

  private async launchAnew(request: LaunchedWay, continues: boolean): Promise<void> {
    await this.endTarget();
    const generation = this.begin(request);
    this.setState({ phase: 'starting', name: requestName(request), isSlow: false, way: this.way });
    const address = await this.gate.address();
    const launching = this.launchProcess(request, address);
    this.ready = launching.then(({ name }) => this.enterSession(name, continues));
    // Whoever waits for it is told.
    this.ready.catch(() => {});
    const launched = await launching;
    this.launched = launched;
    this.launchedExit = undefined;
    this.events.outputStarted(launched.output);
    await this.ready;
    if (this.captureState.phase === 'starting') {
      this.setState({ phase: 'starting', name: launched.name, isSlow: false, way: this.way });
    }
    this.watchStart(generation, launched);
  }

  private launchProcess(request: LaunchedWay, address: LinkAddress): Promise<LaunchedProcess> {
    const { agentFile, hookFile, fallbackElectron, variables } = this.settings;
    if (request.way === 'command') return launchCommand(request, { hookFile, variables, address });
    return launchApp(request, { agentFile, fallbackElectron, variables, address });
  }

  /** What is watched goes on until it is certain that the new target can be. */
  private async attach(request: Extract<TargetRequest, { way: 'attach' }>, continues: boolean): Promise<void> {
    const { agentFile } = this.settings;
    const isWatching = this.agents.size > 0;
    if (!isWatching) this.setState({ phase: 'starting', name: request.target, isSlow: false, way: 'attach' });
    const found = await AttachedTarget.find(request, agentFile);
    // From here on it is certain that it can be.
    await this.endTarget();
    this.begin(request);
    this.launched = undefined;
    this.setState({ phase: 'starting', name: found.name, isSlow: false, way: this.way });
    this.ready = this.enterSession(found.name, continues);
    await this.ready;
    const link = this.agents.next(found.pid, LINK_TIMEOUT_MS);
    await found.inject(await this.gate.address());
    const connection = await link;
    if (connection === undefined) throw agentSilent(found.name, LINK_TIMEOUT_MS);
    if (found.hasOpenedInspector) connection.send({ type: 'closeInspector' });
  }

  private async enterSession(name: string, continues: boolean): Promise<void> {
    if (!continues || this.session === undefined) await this.sessions.start(name);
  }

  private begin(request: TargetRequest): number {
    this.lastRequest = request;
    this.way = request.way;
    return ++this.generation;
  }

  /** Ends what was started, and takes what it has sent: nothing comes after this, so that the session can be closed. */
  private async endTarget(): Promise<void> {
    if (this.launched !== undefined) {
      await this.stopLaunched(this.launched);
      await this.agents.drain();
    }
    this.disconnect();
  }

  /** What is still connected after that was started by the target itself (`app.relaunch`), beside its process group. */
  private async stopLaunched(launched: LaunchedProcess): Promise<void> {
    await launched.stop();
    this.agents.endApps();
  }

  private isReady(): Promise<boolean> {
    return this.ready.then(
      () => true,
      () => false,
    );
  }

  private async accept(connection: AgentConnection): Promise<void> {
    if ((await this.isReady()) && this.mayJoin() && this.isNew(connection.target)) {
      await this.startJoined(connection.target);
    }
    // Another app may have begun a session meanwhile.
    const isReady = await this.isReady();
    const session = this.sessions.current;
    if (!isReady || session === undefined) {
      connection.close();
      return;
    }
    this.agents.add(connection);
    const target = session.addTarget(connection.target);
    this.replays.connected(target, connection);
    const { generation } = this;
    this.hasOtherInstance = connection.target.hasOtherInstance ?? false;
    this.showAttached(connection.target.name);
    connection.onLine((line) => {
      if (this.replays.takeLine(target, line)) return;
      const redescription = readRedescription(line);
      if (redescription === undefined) {
        session.ingest(target, line);
        return;
      }
      session.describeTarget(target, redescription);
      if (this.generation !== generation) return;
      this.hasOtherInstance = redescription.hasOtherInstance ?? false;
      this.showAttached(redescription.name);
    });
    connection.onClose(() => {
      this.agents.delete(connection);
      this.replays.left(target, connection);
      if (this.session === session) {
        session.endTarget(target, {});
        this.answers.left(target);
      }
      if (this.generation === generation && this.agents.size === 0) void this.allLeft(connection.target);
    });
    const { launched } = this;
    if (launched?.hasOpenedInspector && launched.pid === connection.target.pid)
      connection.send({ type: 'closeInspector' });
  }

  /** Whether it begins a session: nothing is being watched, and it is not an app of the last session that was started again. */
  private isNew({ name, appPath }: TargetDescription): boolean {
    const isLaunchedRunning = this.launched !== undefined && this.launchedExit === undefined;
    if (this.agents.size > 0 || isLaunchedRunning || this.captureState.phase === 'starting') return false;
    const known = this.session?.fold.facts.targets ?? [];
    return !known.some((target) => target.name === name || (appPath !== undefined && target.appPath === appPath));
  }

  /** An app asks to be watched, and nothing else is. */
  private async startJoined({ name }: TargetDescription): Promise<void> {
    this.generation++;
    this.way = 'joined';
    this.launched = undefined;
    this.setState({ phase: 'starting', name, isSlow: false, way: this.way });
    this.ready = this.sessions.start(name);
    await this.ready;
  }

  private showAttached(name: string): void {
    this.setState({ phase: 'attached', name, way: this.way });
  }

  /** The last agent is gone. What was started here tells of its end by itself. */
  private async allLeft({ name, pid }: TargetDescription): Promise<void> {
    const { generation } = this;
    if (this.launched !== undefined && this.launchedExit === undefined) {
      if (this.way === 'command') this.setState({ phase: 'waiting', name: this.launched.name, way: this.way });
      return;
    }
    if (this.launchedExit !== undefined && this.launched?.pid === pid) {
      // Its last words may have been read after its end was known.
      this.showEnded(name, this.launchedExit);
      return;
    }
    const hasEnded = await hasProcessEnded(pid);
    if (this.generation !== generation || this.agents.size > 0) return;
    this.setState({ phase: 'ended', name, how: hasEnded ? 'ended' : 'is no longer watched', way: this.way });
  }

  private watchStart(generation: number, launched: LaunchedProcess): void {
    const slow = setTimeout(() => {
      if (this.generation === generation && this.captureState.phase === 'starting') {
        this.setState({ phase: 'starting', name: launched.name, isSlow: true, way: this.way });
      }
    }, SLOW_START_MS);
    void launched.exited.then((exit) => {
      clearTimeout(slow);
      if (this.generation !== generation) return;
      this.launchedExit = exit;
      const { captureState } = this;
      if (captureState.phase === 'attached' || captureState.phase === 'waiting') {
        this.showEnded(captureState.name, exit);
      } else if (captureState.phase === 'starting') {
        this.fail(endedEarly(launched, exit, this.way));
      }
    });
  }

  private showEnded(name: string, exit: TargetExit): void {
    this.setState({ phase: 'ended', name, how: describeExit(exit, this.hasOtherInstance), way: this.way });
  }

  private setState(state: CaptureState): void {
    this.captureState = state;
    this.events.stateChanged(state);
  }
}

const REDESCRIBE_START = Buffer.from('{"type":"redescribe"');

function readRedescription(line: Buffer): TargetDescription | undefined {
  if (!line.subarray(0, REDESCRIBE_START.length).equals(REDESCRIBE_START)) return undefined;
  try {
    const { target } = JSON.parse(line.toString('utf8')) as Partial<Redescription>;
    return isTargetDescription(target) ? target : undefined;
  } catch {
    return undefined;
  }
}
