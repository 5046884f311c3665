import { readFileSync } from 'node:fs';
import type { JournalEntry, MessageEntry, OutcomeEntry, TargetEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';

/** The entries of a capture that a command wrote. */
export function readEntries(path: string): JournalEntry[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => decodeLine(line) as JournalEntry);
}

/** The messages of all targets in their order, each with what later entries say of it. */
export function messagesOf(entries: readonly JournalEntry[]): MessageEntry[] {
  const messages = new Map<string, MessageEntry>();
  let target = 0;
  for (const entry of entries) {
    if (entry.type === 'source') target = entry.target;
    if (entry.type !== 'message' && entry.type !== 'dispatched' && entry.type !== 'outcome') continue;
    const key = `${target} ${entry.seq}`;
    if (entry.type === 'message') {
      messages.set(key, entry);
      continue;
    }
    const message = messages.get(key);
    if (message === undefined) continue;
    const { type, seq: _seq, ...rest } = entry;
    if (type === 'dispatched') messages.set(key, { ...message, dispatched: rest });
    else {
      const { result, error, ...outcome } = rest as OutcomeEntry;
      const payload = { ...(result !== undefined && { result }), ...(error !== undefined && { error }) };
      messages.set(key, { ...message, outcome, ...payload });
    }
  }
  return [...messages.values()];
}

/** The targets, as each was described last. */
export function targetsOf(entries: readonly JournalEntry[]): TargetEntry[] {
  const targets = entries.filter((entry): entry is TargetEntry => entry.type === 'target');
  return [...new Map(targets.map((target) => [target.target, target])).values()];
}
