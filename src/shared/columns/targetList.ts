/** The targets of a session, as they were described last. */

import type { TargetDescription } from '../journal/entries';
import { appLabel } from './appLabels';
import { withKnownKeys } from './knownKeys';
import type { TargetInfo } from './sessionFacts';

export class TargetList {
  private readonly infos = new Map<number, TargetInfo>();
  /** By name, the targets that have not ended. */
  private readonly running = new Map<string, Set<number>>();
  private current: readonly TargetInfo[] | undefined;

  /** In the order in which they came; the same list until something changes. */
  get list(): readonly TargetInfo[] {
    this.current ??= [...this.infos.values()];
    return this.current;
  }

  get(target: number): TargetInfo | undefined {
    return this.infos.get(target);
  }

  /** A target came, or is described again. */
  describe(target: number, description: TargetDescription): TargetInfo {
    const before = this.infos.get(target);
    if (before !== undefined && before.name !== description.name) this.running.get(before.name)?.delete(target);
    const running = this.running.get(description.name);
    const hasTwin = running !== undefined && running.size > Number(running.has(target));
    const info: TargetInfo = { ...known(description), target, app: appLabel(description, hasTwin) };
    this.set(info);
    return info;
  }

  /** What became of a target, or what its agent cost it; of one that was never described, nothing is kept. */
  change(target: number, changes: Partial<Omit<TargetInfo, 'target'>>): void {
    const info = this.infos.get(target);
    if (info !== undefined) this.set({ ...info, ...changes });
  }

  /** Restores a saved state into an empty instance. */
  restore(list: readonly TargetInfo[]): void {
    for (const info of list) this.set(info);
  }

  private set(info: TargetInfo): void {
    this.infos.set(info.target, info);
    this.current = undefined;
    const { name, target, endedAt } = info;
    let running = this.running.get(name);
    if (running === undefined) {
      running = new Set();
      this.running.set(name, running);
    }
    if (endedAt === undefined) running.add(target);
    else running.delete(target);
  }
}

const DESCRIPTION_KEYS = {
  pid: true,
  name: true,
  appVersion: true,
  appPath: true,
  electron: true,
  chrome: true,
  node: true,
  platform: true,
  arch: true,
  timeOrigin: true,
  attachedAt: true,
  observedBy: true,
  hasOtherInstance: true,
  hooks: true,
  capture: true,
} as const;
const HOOK_KEYS = { name: true, unavailable: true } as const;
const CAPTURE_KEYS = {
  maxPayloadBytes: true,
  redactionRules: true,
  stackFrames: true,
  timing: true,
  internalPayloads: true,
} as const;

function known(description: TargetDescription): TargetDescription {
  const { hooks, capture } = description;
  return {
    ...withKnownKeys(description, DESCRIPTION_KEYS),
    hooks: hooks.map((hook) => withKnownKeys(hook, HOOK_KEYS)),
    ...(capture !== undefined && { capture: withKnownKeys(capture, CAPTURE_KEYS) }),
  };
}
