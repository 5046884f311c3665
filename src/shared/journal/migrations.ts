/**
 * What changed between versions of the journal, as steps that turn an entry of one version into one of the next. A
 * version is raised only for a change that an older reader would misunderstand; new entry types and new optional keys
 * need none, because readers pass over what they do not know.
 */

import { JOURNAL_VERSION } from './entries';

/**
 * Turns an entry of one version into one of the next.
 *
 * @param entry as parsed from JSON: nothing of it is checked yet
 */
export type Migration = (entry: Record<string, unknown>) => Record<string, unknown>;

/** The step from version 1 stands first, the one to `JOURNAL_VERSION` last. */
export const MIGRATIONS: readonly Migration[] = [];

/** @returns whether entries of this version can be brought to the current one */
export function isReadableVersion(version: number): boolean {
  return Number.isInteger(version) && version >= 1 && version <= JOURNAL_VERSION;
}

/**
 * Brings a parsed line to the current version.
 *
 * @param version of the file it stands in
 */
export function migrate(value: unknown, version: number, steps: readonly Migration[] = MIGRATIONS): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return steps.slice(version - 1).reduce((entry, step) => step(entry), value as Record<string, unknown>);
}
