/** The first lines between agent and inspector. Each is one JSON object on a line of its own. */

import type { TargetDescription } from '../journal/entries';
import type { AgentSettings } from './agentSettings';

/** Raised when either side could no longer understand the other. */
export const LINK_PROTOCOL = 1;

/** The inspector drops a connection that does not present the token within this time. */
export const HELLO_TIMEOUT_MS = 2000;

/** How the agent finds the inspector: the value of `ELECTROSCOPE_LINK`, as JSON. */
export interface LinkAddress {
  /** Path of a Unix socket, or name of a Windows named pipe. */
  readonly path: string;
  readonly token: string;
  /** Folder for what agents can't send in time (see spill.ts); absent: they have none. */
  readonly spillFolder?: string;
  /** Of the inspector, for others that want to attach to the same app. */
  readonly inspectorPid?: number;
  /** Where it should record otherwise than usual, from the first message on; later see control.ts. */
  readonly settings?: Partial<AgentSettings> | undefined;
}

/** The variable that tells an agent where to report. The agent removes it from the target's environment. */
export const LINK_VARIABLE = 'ELECTROSCOPE_LINK';

/** First line from the agent. Journal entries follow at once, without waiting for an answer. */
export interface Hello {
  readonly type: 'hello';
  readonly protocol: number;
  readonly token: string;
  readonly target: TargetDescription;
  /** It answers `Ping`; an agent of an earlier version does not. */
  readonly answersPing?: true;
  /** Name of its files in `LinkAddress.spillFolder`, without their endings; absent: it uses none. */
  readonly spill?: string | undefined;
}

/** From the agent, last of all before its process ends: nothing more is to come. */
export interface AgentEnd {
  readonly type: 'end';
  /** The highest message number. */
  readonly seq: number;
  /** Of the process. */
  readonly exitCode?: number | undefined;
}

/** From the agent: the app has asked to be restarted once it has ended (`app.relaunch`). */
export interface Relaunching {
  readonly type: 'relaunching';
  /** What will be started. */
  readonly executable: string;
  /** The agent will return by itself. */
  readonly bringsAgent: boolean;
  /** When it was asked for, milliseconds since the epoch: the line may be read when the new process is there already. */
  readonly atMs: number;
}

/** From the agent, later: the description changed (the app has set its name; it records otherwise). */
export interface Redescription {
  readonly type: 'redescribe';
  readonly target: TargetDescription;
}
