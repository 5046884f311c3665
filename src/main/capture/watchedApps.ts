/** Records what the apps of each watch report, and how they end. */

import { Emitter } from '../../shared/base/emitter';
import { describeTargetEnd } from '../../shared/journal/targetEnds';
import { hasProcessEnded } from '../base/processExists';
import type { UserError } from '../base/userError';
import type { Session } from '../recordings/session';
import type { AgentConnection } from '../targets/agentServer';
import type { LaunchedProcess } from '../targets/launchedProcess';
import { RelaunchedApp, type RelaunchRoot } from '../targets/relaunchedApp';
import type { TargetRequest } from '../targets/watchedTarget';
import { type AgentNotice, isPong, readAgentEnd, readNotice } from './agentLines';
import { HeartbeatMonitor } from './heartbeatMonitor';
import type { PendingAnswers } from './pendingAnswers';
import type { ReplaySender } from './replaySender';
import type { SessionHolder } from './sessionHolder';
import type { StartSettings } from './targetStarter';
import { describeExit, endedEarly, endOf, silentCommandHelp } from './targetTexts';
import { UnreportedApps } from './unreportedApps';
import type { Relaunch, Watch } from './watch';
import type { WatchList } from './watchList';

/** An app that was requested reports under this name. */
export interface ReportingTarget {
  readonly request: TargetRequest;
  readonly name: string;
}

/** After this time, the window says that the start takes unusually long. */
const SLOW_START_MS = 10_000;
/** How long to wait for an app that has asked for a restart. */
const RELAUNCH_TIMEOUT_MS = 30_000;

/** After its connection, a process ends within milliseconds, unless it lives on without an agent. */
const EXIT_MS = 1500;

export class WatchedApps {
  /** The state of a watch has changed. */
  readonly onChange = new Emitter();
  readonly onAttached = new Emitter<ReportingTarget>();
  /** An app runs, but not as the user may expect. */
  readonly onNotice = new Emitter<UserError>();
  /** An app ended before its agent reported. */
  readonly onEarlyFailure = new Emitter<UserError>();
  private readonly heartbeats = new HeartbeatMonitor();

  constructor(
    private readonly settings: StartSettings,
    private readonly replays: ReplaySender,
    private readonly answers: PendingAnswers,
    /** Changes of removed watches are not reported. */
    private readonly watches: WatchList,
    private readonly sessions: SessionHolder,
  ) {}

  /** An agent reports to a watch. */
  admit(watch: Watch, connection: AgentConnection, session: Session): void {
    const target = session.addTarget(connection.target);
    const app = watch.add(target, connection);
    const heard = this.heartbeats.watch(target, app, session, () => {
      if (this.watches.has(watch)) this.onChange.emit();
    });
    // An observer sends nothing in the app.
    if (connection.target.observedBy === undefined) this.replays.connected(target, connection);
    this.tellAttached(watch, connection.target.name);
    connection.onLine((line) => {
      heard();
      if (isPong(line)) return;
      if (this.replays.takeLine(target, line)) return;
      const end = readAgentEnd(line);
      if (end !== undefined) {
        session.agentEnded(target, end);
        return;
      }
      const notice = readNotice(line);
      if (notice === undefined) session.ingest(target, line);
      else this.take(watch, target, notice, session);
    });
    connection.onClose(() => this.left(watch, target, connection, session));
    const { launched } = watch;
    const isOpened = launched?.hasOpenedInspector && launched.pid === connection.target.pid;
    if (isOpened || watch.openedInspectors.delete(connection.target.pid)) {
      connection.send({ type: 'closeInspector' });
    }
  }

  /** Observes the start and the end of a process of a watch. */
  watchProcess(watch: Watch, launched: LaunchedProcess): void {
    const slow = setTimeout(() => {
      watch.isSlow = true;
      if (watch.method === 'command') watch.help ??= { text: silentCommandHelp(this.settings.variables) };
      if (watch.phase === 'starting' && this.watches.has(watch)) this.onChange.emit();
    }, SLOW_START_MS);
    const stopLooking = this.lookBelow(watch, launched);
    void launched.exited.then((exit) => {
      clearTimeout(slow);
      stopLooking();
      watch.exit = exit;
      if (!this.watches.has(watch) || watch.launched !== launched || !watch.isRunning) return;
      if (watch.phase === 'starting' && !watch.isStopping) {
        watch.end(describeExit(exit));
        this.onEarlyFailure.emit(endedEarly(launched, exit, watch.method, this.settings.variables));
      } else if (watch.relaunch === undefined && !hasOthers(watch, launched)) {
        watch.end(describeExit(exit, watch.hasOtherInstance));
        this.onChange.emit();
      }
    });
  }

  private lookBelow(watch: Watch, { pid }: LaunchedProcess): () => void {
    if (watch.method !== 'command' || pid === undefined) return () => {};
    const { agentFile, hookFile, attachesUnreported = false } = this.settings;
    const unreported = new UnreportedApps(watch, { agentFile, hookFile, attaches: attachesUnreported });
    unreported.onChange.on(() => this.watches.has(watch) && this.onChange.emit());
    unreported.onNotice.on((notice) => this.watches.has(watch) && this.onNotice.emit(notice));
    return unreported.start(pid);
  }

