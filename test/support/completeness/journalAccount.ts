/** The journal's account of what happened, in the terms in which others can confirm it. */

import type { AgentEntry, MessageEntry } from '../../../src/shared/journal/entries';
import type { TracedMessage } from './electronTrace';

/** Whether it came from a renderer by `ipcRenderer`. */
export function isFromRenderer({ kind, direction }: MessageEntry): boolean {
  return (direction === 'to-main' || direction === 'to-host') && kind !== 'port' && kind !== 'utility';
}

export interface SequenceAccount {
  readonly highest: number;
  /** Numbers that stand in no message. */
  readonly holes: number;
  readonly repeated: readonly number[];
  /** Messages that the agent says it could not record. */
  readonly dropped: number;
}

export function accountForSequence(entries: readonly AgentEntry[]): SequenceAccount {
  const seen = new Set<number>();
  const repeated: number[] = [];
  let highest = 0;
  let dropped = 0;
  for (const entry of entries) {
    if (entry.type === 'gap') dropped += entry.messages;
    if (entry.type !== 'message') continue;
    if (seen.has(entry.seq)) repeated.push(entry.seq);
    seen.add(entry.seq);
    highest = Math.max(highest, entry.seq);
  }
  return { highest, holes: highest - seen.size, repeated, dropped };
}

/** @returns where two lists of messages first differ, in words; undefined if they are the same */
export function firstDifference(
  traced: readonly TracedMessage[],
  captured: readonly TracedMessage[],
): string | undefined {
  const length = Math.max(traced.length, captured.length);
  for (let i = 0; i < length; i++) {
    const [expected, actual] = [show(traced[i]), show(captured[i])];
    if (expected === actual) continue;
    const around = (list: readonly TracedMessage[]) => list.slice(Math.max(0, i - 3), i + 4).map(show);
    const what = `of ${traced.length} traced and ${captured.length} captured, number ${i} differs`;
    return `${what}: ${expected} was traced, ${actual} captured
traced   ${around(traced).join(', ')}
captured ${around(captured).join(', ')}`;
  }
  return undefined;
}

function show(message: TracedMessage | undefined): string {
  return message === undefined ? 'nothing' : `${message.kind} ${message.channel}`;
}
