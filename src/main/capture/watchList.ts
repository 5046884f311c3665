/** All watches, in the order of their requests: begins them, ends them, and leaves apps running. */

import { Emitter } from '../../shared/base/emitter';
import type { AgentSettings } from '../../shared/link/agentSettings';
import type { AgentConnection } from '../targets/agentServer';
import { requestName, type TargetRequest } from '../targets/watchedTarget';
import type { AgentListener } from './agentListener';
import { Watch } from './watch';

export class WatchList {
  /** A watch has begun. */
  readonly onChange = new Emitter();
  private watches: readonly Watch[] = [];
  private stopCount = 0;
  private isClosed = false;

  constructor(private readonly listener: AgentListener) {}

  get all(): readonly Watch[] {
    return this.watches;
  }

  /** A watch runs, or is about to. */
  get isAnyRunning(): boolean {
    return this.watches.some(({ isRunning }) => isRunning);
  }

  /** Process ids of the apps that report. */
  get pids(): readonly number[] {
    return this.connections.map(({ target }) => target.pid);
  }

  private get connections(): readonly AgentConnection[] {
    return this.watches.flatMap(({ apps }) => [...apps.values()].map(({ connection }) => connection));
  }

  has(watch: Watch): boolean {
    return this.watches.includes(watch);
  }

  /** Whether a watch is still wanted: it was not ended, left or replaced meanwhile. */
  expects(watch: Watch): boolean {
    return this.has(watch) && watch.isRunning;
  }

  /** The watch to which an agent reports. */
  ofAgent({ token }: AgentConnection): Watch | undefined {
    return this.watches.find(({ address }) => address?.token === token);
  }

  /** @param stops the value of `stops` at the time of the request */
  begin(request: TargetRequest, stops: number): Watch {
    const watch = new Watch(request.method, request, requestName(request));
    if (stops !== this.stopCount) watch.end('was stopped before it started');
    return this.add(watch);
  }

  /** How often everything was stopped. Requests from before the last stop are cancelled. */
  get stops(): number {
    return this.stopCount;
  }

  /** Cancels requests that wait until something else has ended. */
  callOff(): void {
    this.stopCount++;
  }

  /** An app has connected from its own code. */
  beginJoined(name: string): Watch {
    return this.add(new Watch('joined', undefined, name));
  }

  /** Its agents may not connect any more. */
  remove(watch: Watch): void {
    this.watches = this.watches.filter((other) => other !== watch);
    watch.giveUp();
    if (watch.address !== undefined) this.listener.revoke(watch.address);
  }

  /** Ends apps that were started here, and reads everything that they sent. After this, the session can be closed. */
  async end(ending: readonly Watch[]): Promise<void> {
    for (const watch of ending) this.remove(watch);
    await Promise.all(
      ending.map(async (watch) => {
        if (watch.isOwn) await watch.stop();
        // If a session was begun for the watch, it exists by now and can be ended.
        await watch.ready.catch(() => {});
        if (watch.isOwn) await watch.drain();
      }),
    );
    for (const watch of ending) watch.disconnect();
  }

  /** Watches that begin after this count as ended, because nothing would end them later. */
  close(): void {
    this.isClosed = true;
  }

  /** Detaches from its apps, and leaves them running as they were. */
  leave(watch: Watch): void {
    if (watch.address !== undefined) this.listener.revoke(watch.address);
    watch.end('was detached and runs on');
    watch.launched?.release();
    watch.launched = undefined;
    watch.disconnect();
  }

  disconnect(): void {
    for (const watch of this.watches) watch.disconnect();
  }

  configure(settings: Partial<AgentSettings>): void {
    for (const connection of this.connections) connection.send({ type: 'configure', settings });
  }

  /** Removes watches that have ended. */
  private add(watch: Watch): Watch {
    if (this.isClosed) return watch;
    this.watches = [...this.watches.filter(({ isRunning }) => isRunning), watch];
    this.onChange.emit();
    return watch;
  }
}
