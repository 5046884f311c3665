/**
 * What the user chose about recording: shown in the settings dialog, given on the command line, and persisted in the settings file.
 * `agentSettingsOf` makes of it what agents get.
 */

import { DEFAULT_RULES } from '../redaction/defaultRules';
import { addKeep, addRule, NO_REDACTION } from '../redaction/rules';
import {
  type AgentSettings,
  DEFAULT_AGENT_SETTINGS,
  isPayloadCap,
  isStackDepth,
  USUAL_STACK_FRAMES,
} from './agentSettings';

export interface UserSettings {
  /** As `AgentSettings.maxPayloadBytes`. */
  readonly maxPayloadBytes: number;
  /** Whether Electroscope's default rules apply. */
  readonly usesDefaultRules: boolean;
  /** Rules of the user's own, as `addRule` reads them. */
  readonly ownRules: readonly string[];
  /** Exceptions from all rules for keys and places, as `addKeep` reads them. */
  readonly keptRules: readonly string[];
  readonly recordsStacks: boolean;
  /** Frames of a stack, where stacks are recorded. */
  readonly stackFrames: number;
  /** As `AgentSettings.timing`. */
  readonly timesFrames: boolean;
  /** As `AgentSettings.internalPayloads`. */
  readonly recordsInternalPayloads: boolean;
  /** Whether what started apps print is kept in the capture. */
  readonly keepsOutput: boolean;
}

export const DEFAULT_USER_SETTINGS: UserSettings = {
  maxPayloadBytes: DEFAULT_AGENT_SETTINGS.maxPayloadBytes,
  usesDefaultRules: true,
  ownRules: [],
  keptRules: [],
  recordsStacks: false,
  stackFrames: USUAL_STACK_FRAMES,
  timesFrames: DEFAULT_AGENT_SETTINGS.timing,
  recordsInternalPayloads: DEFAULT_AGENT_SETTINGS.internalPayloads,
  keepsOutput: true,
};

/** More rules than anyone writes by hand. */
const MAX_OWN_RULES = 500;

/** @returns the user settings; undefined if a part is not valid or missing */
export function checkUserSettings(value: unknown): UserSettings | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const userSettings = value as Partial<Record<keyof UserSettings, unknown>>;
  const { maxPayloadBytes, usesDefaultRules, ownRules, recordsStacks, stackFrames } = userSettings;
  // Older files lack these.
  const {
    timesFrames = DEFAULT_USER_SETTINGS.timesFrames,
    keptRules = DEFAULT_USER_SETTINGS.keptRules,
    recordsInternalPayloads = DEFAULT_USER_SETTINGS.recordsInternalPayloads,
    keepsOutput = DEFAULT_USER_SETTINGS.keepsOutput,
  } = userSettings;
  const switches = [usesDefaultRules, recordsStacks, timesFrames, recordsInternalPayloads, keepsOutput];
  if (!isPayloadCap(maxPayloadBytes) || !isStackDepth(stackFrames) || stackFrames === 0) return undefined;
  if (!switches.every((choice) => typeof choice === 'boolean')) return undefined;
  if (!isListOfRules(ownRules, ruleProblem) || !isListOfRules(keptRules, keepProblem)) return undefined;
  return {
    maxPayloadBytes,
    usesDefaultRules: usesDefaultRules === true,
    ownRules: [...ownRules],
    keptRules: [...keptRules],
    recordsStacks: recordsStacks === true,
    stackFrames,
    timesFrames: timesFrames === true,
    recordsInternalPayloads: recordsInternalPayloads === true,
    keepsOutput: keepsOutput === true,
  };
}

/**
 * The user settings, changed by what the command line says. Its rules are added to the user's, unless it says that only its own
 * hold.
 */
export function withCommandLine(userSettings: UserSettings, given: Partial<UserSettings>): UserSettings {
  const ownRules =
    given.usesDefaultRules === false
      ? (given.ownRules ?? [])
      : [...new Set([...userSettings.ownRules, ...(given.ownRules ?? [])])];
  const keptRules = [...new Set([...userSettings.keptRules, ...(given.keptRules ?? [])])];
  return { ...userSettings, ...given, ownRules, keptRules };
}

function isListOfRules(value: unknown, problem: (rule: string) => string | undefined): value is string[] {
  if (!Array.isArray(value) || value.length > MAX_OWN_RULES) return false;
  return value.every((rule) => typeof rule === 'string' && problem(rule) === undefined);
}

/** What is wrong with a rule as it is written; undefined: nothing. */
export function ruleProblem(text: string): string | undefined {
  const added = addRule(NO_REDACTION, text);
  return typeof added === 'string' ? added : undefined;
}

/** What is wrong with an exception as it is written; undefined: nothing. */
export function keepProblem(text: string): string | undefined {
  const added = addKeep(NO_REDACTION, text);
  return typeof added === 'string' ? added : undefined;
}

/** The settings that agents get. A rule that can't be read is left out: `checkUserSettings` lets none through. */
export function agentSettingsOf(userSettings: UserSettings): AgentSettings {
  let redaction = userSettings.usesDefaultRules ? DEFAULT_RULES : NO_REDACTION;
  for (const rule of userSettings.ownRules) {
    const added = addRule(redaction, rule);
    if (typeof added !== 'string') redaction = added;
  }
  for (const rule of userSettings.keptRules) {
    const added = addKeep(redaction, rule);
    if (typeof added !== 'string') redaction = added;
  }
  return {
    ...DEFAULT_AGENT_SETTINGS,
    maxPayloadBytes: userSettings.maxPayloadBytes,
    redaction,
    stackFrames: userSettings.recordsStacks ? userSettings.stackFrames : 0,
    timing: userSettings.timesFrames,
    internalPayloads: userSettings.recordsInternalPayloads,
  };
}
