/** One request to watch an app: a start, an attachment, or an app that connected from its own code. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { LinkAddress } from '../../shared/link/handshake';
import type { AttachmentMethod, StartHelp } from '../../shared/session/captureState';
import type { NotResponding } from '../../shared/session/notResponding';
import type { AgentConnection } from '../targets/agentServer';
import type { LaunchedProcess } from '../targets/launchedProcess';
import type { RelaunchedApp } from '../targets/relaunchedApp';
import type { TargetExit } from '../targets/targetExit';
import type { TargetRequest } from '../targets/watchedTarget';

/** `waiting`: an app is about to start again. */
export type WatchPhase = 'starting' | 'waiting' | 'attached' | 'ended';

/** An app that reports to a watch. */
export interface WatchedApp {
  readonly connection: AgentConnection;
  /** Its current name. */
  name: string;
  /** Undefined: its main process responds. */
  notResponding?: NotResponding | undefined;
}

export interface Relaunch {
  /** Finds the restarted app; undefined if its agent connects without help. */
  readonly finder: RelaunchedApp | undefined;
}

/** A connection ends with its process, once everything that it sent has been read. */
const DRAIN_MS = 2000;
const DRAIN_STEP_MS = 5;

export class Watch {
  phase: WatchPhase = 'starting';
  /** The start takes unusually long. */
  isSlow = false;
  /** Why no app has reported yet. */
  help: StartHelp | undefined;
  /** Process ids of apps whose Node inspector was opened for the agent, and must be closed again. */
  readonly openedInspectors = new Set<number>();
  /** How the watch ended, in words. */
  how = '';
  /** The process that was started here; undefined if it ran before, or was left running. */
  launched: LaunchedProcess | undefined;
  /** It is being ended by request. */
  isStopping = false;
  /** Its apps were left running. */
  isLeft = false;
  /** Apps that have left, and whose end is not recorded yet. */
  private readonly ends = new Set<Promise<void>>();
  /** A start is in progress, and `launched` is not known yet. */
  private isLaunching = false;
  private launching: Promise<unknown> = Promise.resolve();
  private readonly startAbort = new AbortController();
  /** How that process ended. */
  exit: TargetExit | undefined;
  /** The address to which its agents connect; undefined for an app that connected from its own code. */
  address: LinkAddress | undefined;
  /** Resolves once there is a session for it. */
  ready: Promise<void> = Promise.resolve();
  /** The apps that report, by the number of the target in the session. */
  readonly apps = new Map<number, WatchedApp>();
  /** An app has asked for a restart. */
  relaunch: Relaunch | undefined;
  /** An app has found another running instance of itself. */
  hasOtherInstance = false;
  private arrived: ((connection: AgentConnection | undefined) => void) | undefined;

  constructor(
    readonly method: AttachmentMethod,
    /** Undefined: an app connected from its own code. */
    readonly request: TargetRequest | undefined,
    /** Its name, until an app reports. */
    public name: string,
  ) {}

  get isRunning(): boolean {
    return this.phase !== 'ended';
  }

  /** It was started here. */
  get isOwn(): boolean {
    return this.method !== 'attach' && this.method !== 'joined';
  }

  /** It will be started here, but has not been yet. */
  get isToStart(): boolean {
    return this.isOwn && this.phase === 'starting' && this.launched === undefined;
  }

  /** Resolves with the next agent that reports; with undefined after the timeout, or if the watch ends. */
  nextAgent(timeoutMs: number): Promise<AgentConnection | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), timeoutMs);
      this.arrived = (connection) => {
        clearTimeout(timer);
        resolve(connection);
      };
    });
  }

  /** An agent reports to this watch. */
  add(target: number, connection: AgentConnection): WatchedApp {
    const app: WatchedApp = { connection, name: connection.target.name };
    this.apps.set(target, app);
    this.phase = 'attached';
    this.help = undefined;
    this.hasOtherInstance = connection.target.hasOtherInstance ?? false;
    this.relaunch = undefined;
    // A command keeps its own name: it may start several.
    if (this.method !== 'command') this.name = connection.target.name;
    this.arrived?.(connection);
    return app;
  }

  /** An app has changed its name. */
  rename(target: number, name: string): void {
    const app = this.apps.get(target);
    if (app !== undefined) app.name = name;
    if (this.method !== 'command') this.name = name;
  }

  /** An app has left. @param told resolves once its end is recorded */
  left(target: number, told: Promise<void>): void {
    this.apps.delete(target);
    this.ends.add(told);
    void told.finally(() => this.ends.delete(told));
  }

  /** Resolves when all apps have ended by themselves and their ends are recorded, or after a timeout. */
  async drain(): Promise<void> {
    const deadline = performance.now() + DRAIN_MS;
    while (this.apps.size + this.ends.size > 0 && performance.now() < deadline) await sleep(DRAIN_STEP_MS);
  }

  /** Drops all connections at once, even in the middle of received data. The agents then leave their apps. */
  disconnect(): void {
    this.isLeft = true;
    for (const { connection } of this.apps.values()) connection.close();
  }

  /**
   * Starts a process, and keeps it as `launched`.
   *
   * @param start ends the process when the signal says so
   */
  launch(start: (signal: AbortSignal) => Promise<LaunchedProcess>): Promise<LaunchedProcess> {
    this.isLaunching = true;
    const launching = start(this.startAbort.signal)
      .then((launched) => {
        this.launched = launched;
        return launched;
      })
      .finally(() => {
        this.isLaunching = false;
      });
    this.launching = launching;
    return launching;
  }

  /** Resolves when the process has ended, if it was started here. Apps outside its process group (`app.relaunch`) are asked to end. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.isLaunching) this.startAbort.abort();
    await this.launching.catch(() => {});
    await this.launched?.stop();
    for (const { connection } of this.apps.values()) connection.send({ type: 'end' });
  }

  /** Stops waiting for an agent. */
  giveUp(): void {
    this.arrived?.(undefined);
  }

  end(how: string): void {
    this.giveUp();
    this.phase = 'ended';
    this.relaunch = undefined;
    this.how = how;
  }
}
