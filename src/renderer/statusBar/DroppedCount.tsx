import type { SessionFacts } from '../../shared/columns/sessionFacts';
import { formatCount } from '../../shared/format/format';
import { droppedText } from '../../shared/format/missingMessages';
import { noteOnTargetEnd } from '../../shared/journal/targetEnds';

interface DroppedCountProps {
  /** Messages that are known to be missing. */
  readonly dropped: number;
  readonly facts: SessionFacts;
}

/** How many messages are missing, and why. */
export function DroppedCount({ dropped, facts: { gaps, targets } }: DroppedCountProps) {
  const incomplete = targets.filter((target) => target.incomplete);
  const byReason = new Map<string, number>();
  for (const { reason, messages } of gaps) byReason.set(reason, (byReason.get(reason) ?? 0) + messages);
  const lines = [
    ...[...byReason].map(([reason, messages]) => `${formatCount(messages)}: ${reason}`),
    ...incomplete.map((target) => `${target.app} (pid ${target.pid}) ended ${noteOnTargetEnd(target)}`),
  ];
  return (
    <span data-warn={dropped > 0 || incomplete.length > 0} title={lines.join('\n')}>
      {droppedText(dropped, incomplete.length > 0)}
    </span>
  );
}
