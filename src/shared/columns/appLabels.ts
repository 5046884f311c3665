/** What the apps of a session are called where there are several. */

import type { TargetInfo } from './sessionFacts';

/**
 * An app's name; of an app that runs beside another of the same name, with its process id. One that was started again keeps the
 * name alone.
 *
 * @param hasTwin another app of the same name is running
 */
export function appLabel({ name, pid }: Pick<TargetInfo, 'name' | 'pid'>, hasTwin: boolean): string {
  return hasTwin ? `${name} (${pid})` : name;
}

/** Whether messages must say of which app they are. */
export function hasSeveralApps(targets: readonly TargetInfo[]): boolean {
  return new Set(targets.map(({ app }) => app)).size > 1;
}
