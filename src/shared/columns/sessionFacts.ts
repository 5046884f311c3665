/** What is known of a session besides its messages. */

import type { CostEntry, TargetDescription } from '../journal/entries';
import type { TargetEnd } from '../journal/targetEnds';
import type { ChannelInfo } from './channelRegistrations';

export interface TargetInfo extends TargetDescription, TargetEnd {
  readonly target: number;
  /** What it is called where there are several. */
  readonly app: string;
  /** ISO 8601; absent while it is connected. */
  readonly endedAt?: string;
  /** It ended before this message; the number of messages, if none came after. */
  readonly endedRow?: number;
  /** What the agent cost it, at its last report. */
  readonly cost?: AgentCost;
}

type AgentCost = Pick<CostEntry, 'periodUs' | 'spentUs' | 'messages'>;

export interface GapInfo {
  readonly target: number;
  /** They are missing before this message; the number of messages, if none came after. */
  readonly row: number;
  /** Microseconds since the Unix epoch. */
  readonly atUs: number;
  readonly untilUs: number;
  readonly messages: number;
  readonly reason: string;
}

export interface FaultInfo {
  readonly target: number;
  readonly where: string;
  readonly message: string;
}

export interface SessionFacts {
  readonly targets: readonly TargetInfo[];
  readonly gaps: readonly GapInfo[];
  readonly faults: readonly FaultInfo[];
  /** Every channel that was registered in a target, or met a listener. */
  readonly channels: readonly ChannelInfo[];
}
