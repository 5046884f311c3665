/** How the agent records at the moment, made ready for use. */

import type { CaptureSummary } from '../../shared/journal/agentFacts';
import { type AgentSettings, DEFAULT_AGENT_SETTINGS } from '../../shared/link/agentSettings';
import { Redactor } from '../../shared/redaction/redactor';
import { DEFAULT_LIMITS, type EncodeLimits } from '../../shared/value/encode';
import { OwnRegExp } from '../base/ownRegExp';
import { min } from '../base/primordials';

/** Up to here, making the JSON at once costs no more than copying. */
const MAX_BYTES_AT_ONCE = 4096;
/** What is kept of an error, or of what could not be sent, where there is no room for payloads. */
const BRIEF_BYTES = 4096;

export class RecordingSettings {
  private current: AgentSettings;
  limits: EncodeLimits;
  /** For values that the app waits to get. */
  waitingLimits: EncodeLimits;
  /** For errors, where there is no room for payloads. */
  briefLimits: EncodeLimits;
  redactor: Redactor;

  /** @param changes where the inspector wants something else than usual */
  constructor(changes: Partial<AgentSettings> = {}) {
    this.current = { ...DEFAULT_AGENT_SETTINGS, ...changes };
    this.limits = limitsOf(this.current);
    this.waitingLimits = waiting(this.limits);
    this.briefLimits = brief(this.limits);
    this.redactor = new Redactor(this.current.redaction, OwnRegExp);
  }

  get stackFrames(): number {
    return this.current.stackFrames;
  }

  get internalPayloads(): boolean {
    return this.current.internalPayloads;
  }

  get timing(): boolean {
    return this.current.timing;
  }

  /** Holds for what is recorded from now on. */
  change(changes: Partial<AgentSettings>): void {
    this.current = { ...this.current, ...changes };
    this.limits = limitsOf(this.current);
    this.waitingLimits = waiting(this.limits);
    this.briefLimits = brief(this.limits);
    if (changes.redaction !== undefined) this.redactor = new Redactor(changes.redaction, OwnRegExp);
  }

  /** For the journal. */
  summary(): CaptureSummary {
    const { maxPayloadBytes, redaction, stackFrames, timing, internalPayloads } = this.current;
    const redactionRules = redaction.keys.length + redaction.paths.length + redaction.patterns.length;
    return { maxPayloadBytes, redactionRules, stackFrames, timing, internalPayloads };
  }
}

function limitsOf({ maxPayloadBytes }: AgentSettings): EncodeLimits {
  return { ...DEFAULT_LIMITS, maxBytes: maxPayloadBytes };
}

function waiting(limits: EncodeLimits): EncodeLimits {
  return { ...limits, maxBytesAtOnce: MAX_BYTES_AT_ONCE };
}

function brief(limits: EncodeLimits): EncodeLimits {
  return { ...limits, maxBytes: min(limits.maxBytes, BRIEF_BYTES) };
}
