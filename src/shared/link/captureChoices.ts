/** How the user wants agents to record, as the window shows it and the settings file keeps it. */

import { DEFAULT_RULES } from '../redaction/defaultRules';
import { addKeep, addRule, NO_REDACTION } from '../redaction/rules';
import {
  type CaptureSettings,
  DEFAULT_SETTINGS,
  isPayloadCap,
  isStackDepth,
  USUAL_STACK_FRAMES,
} from './captureSettings';

export interface CaptureChoices {
  /** As `CaptureSettings.maxPayloadBytes`. */
  readonly maxPayloadBytes: number;
  /** Whether the rules that come with Electroscope hold. */
  readonly usesDefaultRules: boolean;
  /** Rules of the user's own, as `addRule` reads them. */
  readonly ownRules: readonly string[];
  /** Exceptions from all rules for keys and places, as `addKeep` reads them. */
  readonly keptRules: readonly string[];
  readonly recordsStacks: boolean;
  /** Frames of a stack, where stacks are recorded. */
  readonly stackFrames: number;
  /** As `CaptureSettings.timing`. */
  readonly timesFrames: boolean;
  /** As `CaptureSettings.internalPayloads`. */
  readonly recordsInternalPayloads: boolean;
  /** Whether what started apps print is kept in the capture. */
  readonly keepsOutput: boolean;
}

export const DEFAULT_CHOICES: CaptureChoices = {
  maxPayloadBytes: DEFAULT_SETTINGS.maxPayloadBytes,
  usesDefaultRules: true,
  ownRules: [],
  keptRules: [],
  recordsStacks: false,
  stackFrames: USUAL_STACK_FRAMES,
  timesFrames: DEFAULT_SETTINGS.timing,
  recordsInternalPayloads: DEFAULT_SETTINGS.internalPayloads,
  keepsOutput: true,
};

/** More rules than anyone writes by hand. */
const MAX_OWN_RULES = 500;

/** @returns the choices; undefined if a part of them is wrong or missing */
export function checkChoices(value: unknown): CaptureChoices | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const choices = value as Partial<Record<keyof CaptureChoices, unknown>>;
  const { maxPayloadBytes, usesDefaultRules, ownRules, recordsStacks, stackFrames } = choices;
  // Younger than the rest: older files lack them.
  const {
    timesFrames = DEFAULT_CHOICES.timesFrames,
    keptRules = DEFAULT_CHOICES.keptRules,
    recordsInternalPayloads = DEFAULT_CHOICES.recordsInternalPayloads,
    keepsOutput = DEFAULT_CHOICES.keepsOutput,
  } = choices;
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
 * The choices with what the command line asks for: with rules of its own beside the user's, unless it says that only those
 * hold.
 */
export function withCommandLine(choices: CaptureChoices, given: Partial<CaptureChoices>): CaptureChoices {
  const ownRules =
    given.usesDefaultRules === false
      ? (given.ownRules ?? [])
      : [...new Set([...choices.ownRules, ...(given.ownRules ?? [])])];
  const keptRules = [...new Set([...choices.keptRules, ...(given.keptRules ?? [])])];
  return { ...choices, ...given, ownRules, keptRules };
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

/** The settings that agents get. A rule that can't be read is left out: `checkChoices` lets none through. */
export function settingsOf(choices: CaptureChoices): CaptureSettings {
  let redaction = choices.usesDefaultRules ? DEFAULT_RULES : NO_REDACTION;
  for (const rule of choices.ownRules) {
    const added = addRule(redaction, rule);
    if (typeof added !== 'string') redaction = added;
  }
  for (const rule of choices.keptRules) {
    const added = addKeep(redaction, rule);
    if (typeof added !== 'string') redaction = added;
  }
  return {
    ...DEFAULT_SETTINGS,
    maxPayloadBytes: choices.maxPayloadBytes,
    redaction,
    stackFrames: choices.recordsStacks ? choices.stackFrames : 0,
    timing: choices.timesFrames,
    internalPayloads: choices.recordsInternalPayloads,
  };
}
