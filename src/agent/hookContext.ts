import { EventEmitter } from 'node:events';
import type { ElectronInternals, IpcEmitter } from './electronInternals';
import type { EndpointRegistry } from './endpoints';
import { guarded, type ReportFault } from './guard';
import type { PortRegistry } from './ports';
import type { Recorder } from './recorder';

const { listenerCount } = EventEmitter.prototype;
const { apply } = Reflect;

/** What every hook works with. */
export class HookContext {
  constructor(
    readonly internals: ElectronInternals,
    readonly ipcMain: IpcEmitter,
    readonly recorder: Recorder,
    readonly endpoints: EndpointRegistry,
    readonly ports: PortRegistry,
    private readonly reportFault: ReportFault,
  ) {}

  /** Runs the agent's own work; whatever goes wrong in it stays here. */
  guard<T>(where: string, work: () => T): T | undefined {
    return guarded(where, this.reportFault, work);
  }

  countListeners(emitter: EventEmitter | undefined, name: string): number {
    return emitter === undefined ? 0 : apply(listenerCount, emitter, [name]);
  }
}
