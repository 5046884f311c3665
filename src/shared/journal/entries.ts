/**
 * The entries of a journal: what the agent writes on the wire, what stands on disk, what every view and
 * export is folded from. One JSON object a line (see lineCodec.ts). Where a key is optional, its absence means
 * unknown or not applicable. In memory `undefined` means the same: a line leaves it out.
 *
 * Times are whole microseconds since the `timeOrigin` of the target they belong to. The keys that hold payloads
 * (`args`, `result`, `error`, `stack`) come last in a line, so that a reader can skip them.
 */

import type { EncodedValue } from '../value/encodedValue';
import type { CaptureSummary, HookReport } from './agentFacts';
import type { OutputEntry, OutputGapEntry } from './output';

export const JOURNAL_FORMAT = 'electroscope';
export const JOURNAL_VERSION = 1;
/** As far from the Unix epoch as a date can be, in microseconds. */
export const MAX_TIME_US = 8.64e18;

/** Electron's own method names; `port`: a message on a MessagePort; `utility`: to or from a utilityProcess. */
export const MESSAGE_KINDS = ['send', 'invoke', 'sendSync', 'postMessage', 'sendToHost', 'port', 'utility'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const DIRECTIONS = ['to-main', 'to-renderer', 'to-worker', 'to-utility', 'to-host', 'port'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/**
 * `error`: the handler threw or rejected, or sending failed; `unhandled`: nobody listens; `lost`: the reply was
 * never sent, or cannot arrive. A one-way message is `ok` once it was handed to a listener. `unknown`: what became of it could not
 * be observed.
 */
export const STATUSES = ['pending', 'ok', 'error', 'unhandled', 'lost', 'unknown'] as const;
export type Status = (typeof STATUSES)[number];

/** First line of every journal. */
export interface HeaderEntry {
  readonly type: 'header';
  readonly format: typeof JOURNAL_FORMAT;
  readonly version: number;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Name and version of the program that wrote it. */
  readonly writer: string;
  /** Messages were left out when it was saved. */
  readonly trimmed?: true | undefined;
  /** Redaction rules were applied when it was saved. */
  readonly sanitised?: true | undefined;
}

/** What the agent tells of the process it runs in. */
export interface TargetDescription {
  readonly pid: number;
  /** The app's name; it may be more accurate in a later `target` entry, once the app has set it. */
  readonly name: string;
  readonly appVersion?: string | undefined;
  readonly appPath?: string | undefined;
  readonly electron: string;
  readonly chrome: string;
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  /** Microseconds since the Unix epoch at which the target's clock began. */
  readonly timeOrigin: number;
  /** When the agent came, on the target's clock, if the app was running by then: what it did before is not known. */
  readonly attachedAt?: number | undefined;
  /** Absent: by the agent. `trace`: only channels and times, from Electron's own trace; no agent can come in. */
  readonly observedBy?: 'trace' | undefined;
  /** It asked for the single-instance lock, which another instance holds. */
  readonly hasOtherInstance?: boolean | undefined;
  readonly hooks: readonly HookReport[];
  /** It may change while the target runs; a later `target` entry then tells of it. */
  readonly capture?: CaptureSummary | undefined;
}

/** A target joined the session, or its description changed. */
export interface TargetEntry extends TargetDescription {
  readonly type: 'target';
  /** Number of the target in this session, from 1. */
  readonly target: number;
}

/** The lines that follow come from this target, up to the next `source` line. */
interface SourceEntry {
  readonly type: 'source';
  readonly target: number;
}

/** The connection to a target ended: it exited, or was detached. */
export interface TargetEndEntry {
  readonly type: 'targetEnd';
  readonly target: number;
  /** ISO 8601: the target's own clock is gone. */
  readonly endedAt: string;
  /** Of the process, where it is known. */
  readonly exitCode?: number | undefined;
  /** Which ended the process, as `SIGKILL`. */
  readonly signal?: string | undefined;
  /** The inspector detached from it, and it continued without an agent. */
  readonly detached?: true | undefined;
  /** Its agent could not say goodbye: how many messages are missing, if any, is not known. */
  readonly incomplete?: true | undefined;
}

type EndpointKind = 'main' | 'frame' | 'service-worker' | 'utility' | 'port';

/** Something that sends or receives, as it was at this moment; a later entry with the same id replaces it. */
export interface EndpointEntry {
  readonly type: 'endpoint';
  readonly id: number;
  readonly kind: EndpointKind;
  readonly webContentsId?: number | undefined;
  /** As Electron names it: window, browserView, webview, remote, backgroundPage, offscreen. */
  readonly webContentsType?: string | undefined;
  /** Chromium's id of the renderer process. */
  readonly processId?: number | undefined;
  /** Routing id of the frame. */
  readonly frameId?: number | undefined;
  readonly isMainFrame?: boolean | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly title?: string | undefined;
  /** Of a main frame: how many documents its window has had since the agent is there; 0: the one that was there before. */
  readonly documents?: number | undefined;
  /**
   * Partition of the session: empty for the default session; `persist:` with the folder's name, in lower case, as
   * Electron stores it; `in-memory` where the name can't be known.
   */
  readonly partition?: string | undefined;
  /** Chromium's id of a version of a service worker. */
  readonly versionId?: number | undefined;
  /** Process id in the operating system. */
  readonly pid?: number | undefined;
  /**
   * Of a frame: whether it tells the caller's side of the timing. `lost`: it did, until its messages could not be matched
   * any more. Absent: it does not.
   */
  readonly timing?: 'on' | 'lost' | undefined;
}

/** A utility process has ended. */
export interface EndpointEndEntry {
  readonly type: 'endpointEnd';
  readonly at: number;
  readonly id: number;
  readonly exitCode?: number | undefined;
}

/** How many listeners a message met, by emitter. Emitters without any are left out. */
export interface ListenerCounts {
  readonly ipcMain?: number | undefined;
  /** On `webContents.ipc`. */
  readonly webContents?: number | undefined;
  /** On `webFrameMain.ipc`. */
  readonly frame?: number | undefined;
  /** On `serviceWorker.ipc`. */
  readonly serviceWorker?: number | undefined;
  /** Of the public events `ipc-message`, `ipc-message-sync` and `ipc-message-host`. */
  readonly event?: number | undefined;
}

/** The synchronous part is over: every listener returned. */
export interface Dispatched {
  readonly at: number;
  /** Absent for messages to a renderer, whose listeners main cannot count. */
  readonly listeners?: ListenerCounts | undefined;
}

/** How it ended, without the payload. */
export interface Outcome {
  readonly at: number;
  readonly status: Exclude<Status, 'pending'>;
  /** Bytes of the result. */
  readonly size?: number | undefined;
  readonly truncated?: true | undefined;
  /** Result and error were given up because the inspector could not keep up; `size` stays. `truncated` is set as well. */
  readonly payloadDropped?: true | undefined;
  /** Of an `outcome` entry: something in it is hidden. */
  readonly redacted?: true | undefined;
}

/** An error as the agent saw it; `text` is what crossed to the renderer, where that is all there is. */
export interface OutcomeError {
  readonly value?: EncodedValue | undefined;
  readonly text?: string | undefined;
  /** Of a message that could not be cloned: the value that is why, as `args[0].user.onSave: function`. */
  readonly place?: string | undefined;
}

/** What an outcome carries; the keys stand last in a line. */
export interface OutcomePayload {
  readonly result?: EncodedValue | undefined;
  readonly error?: OutcomeError | undefined;
}

/**
 * One IPC message. If more was known by the time its line was written, `dispatched` and `outcome` stand in it,
 * instead of as entries of their own.
 */
export interface MessageEntry extends OutcomePayload {
  readonly type: 'message';
  /** Number of the message in its target, from 1, rising; a hole is explained by a `gap`. */
  readonly seq: number;
  /** Arrival in main for `to-main`, the call for everything else. */
  readonly at: number;
  readonly kind: MessageKind;
  readonly direction: Direction;
  readonly channel: string;
  /** Endpoint ids. */
  readonly from: number;
  readonly to: number;
  /** Approximate bytes of the structured clone of the arguments; 0 if these are absent. */
  readonly size: number;
  /** Of a message on a port: the id of the end it was posted on. */
  readonly port?: number | undefined;
  /** Ids of the transferred ports. */
  readonly ports?: readonly number[] | undefined;
  /** Electron's own traffic, by Electron's flag. */
  readonly internal?: true | undefined;
  /** The inspector sent it; an entry `replayed` may say more. */
  readonly replayed?: true | undefined;
  readonly truncated?: true | undefined;
  /** The arguments were given up because the inspector could not keep up; `size` stays. `truncated` is set as well. */
  readonly payloadDropped?: true | undefined;
  /**
   * Arguments, result and error are left out on purpose, here and in the message's `outcome` entry: they are Electron's own and
   * hold the app's environment and preload sources. The sizes stay.
   */
  readonly payloadOmitted?: true | undefined;
  /** Something that stands in this line is hidden. */
  readonly redacted?: true | undefined;
  readonly dispatched?: Dispatched | undefined;
  readonly outcome?: Outcome | undefined;
  /** An encoded array, one element an argument. Absent: they could not be observed. */
  readonly args?: EncodedValue | undefined;
  /** Where main sent it from, a frame a line, where that was asked for. */
  readonly stack?: string | undefined;
}

export interface DispatchedEntry extends Dispatched {
  readonly type: 'dispatched';
  readonly seq: number;
}

export interface OutcomeEntry extends Outcome, OutcomePayload {
  readonly type: 'outcome';
  readonly seq: number;
}

/** Where a frame sent a message, as the frame told later. */
export interface StackEntry {
  readonly type: 'stack';
  readonly seq: number;
  /** A frame of the stack a line. */
  readonly stack: string;
}

/** `seq` of a message, when its caller sent it, and when its caller had the answer or its receiver the message. */
export type DeliveryTime = readonly [seq: number, sentAt: number | null, receivedAt: number | null];

/** What a frame reported of its side of some messages, earlier or later than the rest is known of them. */
export interface DeliveryEntry {
  readonly type: 'delivery';
  /** By how much these times may be wrong, either way, in microseconds: the frame's clock had to be aligned with main's. */
  readonly clockErrorUs: number;
  readonly times: readonly DeliveryTime[];
}

/**
 * `created`: by `MessageChannelMain` in main; `arrived`: it came to main for the first time; `transferred`: in a message;
 * `started`: main receives on it; `passedOn`: neither end is in main any more, so main sees nothing of its traffic.
 */
export const PORT_EVENTS = ['created', 'arrived', 'transferred', 'started', 'closed', 'passedOn'] as const;
type PortEvent = (typeof PORT_EVENTS)[number];

/** What became of one end of a message channel. Ends that came back to main from out of sight count as new ones. */
export interface PortEntry {
  readonly type: 'port';
  readonly at: number;
  /** Id of the end. */
  readonly port: number;
  readonly event: PortEvent;
  /** With `created` and `arrived`: id of the other end. */
  readonly peer?: number | undefined;
  /** Endpoint that created it, or had it until now; absent where that is not known. */
  readonly from?: number | undefined;
  /** With `transferred`: endpoint that has it now. */
  readonly to?: number | undefined;
  /** With `transferred`: the message that carried it. */
  readonly seq?: number | undefined;
  /** With `closed`: main closed its end, or the other one was closed or is gone. */
  readonly by?: 'main' | 'otherSide' | undefined;
}

/**
 * How a channel is registered on an emitter, as it stands from now on. Without `on`, `once` and `handle` it is registered
 * no more. Who sends nothing on it is not concerned: hits are counted from the messages.
 */
export interface ChannelEntry {
  readonly type: 'channel';
  /** When it was noticed; it may have happened a little before. */
  readonly at: number;
  readonly emitter: 'ipcMain' | 'webContents' | 'frame' | 'serviceWorker';
  /** Of `webContents.ipc`. */
  readonly webContentsId?: number | undefined;
  /** Of `webFrameMain.ipc` and a service worker's. */
  readonly endpoint?: number | undefined;
  readonly channel: string;
  /** Listeners added with `on` or another such method, and with `once`. */
  readonly on?: number | undefined;
  readonly once?: number | undefined;
  readonly handle?: 'handle' | 'handleOnce' | undefined;
  /** A second handler was to be registered, which Electron refused; the registration itself is unchanged. */
  readonly refused?: true | undefined;
  /** The emitter itself is gone: its window was closed, its frame left. */
  readonly gone?: true | undefined;
}

/** The inspector sent a message. */
export interface ReplayedEntry {
  readonly type: 'replayed';
  readonly seq: number;
  /** The message it was sent again of: its target, and its number there. Absent: the user wrote it. */
  readonly originTarget?: number | undefined;
  readonly originSeq?: number | undefined;
  /** No real call: its event was made up. */
  readonly isSynthetic?: true | undefined;
}

/** The user marked a message, or removed the mark. */
export interface MarkEntry {
  readonly type: 'mark';
  readonly target: number;
  readonly seq: number;
  readonly removed?: true | undefined;
}

/** Messages that could not be recorded. */
interface GapEntry {
  readonly type: 'gap';
  /** When the first and the last of them passed. */
  readonly at: number;
  readonly until: number;
  readonly messages: number;
  /** Entries about ports that could not be recorded. */
  readonly portEvents?: number | undefined;
  /** In words. */
  readonly reason: string;
}

/** The agent itself failed at something; the app was not affected, but something may be missing. */
interface FaultEntry {
  readonly type: 'fault';
  readonly at: number;
  /** The part of the agent. */
  readonly where: string;
  readonly message: string;
}

/** What the agent cost the app since its last report: how long its work kept the main process, in part estimated from samples. */
export interface CostEntry {
  readonly type: 'cost';
  readonly at: number;
  readonly periodUs: number;
  readonly spentUs: number;
  /** Recorded in that period. */
  readonly messages: number;
}

export type JournalEntry =
  | HeaderEntry
  | TargetEntry
  | SourceEntry
  | TargetEndEntry
  | EndpointEntry
  | EndpointEndEntry
  | MessageEntry
  | DispatchedEntry
  | OutcomeEntry
  | DeliveryEntry
  | StackEntry
  | PortEntry
  | ChannelEntry
  | ReplayedEntry
  | MarkEntry
  | GapEntry
  | FaultEntry
  | CostEntry
  | OutputEntry
  | OutputGapEntry;

/** The entries an agent may send; the others are written by the inspector. */
export type AgentEntry = Exclude<
  JournalEntry,
  HeaderEntry | TargetEntry | SourceEntry | TargetEndEntry | MarkEntry | OutputEntry | OutputGapEntry
>;
