/** One emitter of channels: what was told of it, and how that is brought up to date in small steps. */

import type { IpcEmitter } from '../electronInternals';
import {
  countRegistrations,
  handledChannels,
  isSame,
  listenedChannels,
  NOTHING,
  type Registration,
  registrationOf,
} from './registrations';

/** Work in steps. Each gives how much it was; one unit is a look at one channel, about a microsecond. */
export type Steps = Generator<number, void>;

/** Making an entry takes longer than finding that there is none to make. */
const TOLD_UNITS = 3;
/** Channels can't be listed in steps. For each channel in a list, the next one waits this long, so that lists cost 0.1 %. */
const LIST_PAUSE_MS = 0.1;

/** Between steps, nothing here keeps the emitter alive. */
export class WatchedEmitter {
  /** What was last told of each channel. */
  private readonly told = new Map<string, Registration>();
  private readonly ref: WeakRef<IpcEmitter>;
  /** How many channels there are if nothing has changed but what was told. */
  private listened: number | undefined = -1;
  private handled = -1;
  private nextListMs = 0;

  constructor(
    ipc: IpcEmitter,
    private readonly ownerIsGone: () => boolean,
    private readonly tell: (channel: string, registration: Registration, isGone: boolean) => void,
  ) {
    this.ref = new WeakRef(ipc);
  }

  /** Channels that were told of and not removed since. */
  get size(): number {
    return this.told.size;
  }

  /** Whether the emitter is gone, or whoever it belongs to. */
  get isGone(): boolean {
    return this.ref.deref() === undefined || this.ownerIsGone();
  }

  /** Whether channels have come or gone that were not told of. */
  get hasChanged(): boolean {
    const { listened, handled } = this.count();
    return listened === undefined || listened !== this.listened || handled !== this.handled;
  }

  /** Whether it is too early to list its channels again. */
  mustWait(nowMs: number): boolean {
    return nowMs < this.nextListMs;
  }

  /** Tells of what has come, gone and changed. */
  *list(nowMs: number): Steps {
    const channels = this.beginList(nowMs);
    yield 1;
    for (const channel of channels) yield this.told.has(channel) ? 1 : this.check(channel);
    for (const channel of this.handledChannels()) yield this.told.has(channel) ? 1 : this.check(channel);
    // These were counted when the list began.
    for (const channel of this.told.keys()) yield this.check(channel);
  }

  /** Tells of what has gone or changed among the channels that were told of. */
  *verify(): Steps {
    for (const channel of this.told.keys()) yield this.verifyOne(channel);
  }

  /** As `verify`, of one channel. @returns units of work */
  verifyOne(channel: string): number {
    const before = this.told.get(channel);
    if (before === undefined) return 1;
    const units = this.check(channel);
    const now = this.told.get(channel) ?? NOTHING;
    if (this.listened !== undefined) this.listened += Number(isListened(now)) - Number(isListened(before));
    this.handled += Number(now.handle !== undefined) - Number(before.handle !== undefined);
    return units;
  }

  /** Its channels are gone with it. */
  *tellGone(): Steps {
    for (const channel of this.told.keys()) {
      this.told.delete(channel);
      this.tell(channel, NOTHING, true);
      yield TOLD_UNITS;
    }
  }

  private beginList(nowMs: number): readonly string[] {
    const { listened, handled } = this.count();
    this.listened = listened;
    this.handled = handled;
    const ipc = this.ref.deref();
    const channels = ipc === undefined ? [] : listenedChannels(ipc);
    this.nextListMs = nowMs + channels.length * LIST_PAUSE_MS;
    return channels;
  }

  private handledChannels(): Iterable<string> {
    const ipc = this.ref.deref();
    return ipc === undefined ? [] : handledChannels(ipc);
  }

  private count(): ReturnType<typeof countRegistrations> {
    const ipc = this.ref.deref();
    return ipc === undefined ? { listened: 0, handled: 0 } : countRegistrations(ipc);
  }

  /** @returns units of work */
  private check(channel: string): number {
    const ipc = this.ref.deref();
    // The next look finds that it is gone.
    if (ipc === undefined) return 1;
    const now = registrationOf(ipc, channel);
    if (isSame(this.told.get(channel) ?? NOTHING, now)) return 1;
    if (isSame(now, NOTHING)) this.told.delete(channel);
    else this.told.set(channel, now);
    this.tell(channel, now, false);
    return TOLD_UNITS;
  }
}

function isListened({ on, once }: Registration): boolean {
  return on !== undefined || once !== undefined;
}
