/**
 * How one agent finds out about another in the same process: by a hidden value of `process`, as Electron's own code keeps some
 * (shell/common/api/electron_api_v8_util.cc). JavaScript does not see it.
 */

import { PRESENCE_KEY } from '../shared/link/injection';

export interface Presence {
  /** Of the inspector it reports to; null: not known. */
  readonly inspectorPid: number | null;
}

interface V8Util {
  getHiddenValue(object: object, key: string): unknown;
  setHiddenValue(object: object, key: string, value: unknown): void;
}

type LinkedBinding = (name: string) => unknown;

/** @returns undefined if there is no agent */
export function findPresence(): Presence | undefined {
  const answer = v8Util()?.getHiddenValue(process, PRESENCE_KEY);
  return typeof answer === 'object' && answer !== null ? (answer as Presence) : undefined;
}

/** @param presence undefined: the agent leaves */
export function tellPresence(presence: Presence | undefined): void {
  v8Util()?.setHiddenValue(process, PRESENCE_KEY, presence);
}

function v8Util(): V8Util | undefined {
  const { _linkedBinding } = process as unknown as { readonly _linkedBinding?: LinkedBinding };
  return _linkedBinding?.call(process, 'electron_common_v8_util') as V8Util | undefined;
}
