/**
 * What the session is, as React needs to know it: main sends it, and the session model alone changes it. The messages themselves
 * stay in typed columns outside React. What the window shows of the session is in `windowStore.ts`.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionFacts } from '../../shared/columns/sessionFacts';
import type { OutputLine } from '../../shared/journal/output';
import type { CaptureState } from '../../shared/session/captureState';
import type { SessionTotals } from '../../shared/session/requests';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';

export interface SessionState {
  /** Undefined: there is no session yet. */
  readonly sessionFile: string | undefined;
  /** Where the messages come from: running apps, or a capture file. */
  readonly capture: CaptureState;
  /** Targets, gaps, faults and channels. */
  readonly facts: SessionFacts;
  readonly totals: SessionTotals;
  /** Captured messages that are Electron’s own. */
  readonly internalMessages: number;
  /** Messages a second, over the last seconds. */
  readonly ratePerSecond: number;
  readonly output: readonly OutputLine[];
  /** Why the journal can’t be written. */
  readonly journalError: UserErrorInfo | undefined;
}

export const INITIAL_SESSION_STATE: SessionState = {
  sessionFile: undefined,
  capture: { phase: 'idle' },
  facts: { targets: [], gaps: [], faults: [], channels: [] },
  totals: { captured: 0, dropped: 0, journalBytes: 0 },
  internalMessages: 0,
  ratePerSecond: 0,
  output: [],
  journalError: undefined,
};

/** The session’s state, to read and to follow. */
export type SessionStore = Omit<StoreApi<SessionState>, 'setState'>;

/** Creates the store of one window’s session. */
export const createSessionStore = () => createStore<SessionState>(() => INITIAL_SESSION_STATE);
