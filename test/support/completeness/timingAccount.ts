/** What the journal tells of the caller's side of the timing, set against what must be true of it. */

import type { AgentEntry, MessageEntry, Outcome } from '../../../src/shared/journal/entries';

export interface TimingAccount {
  /** Documents whose messages could not be matched. */
  readonly lost: number;
  /** Messages from and to frames, by whether their time is known there. */
  readonly known: number;
  readonly unknown: number;
  /** Effects before their causes, in words. */
  readonly impossible: readonly string[];
}

/** Every message must have left its caller before main had it, and been received after main sent it. */
export function accountForTiming(entries: readonly AgentEntry[], messages: readonly MessageEntry[]): TimingAccount {
  const lost = entries.filter((entry) => entry.type === 'endpoint' && entry.timing === 'lost').length;
  const bySeq = new Map(messages.map((message) => [message.seq, message]));
  const outcomes = new Map<number, Outcome>();
  for (const entry of entries) {
    if (entry.type === 'outcome') outcomes.set(entry.seq, entry);
    if (entry.type === 'message' && entry.outcome !== undefined) outcomes.set(entry.seq, entry.outcome);
  }
  const impossible: string[] = [];
  const timed = new Set<number>();
  for (const entry of entries) {
    if (entry.type !== 'delivery') continue;
    const { clockErrorUs } = entry;
    for (const [seq, sentAt, receivedAt] of entry.times) {
      timed.add(seq);
      const message = bySeq.get(seq);
      if (message === undefined) {
        impossible.push(`${seq}: there is no such message`);
        continue;
      }
      const earliest = message.direction === 'to-renderer' ? message.at : repliedAt(outcomes.get(seq));
      if (sentAt !== null && sentAt > message.at + clockErrorUs) {
        impossible.push(`${seq} ${message.channel}: sent ${sentAt - message.at} µs after it arrived`);
      }
      if (receivedAt !== null && receivedAt + clockErrorUs < earliest) {
        impossible.push(`${seq} ${message.channel}: received ${earliest - receivedAt} µs before it was sent`);
      }
    }
  }
  const concerned = messages.filter(
    ({ direction, kind, internal }) =>
      internal !== true &&
      kind !== 'port' &&
      (direction === 'to-main' || direction === 'to-host' || direction === 'to-renderer'),
  );
  const known = concerned.filter(({ seq }) => timed.has(seq)).length;
  return { lost, known, unknown: concerned.length - known, impossible };
}

/** Of a lost reply it is only known when it was missed. */
function repliedAt(outcome: Outcome | undefined): number {
  return outcome === undefined || outcome.status === 'lost' ? Number.NEGATIVE_INFINITY : outcome.at;
}
