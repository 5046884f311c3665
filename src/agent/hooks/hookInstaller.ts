/** Installs hooks one by one: if one fails, it is reported, and the others are still installed. */

import type { HookReport } from '../../shared/journal/agentFacts';
import { guarded } from '../base/guard';
import { withoutOwnFolder } from '../base/ownFiles';
import type { Uninstall } from '../base/patch';

/** One interception point. */
export interface Hook {
  /** As the session reports it. */
  readonly name: string;
  /** What is hooked; undefined where this Electron does not have it, which is reported. */
  readonly holder: object | undefined;
  /** False: no message of this Electron goes there, so there is nothing to report. */
  readonly applies?: boolean;
  /** May throw, if it leaves everything as it was. */
  install(holder: object): Uninstall | LimitedHook;
}

/** A hook that may not see everything. */
export interface LimitedHook {
  readonly uninstall: Uninstall;
  /** What it does not see; undefined: it sees all. */
  readonly unavailable?: string | undefined;
}

export class HookInstaller {
  /** One for each hook, in the order of installation. */
  readonly reports: HookReport[] = [];
  private readonly uninstalls: Uninstall[] = [];

  installAll(hooks: readonly Hook[]): void {
    for (const hook of hooks) if (hook.applies !== false) this.install(hook);
  }

  /** An installed hook does not see everything, or no longer does. */
  limit(name: string, unavailable: string): void {
    const at = this.reports.findIndex((report) => report.name === name);
    this.reports[at] = { name, unavailable: withoutOwnFolder(unavailable) };
  }

  /** @returns the reason, as reported to the inspector, why a hook does not see everything; undefined if it does */
  whyUnavailable(name: string): string | undefined {
    return this.reports.find((report) => report.name === name)?.unavailable;
  }

  /**
   * In reverse order of installation. If removing one fails, because its object was frozen since, the others are
   * still removed.
   */
  uninstallAll(): void {
    for (const uninstall of this.uninstalls.splice(0).reverse()) guarded('uninstall', () => {}, uninstall);
  }

  private install({ name, holder, install }: Hook): void {
    if (holder === undefined) {
      this.reports.push({ name, unavailable: 'not in this version of Electron' });
      return;
    }
    try {
      const installed = install(holder);
      const { uninstall, unavailable } = typeof installed === 'function' ? { uninstall: installed } : installed;
      this.uninstalls.push(uninstall);
      this.reports.push({ name });
      if (unavailable !== undefined) this.limit(name, unavailable);
    } catch (error) {
      this.reports.push({ name, unavailable: withoutOwnFolder(String(error)) });
    }
  }
}
