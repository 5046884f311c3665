import { EventEmitter } from 'node:events';
import type { CostMeter } from '../base/costMeter';
import type { ElectronInternals, IpcEmitter } from '../base/electronInternals';
import { guarded, type ReportFault } from '../base/guard';
import type { Uninstall } from '../base/patch';
import { apply } from '../base/primordials';
import type { EndpointRegistry } from '../recording/endpoints';
import type { PortRegistry } from '../recording/ports';
import type { Recorder } from '../recording/recorder';
import type { FrameTiming } from '../timing/frameTiming';
import type { NativePreloads } from './nativePreloads';
import { OpenDispatches } from './openDispatches';

const { listenerCount } = EventEmitter.prototype;

/** Held weakly. */
export interface RunningUtility {
  readonly child: WeakRef<object>;
  /** Native code calls its `emit` to deliver what the process sends. */
  readonly native: WeakRef<object>;
}

/** What every hook works with. */
export class HookContext {
  /** Of the message of Electron's own, from a frame, whose listeners are running. */
  internalChannel: string | undefined;
  /** Whose prototype the last message of a frame came over. */
  dispatchers: 'webContents' | 'session' | undefined;
  /** Called before Electron asks a WebContents for the preloads; returns what to do after that. */
  preloadsAsked: ((webContents: object) => Uninstall | undefined) | undefined;
  /** Called with the channel of each message that main receives. */
  channelMet: ((channel: string) => void) | undefined;
  /** Present if the agent must notice sessions, so that their frames get the timing preload. */
  nativePreloads: NativePreloads | undefined;
  /** The messages whose listeners are running. */
  readonly dispatches = new OpenDispatches();
  /** Utility processes that run, by endpoint id. */
  readonly utilities = new Map<number, RunningUtility>();

  constructor(
    readonly internals: ElectronInternals,
    readonly ipcMain: IpcEmitter,
    readonly recorder: Recorder,
    readonly endpoints: EndpointRegistry,
    readonly ports: PortRegistry,
    readonly timing: FrameTiming,
    private readonly reportFault: ReportFault,
    private readonly cost: CostMeter,
  ) {}

  /** Runs the agent's own work. An error in it goes no further. */
  guard<T>(where: string, work: () => T): T | undefined {
    const begun = this.cost.beginHook();
    const result = guarded(where, this.reportFault, work);
    this.cost.endHook(begun);
    return result;
  }

  /** As `guard`, for work that is done once for many messages. */
  guardBatch<T>(where: string, work: () => T): T | undefined {
    return this.cost.measureBatch(() => guarded(where, this.reportFault, work));
  }

  countListeners(emitter: EventEmitter | undefined, name: string): number {
    return emitter === undefined ? 0 : apply(listenerCount, emitter, [name]);
  }
}
