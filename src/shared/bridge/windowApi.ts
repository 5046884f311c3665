/** What the inspector's window and its main process say to each other. The preload is the only door between them. */

import type { ColumnBatch } from '../columns/columnBatch';
import type { PortHistory } from '../columns/portHistory';
import type { SessionFacts } from '../columns/sessionFacts';
import type { MessageRef } from '../journal/messageRef';
import type { OutputLine } from '../journal/output';
import type { MessageLines } from '../journal/recordedMessage';
import type { UserSettings } from '../link/userSettings';
import type { Answer } from '../replay/answer';
import type { ReplayOutcome, ReplayPlace, ReplayRequest } from '../replay/request';
import type { CaptureState, RunningApp } from '../session/captureState';
import type { RecentItems } from '../session/recent';
import type { ExportRequest, RepeatedPayloads, SaveRequest, SessionTotals } from '../session/requests';
import type { RetentionSettings } from '../session/retentionSettings';
import type { OfferInfo, TaskInfo } from '../session/tasks';
import type { UserErrorInfo } from '../session/userErrorInfo';
import type { WindowPreferences } from './windowPreferences';

/** From main to the window, over a MessagePort of its own. */
export type FeedMessage =
  /** A session begins. Everything that the window holds belongs to another session. */
  | { readonly type: 'reset'; readonly sessionFile: string | undefined; readonly isLive: boolean }
  | { readonly type: 'state'; readonly state: CaptureState }
  | { readonly type: 'facts'; readonly facts: SessionFacts }
  /** The window acknowledges each one. Main sends the next one only after that. */
  | { readonly type: 'batch'; readonly batch: ColumnBatch | undefined; readonly totals: SessionTotals }
  /** `undefined`: it is over. */
  | { readonly type: 'task'; readonly task: TaskInfo | undefined }
  | { readonly type: 'offers'; readonly offers: readonly OfferInfo[] }
  /** The menu asks for the dialog that saves the session, or the one that exports it. */
  | { readonly type: 'askSave' }
  | { readonly type: 'askExport' }
  /** Something that the user asked for failed. */
  | { readonly type: 'notice'; readonly notice: UserErrorInfo }
  | { readonly type: 'output'; readonly lines: readonly OutputLine[]; readonly isWhole: boolean }
  | ScanUpdate
  /** Another window changed the persisted arrangement. */
  | { readonly type: 'preferences'; readonly preferences: WindowPreferences }
  /** Whether this Electroscope has the demo app, and an Electron that runs it: packages have neither. */
  | { readonly type: 'demo'; readonly hasDemo: boolean }
  /** The user asked for the settings, in the menu. */
  | { readonly type: 'openSettings' }
  /** The journal can't be written; `undefined`: it can again. */
  | { readonly type: 'journalFailed'; readonly error: UserErrorInfo | undefined };

/** The progress of a payload search, with the rows that newly match or no longer match. */
export interface ScanUpdate {
  readonly type: 'scan';
  /** As the window called it. */
  readonly id: number;
  readonly matched: Uint32Array;
  readonly unmatched: Uint32Array;
  /** The search has examined every row before this one. */
  readonly examined: number;
  /** The search has examined all existing rows. It also examines new rows as they arrive. */
  readonly isCaughtUp: boolean;
  /** The search can't continue. */
  readonly error?: UserErrorInfo;
}

/** From the window to main, over the same port. */
export interface FeedAcknowledgement {
  readonly type: 'ack';
}

export type Reply<T> = { readonly value: T } | { readonly error: UserErrorInfo };

