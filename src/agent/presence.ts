/**
 * How one agent finds out about another in the same process: by an event that only an agent's hook answers. Nothing has to be left
 * on an object of the app for it.
 */

import { PRESENCE_KEY } from '../shared/link/injection';

export const PRESENCE_QUERY = Symbol.for(PRESENCE_KEY);

export interface Presence {
  /** Of the inspector it reports to; null: not known. */
  readonly inspectorPid: number | null;
}

/** @returns undefined if there is no agent */
export function findPresence(): Presence | undefined {
  const answer: unknown = (process as unknown as { emit(name: symbol): unknown }).emit(PRESENCE_QUERY);
  return typeof answer === 'object' && answer !== null ? (answer as Presence) : undefined;
}
