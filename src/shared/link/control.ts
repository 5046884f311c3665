/**
 * What an inspector may say to an agent, after the agent's hello: one JSON object a line, as `{"control":1,"type":…}`.
 * An agent ignores lines that it does not understand, so that a newer inspector can talk to an older agent.
 */

import { type CaptureSettings, checkSettings } from './captureSettings';

/** Raised when a message changes its meaning. A new type of message does not. */
export const CONTROL_VERSION = 1;

/** Changes some settings of a running agent. What was recorded before stays as it is. */
export interface Configure {
  readonly type: 'configure';
  readonly settings: Partial<CaptureSettings>;
}

/** The agent came in through the app's inspector port, which was opened for that alone and is needed no more. */
export interface CloseInspector {
  readonly type: 'closeInspector';
}

/** The app is to end: it was launched by the inspector, and has started itself anew since. */
export interface EndTarget {
  readonly type: 'end';
}

export type ControlMessage = Configure | CloseInspector | EndTarget;

/** Longer lines are not read. */
export const MAX_CONTROL_BYTES = 1024 * 1024;

/** @returns the line, with its end */
export function encodeControl(message: ControlMessage): string {
  return `${JSON.stringify({ control: CONTROL_VERSION, ...message })}\n`;
}

/** @returns undefined for whatever is no control message of this version */
export function decodeControl(line: string): ControlMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { control, type, settings } = value as Record<string, unknown>;
  if (control !== CONTROL_VERSION) return undefined;
  if (type === 'closeInspector' || type === 'end') return { type };
  if (type !== 'configure') return undefined;
  const checked = checkSettings(settings);
  return checked && { type, settings: checked };
}