/** `window.electroscope` in the renderer. */
export interface WindowApi {
  /** Opens another window, with a session of its own. */
  openWindow(): void;
  /** Asks for the feed: its port then arrives as a window message, `FEED_PORT_MESSAGE`. */
  openFeed(): void;
  readMessage(row: number): Promise<Reply<MessageLines>>;
  /** Marks messages, by row, or takes the marks off. What changed comes over the feed. */
  markMessages(rows: Uint32Array, isMarked: boolean): void;
  /** The message channels that these ports of a target belong to, as far as they are known. */
  readPorts(target: number, ports: readonly number[]): Promise<readonly PortHistory[]>;
  /**
   * Searches payloads for what a filter's columns leave open, in place of any earlier search of this window; what is found
   * comes over the feed.
   *
   * @param id new with each search
   */
  startScan(id: number, filter: string): void;
  stopScan(): void;
  /** Where there is a demo; see the feed's message `demo`. */
  launchDemo(): Promise<void>;
  /**
   * Lets the user choose an app and launches it.
   *
   * @param isBeside what is watched goes on, and the app comes into its session
   * @param isPackaged its executable is chosen, not its folder; on macOS the dialog has both
   */
  chooseApp(isBeside?: boolean, isPackaged?: boolean): Promise<void>;
  /** Launches the last launched target again, after ending it if it is running. */
  relaunch(): Promise<void>;
  /** Launches again what was launched last and let no agent in, to see what Electron's own trace tells of it. */
  launchTraced(): Promise<void>;
  /** Ends the target if the inspector launched it. Detaches from it if it was running before. */
  stopTarget(): Promise<void>;
  /** Does the same for one app, by the number of its target. The others stay watched. */
  stopApp(target: number): Promise<void>;
  /**
   * Attaches to an app that runs already. Failures become the state, or a notice while another target is watched.
   *
   * @param target port of its inspector, `host:port`, or process id; as `RunningApp.target`
   * @param isBeside what is watched goes on, and the app comes into its session
   */
  attach(target: string, isBeside?: boolean): Promise<void>;
  /** Leaves the target running and restores everything in it to its earlier state. */
  detach(): Promise<void>;
  listRunningApps(): Promise<readonly RunningApp[]>;
  /** The recent targets and sessions. */
  readRecent(): Promise<RecentItems>;
  /** Launches or attaches to a recent target, or opens a recent session. */
  openRecent(id: string): Promise<void>;
  /** Removes one from the list. Its file stays in place. */
  removeRecent(id: string): Promise<RecentItems>;
  /** Lets the user choose a capture, or several, and shows it. */
  chooseCapture(): Promise<void>;
  /**
   * Shows a capture that was dropped on the window, or several as one.
   *
   * @param files each a `File` of the drop
   */
  openDropped(files: readonly object[]): Promise<void>;
  /** Lets the user choose where, and saves the session that is shown. */
  saveCapture(request: SaveRequest): Promise<void>;
  /** Lets the user choose where, and exports the session that is shown. */
  exportCapture(request: ExportRequest): Promise<void>;
  /**
   * Compares the payloads of messages, with progress, and can be cancelled.
   *
   * @param rows of the messages, in ascending order
   * @returns the channels that repeat themselves; undefined: it was cancelled, or failed and the user was told
   */
  findRepeats(rows: Uint32Array): Promise<readonly RepeatedPayloads[] | undefined>;
  answerOffer(id: string, isAccepted: boolean): Promise<void>;
  /** Cancels the task that is running. */
  cancelTask(): Promise<void>;
  /** How the user arranged the window. */
  readPreferences(): Promise<WindowPreferences>;
  /** Persists another arrangement. */
  changePreferences(preferences: WindowPreferences): void;
  /** The settings for which captured sessions are kept. */
  readRetention(): Promise<RetentionSettings>;
  /** Changes those settings. Main asks the user before the change deletes any session. */
  changeRetention(retention: RetentionSettings): Promise<Reply<RetentionSettings>>;
  /**
   * Sends a message in a target that is running. Resolves as soon as it is sent, before it is answered; in any case within
   * some seconds.
   */
  replay(request: ReplayRequest): Promise<Reply<ReplayOutcome>>;
  /**
   * Lets the user choose an app and starts it beside the capture that is shown, so that this can be played into it: the messages of the
   * app come after those of the capture.
   *
   * @returns whether it started
   */
  continueCapture(): Promise<boolean>;
  /** Where messages can be sent from or to now, in every target that is running. */
  listReplayPlaces(): Promise<readonly ReplayPlace[]>;
  /**
   * Resolves once a message of the live session has ended, with how it did; with null if that takes longer than it is waited for,
   * or the target or the session is gone.
   */
  awaitAnswer(message: MessageRef, timeoutMs: number): Promise<Answer | null>;
  /** How agents record. */
  readUserSettings(): Promise<UserSettings>;
  /**
   * Changes the recording settings, for running targets from their next message on and for later
   * ones.
   */
  changeUserSettings(settings: UserSettings): Promise<Reply<UserSettings>>;
}

/** `data` of the window message that brings the feed's port. */
export const FEED_PORT_MESSAGE = 'electroscope:feed';

/** The channel over which main sends the feed's port to the preload. */
export const FEED_PORT_CHANNEL = 'window:feed-port';

/** Whether a method awaits an answer of main (`call`), or just tells it something (`tell`). */
type WayOf<Method> = Method extends (...args: never) => Promise<unknown> ? 'call' : 'tell';

/** Every method of the window, for which the preload has a function and main an answer. */
export const WINDOW_METHODS: { readonly [Name in keyof WindowApi]: WayOf<WindowApi[Name]> } = {
  openWindow: 'tell',
  openFeed: 'tell',
  readMessage: 'call',
  markMessages: 'tell',
  readPorts: 'call',
  startScan: 'tell',
  stopScan: 'tell',
  launchDemo: 'call',
  chooseApp: 'call',
  relaunch: 'call',
  launchTraced: 'call',
  stopTarget: 'call',
  stopApp: 'call',
  attach: 'call',
  detach: 'call',
  listRunningApps: 'call',
  readRecent: 'call',
  openRecent: 'call',
  removeRecent: 'call',
  chooseCapture: 'call',
  openDropped: 'call',
  saveCapture: 'call',
  exportCapture: 'call',
  findRepeats: 'call',
  answerOffer: 'call',
  cancelTask: 'call',
  readPreferences: 'call',
  changePreferences: 'tell',
  readRetention: 'call',
  changeRetention: 'call',
  replay: 'call',
  continueCapture: 'call',
  listReplayPlaces: 'call',
  awaitAnswer: 'call',
  readUserSettings: 'call',
  changeUserSettings: 'call',
};

/** The channel over which a method goes from the preload to main. */
export function channelOf(method: keyof WindowApi): string {
  return `window:${method}`;
}
