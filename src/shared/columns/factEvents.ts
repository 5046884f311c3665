/** What happened between messages as the journal tells it: messages that are missing, and how apps ended. */

import { describeTargetEnd, hasFailed, noteOnTargetEnd } from '../journal/targetEnds';
import { hasSeveralApps } from './appLabels';
import type { SessionEvent } from './sessionEvents';
import type { GapInfo, SessionFacts, TargetInfo } from './sessionFacts';
import type { TimeRange } from './timeRange';

/** In the order of their rows; of one row, what is missing comes first: an app that ended could not tell more. */
export function factEvents({ gaps, targets }: SessionFacts): readonly SessionEvent[] {
  const isNamed = hasSeveralApps(targets);
  const apps = new Map(targets.map(({ target, app }) => [target, app]));
  const missing = gaps.flatMap((gap) => missingOf(gap, isNamed ? (apps.get(gap.target) ?? '') : ''));
  const ends = targets.flatMap((target) => endOf(target, isNamed ? target.app : ''));
  return [...missing, ...ends].sort((a, b) => a.row - b.row);
}

/** Gaps that no message of a list lies between are one. */
export function joinMissing(before: SessionEvent, after: SessionEvent): SessionEvent {
  const texts = new Set([before.note, after.note].filter((note) => note !== undefined));
  return {
    ...after,
    name: before.name === after.name ? after.name : '',
    messages: (before.messages ?? 0) + (after.messages ?? 0),
    note: [...texts].join('\n'),
  };
}

/** Whether an event with a time of its own lies in a stretch of time. */
export function isEventWithin({ span }: SessionEvent, range: TimeRange | undefined): boolean {
  return range === undefined || span === undefined || (span.untilUs >= range.fromUs && span.fromUs <= range.untilUs);
}

function missingOf({ row, atUs, untilUs, messages, reason }: GapInfo, name: string): SessionEvent[] {
  if (messages === 0) return [];
  return [{ row, type: 'missing', name, messages, note: reason, tone: 'warning', span: { fromUs: atUs, untilUs } }];
}

function endOf(target: TargetInfo, name: string): SessionEvent[] {
  const { endedRow, endedAt } = target;
  if (endedRow === undefined || endedAt === undefined) return [];
  const note = noteOnTargetEnd(target);
  const atUs = Date.parse(endedAt) * 1000;
  return [
    {
      row: endedRow,
      type: 'ended',
      name,
      how: describeTargetEnd(target),
      ...(note && { note: `It ended ${note}.` }),
      tone: hasFailed(target) ? 'error' : target.incomplete ? 'warning' : 'plain',
      ...(!Number.isNaN(atUs) && { span: { fromUs: atUs, untilUs: atUs } }),
    },
  ];
}
