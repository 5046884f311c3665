/** What is watched, and its state. */

import type { NotResponding } from './notResponding';
import type { UserErrorInfo } from './userErrorInfo';

/**
 * How the agent got into an app. `command`: the app was started by a command that was started here; `joined`: the app connected from
 * its own code.
 */
export type AttachmentMethod = 'launch' | 'attach' | 'command' | 'joined';

/** An app that reports into the session. */
export interface WatchedAppInfo {
  /** Number of its target in the session. */
  readonly target: number;
  /** It ran before, and keeps running when the inspector ends. */
  readonly isJoined: boolean;
  /** Absent: its main process responds. */
  readonly notResponding?: NotResponding;
}

/** Why no app has reported yet, in words for the user. */
export interface StartHelp {
  readonly text: string;
  /** Of an app that can be attached to instead. */
  readonly pid?: number;
}

/** The state of a capture. */
export type CaptureState =
  /** Nothing was requested yet. */
  | { readonly phase: 'idle' }
  /** It was started and has not reported yet; `isSlow` after a while. */
  | {
      readonly phase: 'starting';
      readonly name: string;
      readonly isSlow: boolean;
      readonly method: AttachmentMethod;
      readonly help?: StartHelp;
    }
  /** A command runs, but no Electron app that it started; the session goes on with the next one. */
  | { readonly phase: 'waiting'; readonly name: string; readonly method: AttachmentMethod; readonly help?: StartHelp }
  /** `name`: of several apps, in words. */
  | {
      readonly phase: 'attached';
      readonly name: string;
      readonly method: AttachmentMethod;
      readonly apps: readonly WatchedAppInfo[];
    }
  | { readonly phase: 'ended'; readonly name: string; readonly how: string; readonly method: AttachmentMethod }
  /** A capture file is shown; `problem`: what of it could not be read, in words. */
  | { readonly phase: 'opened'; readonly name: string; readonly path: string; readonly problem?: string | undefined }
  /** `canTrace`: no agent can be let in, but Electron's own trace can be shown. */
  | { readonly phase: 'failed'; readonly error: UserErrorInfo; readonly canTrace: boolean };

/** An Electron app that runs on this computer. */
export interface RunningApp {
  readonly pid: number;
  readonly name: string;
  /** Version of its Electron; absent where it could not be read. */
  readonly electron?: string;
  readonly executable: string;
  /** What `attach` takes for it; absent: it can't be attached to. */
  readonly target?: string;
  /** How it can be attached to, or why it can't, in words. */
  readonly how: string;
}
