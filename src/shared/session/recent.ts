/** The recent targets and sessions, as the start screen offers them. */

export interface RecentTarget {
  readonly id: string;
  readonly method: 'launch' | 'attach' | 'command';
  /** As the app calls itself. */
  readonly name: string;
  /** The path that was launched with its arguments, what was attached to, or the command. */
  readonly detail: string;
  /** ISO 8601. */
  readonly usedAt: string;
  /** The launched app no longer exists. */
  readonly isMissing: boolean;
}

export interface RecentSession {
  readonly id: string;
  /** Of the file. */
  readonly name: string;
  readonly path: string;
  /** ISO 8601. */
  readonly usedAt: string;
  readonly bytes: number;
  readonly isMissing: boolean;
}

/** The latest first. */
export interface RecentItems {
  readonly targets: readonly RecentTarget[];
  readonly sessions: readonly RecentSession[];
}

export const NOTHING_RECENT: RecentItems = { targets: [], sessions: [] };
