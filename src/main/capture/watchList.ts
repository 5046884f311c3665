/** What is watched, in the order in which it was asked for: begun, ended, and left running. */

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

  /** Something runs, or is about to. */
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

  /** It is still to be started or joined: nobody has ended it, left it, or asked for something else meanwhile. */
  expects(watch: Watch): boolean {
    return this.has(watch) && watch.isRunning;
  }

  /** The watch for which an agent was told to report. */
  ofAgent({ token }: AgentConnection): Watch | undefined {
    return this.watches.find(({ address }) => address?.token === token);
  }

  /** @param stops as `stops` was when it was asked for */
  begin(request: TargetRequest, stops: number): Watch {
    const watch = new Watch(request.method, request, requestName(request));
    if (stops !== this.stopCount) watch.end('was stopped before it started');
    return this.add(watch);
  }

  /** How often everything was stopped. What was asked for before the last time is not started any more. */
  get stops(): number {
    return this.stopCount;
  }

  /** What was asked for, and waits until something else has ended, is not to be started. */
  callOff(): void {
    this.stopCount++;
  }

  /** An app has come by itself. */
  beginJoined(name: string): Watch {
    return this.add(new Watch('joined', undefined, name));
  }

  /** No agent of it may come any more. */
  remove(watch: Watch): void {
    this.watches = this.watches.filter((other) => other !== watch);
    watch.giveUp();
    if (watch.address !== undefined) this.listener.revoke(watch.address);
  }

  /** Ends what was started, and takes what it has sent: nothing of them comes after this, so that the session can be closed. */
  async end(ending: readonly Watch[]): Promise<void> {
    for (const watch of ending) this.remove(watch);
    await Promise.all(
      ending.map(async (watch) => {
        if (watch.isOwn) await watch.stop();
        // A session that is begun for it is there, and can be ended.
        await watch.ready.catch(() => {});
        if (watch.isOwn) await watch.drain();
      }),
    );
    for (const watch of ending) watch.disconnect();
  }

  /** What is begun from here on is as if it had been ended at once: nobody would end it later. */
  close(): void {
    this.isClosed = true;
  }

  /** Takes nothing more from it, as if nothing had ever been there. */
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

  /** What has ended makes way. */
  private add(watch: Watch): Watch {
    if (this.isClosed) return watch;
    this.watches = [...this.watches.filter(({ isRunning }) => isRunning), watch];
    this.onChange.emit();
    return watch;
  }
}
