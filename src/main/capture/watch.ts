/** Something that is watched because it was asked for: a start, an attachment, or an app that came by itself. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { LinkAddress } from '../../shared/link/handshake';
import type { AttachmentMethod, StartHelp } from '../../shared/session/captureState';
import type { NotResponding } from '../../shared/session/notResponding';
import type { AgentConnection } from '../targets/agentServer';
import type { LaunchedProcess } from '../targets/launchedProcess';
import type { RelaunchedApp } from '../targets/relaunchedApp';
import type { TargetExit } from '../targets/targetExit';
import type { TargetRequest } from '../targets/watchedTarget';

/** `waiting`: an app of it will start again. */
export type WatchPhase = 'starting' | 'waiting' | 'attached' | 'ended';

/** An app that reports for it. */
export interface WatchedApp {
  readonly connection: AgentConnection;
  /** As it calls itself now. */
  name: string;
  /** Undefined: its main process responds. */
  notResponding?: NotResponding | undefined;
}

export interface Relaunch {
  /** Finds it once it has started; undefined where its agent comes by itself. */
  readonly finder: RelaunchedApp | undefined;
}

/** A connection ends with its process, once everything that was sent has been read. */
const DRAIN_MS = 2000;
const DRAIN_STEP_MS = 5;

export class Watch {
  phase: WatchPhase = 'starting';
  /** It takes unusually long to start. */
  isSlow = false;
  /** Why no app of it has reported yet. */
  help: StartHelp | undefined;
  /** Process ids of apps of which the inspector was opened for the agent, and is to be closed again. */
  readonly openedInspectors = new Set<number>();
  /** Of what has ended, in words. */
  how = '';
  /** What was started here; undefined for what was running before, or was left running. */
  launched: LaunchedProcess | undefined;
  /** It is being ended on request. */
  isStopping = false;
  /** Its apps were left running. */
  isLeft = false;
  /** Of apps that have left: how they ended is yet to be known, and told. */
  private readonly ends = new Set<Promise<void>>();
  /** Something is being started, and `launched` not known yet. */
  private isLaunching = false;
  private launching: Promise<unknown> = Promise.resolve();
  private readonly startAbort = new AbortController();
  /** How that has ended. */
  exit: TargetExit | undefined;
  /** With which its agents connect; undefined for an app that came by itself. */
  address: LinkAddress | undefined;
  /** Resolves once there is a session for it. */
  ready: Promise<void> = Promise.resolve();
  /** The apps that report, by the number of the target in the session. */
  readonly apps = new Map<number, WatchedApp>();
  /** An app of it has asked for a restart. */
  relaunch: Relaunch | undefined;
  /** An app of it has found that another instance of itself is running. */
  hasOtherInstance = false;
  private arrived: ((connection: AgentConnection | undefined) => void) | undefined;

  constructor(
    readonly method: AttachmentMethod,
    /** Undefined: it came by itself. */
    readonly request: TargetRequest | undefined,
    /** What to call it, as long as no app of it has reported. */
    public name: string,
  ) {}

  get isRunning(): boolean {
    return this.phase !== 'ended';
  }

  /** It is not one that was running before. */
  get isOwn(): boolean {
    return this.method !== 'attach' && this.method !== 'joined';
  }

  /** It is to be started here, and has not been yet. */
  get isToStart(): boolean {
    return this.isOwn && this.phase === 'starting' && this.launched === undefined;
  }

  /** Resolves with the next agent that reports, or with undefined if it takes too long or is not wanted any more. */
  nextAgent(timeoutMs: number): Promise<AgentConnection | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), timeoutMs);
      this.arrived = (connection) => {
        clearTimeout(timer);
        resolve(connection);
      };
    });
  }

  /** An agent reports for it. */
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

  /** An app tells how it calls itself. */
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

  /** Resolves when all that report have ended by themselves and their ends are recorded, or when it takes too long. */
  async drain(): Promise<void> {
    const deadline = performance.now() + DRAIN_MS;
    while (this.apps.size + this.ends.size > 0 && performance.now() < deadline) await sleep(DRAIN_STEP_MS);
  }

  /** Ends at once what reports, in the middle of what has arrived; the agents then leave their apps. */
  disconnect(): void {
    this.isLeft = true;
    for (const { connection } of this.apps.values()) connection.close();
  }

  /**
   * Starts something, and takes it.
   *
   * @param start ends what it has started when the signal says so
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

  /** Resolves when it has ended, if it was started here; what it has started itself (`app.relaunch`), beside its process group, is asked to. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.isLaunching) this.startAbort.abort();
    await this.launching.catch(() => {});
    await this.launched?.stop();
    for (const { connection } of this.apps.values()) connection.send({ type: 'end' });
  }

  /** No agent is waited for any more. */
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
