/** One emitter of channels: what was reported of it, and how that is brought up to date in small steps. */

import type { IpcEmitter } from '../base/electronInternals';
import { NativeWeakRef } from '../base/primordials';
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
/** Finding that a name in a list is known. */
const KNOWN_UNITS = 0.2;
/** Channels can't be listed in steps. For each channel in a list, the next one waits this long, so that lists cost well under 1 %. */
const LIST_PAUSE_MS = 0.3;

/** Between steps, nothing here keeps the emitter alive. */
export class WatchedEmitter {
  /** What was last reported of each channel. */
  private readonly told = new Map<string, Registration>();
  private readonly ref: WeakRef<IpcEmitter>;
  /** How many of these have listeners, and a handler. */
  private toldListened = 0;
  private toldHandled = 0;
  /** What the emitter counts besides, such as Electron's own listener; undefined until its channels were listed. */
  private untold: { readonly listened: number; readonly handled: number } | undefined;
  private nextListMs = 0;

  constructor(
    ipc: IpcEmitter,
    private readonly ownerIsGone: () => boolean,
    private readonly tell: (channel: string, registration: Registration, isGone: boolean) => void,
  ) {
    this.ref = new NativeWeakRef(ipc);
  }

  /** Channels that were reported and not removed since. */
  get size(): number {
    return this.told.size;
  }

  /** Whether the emitter is gone, or its owner. */
  get isGone(): boolean {
    return this.ref.deref() === undefined || this.ownerIsGone();
  }

  /** Whether channels have come or gone that were not reported. */
  get hasChanged(): boolean {
    const { listened, handled } = this.countUntold();
    // Where they can't be counted, they are not equal.
    return this.untold === undefined || listened !== this.untold.listened || handled !== this.untold.handled;
  }

  /** Whether it is too early to list its channels again. */
  mustWait(nowMs: number): boolean {
    return nowMs < this.nextListMs;
  }

  /** Reports what has come and gone. */
  *list(nowMs: number): Steps {
    const { toldListened, toldHandled } = this;
    const before = this.untold;
    const now = this.countUntold();
    const channels = this.listened();
    this.nextListMs = nowMs + channels.length * LIST_PAUSE_MS;
    yield 1;
    for (const channel of channels) yield this.told.has(channel) ? KNOWN_UNITS : this.verifyOne(channel);
    for (const channel of this.handled()) yield this.told.has(channel) ? KNOWN_UNITS : this.verifyOne(channel);
    // What has come is reported by now, so what is missing has gone.
    this.untold = {
      listened: now.listened - (this.toldListened - toldListened),
      handled: now.handled - (this.toldHandled - toldHandled),
    };
    const { listened, handled } = this.untold;
    if (before === undefined || (before.listened === listened && before.handled === handled)) return;
    const left = { listened: this.toldListened, handled: this.toldHandled };
    yield* this.verify();
    this.untold = {
      listened: listened + left.listened - this.toldListened,
      handled: handled + left.handled - this.toldHandled,
    };
  }

  /** Reports what has gone or changed among the reported channels. */
  *verify(): Steps {
    for (const channel of this.told.keys()) yield this.verifyOne(channel);
  }

  /** Reports one channel, if it has come, gone or changed. @returns units of work */
  verifyOne(channel: string): number {
    const ipc = this.ref.deref();
    // The next look finds that it is gone.
    if (ipc === undefined) return 1;
    const now = registrationOf(ipc, channel);
    const before = this.told.get(channel) ?? NOTHING;
    if (isSame(before, now)) return 1;
    if (isSame(now, NOTHING)) this.told.delete(channel);
    else this.told.set(channel, now);
    this.toldListened += Number(isListened(now)) - Number(isListened(before));
    this.toldHandled += Number(now.handle !== undefined) - Number(before.handle !== undefined);
    this.tell(channel, now, false);
    return TOLD_UNITS;
  }

  /** Its channels are gone with it. */
  *tellGone(): Steps {
    for (const channel of this.told.keys()) {
      this.told.delete(channel);
      this.tell(channel, NOTHING, true);
      yield TOLD_UNITS;
    }
  }

  private listened(): readonly string[] {
    const ipc = this.ref.deref();
    return ipc === undefined ? [] : listenedChannels(ipc);
  }

  private handled(): Iterable<string> {
    const ipc = this.ref.deref();
    return ipc === undefined ? [] : handledChannels(ipc);
  }

  /** What the emitter counts besides what was reported. */
  private countUntold(): { readonly listened: number; readonly handled: number } {
    const ipc = this.ref.deref();
    const { listened = Number.NaN, handled } =
      ipc === undefined ? { listened: 0, handled: 0 } : countRegistrations(ipc);
    return { listened: listened - this.toldListened, handled: handled - this.toldHandled };
  }
}

function isListened({ on, once }: Registration): boolean {
  return on !== undefined || once !== undefined;
}
