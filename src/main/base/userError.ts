import type { UserErrorInfo } from '../../shared/session/userErrorInfo';

/** Something the user can do something about. Shown the same way on the terminal and in the window. */
export class UserError extends Error {
  constructor(
    /** Stable, for tests and scripts. */
    readonly code: UserErrorCode,
    /** What is wrong, naming the thing. */
    message: string,
    /** What to do about it. */
    readonly remedy: string,
    /** Output of the thing that failed, if it says more. */
    readonly detail?: string,
  ) {
    super(message);
    this.name = 'UserError';
  }
}

/** Whether the system refused something: a file, a disk, a socket. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

export type UserErrorCode =
  | 'usage'
  | 'no-such-path'
  | 'not-an-electron-app'
  | 'packaged-app'
  | 'electron-missing'
  | 'no-display'
  | 'other-electron'
  | 'launch-failed'
  | 'ended-early'
  | 'no-agent'
  | 'discovery-failed'
  | 'no-such-target'
  | 'not-an-inspector'
  | 'attach-failed'
  | 'already-attached'
  | 'inspector-fused'
  | 'agent-kept-out'
  | 'trace-failed'
  | 'electron-too-old'
  | 'journal-failed'
  | 'settings-unreadable'
  | 'preferences-not-kept'
  | 'preferences-unreadable'
  | 'settings-not-kept'
  | 'retention-not-kept'
  | 'wrong-settings'
  | 'nothing-to-play'
  | 'not-a-capture'
  | 'empty-capture'
  | 'newer-capture'
  | 'unreadable'
  | 'too-large'
  | 'save-failed'
  | 'not-deleted'
  | 'busy'
  | 'task-failed';

/** Without what belongs to an Error, which is sent in another way. */
export function infoOf({ code, message, remedy, detail }: UserErrorInfo): UserErrorInfo {
  return { code, message, remedy, detail };
}
