/** How an agent records: an inspector sends these settings when the agent starts, and whenever the user changes them. */

import { DEFAULT_RULES } from '../redaction/defaultRules';
import { isRedactionRules, type RedactionRules } from '../redaction/rules';
import { DEFAULT_PAYLOAD_BYTES } from '../value/encoding';

export interface AgentSettings {
  /** Roughly the bytes of JSON that are kept of the arguments of a message, and of its result. */
  readonly maxPayloadBytes: number;
  readonly redaction: RedactionRules;
  /** Frames of the call stack recorded with what main sends; 0: none. */
  readonly stackFrames: number;
  /** Whether a preload in the target's frames tells the caller's side of the timing; holds for documents loaded later. */
  readonly timing: boolean;
  /** Whether payloads of Electron's own messages are recorded: they hold the app's environment and preload sources. */
  readonly internalPayloads: boolean;
}

export const DEFAULT_AGENT_SETTINGS: AgentSettings = {
  maxPayloadBytes: DEFAULT_PAYLOAD_BYTES,
  redaction: DEFAULT_RULES,
  stackFrames: 0,
  timing: true,
  internalPayloads: false,
};

/** A message of this size still fits what an agent may hold for an inspector that is slow. */
export const MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;
/** `stackFrames` where stacks are asked for without a number. */
export const USUAL_STACK_FRAMES = 10;
export const MAX_STACK_FRAMES = 50;

/** @returns the valid settings; undefined if one is not valid, so that all or none apply */
export function checkAgentSettings(value: unknown): Partial<AgentSettings> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { maxPayloadBytes, redaction, stackFrames, timing, internalPayloads } = value as Partial<
    Record<keyof AgentSettings, unknown>
  >;
  if (!isAbsentOr(maxPayloadBytes, isPayloadCap)) return undefined;
  if (!isAbsentOr(stackFrames, isStackDepth)) return undefined;
  if (!isAbsentOr(redaction, isRedactionRules)) return undefined;
  if (![timing, internalPayloads].every((isOn) => isAbsentOr(isOn, isSwitch))) return undefined;
  return {
    ...(maxPayloadBytes === undefined ? {} : { maxPayloadBytes: maxPayloadBytes as number }),
    ...(redaction === undefined ? {} : { redaction: redaction as RedactionRules }),
    ...(stackFrames === undefined ? {} : { stackFrames: stackFrames as number }),
    ...(timing === undefined ? {} : { timing: timing as boolean }),
    ...(internalPayloads === undefined ? {} : { internalPayloads: internalPayloads as boolean }),
  };
}

function isAbsentOr(value: unknown, isRight: (value: unknown) => boolean): boolean {
  return value === undefined || isRight(value);
}

function isSwitch(value: unknown): boolean {
  return typeof value === 'boolean';
}

/** Whether it can be `maxPayloadBytes`. */
export function isPayloadCap(value: unknown): value is number {
  return isCountUpTo(value, MAX_PAYLOAD_BYTES);
}

/** Whether it can be `stackFrames`. */
export function isStackDepth(value: unknown): value is number {
  return isCountUpTo(value, MAX_STACK_FRAMES);
}

function isCountUpTo(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}
