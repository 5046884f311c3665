import { readFileSync } from 'node:fs';
import type { JournalEntry, MessageEntry, TargetEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';

/** The entries of a capture that a command wrote. */
export function readEntries(path: string): JournalEntry[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => decodeLine(line) as JournalEntry);
}

export function messagesOf(entries: readonly JournalEntry[]): MessageEntry[] {
  return entries.filter((entry): entry is MessageEntry => entry.type === 'message');
}

/** The targets, as each was described last. */
export function targetsOf(entries: readonly JournalEntry[]): TargetEntry[] {
  const targets = entries.filter((entry): entry is TargetEntry => entry.type === 'target');
  return [...new Map(targets.map((target) => [target.target, target])).values()];
}
