/**
 * Reports which channels are registered, on which emitter and how, and which are removed.
 *
 * It polls the emitters' own lists and reports the differences. It wraps nothing and adds no listener: an app that
 * reads its listeners, their number or their names finds only its own. Polling also finds what was registered before
 * the agent started. It misses a channel that is added and removed between two polls, but the channel's messages
 * still show that somebody listened.
 *
 * The app may have 20,000 channels, windows and frames, so a poll consists of many small steps. Counts show whether
 * channels were added or removed, and only then are they listed. A slow pass over all channels finds the changes that
 * counts do not show. When messages stop, the current pass is finished, and then nothing runs.
 */

import type { ChannelEntry } from '../../shared/journal/entries';
import { nowUs } from '../base/clock';
import type { IpcEmitter, ServiceWorkerLike, WebContentsLike } from '../base/electronInternals';
import { clearTimeout, setTimeout } from '../base/nodePrimordials';
import { NativeWeakRef } from '../base/primordials';
import type { EndpointRegistry, FrameEndpoint } from '../recording/endpoints';
import { ownEmitter } from '../recording/frameFacts';
import type { Recorder } from '../recording/recorder';
import { type Steps, WatchedEmitter } from './watchedEmitter';

/** Time between two looks, at least. */
const LOOK_DELAY_MS = 200;
/** Time between two steps of a look that takes several. */
const STEP_DELAY_MS = 10;
/** Work at a time, about a quarter of a millisecond; see `Steps`. */
const STEP_UNITS = 250;
/** Of that, for going through what counts can't tell. */
const ROUND_UNITS = 150;
/** Up to this many channels, and frames, are gone through at every look. */
const SMALL = 200;
/** Work of asking Electron for a frame, or whether something still exists. */
const NATIVE_UNITS = 3;
/** Channels with messages since the last look; those beyond are found a little later. */
const MAX_MET = 200;

/** The time by which looks are made. */
export interface Pace {
  /** Milliseconds, from any start. */
  nowMs(): number;
  /** Runs something later, without keeping the process alive. @returns keeps it from running */
  later(work: () => void, delayMs: number): () => void;
}

export class ChannelInventory {
  private readonly watched = new Set<WatchedEmitter>();
  private readonly known = new WeakSet<object>();
  /** Service workers whose emitter the app has not asked for yet. */
  private readonly workers: { readonly ref: WeakRef<ServiceWorkerLike>; readonly endpoint: number }[] = [];
  private readonly met = new Set<string>();
  private cancel: (() => void) | undefined;
  /** The look that has begun. */
  private current: Steps | undefined;
  /** The slow round that has begun. */
  private round: Steps | undefined;
  private isLookDue = false;
  private isRoundDue = false;
  private isClosed = false;

  constructor(
    private readonly recorder: Recorder,
    private readonly endpoints: EndpointRegistry,
    private readonly guard: (where: string, work: () => void) => void,
    /** Called once for each emitter. */
    private readonly emitterFound: (ipc: IpcEmitter, refused: (channel: string) => void) => void,
    private readonly pace: Pace = realPace,
  ) {}

  /** Includes an emitter from now on. It is not kept alive. */
  watch(
    emitter: ChannelEntry['emitter'],
    ipc: IpcEmitter | undefined,
    ids: Pick<ChannelEntry, 'webContentsId' | 'endpoint'> = {},
    isGone: () => boolean = () => false,
  ): void {
    if (this.isClosed || typeof ipc !== 'object' || ipc === null || this.known.has(ipc)) return;
    this.known.add(ipc);
    const tell = (channel: string, facts: Partial<ChannelEntry>): void =>
      this.recorder.entry({ type: 'channel', at: nowUs(), emitter, ...ids, channel, ...facts });
    this.watched.add(
      new WatchedEmitter(ipc, isGone, (channel, registration, hasGone) =>
        tell(channel, hasGone ? { ...registration, gone: true } : registration),
      ),
    );
    this.emitterFound(ipc, (channel) => this.guard('channels', () => tell(channel, { refused: true })));
    this.schedule();
  }

  /** A WebContents gave a sign of life. */
  notice(webContents: WebContentsLike): void {
    // A hook that another tool has patched over still calls.
    if (this.isClosed) return;
    if (!this.known.has(webContents)) {
      this.guard('channels', () => {
        const { id, ipc } = webContents;
        if (typeof id !== 'number') return;
        this.known.add(webContents);
        const ref = new NativeWeakRef(webContents);
        this.watch('webContents', ipc, { webContentsId: id }, () => ref.deref()?.isDestroyed() ?? true);
      });
    }
    this.schedule();
  }

