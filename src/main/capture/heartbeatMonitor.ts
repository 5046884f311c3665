/** Monitors whether the main processes of apps respond, and finds out why they do not. */

import type { NotResponding } from '../../shared/session/notResponding';
import type { Session } from '../recordings/session';
import type { AgentConnection } from '../targets/agentServer';
import { sampleMainThread } from '../targets/processes/mainThread';
import { findBlockingMessages } from './blockingMessages';
import { Heartbeat } from './heartbeat';
import { ThreadActivity } from './threadActivity';
import type { WatchedApp } from './watch';

const TICK_MS = 200;
/** Times of a journal may differ from the clock of this process, but by less than this. */
const CLOCK_MARGIN_MS = 1000;

interface Monitored {
  readonly target: number;
  readonly app: WatchedApp;
  readonly session: Session;
  readonly changed: () => void;
  readonly heartbeat: Heartbeat;
  readonly activity: ThreadActivity;
  heardAtMs: number;
  askedAtMs: number;
}

export class HeartbeatMonitor {
  private readonly monitored = new Map<AgentConnection, Monitored>();
  private timer: NodeJS.Timeout | undefined;
  private tickedAtMs = 0;

  /**
   * Monitors an app until its connection ends.
   *
   * @param changed is called when the app stops or starts to respond, or when more is known of the reason
   * @returns a function to call for each line of the app
   */
  watch(target: number, app: WatchedApp, session: Session, changed: () => void): () => void {
    const { connection } = app;
    // An agent of an earlier version, or an observer, would seem not to respond.
    if (!connection.answersPing) return () => {};
    const monitored: Monitored = {
      target,
      app,
      session,
      changed,
      heardAtMs: Date.now(),
      askedAtMs: 0,
      activity: new ThreadActivity(),
      heartbeat: new Heartbeat(
        () => {
          monitored.askedAtMs = Date.now();
          connection.send({ type: 'ping' });
        },
        () => findBlockingMessages(session.fold.table, target).message !== undefined,
      ),
    };
    this.monitored.set(connection, monitored);
    connection.onClose(() => this.remove(connection));
    this.start();
    return () => {
      monitored.heardAtMs = Date.now();
      monitored.heartbeat.heard();
      if (app.notResponding === undefined) return;
      app.notResponding = undefined;
      changed();
    };
  }

  private remove(connection: AgentConnection): void {
    this.monitored.delete(connection);
    if (this.monitored.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private start(): void {
    if (this.timer !== undefined) return;
    this.tickedAtMs = performance.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.timer.unref();
  }

  private tick(): void {
    const nowMs = performance.now();
    // If this process itself was busy or asleep, lines that came in time are read only now.
    const elapsedMs = Math.min(nowMs - this.tickedAtMs, 2 * TICK_MS);
    this.tickedAtMs = nowMs;
    for (const monitored of this.monitored.values()) {
      const { heartbeat, activity, app, changed } = monitored;
      heartbeat.tick(elapsedMs);
      if (heartbeat.isAsking) activity.add(sampleMainThread(app.connection.target.pid), nowMs);
      const now = heartbeat.isResponding ? undefined : describe(monitored);
      if (JSON.stringify(now) === JSON.stringify(app.notResponding)) continue;
      app.notResponding = now;
      changed();
    }
  }
}

function describe({ session, target, activity, heardAtMs, askedAtMs }: Monitored): NotResponding {
  const { table } = session.fold;
  const found = findBlockingMessages(table, target);
  const cause = activity.cause();
  return { sinceMs: since(), ...(cause && { cause }), ...found };

  function since(): number {
    if (found.message === undefined) return askedAtMs;
    const atMs = Math.round(table.columns.get(found.message.row, 'atUs') / 1000);
    return Math.min(askedAtMs, Math.max(atMs, heardAtMs - CLOCK_MARGIN_MS));
  }
}
