/** Folds registrations and messages into the channels of a session: what is registered where, and what was ever hit. */

import type { ChannelEntry, ListenerCounts } from '../journal/entries';

/** A channel on one emitter. */
export interface ChannelInfo {
  /** Number of the target it belongs to. */
  readonly target: number;
  readonly emitter: ChannelEntry['emitter'];
  /** Of `webContents.ipc`. */
  readonly webContentsId?: number;
  /** Endpoint id in its target, of `webFrameMain.ipc` and a service worker's `ipc`. */
  readonly endpoint?: number;
  readonly channel: string;
  /** Listeners at the moment. */
  readonly on: number;
  readonly once: number;
  /** How it is handled now, or was handled last. */
  readonly handle?: 'handle' | 'handleOnce';
  readonly state:
    | 'registered'
    /** It was registered, and no longer is. */
    | 'removed'
    /** Its emitter is gone, with its window or frame. */
    | 'gone'
    /** Never seen registered: it was registered and removed between two checks. */
    | 'unseen';
  /** Messages that met a listener or handler of it. */
  readonly hits: number;
  /** Microseconds since the Unix epoch, of the last such message. */
  readonly lastHitUs?: number;
  /** Attempts to handle it a second time, which Electron refused. */
  readonly refused: number;
  /**
   * The highest number of listeners at one time. Above one, several listeners were registered at
   * once.
   */
  readonly mostListeners: number;
}

/** Of more, it is not told where they are registered and how often they were hit. */
const MAX_CHANNELS = 200_000;

type MutableInfo = { -readonly [K in keyof ChannelInfo]: ChannelInfo[K] };

/** Where a message came from, as far as that decides which emitters it met. */
export interface HitSource {
  readonly target: number;
  readonly webContentsId: number | undefined;
  readonly endpoint: number;
}

export class ChannelRegistrations {
  private readonly byEmitter = new Map<string, Map<string, MutableInfo>>();
  private known = 0;
  private changes = 0;

  /** Rises whenever something in it changes. */
  get version(): number {
    return this.changes;
  }

  /** How many `list` has. */
  get size(): number {
    return this.known;
  }

  /** In the order in which they were first seen, emitter by emitter. */
  list(): ChannelInfo[] {
    return [...this.byEmitter.values()].flatMap((channels) => [...channels.values()].map((info) => ({ ...info })));
  }

  /** Gives an empty inventory the state of another one. */
  restore(list: readonly ChannelInfo[]): void {
    for (const info of list) Object.assign(this.infoOf(info.target, info.emitter, info, info.channel) ?? {}, info);
  }

  apply(target: number, entry: ChannelEntry): void {
    const { emitter, webContentsId, endpoint, channel, on = 0, once = 0, handle, refused, gone } = entry;
    this.changes++;
    const info = this.infoOf(target, emitter, { webContentsId, endpoint }, channel);
    if (info === undefined) return;
    if (refused) {
      info.refused++;
      return;
    }
    info.on = on;
    info.once = once;
    if (handle !== undefined) info.handle = handle;
    info.mostListeners = Math.max(info.mostListeners, on + once);
    if (on + once > 0 || handle !== undefined) info.state = 'registered';
    else info.state = gone ? 'gone' : 'removed';
  }

  /** A message met these listeners. */
  hit(source: HitSource, channel: string, listeners: ListenerCounts, atUs: number): void {
    const { target, webContentsId, endpoint } = source;
    if ((listeners.ipcMain ?? 0) > 0) this.count(this.infoOf(target, 'ipcMain', {}, channel), atUs);
    if ((listeners.webContents ?? 0) > 0)
      this.count(this.infoOf(target, 'webContents', { webContentsId }, channel), atUs);
    if ((listeners.frame ?? 0) > 0) this.count(this.infoOf(target, 'frame', { endpoint }, channel), atUs);
    if ((listeners.serviceWorker ?? 0) > 0)
      this.count(this.infoOf(target, 'serviceWorker', { endpoint }, channel), atUs);
  }

  private count(info: MutableInfo | undefined, atUs: number): void {
    if (info === undefined) return;
    this.changes++;
    info.hits++;
    info.lastHitUs = atUs;
  }

  /** @returns undefined if it is new, and there are too many */
  private infoOf(
    target: number,
    emitter: ChannelEntry['emitter'],
    owner: Pick<ChannelEntry, 'webContentsId' | 'endpoint'>,
    channel: string,
  ): MutableInfo | undefined {
    const key = `${target} ${emitter} ${owner.webContentsId ?? owner.endpoint ?? ''}`;
    let channels = this.byEmitter.get(key);
    const found = channels?.get(channel);
    if (found !== undefined || this.known >= MAX_CHANNELS) return found;
    if (channels === undefined) {
      channels = new Map();
      this.byEmitter.set(key, channels);
    }
    const counts = { on: 0, once: 0, hits: 0, refused: 0, mostListeners: 0 };
    const info: MutableInfo = { target, emitter, ...definedOnly(owner), channel, state: 'unseen', ...counts };
    channels.set(channel, info);
    this.known++;
    return info;
  }
}

function definedOnly({ webContentsId, endpoint }: Pick<ChannelEntry, 'webContentsId' | 'endpoint'>) {
  return {
    ...(webContentsId === undefined ? {} : { webContentsId }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}
