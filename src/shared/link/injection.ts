/** What passes between an inspector and an app that is running already, through the app's own inspector port. */

/** Key of the hidden value that tells of an agent; see agent/presence.ts. */
export const PRESENCE_KEY = 'electroscope.presence';

/** What the code that is evaluated in the app tells of the place it is in. */
export interface AppProbe {
  readonly pid: number;
  readonly platform: string;
  readonly node: string;
  /** Absent: it is plain Node. */
  readonly electron?: string;
  /** Electron's `process.type`: `browser` is the main process. */
  readonly type?: string;
  /** Of the app; absent as long as Electron is not there yet. */
  readonly name?: string;
  /** Whether the agent's file can be read there; otherwise it is another computer, or a container. */
  readonly seesAgent: boolean;
  /** Absent: there is no agent. Otherwise the inspector that it reports to; null: not known. */
  readonly inspectorPid?: number | null;
}

/** How the agent comes in. */
export interface Injected {
  /** The app has run its first line: what it did before is not known. */
  readonly isLate: boolean;
  /** The arguments that the app was started with for this, which it must not see. */
  readonly ownArguments: readonly string[];
  /** The inspector port was opened for this: it is to be closed, at the latest when the inspector goes. */
  readonly closesInspector?: boolean;
  /** Variables through which the agent came in; they are set again for an app that restarts itself. */
  readonly variables?: { readonly [name: string]: string };
}

/** What the agent answers when it is asked to come in. */
export type AttachReply =
  | { readonly attached: true }
  /** There is an agent already, which reports to another inspector. */
  | { readonly attached: false; readonly inspectorPid: number | null };
