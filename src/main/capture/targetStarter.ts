/** Starts targets, or attaches to them, and begins the sessions that they need. */

import { Emitter } from '../../shared/base/emitter';
import type { LinkAddress } from '../../shared/link/handshake';
import type { UserError } from '../base/userError';
import { AttachedTarget } from '../targets/attachTarget';
import { launchCommand } from '../targets/launchCommand';
import type { LaunchedProcess, OutputStreams } from '../targets/launchedProcess';
import { launchApp } from '../targets/launchTarget';
import { hasOwnFolders } from '../targets/processes/mountNamespace';
import type { TargetRequest } from '../targets/watchedTarget';
import type { AgentListener } from './agentListener';
import type { SessionHolder } from './sessionHolder';
import { agentSilent } from './targetTexts';
import type { Watch } from './watch';
import type { WatchList } from './watchList';

/**
 * `newSession`: ends what is watched, and starts a session of its own. `sameSession`: ends what is watched, and goes on
 * in the current session. `addToSession`: what is watched keeps running, in the same session.
 */
export type StartMode = 'newSession' | 'sameSession' | 'addToSession';

export interface StartSettings {
  /** The built agent. */
  readonly agentFile: string;
  /** The built hook, which brings the agent into what a command starts. */
  readonly hookFile: string;
  /** Electron for apps that have none of their own. */
  fallbackElectron(): Promise<string | undefined>;
  /** Environment the targets get. */
  readonly variables: NodeJS.ProcessEnv;
  /** More variables, for one target only. */
  variablesFor?(request: TargetRequest): NodeJS.ProcessEnv;
  /** Streams to which the output of targets is copied, such as the terminal. */
  readonly streams?: OutputStreams;
  /** Whether to attach to apps below a command that do not report, by process id. Otherwise the user is asked. */
  readonly attachesUnreported?: boolean;
}

/** A process that was started, once there is a session for it. */
export interface LaunchedWatch {
  readonly watch: Watch;
  readonly launched: LaunchedProcess;
  /** Other apps are watched, too. */
  readonly isBeside: boolean;
}

type StartedRequest = Exclude<TargetRequest, { method: 'attach' }>;

/** An agent in a running app connects at once. */
const LINK_TIMEOUT_MS = 5000;

export class TargetStarter {
  /** The state of a watch has changed. */
  readonly onChange = new Emitter();
  /** An app starts, but not as the user may expect. */
  readonly onNotice = new Emitter<UserError>();
  /** A process was started. */
  readonly onLaunched = new Emitter<LaunchedWatch>();
  /** A process that was started can be watched. */
  readonly onReady = new Emitter<LaunchedWatch>();

  constructor(
    private readonly settings: StartSettings,
    private readonly listener: AgentListener,
    private readonly watches: WatchList,
    private readonly sessions: SessionHolder,
  ) {}

  /**
   * @param stops of the watches, when it was asked for
   * @throws UserError if it can't be started or joined
   */
  start(request: TargetRequest, mode: StartMode, stops: number): Promise<void> {
    return request.method === 'attach' ? this.attach(request, mode, stops) : this.launch(request, mode, stops);
  }

  private async launch(request: StartedRequest, mode: StartMode, stops: number): Promise<void> {
    const { watches } = this;
    if (mode !== 'addToSession') await watches.end(watches.all);
    const isBeside = watches.isAnyRunning;
    const watch = watches.begin(request, stops);
    try {
      const address = await this.newAddress(watch);
      if (address === undefined) return;
      const launching = watch.launch((signal) => this.launchProcess(request, address, signal));
      watch.ready = launching.then(async ({ name }) => {
        if (watches.has(watch)) await this.enterSession(name, mode);
      });
      // Its failure reaches those that wait for it.
      watch.ready.catch(() => {});
      const launched = await launching;
      if (!watches.has(watch)) return;
      await watch.ready;
      // A window forgets what was printed before when a session begins.
      const started = { watch, launched, isBeside };
      this.onLaunched.emit(started);
      if (watch.phase === 'starting') watch.name = launched.name;
      this.onReady.emit(started);
    } catch (error) {
      // It was ended in favour of something else.
      if (!watches.has(watch)) return;
      watches.remove(watch);
      throw error;
    }
  }

  private async enterSession(name: string, mode: StartMode): Promise<void> {
    const { sessions } = this;
    if (mode === 'newSession' || sessions.current === undefined) await sessions.start(name);
  }

  /** @returns what its agents need in order to connect; undefined if it is not to be started or joined any more */
  private async newAddress(watch: Watch): Promise<LinkAddress | undefined> {
    // Where the window was closed, nothing is to listen any more.
    if (!this.watches.expects(watch)) return undefined;
    const address = await this.listener.newAddress();
    watch.address = address;
    if (this.watches.expects(watch)) return address;
    this.listener.revoke(address);
    return undefined;
  }

  private async launchProcess(
    request: StartedRequest,
    address: LinkAddress,
    signal: AbortSignal,
  ): Promise<LaunchedProcess> {
    const { agentFile, hookFile, fallbackElectron, streams } = this.settings;
    const variables = { ...this.settings.variables, ...this.settings.variablesFor?.(request) };
    const environment = { variables, address, signal, streams };
    if (request.method === 'command') {
      return launchCommand(request, { ...environment, hookFile, linkFile: await this.listener.linkFile(address) });
    }
    const noticed = (notice: UserError) => this.onNotice.emit(notice);
    return launchApp(request, { ...environment, agentFile, fallbackElectron, noticed });
  }

  /** What is watched goes on until it is certain that the new target can be. */
  private async attach(
    request: Extract<TargetRequest, { method: 'attach' }>,
    mode: StartMode,
    stops: number,
  ): Promise<void> {
    const { watches } = this;
    let watch = watches.isAnyRunning ? undefined : watches.begin(request, stops);
    try {
      const found = await AttachedTarget.find(request, this.settings.agentFile);
      // From here on it is certain that it can be.
      if (watch === undefined) {
        if (mode !== 'addToSession') await watches.end(watches.all);
        watch = watches.begin(request, stops);
      }
      const address = await this.newAddress(watch);
      if (address === undefined) return await found.leave();
      watch.name = found.name;
      watch.ready = this.enterSession(found.name, mode);
      await watch.ready;
      if (!watches.expects(watch)) return await found.leave();
      this.onChange.emit();
      const link = watch.nextAgent(LINK_TIMEOUT_MS);
      await found.inject(address);
      const connection = await link;
      if (connection === undefined) {
        throw agentSilent(found.name, LINK_TIMEOUT_MS, await hasOwnFolders(found.pid));
      }
      if (found.hasOpenedInspector) connection.send({ type: 'closeInspector' });
    } catch (error) {
      if (watch !== undefined) {
        if (!watches.expects(watch)) return;
        watches.remove(watch);
      }
      throw error;
    }
  }
}
