import { readFileSync } from 'node:fs';
import type { JournalEntry, MessageEntry, TargetEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';

/** The entries of a capture that a command wrote. */
export function readEntries(path: string): JournalEntry[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => decodeLine(line) as JournalEntry);
}

/** The messages, each with how it ended, which may stand on a line of its own. */
export function messagesOf(entries: readonly JournalEntry[]): MessageEntry[] {
  const messages = new Map<string, MessageEntry>();
  let source = 0;
  for (const entry of entries) {
    if (entry.type === 'source') source = entry.target;
    if (entry.type !== 'message' && entry.type !== 'outcome') continue;
    const key = `${source}:${entry.seq}`;
    if (entry.type === 'message') {
      messages.set(key, entry);
      continue;
    }
    const message = messages.get(key);
    const { type: _, seq: __, result, error, ...outcome } = entry;
    if (message === undefined) continue;
    messages.set(key, { ...message, outcome, ...(result !== undefined && { result }), ...(error && { error }) });
  }
  return [...messages.values()];
}

/** The targets, as each was described last. */
export function targetsOf(entries: readonly JournalEntry[]): TargetEntry[] {
  const targets = entries.filter((entry): entry is TargetEntry => entry.type === 'target');
  return [...new Map(targets.map((target) => [target.target, target])).values()];
}