  /** The process of a watch has been ended. */
  stopped(watch: Watch): void {
    if (!watch.isRunning || watch.apps.size > 0) return;
    watch.end(watch.exit === undefined ? 'ended' : describeExit(watch.exit, watch.hasOtherInstance));
  }

  private take(watch: Watch, target: number, notice: AgentNotice, session: Session): void {
    if (notice.type === 'redescribe') {
      session.describeTarget(target, notice.target);
      watch.hasOtherInstance = notice.target.hasOtherInstance ?? false;
      watch.rename(target, notice.target.name);
      this.tellAttached(watch, notice.target.name);
    } else if (watch.address !== undefined) {
      const { executable, bringsAgent, atMs } = notice;
      const app = { pid: watch.apps.get(target)?.connection.target.pid ?? 0, atMs };
      const root = rootOf(watch);
      // Only apps that were started here are looked for, because an app could name any other.
      if (!bringsAgent && root === undefined) return;
      const finder =
        bringsAgent || root === undefined
          ? undefined
          : RelaunchedApp.expect(root, executable, this.settings.agentFile, app);
      watch.relaunch = { finder };
    }
  }

  private tellAttached(watch: Watch, name: string): void {
    if (!this.watches.has(watch)) return;
    if (watch.request !== undefined) this.onAttached.emit({ request: watch.request, name });
    this.onChange.emit();
  }

  private left(watch: Watch, target: number, connection: AgentConnection, session: Session): void {
    watch.left(target, this.tellEnd(watch, target, connection, session));
    this.replays.left(target, connection);
    if (this.sessions.current === session) this.answers.left(target);
    if (!this.watches.has(watch)) return;
    if (watch.apps.size === 0 && watch.isRunning) void this.lastLeft(watch, target, connection, session);
    else this.onChange.emit();
  }

  /** Its connection ends a moment before its process. */
  private async tellEnd(watch: Watch, target: number, connection: AgentConnection, session: Session): Promise<void> {
    const { launched, isLeft } = watch;
    const isOwnProcess = launched !== undefined && launched.pid === connection.target.pid;
    const exit = isOwnProcess && !isLeft ? (watch.exit ?? (await within(launched.ended, EXIT_MS))) : undefined;
    if (this.sessions.current !== session) return;
    session.endTarget(target, isLeft ? { detached: true } : endOf(exit));
  }

  private async lastLeft(watch: Watch, target: number, connection: AgentConnection, session: Session): Promise<void> {
    const { pid } = connection.target;
    const { launched, exit } = watch;
    if (watch.relaunch !== undefined) {
      this.expectRelaunched(watch, watch.relaunch);
    } else if (launched !== undefined && exit === undefined) {
      // The end of a process that was started here is reported elsewhere.
      if (watch.method === 'command') watch.phase = 'waiting';
    } else if (exit !== undefined && (watch.method === 'command' || launched?.pid === pid)) {
      // Its last lines may have been read after its end was known.
      watch.end(describeExit(exit, watch.hasOtherInstance));
    } else {
      // The state changes only once that is known, so that it does not change twice within a millisecond.
      const hasEnded = await hasProcessEnded(pid);
      if (watch.apps.size > 0 || !watch.isRunning || !this.watches.has(watch)) return;
      // Its agent may have reported its exit code.
      const end = session.fold.facts.targets.find((known) => known.target === target);
      watch.end(hasEnded ? describeTargetEnd(end ?? {}) : 'is no longer watched');
    }
    this.onChange.emit();
  }

  private expectRelaunched(watch: Watch, relaunch: Relaunch): void {
    watch.phase = 'waiting';
    const enough = new AbortController();
    const timer = setTimeout(() => {
      enough.abort();
      if (watch.relaunch !== relaunch || watch.phase !== 'waiting') return;
      watch.end('ended; it asked to be restarted, but did not come back');
      if (this.watches.has(watch)) this.onChange.emit();
    }, RELAUNCH_TIMEOUT_MS);
    void watch.nextAgent(RELAUNCH_TIMEOUT_MS).then((connection) => {
      clearTimeout(timer);
      enough.abort();
      if (relaunch.finder !== undefined) connection?.send({ type: 'closeInspector' });
    });
    if (watch.address !== undefined) void relaunch.finder?.attach(watch.address, enough.signal);
  }
}

/** @returns undefined if it takes longer */
function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    void promise.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

/** Whether other apps still report: those that a command started, or one that has restarted itself. */
function hasOthers({ apps }: Watch, { pid }: LaunchedProcess): boolean {
  return [...apps.values()].some(({ connection }) => connection.target.pid !== pid);
}

function rootOf({ launched }: Watch): RelaunchRoot | undefined {
  return launched?.pid === undefined ? undefined : { pid: launched.pid, executable: launched.executable };
}
