/** The history of a message channel, step by step. */

import { endpointLabel } from '../../shared/columns/endpointInfo';
import type { MessageTable } from '../../shared/columns/messageTable';
import type { PortHistory } from '../../shared/columns/portHistory';

export interface PortStep {
  /** Microseconds on the target's clock. */
  readonly atUs: number;
  readonly text: string;
  /** Indexes in the table's endpoints: where it happened, and for a hop, where it went. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly what: 'made' | 'hop' | 'more' | 'started' | 'passedOn' | 'closed';
  /** Number of the message that carried it. */
  readonly seq: number | undefined;
}

/** In the order of time. */
export function stepsOf(table: MessageTable, history: PortHistory): PortStep[] {
  const { id, peer, origin, source, atUs, hops, hopCount, startedAtUs, passedOnAtUs, closedAtUs, closedBy } = history;
  const nameOf = (index: number | undefined) => endpointName(table, index);
  const steps: PortStep[] = [];
  const add = (step: Pick<PortStep, 'atUs' | 'text' | 'what'> & Partial<PortStep>) =>
    steps.push({ from: undefined, to: undefined, seq: undefined, ...step });
  add({
    atUs,
    what: 'made',
    from: source,
    text:
      origin === 'created'
        ? `created in ${nameOf(source)}, with port ${peer}`
        : `port ${id} came to main, from ${nameOf(source)}, which may still have its other end`,
  });
  for (const { port, atUs: hopAtUs, from, to, seq } of hops) {
    const on = seq === undefined ? '' : `, in message #${seq}`;
    add({ atUs: hopAtUs, what: 'hop', from, to, seq, text: `port ${port}: ${nameOf(from)} → ${nameOf(to)}${on}` });
  }
  if (hopCount > hops.length) {
    add({ atUs: hops.at(-1)?.atUs ?? atUs, what: 'more', text: `… ${hopCount - hops.length} more hops` });
  }
  if (startedAtUs !== undefined) add({ atUs: startedAtUs, what: 'started', text: 'started in main' });
  if (passedOnAtUs !== undefined) {
    add({ atUs: passedOnAtUs, what: 'passedOn', text: 'passed through main, traffic no longer visible here' });
  }
  if (closedAtUs !== undefined) {
    const text = closedBy === 'main' ? 'closed by main' : 'closed from the other side';
    add({ atUs: closedAtUs, what: 'closed', text });
  }
  return steps.sort((a, b) => a.atUs - b.atUs);
}

export function endpointName(table: MessageTable, index: number | undefined): string {
  const endpoint = index === undefined ? undefined : table.endpoints[index];
  return endpoint === undefined ? 'unknown' : endpointLabel(endpoint);
}

/** The state of a channel, in a word or two. */
export function portState({
  closedAtUs,
  visibility,
  startedAtUs,
}: PortHistory): 'closed' | 'passed on' | 'open' | 'not started' {
  if (closedAtUs !== undefined) return 'closed';
  if (visibility === 'passed-on') return 'passed on';
  return startedAtUs === undefined ? 'not started' : 'open';
}
