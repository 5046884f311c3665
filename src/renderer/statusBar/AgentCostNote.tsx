import type { TargetInfo } from '../../shared/columns/sessionFacts';
import { formatDurationUs, formatShare } from '../../shared/format/format';

/** What watching costs the apps that run, as their agents reported it last. */
export function AgentCostNote({ targets }: { readonly targets: readonly TargetInfo[] }) {
  const known = targets.filter(({ cost }) => cost !== undefined && cost.messages > 0);
  if (known.length === 0) return null;
  // Of several, the one that pays most.
  const dearest = known.reduce((most, other) => (shareOf(other) > shareOf(most) ? other : most));
  return (
    <span title={`Main process time that the agent used while messages came last:\n${known.map(lineOf).join('\n')}`}>
      agent {formatShare(shareOf(dearest))}
    </span>
  );
}

function shareOf({ cost }: TargetInfo): number {
  return cost === undefined ? 0 : cost.spentUs / cost.periodUs;
}

function lineOf(target: TargetInfo): string {
  const { cost, app } = target;
  if (cost === undefined) return app;
  const perMessage = formatDurationUs(cost.spentUs / cost.messages);
  return `${app}: ${formatShare(shareOf(target))} of its time, about ${perMessage} a message`;
}