  /** A message went to a service worker, or came from it (35 and later). */
  noticeWorker(worker: ServiceWorkerLike, endpoint: number): void {
    if (this.isClosed || this.known.has(worker)) return;
    this.known.add(worker);
    this.workers.push({ ref: new NativeWeakRef(worker), endpoint });
    this.schedule();
  }

  /** A message came on a channel: its listeners may be others now, or fewer. */
  meet(channel: string): void {
    if (this.met.size < MAX_MET) this.met.add(channel);
  }

  /** Looks again soon. */
  schedule(): void {
    if (this.isClosed) return;
    this.isLookDue = true;
    this.isRoundDue = true;
    this.wait(LOOK_DELAY_MS);
  }

  close(): void {
    this.isClosed = true;
    this.cancel?.();
  }

  private wait(delayMs: number): void {
    if (this.cancel !== undefined || this.isClosed) return;
    this.cancel = this.pace.later(() => {
      this.cancel = undefined;
      if (this.recorder.hasRoom) this.guard('channels', () => this.step());
      if (this.current !== undefined) this.wait(STEP_DELAY_MS);
      else if (this.isLookDue || this.isRoundDue || this.round !== undefined) this.wait(LOOK_DELAY_MS);
    }, delayMs);
  }

  /** A bounded part of the work. */
  private step(): void {
    if (this.current === undefined && this.isLookDue) {
      this.isLookDue = false;
      this.current = this.look();
    }
    if (this.current !== undefined) {
      if (!run(this.current, STEP_UNITS)) return;
      this.current = undefined;
    }
    if (this.round === undefined && this.isRoundDue) {
      this.isRoundDue = false;
      this.round = this.goRound();
    }
    if (this.round !== undefined && run(this.round, ROUND_UNITS)) this.round = undefined;
  }

  /** Tells what has changed since the last look, as far as it can be found quickly. */
  private *look(): Steps {
    this.findWorkers();
    if (this.endpoints.frameCount <= SMALL) yield* this.findFrames();
    const met = [...this.met];
    this.met.clear();
    let verified = 0;
    for (const watched of this.watched) {
      yield NATIVE_UNITS;
      if (watched.isGone) {
        yield* watched.tellGone();
        this.watched.delete(watched);
        continue;
      }
      if (verified + watched.size <= SMALL) {
        verified += watched.size;
        yield* watched.verify();
      } else {
        for (const channel of met) yield watched.verifyOne(channel);
      }
      if (!watched.hasChanged) continue;
      const nowMs = this.pace.nowMs();
      if (watched.mustWait(nowMs)) this.isLookDue = true;
      else yield* watched.list(nowMs);
    }
  }

  /** Goes through everything once. */
  private *goRound(): Steps {
    yield* this.findFrames();
    for (const watched of this.watched) {
      yield 1;
      yield* watched.verify();
    }
  }

  /** `webFrameMain.ipc` of every frame that was met and whose `ipc` the app has touched. */
  private *findFrames(): Steps {
    for (const endpoint of this.endpoints.frames) {
      this.findEmitter(endpoint);
      yield NATIVE_UNITS;
    }
  }

  private findEmitter(endpoint: FrameEndpoint): void {
    const frame = this.endpoints.findFrame(endpoint);
    const ipc = frame && ownEmitter(frame);
    if (frame === undefined || ipc === undefined || this.known.has(ipc)) return;
    const ref = new NativeWeakRef(frame);
    this.watch('frame', ipc, { endpoint: endpoint.id }, () => isDisposed(ref.deref()));
  }

  /** `serviceWorker.ipc` of every worker whose `ipc` the app has touched. */
  private findWorkers(): void {
    for (let i = this.workers.length - 1; i >= 0; i--) {
      const { ref, endpoint } = this.workers[i] as (typeof this.workers)[number];
      const worker = ref.deref();
      const ipc = worker && ownEmitter(worker);
      if (worker !== undefined && ipc === undefined && !isEnded(worker)) continue;
      this.workers.splice(i, 1);
      this.watch('serviceWorker', ipc, { endpoint }, () => isEnded(ref.deref()));
    }
  }
}

/** Goes on with some work. @returns whether it is finished */
function run(steps: Steps, units: number): boolean {
  for (let left = units; left > 0; ) {
    const step = steps.next();
    if (step.done) return true;
    left -= step.value;
  }
  return false;
}

const realPace: Pace = {
  nowMs: () => nowUs() / 1000,
  later(work, delayMs) {
    const timer = setTimeout(work, delayMs);
    timer.unref?.();
    return () => clearTimeout(timer);
  },
};

function isEnded(worker: ServiceWorkerLike | undefined): boolean {
  return worker === undefined || (worker.isDestroyed?.() ?? false);
}

function isDisposed(frame: { readonly url: string } | undefined): boolean {
  try {
    return frame === undefined || frame.url === undefined;
  } catch {
    return true;
  }
}
